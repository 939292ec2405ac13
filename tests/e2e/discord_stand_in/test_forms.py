"""Forms, selects and context menus over the stand-in Discord, through the real discord.py."""

import discord
import pytest
from discord import ui

from bot.sandbox.client import Visitor
from bot.sandbox.discord import ClientRefused, DiscordStandIn
from tests.e2e.discord_stand_in.small_bot import Interaction, command, menu, running


async def test_a_form_is_sent(stand_in: DiscordStandIn, ana: Visitor) -> None:
    class Paste(ui.Modal, title="Paste the address"):
        text = ui.TextDisplay[ui.LayoutView]("Copy it from the browser.")
        address = ui.Label[ui.LayoutView](
            text="Address", component=ui.TextInput(min_length=5, max_length=20)
        )
        note = ui.TextInput[ui.LayoutView](label="A note", required=False)
        kind = ui.Label[ui.LayoutView](
            text="Kind",
            component=ui.Select(
                options=[discord.SelectOption(label="Liked"), discord.SelectOption(label="Other")]
            ),
        )

        async def on_submit(self, interaction: Interaction) -> None:
            assert isinstance(self.address.component, ui.TextInput)
            assert isinstance(self.kind.component, ui.Select)
            said = f"{self.address.component.value} {self.kind.component.values} {self.note.value}"
            await interaction.response.edit_message(content=said)

    class Opener(ui.View):
        @ui.button(label="Paste")
        async def paste(self, interaction: Interaction, _: ui.Button["Opener"]) -> None:
            await interaction.response.send_modal(Paste())

    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.send_message("press", view=Opener())

    async with running(stand_in, go):
        shown = await ana.run("go")
        form = await ana.press(shown, "Paste")
        assert form.text == (
            "(form) Paste the address\n"
            "Copy it from the browser.\n"
            "  Address: []\n"
            "  A note (optional): []\n"
            "  Kind: [▾ choose: Liked, Other]"
        )
        with pytest.raises(ClientRefused, match="at least 5"):
            await ana.submit(form, address="abc", kind="Liked")
        with pytest.raises(ClientRefused, match="no field"):
            await ana.submit(form, address="abcdef", colour="red")
        done = await ana.submit(form, address="abcdef", a_note="hm", kind="Liked")
        assert done.text.startswith("abcdef ['Liked'] hm")
        assert done.message is shown.message


async def test_a_select_is_chosen_from(
    stand_in: DiscordStandIn, ana: Visitor, ben: Visitor
) -> None:
    class Choices(ui.View):
        @ui.select(
            placeholder="Mood",
            options=[
                discord.SelectOption(label="Calm", value="c"),
                discord.SelectOption(label="Wild"),
            ],
        )
        async def mood(self, interaction: Interaction, select: ui.Select["Choices"]) -> None:
            await interaction.response.defer()
            await interaction.edit_original_response(content=f"mood {select.values}")

        @ui.select(cls=ui.UserSelect, placeholder="Who", max_values=2)
        async def who(self, interaction: Interaction, select: ui.UserSelect["Choices"]) -> None:
            names = [user.display_name for user in select.values]
            await interaction.response.edit_message(content=f"with {names}")

    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.send_message("choose", view=Choices())

    async with running(stand_in, go):
        shown = await ana.run("go")
        assert "[▾ Mood: Calm, Wild]" in shown.text
        reply = await ana.select(shown, "Mood", "Calm")
        await reply.settled()
        assert shown.text.startswith("mood ['c']")
        await ana.select(shown, "Who", ana.user, ben.user)
        assert shown.text.startswith("with ['Ana', 'Ben']")
        with pytest.raises(ClientRefused, match="not one of the options"):
            await ana.select(shown, "Mood", "Grim")
        with pytest.raises(ClientRefused, match="between 1 and 1"):
            await ana.select(shown, "Mood", "Calm", "Wild")


async def test_context_menus_on_members_and_messages(
    stand_in: DiscordStandIn, ana: Visitor, ben: Visitor
) -> None:
    @menu("Compare taste")
    async def compare(interaction: Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"{interaction.user} and {member.display_name}")

    @menu("Similar songs")
    async def similar(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"like {message.content}")

    async with running(stand_in, compare, similar):
        assert ana.commands() == ["Compare taste", "Similar songs"]
        reply = await ana.use_on_member("Compare taste", ben.user)
        assert reply.text == "ana and Ben"
        reply = await ana.use_on_message("Similar songs", ben.say("open.spotify.com/track/1"))
        assert reply.text == "like open.spotify.com/track/1"
