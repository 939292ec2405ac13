"""When the stand-in Discord refuses, fails or breaks off, and how discord.py takes it."""

import asyncio

import aiohttp
import discord
import pytest

from bot.sandbox.client import Visitor
from bot.sandbox.discord import ChannelKind, DiscordStandIn, Permission
from tests.e2e.discord_stand_in.conftest import Clock
from tests.e2e.discord_stand_in.rest_api import Api
from tests.e2e.discord_stand_in.small_bot import (
    PATIENCE,
    Bot,
    Interaction,
    command,
    running,
)


async def test_strangers_are_turned_away(stand_in: DiscordStandIn, api: Api) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{stand_in.api_url}/users/@me") as response,
    ):
        assert response.status == 401
    assert (await api.call("GET", f"/guilds/{stand_in.guild.id}/bans"))[0] == 404
    intents = discord.Intents.none()
    intents.members = True
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(stand_in, intents=intents):
            pass
    with stand_in.redirect(), pytest.raises(discord.LoginFailure):
        await Bot(lambda _: None, discord.Intents.none()).start("wrong")


async def test_a_second_first_response_is_refused(stand_in: DiscordStandIn, ana: Visitor) -> None:
    codes: asyncio.Queue[int] = asyncio.Queue()

    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.send_message("first")
        try:
            await discord.InteractionResponse[discord.Client](interaction).send_message("second")
        except discord.HTTPException as error:
            codes.put_nowait(error.code)

    async with running(stand_in, go):
        reply = await ana.run("go")
        assert await asyncio.wait_for(codes.get(), PATIENCE) == 40060
        assert reply.text == "first"


@pytest.mark.usefixtures("impatience")
async def test_after_three_seconds_an_interaction_is_unknown(
    stand_in: DiscordStandIn, ana: Visitor, clock: Clock
) -> None:
    codes: asyncio.Queue[int] = asyncio.Queue()

    @command()
    async def go(interaction: Interaction, late: bool) -> None:
        clock.seconds += 3.1 if late else 2.9
        try:
            await interaction.response.send_message("in time")
        except discord.NotFound as error:
            codes.put_nowait(error.code)

    async with running(stand_in, go):
        assert (await ana.run("go", late=False)).text == "in time"
        stand_in.member_side.run(ana.user.id, ana.channel.id, "go", {"late": True})
        assert await asyncio.wait_for(codes.get(), PATIENCE) == 10062


async def test_after_fifteen_minutes_the_token_is_invalid(
    stand_in: DiscordStandIn, ana: Visitor, clock: Clock
) -> None:
    codes: asyncio.Queue[int] = asyncio.Queue()

    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.send_message("first")
        clock.seconds += 899
        await interaction.followup.send("in time")
        clock.seconds += 2
        for late in (
            interaction.followup.send("late"),
            interaction.edit_original_response(content="late"),
        ):
            with pytest.raises(discord.HTTPException) as caught:
                await late
            codes.put_nowait(caught.value.code)

    async with running(stand_in, go):
        reply = await ana.run("go")
        assert [await asyncio.wait_for(codes.get(), PATIENCE) for _ in range(2)] == [50027, 50027]
        assert reply.text == "first\n\nin time"


async def test_limits_and_failures_are_waited_out(stand_in: DiscordStandIn, ana: Visitor) -> None:
    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.send_message("said")
        await interaction.edit_original_response(content="edited")

    async with running(stand_in, go):
        stand_in.faults.limit("POST", "/interactions/*/callback", times=2)
        stand_in.faults.fail("PATCH", "/webhooks/*", status=502)
        reply = await ana.run("go")
        await reply.until("edited")
    answered = [(e.method, e.status) for e in stand_in.exchanges if "/@original" in e.path]
    assert answered == [("PATCH", 502), ("PATCH", 200)]
    limited = [e for e in stand_in.exchanges if e.status == 429]
    assert len(limited) == 2
    assert limited[0].answer_headers["via"]
    assert limited[0].headers["content-type"] == "application/json"


async def test_an_answer_can_be_lost_after_the_work_is_done(
    stand_in: DiscordStandIn, ana: Visitor
) -> None:
    async with running(stand_in) as bot:
        channel = bot.get_channel(stand_in.channel.id)
        assert isinstance(channel, discord.TextChannel)
        stand_in.faults.cut("POST", "/channels/*/messages")
        with pytest.raises(aiohttp.ClientError):
            await channel.send("never", nonce="week-1")
        assert ana.read() == ""
        stand_in.faults.cut("POST", "/channels/*/messages", after=True)
        with pytest.raises(aiohttp.ClientError):
            await channel.send("once", nonce="week-1")
        assert ana.read() == "Cratemate:\nonce"
        await channel.send("once", nonce="week-1")
        assert ana.read() == "Cratemate:\nonce"
        await channel.send("twice", nonce="week-2")
        assert ana.read() == "Cratemate:\nonce\n\nCratemate:\ntwice"
    assert [e.status for e in stand_in.exchanges if e.method == "POST"] == [0, 0, 200, 200]


async def test_a_slow_answer_holds_nothing_else(stand_in: DiscordStandIn, ana: Visitor) -> None:
    @command()
    async def go(interaction: Interaction, text: str) -> None:
        await interaction.response.send_message(text)

    async with running(stand_in, go):
        gate = stand_in.faults.hold("POST", "/interactions/*/callback")
        first = asyncio.create_task(ana.run("go", text="held"))
        await asyncio.wait_for(gate.reached.wait(), PATIENCE)
        assert (await ana.run("go", text="free")).text == "free"
        gate.open()
        assert (await first).text == "held"


async def test_what_was_missed_is_replayed_after_a_reconnect(
    stand_in: DiscordStandIn, ana: Visitor
) -> None:
    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.defer()
        stand_in.gateway.reconnect()
        await interaction.client.resumed.wait()  # pyright: ignore[reportAttributeAccessIssue]
        await interaction.edit_original_response(content="still here")

    async with running(stand_in, go) as bot:
        reply = await ana.run("go")
        await reply.until("still here")
        assert stand_in.gateway.resumed == 1
        bot.resumed.clear()
        await stand_in.gateway.drop()
        await stand_in.gateway.until_disconnected()
        reply = await ana.run("go")
        assert stand_in.gateway.resumed >= 2
        await reply.until("still here")
    assert stand_in.gateway.identified == 1


async def test_an_invalid_session_is_begun_anew(stand_in: DiscordStandIn, ana: Visitor) -> None:
    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.send_message("here")

    async with running(stand_in, go):
        stand_in.gateway.invalidate(resumable=True)
        await stand_in.changes.until(lambda: stand_in.gateway.resumed or None, PATIENCE)
        assert (await ana.run("go")).text == "here"
        stand_in.gateway.invalidate()
        await stand_in.changes.until(lambda: stand_in.gateway.identified > 1 or None, PATIENCE)
        assert (await ana.run("go")).text == "here"


async def test_the_bot_hears_of_guilds_and_channels(stand_in: DiscordStandIn) -> None:
    async with running(stand_in) as bot:
        joined = asyncio.create_task(bot.wait_for("guild_join", timeout=PATIENCE))
        await asyncio.sleep(0)
        guild = stand_in.add_guild("Second")
        assert (await joined).name == "Second"
        gone = asyncio.create_task(bot.wait_for("guild_channel_delete", timeout=PATIENCE))
        await asyncio.sleep(0)
        stand_in.remove_channel(next(iter(guild.channels.values())))
        assert (await gone).name == "general"
        left = asyncio.create_task(bot.wait_for("guild_remove", timeout=PATIENCE))
        await asyncio.sleep(0)
        stand_in.remove_guild(guild)
        assert (await left).id == guild.id


async def test_channels_can_be_closed_to_the_bot(
    stand_in: DiscordStandIn, api: Api, ana: Visitor
) -> None:
    await api.post(content="before")
    history = f"/channels/{stand_in.channel.id}/messages"
    assert [m["content"] for m in (await api.call("GET", history))[1]] == ["before"]
    stand_in.restrict(stand_in.channel, int(Permission.VIEW_CHANNEL))
    assert (await api.post(content="x"))[1]["code"] == 50013
    assert (await api.call("GET", history))[1] == []
    stand_in.restrict(stand_in.channel, 0)
    assert (await api.post(content="x"))[1]["code"] == 50001
    stand_in.remove_channel(stand_in.channel)
    assert (await api.post(content="x"))[1]["code"] == 10003
    ana.user.accepts_dms = False
    recipient = {"recipient_id": str(ana.user.id)}
    _, dm = await api.call("POST", "/users/@me/channels", recipient)
    status, answer = await api.call("POST", f"/channels/{dm['id']}/messages", {"content": "x"})
    assert (status, answer["code"]) == (403, 50007)


async def test_members_are_found_until_they_leave(stand_in: DiscordStandIn, ana: Visitor) -> None:
    async with running(stand_in) as bot:
        member = await bot.guilds[0].fetch_member(ana.user.id)
        assert member.display_name == "Ana"
        del stand_in.guild.members[ana.user.id]
        with pytest.raises(discord.NotFound):
            await bot.guilds[0].fetch_member(ana.user.id)


async def test_an_announcement_is_published_once(stand_in: DiscordStandIn) -> None:
    news = stand_in.add_channel("news", ChannelKind.ANNOUNCEMENT)
    async with running(stand_in) as bot:
        channel = bot.get_channel(news.id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send("news")
        await message.publish()
        with pytest.raises(discord.HTTPException, match="already been crossposted"):
            await message.publish()
        await message.delete()
        with pytest.raises(discord.NotFound):
            await message.delete()


async def test_messages_are_heard_by_those_who_ask(stand_in: DiscordStandIn, ana: Visitor) -> None:
    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = True
    async with running(stand_in, intents=intents) as bot:
        heard = asyncio.create_task(bot.wait_for("message", timeout=PATIENCE))
        await asyncio.sleep(0)
        ana.say("a secret")
        assert (await heard).content == ""
