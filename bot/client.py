"""The Discord client: start and end of it, and the one handler of what fails in commands."""

import asyncio
import logging
from datetime import timedelta
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands
from discord.utils import format_dt

from bot.board import DiscordBoard
from bot.commands.helping import numbers
from bot.commands.localising import CatalogueTranslator
from bot.commands.menus import build_menus
from bot.commands.pace import Pace
from bot.commands.places import ANYBODY, ANYWHERE
from bot.commands.progress import ProgressMessages
from bot.commands.registry import COGS, FORMS_BY_ID, ITEMS
from bot.commands.replies import explain_failure
from bot.commands.servers import refuse_closed
from bot.commands.watching import watch
from bot.errors import TooFast
from bot.services.app import Services

log = logging.getLogger(__name__)

_GRACE: Final = 2.0
"""Seconds that listeners under way may still take at the end."""


class CratemateTree(app_commands.CommandTree["CratemateBot"]):
    """All commands, with one place for what goes wrong in them."""

    async def interaction_check(self, interaction: discord.Interaction["CratemateBot"], /) -> bool:
        """Give each interaction an id, and refuse what comes too often, before any work."""
        watch(interaction)
        if interaction.type is discord.InteractionType.autocomplete or interaction.command is None:
            return True
        wait = interaction.client.pace.take(interaction.user.id, interaction.command.qualified_name)
        if wait:
            again = interaction.created_at + timedelta(seconds=wait)
            await explain_failure(interaction, TooFast(when=format_dt(again, "R")))
            return False
        try:
            await refuse_closed(interaction)
        except Exception as error:
            await explain_failure(interaction, error)
            return False
        return True

    async def on_error(
        self,
        interaction: discord.Interaction["CratemateBot"],
        error: app_commands.AppCommandError,
        /,
    ) -> None:
        """Turn a failed command into a sentence."""
        await explain_failure(interaction, error)


class CratemateBot(commands.AutoShardedBot):
    """Knows guilds and interactions; reads no messages, no presences, no member lists."""

    def __init__(
        self, services: Services, *, ready_timeout: float = 2.0, per_minute: int = 0
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            tree_cls=CratemateTree,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_installs=ANYBODY,
            allowed_contexts=ANYWHERE,
            guild_ready_timeout=ready_timeout,
            max_messages=None,
        )
        self.services = services
        self.progress = ProgressMessages()
        self.pace = Pace(per_minute)
        self.command_ids: dict[str, int] = {}

    async def setup_hook(self) -> None:
        """Register commands and persistent buttons, and tell Discord about the commands."""
        await self.tree.set_translator(CatalogueTranslator())
        for kind in COGS:
            cog = kind(self.services)  # pyright: ignore[reportCallIssue]
            await self.add_cog(cog)
            for menu in build_menus(cog):
                self.tree.add_command(menu)
        self.add_dynamic_items(*ITEMS)
        self.command_ids = numbers(await self.tree.sync())

    async def close(self) -> None:
        """Finish what is being posted, stop following progress, then leave Discord."""
        await self.services.posting.close()
        await self.progress.close()
        await _finish_listeners()
        await super().close()

    async def on_ready(self) -> None:
        """Begin to post, and say so in the log: health is read from `is_ready`."""
        # First: commands are answered from now on, and some look through it.
        self.services.posting.attach(DiscordBoard(self, self.services.store.servers))
        for guild_id in await self.services.store.guilds.known():
            # Removed while the bot was away; one in an outage is still among them.
            if self.get_guild(guild_id) is None:
                await self._forget(guild_id)
        log.info("ready: guilds=%d shards=%d", len(self.guilds), self.shard_count or 1)

    async def on_interaction(self, interaction: discord.Interaction["CratemateBot"]) -> None:
        """Take the forms that members send; discord.py sees to everything else."""
        if interaction.type is discord.InteractionType.modal_submit:
            form = FORMS_BY_ID.get(str((interaction.data or {}).get("custom_id")))
            if form is not None:
                await form.take(interaction)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """End what a server had that has removed the bot."""
        await self._forget(guild.id)

    async def _forget(self, guild_id: int) -> None:
        rows = await self.services.store.guilds.forget(guild_id)
        log.info("a server is gone: rows=%d", rows)


async def _finish_listeners() -> None:
    """Let what follows a command come to its end while the store is still open."""
    # discord.py keeps no account of them but names them.
    tasks = [task for task in asyncio.all_tasks() if task.get_name().startswith("discord.py: on_")]
    if tasks:
        await asyncio.wait(tasks, timeout=_GRACE)
