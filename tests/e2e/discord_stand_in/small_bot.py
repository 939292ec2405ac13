"""A small discord.py bot to hold the stand-in Discord against."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.sandbox.discord import DiscordStandIn

SetUp = Callable[["Bot"], None]
Callback = Callable[..., Coroutine[Any, Any, None]]
Interaction = discord.Interaction
PATIENCE = 30.0
"""Seconds for anything that is waited for; reached only where something is broken."""


class Bot(commands.AutoShardedBot):
    """A bot whose commands a test adds before it starts."""

    def __init__(self, set_up: SetUp, intents: discord.Intents) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            intents=intents,
            guild_ready_timeout=0.05,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=30,
        )
        self.set_up = set_up
        self.failures: list[BaseException] = []
        self.logged_in = asyncio.Event()
        self.resumed = asyncio.Event()

    async def setup_hook(self) -> None:
        self.set_up(self)
        self.tree.error(self._failed)
        await self.tree.sync()
        self.logged_in.set()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Discord lets a bot identify once in five seconds; the stand-in does not mind."""

    async def on_shard_resumed(self, shard_id: int) -> None:
        self.resumed.set()

    async def _failed(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        self.failures.append(getattr(error, "original", error))


@asynccontextmanager
async def running(
    stand_in: DiscordStandIn, *set_ups: SetUp, intents: discord.Intents | None = None
) -> AsyncGenerator[Bot]:
    """Run a bot against the stand-in, from ready until the end of the context."""
    if intents is None:
        intents = discord.Intents.none()
        intents.guilds = True

    def set_up(bot: Bot) -> None:
        for add in set_ups:
            add(bot)

    bot = Bot(set_up, intents)
    with stand_in.redirect():
        task = asyncio.create_task(bot.start(stand_in.token))
        try:
            await _ready(bot, task)
            yield bot
        finally:
            await bot.close()
            await asyncio.wait({task}, timeout=PATIENCE)


async def _ready(bot: Bot, task: asyncio.Task[None]) -> None:
    ready = asyncio.create_task(_until_ready(bot))
    await asyncio.wait({task, ready}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    if task.done():
        task.result()
    assert bot.is_ready()


async def _until_ready(bot: Bot) -> None:
    await bot.logged_in.wait()
    await bot.wait_until_ready()
    # A bot counts as ready also where its guilds take longer than `guild_ready_timeout`.
    while any(guild.unavailable for guild in bot.guilds):
        await bot.wait_for("guild_available")


def command(name: str = "go") -> Callable[[Callback], SetUp]:
    """Make a function the callback of a slash command; a bot is set up with what this returns."""

    def make(callback: Callback) -> SetUp:
        return lambda bot: bot.tree.add_command(
            app_commands.Command(name=name, description="Go", callback=callback)
        )

    return make


def menu(name: str) -> Callable[[Callback], SetUp]:
    """Make a function the callback of a context menu; its parameter's type says on what."""

    def make(callback: Callback) -> SetUp:
        return lambda bot: bot.tree.add_command(
            app_commands.ContextMenu(name=name, callback=callback)
        )

    return make
