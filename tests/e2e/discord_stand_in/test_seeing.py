"""What members see of the stand-in Discord, and when they are told."""

import asyncio
import io

import aiohttp
import discord
import pytest

from bot.sandbox.client import Visitor
from bot.sandbox.discord import DiscordStandIn
from tests.e2e.discord_stand_in.small_bot import PATIENCE, Interaction, command, running


async def test_each_member_is_told_what_they_see_in_order(
    stand_in: DiscordStandIn, ana: Visitor, ben: Visitor
) -> None:
    @command()
    async def go(interaction: Interaction) -> None:
        await interaction.response.send_message("for you", ephemeral=True)
        await interaction.followup.send("for all")
        await interaction.edit_original_response(content="still for you")
        await interaction.delete_original_response()

    side = stand_in.member_side
    with side.watch(ana.user.id) as for_ana, side.watch(ben.user.id) as for_ben:
        async with running(stand_in, go):
            await ana.run("go")
            changes = aiter(for_ana)
            told = [await asyncio.wait_for(anext(changes), PATIENCE) for _ in range(5)]
    assert [str(change.kind) for change in told] == [
        "created",
        "answered",
        "created",
        "edited",
        "deleted",
    ]
    seen = await asyncio.wait_for(anext(aiter(for_ben)), PATIENCE)
    assert seen.message is not None
    assert seen.message.content == "for all"


async def test_a_post_nobody_asked_for_is_waited_for(
    stand_in: DiscordStandIn, ana: Visitor
) -> None:
    async with running(stand_in) as bot:
        channel = bot.get_channel(stand_in.channel.id)
        assert isinstance(channel, discord.TextChannel)
        waiting = asyncio.create_task(ana.until("This week", PATIENCE))
        embed = discord.Embed(title="This week", description="Three songs")
        embed.add_field(name="First", value="Blue").set_footer(text="made up")
        await channel.send(embed=embed, file=discord.File(io.BytesIO(b"a,b"), "songs.csv"))
        message = await waiting
    assert ana.reader.read(message) == (
        "This week\nThree songs\nFirst: Blue\nmade up\n(file: songs.csv, 3 bytes)"
    )


async def test_files_are_served_until_their_message_goes(stand_in: DiscordStandIn) -> None:
    async with running(stand_in) as bot, aiohttp.ClientSession() as browser:
        channel = bot.get_channel(stand_in.channel.id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send(file=discord.File(io.BytesIO(b"\x89PNG"), "map.png"))
        url = message.attachments[0].url
        async with browser.get(url) as response:
            assert (response.content_type, await response.read()) == ("image/png", b"\x89PNG")
        await message.delete()
        async with browser.get(url) as response:
            assert response.status == 404


async def test_a_file_beyond_ten_mebibytes_is_refused(stand_in: DiscordStandIn) -> None:
    async with running(stand_in) as bot:
        channel = bot.get_channel(stand_in.channel.id)
        assert isinstance(channel, discord.TextChannel)
        large = discord.File(io.BytesIO(b"x" * (10 * 1024 * 1024 + 1)), "large.bin")
        with pytest.raises(discord.HTTPException) as caught:
            await channel.send(file=large)
        assert (caught.value.status, caught.value.code) == (413, 40005)


async def test_the_history_keeps_the_newest() -> None:
    async with DiscordStandIn(history=3) as small:
        ana = Visitor(small, small.join("ana"))
        for number in range(5):
            ana.say(str(number))
        assert [message.content for message in ana.history()] == ["2", "3", "4"]
