"""The Discord client: which commands and buttons exist, and the one handler of their failures."""

import asyncio
import logging
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.board import DiscordBoard
from bot.commands.allow_list import AllowButton, RenewalCog
from bot.commands.choosing import ChoosingButton, RereadButton, VerdictSelect
from bot.commands.importing import ImportCog
from bot.commands.linking import LinkCog, PasteButton
from bot.commands.localising import CatalogueTranslator
from bot.commands.playlists import PlaylistCog, SaveButton
from bot.commands.privacy import (
    DeleteButton,
    ExportButton,
    ForgetButton,
    PolicyButton,
    PrivacyCog,
)
from bot.commands.progress import ProgressMessages
from bot.commands.recommending import (
    DownButton,
    KnownButton,
    MoreSelect,
    PageButton,
    RecommendCog,
    UpButton,
    WhyButton,
)
from bot.commands.replies import explain_failure
from bot.commands.schedule import JoinButton, ScheduleCog, TakeButton
from bot.commands.similar import SimilarCog
from bot.commands.starting import StartCog
from bot.commands.tasting import TasteCog
from bot.commands.together import TogetherCog
from bot.commands.watching import watch
from bot.services.app import Services

log = logging.getLogger(__name__)

_GRACE: Final = 2.0
"""Seconds that listeners under way may still take at the end."""


class CratemateTree(app_commands.CommandTree["CratemateBot"]):
    """All commands, with one place for what goes wrong in them."""

    async def interaction_check(self, interaction: discord.Interaction["CratemateBot"], /) -> bool:
        """Give each interaction an id before anything else happens."""
        watch(interaction)
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

    def __init__(self, services: Services, *, ready_timeout: float = 2.0) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            tree_cls=CratemateTree,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            guild_ready_timeout=ready_timeout,
            max_messages=None,
        )
        self.services = services
        self.progress = ProgressMessages()

    async def setup_hook(self) -> None:
        """Register commands and persistent buttons, and tell Discord about the commands."""
        await self.tree.set_translator(CatalogueTranslator())
        await self.add_cog(LinkCog(self.services))
        await self.add_cog(StartCog(self.services))
        await self.add_cog(ImportCog(self.services))
        await self.add_cog(RecommendCog(self.services))
        similar = SimilarCog(self.services)
        await self.add_cog(similar)
        together = TogetherCog(self.services)
        await self.add_cog(together)
        for menu in (similar.menu, *together.menus):
            self.tree.add_command(menu)
        await self.add_cog(TasteCog(self.services))
        await self.add_cog(PlaylistCog(self.services))
        await self.add_cog(ScheduleCog(self.services))
        self.add_dynamic_items(
            PasteButton, UpButton, DownButton, KnownButton, WhyButton, PageButton, SaveButton
        )
        self.add_dynamic_items(ChoosingButton, VerdictSelect, RereadButton)
        self.add_dynamic_items(JoinButton, TakeButton, MoreSelect)
        await self.add_cog(RenewalCog(self.services))
        self.add_dynamic_items(AllowButton)
        await self.add_cog(PrivacyCog(self.services))
        self.add_dynamic_items(ExportButton, PolicyButton, DeleteButton, ForgetButton)
        await self.tree.sync()

    async def close(self) -> None:
        """Finish what is being posted, stop following progress, then leave Discord."""
        await self.services.posting.close()
        await self.progress.close()
        await _finish_listeners()
        await super().close()

    async def on_ready(self) -> None:
        """Begin to post, and say so in the log: health is read from `is_ready`."""
        # First: commands are answered from now on, and some look through it.
        self.services.posting.attach(DiscordBoard(self))
        for guild_id in await self.services.store.guilds.known():
            # Removed while the bot was away; one in an outage is still among them.
            if self.get_guild(guild_id) is None:
                await self._forget(guild_id)
        log.info("ready: guilds=%d shards=%d", len(self.guilds), self.shard_count or 1)

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
