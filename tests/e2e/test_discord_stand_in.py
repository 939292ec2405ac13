"""The stand-in Discord, held against the real discord.py."""

import asyncio
import io
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import discord
import pytest
from discord import app_commands, ui
from discord.ext import commands

from bot.sandbox.client import DidNotRespond, NotSeen, Reply, Visitor
from bot.sandbox.discord import (
    ChannelKind,
    ClientRefused,
    DiscordStandIn,
    Member,
    Permission,
    Upload,
)

Set = Callable[["Bot"], None]


class Bot(commands.AutoShardedBot):
    """A small bot; a test adds its commands before it starts."""

    def __init__(self, set_up: Set, intents: discord.Intents) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            intents=intents,
            guild_ready_timeout=0.05,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=30,
        )
        self.set_up = set_up
        self.failures: list[BaseException] = []
        self.resumes = asyncio.Event()

    async def setup_hook(self) -> None:
        self.set_up(self)
        self.tree.on_error = self._failed
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Discord lets a bot identify once in five seconds; the stand-in does not mind."""

    async def on_shard_resumed(self, shard_id: int) -> None:
        self.resumes.set()

    async def _failed(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError
    ) -> None:
        self.failures.append(getattr(error, "original", error))


@asynccontextmanager
async def running(
    stand_in: DiscordStandIn, set_up: Set, intents: discord.Intents | None = None
) -> AsyncIterator[Bot]:
    if intents is None:
        intents = discord.Intents.none()
        intents.guilds = True
    bot = Bot(set_up, intents)
    with stand_in.redirect():
        task = asyncio.create_task(bot.start(stand_in.token))
        ready = asyncio.create_task(bot.wait_until_ready())
        await asyncio.wait({task, ready}, timeout=5, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        assert bot.is_ready()
        try:
            yield bot
        finally:
            await bot.close()
            await asyncio.wait_for(task, 5)


@pytest.fixture
async def stand_in() -> AsyncIterator[DiscordStandIn]:
    async with DiscordStandIn() as discord:
        yield discord


@pytest.fixture
def ana(stand_in: DiscordStandIn) -> Visitor:
    return Visitor(stand_in, stand_in.join("ana"))


@pytest.fixture
def ben(stand_in: DiscordStandIn) -> Visitor:
    return Visitor(stand_in, stand_in.join("ben"))


def nothing(_: Bot) -> None:
    """Add no command."""


def command(name: str = "go", **describe: str) -> Callable[[Callable[..., Awaitable[None]]], Set]:
    """Make a function the only command of a bot."""

    def make(function: Callable[..., Awaitable[None]]) -> Set:
        def add(bot: Bot) -> None:
            added = app_commands.Command(name=name, description="Go", callback=function)
            bot.tree.add_command(added)

        return add

    return make


async def test_the_bot_is_ready_within_a_second(stand_in: DiscordStandIn) -> None:
    begun = time.perf_counter()
    async with running(stand_in, nothing) as bot:
        assert time.perf_counter() - begun < 1
        assert [guild.name for guild in bot.guilds] == ["Listening Room"]
        assert bot.guilds[0].text_channels[0].permissions_for(bot.guilds[0].me).send_messages


async def test_a_command_is_deferred_then_answered(stand_in: DiscordStandIn, ana: Visitor) -> None:
    go_on = asyncio.Event()

    @command()
    async def go(interaction: discord.Interaction, count: app_commands.Range[int, 1, 20]) -> None:
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
        with pytest.raises(ClientRefused, match="at most 20"):
            await ana.run("go", count=21)
        with pytest.raises(ClientRefused, match="required"):
            await ana.run("go")
        with pytest.raises(ClientRefused, match="no option"):
            await ana.run("go", count=2, mood="calm")
        with pytest.raises(ClientRefused, match="known: go"):
            await ana.run("stay")
