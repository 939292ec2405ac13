"""Commands, buttons and messages over the stand-in Discord, through the real discord.py."""

import asyncio
import io

import discord
import pytest
from discord import app_commands, ui

from bot.sandbox.client import DidNotRespond, NotSeen, Visitor
from bot.sandbox.discord import ClientRefused, DiscordStandIn, Permission, Upload
from tests.e2e.discord_stand_in.small_bot import (
    PATIENCE,
    Bot,
    Interaction,
    command,
    running,
)


async def test_the_bot_is_ready_with_its_guild(stand_in: DiscordStandIn) -> None:
    async with running(stand_in) as bot:
        assert [guild.name for guild in bot.guilds] == ["Listening Room"]
        assert bot.guilds[0].text_channels[0].permissions_for(bot.guilds[0].me).send_messages


async def test_a_command_is_deferred_then_answered(stand_in: DiscordStandIn, ana: Visitor) -> None:
    go_on = asyncio.Event()

    @command()
    async def go(interaction: Interaction, count: app_commands.Range[int, 1, 20]) -> None:
        await interaction.response.defer()
        await go_on.wait()
        await interaction.edit_original_response(content=f"{count} songs")
        await interaction.followup.send("and one more thing")

    async with running(stand_in, go):
        reply = await ana.run("go", count=5)
        assert reply.thinking
        assert reply.text == "(Cratemate is thinking…)"
        go_on.set()
        await reply.settled()
        assert reply.text.startswith("5 songs")
        await reply.until("one more thing")
        assert [message.content for message in reply.messages] == ["5 songs", "and one more thing"]
        assert not reply.ephemeral


async def test_the_client_refuses_before_the_bot_is_asked(
    stand_in: DiscordStandIn, ana: Visitor
) -> None:
    @command()
    async def go(interaction: Interaction, count: app_commands.Range[int, 1, 20]) -> None:
        raise AssertionError("must not be reached")

    async with running(stand_in, go):
        with pytest.raises(ClientRefused, match="at most 20"):
            await ana.run("go", count=21)
        with pytest.raises(ClientRefused, match="not a value of type integer"):
            await ana.run("go", count="many")
        with pytest.raises(ClientRefused, match="required"):
            await ana.run("go")
        with pytest.raises(ClientRefused, match="no option mood"):
            await ana.run("go", count=2, mood="calm")
        with pytest.raises(ClientRefused, match="known: go"):
            await ana.run("stay")
    assert not [event for event in stand_in.sent_events if event.name == "INTERACTION_CREATE"]


async def test_every_kind_of_option_arrives_resolved(
    stand_in: DiscordStandIn, ana: Visitor, ben: Visitor
) -> None:
    group = app_commands.Group(name="playlist", description="Playlists")
    seen: dict[str, object] = {}

    @group.command(name="create", description="Create")
    @app_commands.choices(mood=[app_commands.Choice(name="Calm", value="calm")])
    async def create(
        interaction: Interaction,
        name: str,
        mood: str,
        share: float,
        public: bool,
        friend: discord.Member,
        channel: discord.TextChannel,
        cover: discord.Attachment,
    ) -> None:
        seen.update(name=name, mood=mood, share=share, public=public, friend=friend.display_name)
        seen.update(channel=channel.name, cover=(cover.filename, await cover.read()))
        await interaction.response.send_message("done")

    async with running(stand_in, lambda bot: bot.tree.add_command(group)):
        with pytest.raises(ClientRefused, match="subcommands: create"):
            await ana.run("playlist")
        reply = await ana.run(
            "playlist create",
            name="Mine",
            mood="Calm",
            share=0.5,
            public=True,
            friend=ben.user,
            channel=stand_in.channel,
            cover=Upload("cover.jpg", b"\xff\xd8picture"),
        )
        assert reply.text == "done"
    assert seen == {
        "name": "Mine",
        "mood": "calm",
        "share": 0.5,
        "public": True,
        "friend": "Ben",
        "channel": "music",
        "cover": ("cover.jpg", b"\xff\xd8picture"),
    }


async def test_autocomplete_offers_choices(stand_in: DiscordStandIn, ana: Visitor) -> None:
    def add(bot: Bot) -> None:
        @bot.tree.command(name="similar", description="Similar")
        async def similar(interaction: Interaction, song: str, count: int = 5) -> None:
            await interaction.response.send_message(f"{count} like {song}")

        @similar.autocomplete("song")
        async def offer(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
            count = interaction.namespace.count
            name = f"{typed}ian rhapsody, {count}"
            return [app_commands.Choice(name=name, value="id-1")]

    async with running(stand_in, add):
        offered = await ana.choices("similar", "song", "bohem", count=3)
        assert [(choice.name, choice.value) for choice in offered] == [
            ("bohemian rhapsody, 3", "id-1")
        ]
        reply = await ana.run("similar", song=offered[0].value)
        assert reply.text == "5 like id-1"
        with pytest.raises(ClientRefused, match="that completes"):
            await ana.choices("similar", "count", "3")


def cover() -> discord.File:
    return discord.File(io.BytesIO(b"picture"), "cover.png")


class SongView(ui.LayoutView):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        picture = ui.Thumbnail("attachment://cover.png", description="Cover of Blue")
        box = ui.Container[ui.LayoutView](accent_colour=discord.Colour.green())
        box.add_item(ui.Section("**Blue** by Nobody", accessory=picture))
        row = ui.ActionRow[ui.LayoutView]()
        row.add_item(ui.Button(label="👍", custom_id="up:1"))
        row.add_item(ui.Button(emoji="👎", custom_id="down:1"))
        row.add_item(ui.Button(label="Known", custom_id="known:1", disabled=True))
        row.add_item(ui.Button(label="Open", url="https://open.spotify.com/track/1"))
        box.add_item(row)
        box.add_item(ui.Separator())
        self.add_item(box)


async def test_a_layout_reads_as_text_and_its_files_are_served(
    stand_in: DiscordStandIn, ana: Visitor
) -> None:
    fetched: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.send_message(view=SongView(), file=cover())
        answer = await interaction.original_response()
        fetched.set_result(await answer.attachments[0].read())

    async with running(stand_in, go):
        reply = await ana.run("go")
        assert reply.text == (
            "│ **Blue** by Nobody\n"
            "│ (picture: Cover of Blue)\n"
            "│ [👍] [👎] [Known, disabled] [Open: https://open.spotify.com/track/1]\n"
            "│ ─────"
        )
        assert reply.buttons == ["👍", "👎", "Known", "Open"]
        assert reply.links == {"Open": "https://open.spotify.com/track/1"}
        assert ana.files(reply) == {"cover.png": b"picture"}
        with pytest.raises(ClientRefused, match="disabled"):
            await ana.press(reply, "Known")
        with pytest.raises(ClientRefused, match="is a link"):
            await ana.press(reply, "Open")
        with pytest.raises(ClientRefused, match="there are: 👍, 👎"):
            await ana.press(reply, "Why")
        assert await asyncio.wait_for(fetched, PATIENCE) == b"picture"


class UpButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"up:(?P<song>\d+)"):
    def __init__(self, song: int) -> None:
        super().__init__(ui.Button(label="👍", custom_id=f"up:{song}"))
        self.song = song

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[ui.LayoutView], match: object
    ) -> "UpButton":
        assert interaction.data is not None
        return cls(int(str(interaction.data.get("custom_id")).partition(":")[2]))

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"noted {self.song}", ephemeral=True)


async def test_a_button_works_after_a_restart(
    stand_in: DiscordStandIn, ana: Visitor, ben: Visitor
) -> None:
    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.send_message(view=SongView(), file=cover())

    async with running(stand_in, go):
        shown = await ana.run("go")
    async with running(stand_in, go, lambda bot: bot.add_dynamic_items(UpButton)):
        reply = await ben.press(shown, "👍")
        assert reply.text == "(only you can see this)\nnoted 1"
        assert stand_in.gateway.identified == 2


async def test_an_ephemeral_message_is_seen_by_its_member_only(
    stand_in: DiscordStandIn, ana: Visitor, ben: Visitor
) -> None:
    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send("for you", ephemeral=False)
        await interaction.followup.send("for all", ephemeral=False)

    async with running(stand_in, go):
        reply = await ana.run("go")
        await reply.until("for all")
        assert [message.audience for message in reply.messages] == [ana.user.id, None]
        assert "for you" in ana.read()
        assert "for you" not in ben.read()
        assert "for all" in ben.read()
        with pytest.raises(ClientRefused, match="cannot be seen"):
            stand_in.member_side.press(ben.user.id, ben.channel.id, reply.messages[0].id, "x")


async def test_commands_in_direct_messages(stand_in: DiscordStandIn, ana: Visitor) -> None:
    def add(bot: Bot) -> None:
        @bot.tree.command(name="mine", description="Mine")
        async def mine(interaction: Interaction) -> None:
            assert interaction.guild is None
            assert interaction.is_user_integration()
            await interaction.response.send_message(f"hello {interaction.user.display_name}")

        app_commands.allowed_installs(guilds=True, users=True)(mine)

        @bot.tree.command(name="here", description="Here")
        @app_commands.guild_only()
        async def here(interaction: Interaction) -> None:
            await interaction.response.send_message("here")

    async with running(stand_in, add):
        assert ana.in_dm().commands() == ["mine"]
        reply = await ana.in_dm().run("mine")
        assert reply.text == "hello Ana"
        assert "hello" not in ana.read()
        assert ana.in_dm().read() == "Cratemate:\nhello Ana"


async def test_commands_for_managers_are_hidden_from_others(stand_in: DiscordStandIn) -> None:
    ana = Visitor(stand_in, stand_in.join("ana"))
    chief = Visitor(stand_in, stand_in.join("chief", permissions=Permission.MANAGE_GUILD))

    def add(bot: Bot) -> None:
        @bot.tree.command(name="schedule", description="Schedule")
        @app_commands.default_permissions(manage_guild=True)
        async def schedule(interaction: Interaction) -> None:
            await interaction.response.send_message(str(interaction.permissions.manage_guild))

    async with running(stand_in, add):
        with pytest.raises(ClientRefused, match="no slash command"):
            await ana.run("schedule")
        assert (await chief.run("schedule")).text == "True"


async def test_mentions_are_resolved_and_only_allowed_ones_notify(
    stand_in: DiscordStandIn, ana: Visitor
) -> None:
    @command()
    async def go(interaction: Interaction, loud: bool) -> None:
        allowed = discord.AllowedMentions(users=loud)
        who = interaction.user.mention
        await interaction.response.send_message(f"{who} @everyone", allowed_mentions=allowed)

    async with running(stand_in, go):
        assert (await ana.run("go", loud=False)).text == "@Ana @everyone"
        loud = await ana.run("go", loud=True)
        assert loud.text == "@Ana @everyone\n(notifies @Ana)"
        assert loud.message.allowed_mentions == {"parse": ["users"]}


@pytest.mark.usefixtures("impatience")
async def test_silence_and_failure_are_told(stand_in: DiscordStandIn, ana: Visitor) -> None:
    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.send_message("")

    async with running(stand_in, go) as bot:
        with pytest.raises(DidNotRespond, match="did not respond; refused: 400 50006"):
            await ana.run("go")
        assert isinstance(bot.failures[0], discord.HTTPException)
        assert bot.failures[0].code == 50006


async def test_waiting_ends_with_what_was_seen(stand_in: DiscordStandIn, ana: Visitor) -> None:
    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.send_message("half way")

    async with running(stand_in, go):
        reply = await ana.run("go")
        with pytest.raises(NotSeen, match=r"'done' did not appear in 0.01 s; seen:\nhalf way"):
            await reply.until("done", 0.01)
