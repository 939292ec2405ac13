"""/import: likes from a file or from a profile elsewhere."""

import time
from contextlib import aclosing

import discord
from discord import app_commands
from discord.ext import commands

from bot.commands.localising import localised
from bot.commands.progress import PACE, show_step
from bot.commands.replies import Interaction, defer, language, replace
from bot.imports.errors import ImportNeedsOne
from bot.render import importing
from bot.results.importing import Searching
from bot.services.app import Services
from bot.services.importing import Steps

_Name = app_commands.Range[str, 1, 100]


class ImportCog(commands.Cog):
    """A taste from what a member brings along."""

    def __init__(self, services: Services) -> None:
        self._importing = services.importing

    @app_commands.command(name="import", description=localised("command-import"))
    @app_commands.describe(
        file=localised("command-import-file"),
        listenbrainz=localised("command-import-listenbrainz"),
        lastfm=localised("command-import-lastfm"),
    )
    async def take(
        self,
        interaction: Interaction,
        file: discord.Attachment | None = None,
        listenbrainz: _Name | None = None,
        lastfm: _Name | None = None,
    ) -> None:
        """Read a file or a profile, say what became of it, and again when it is learned from."""
        if [file, listenbrainz, lastfm].count(None) != 2:
            raise ImportNeedsOne
        await defer(interaction)
        member_id = interaction.user.id
        if file is not None:
            steps = self._importing.fetch(member_id, file.url, file.size)
        elif listenbrainz is not None:
            steps = self._importing.listenbrainz(member_id, listenbrainz)
        else:
            steps = self._importing.lastfm(member_id, lastfm or "")
        async with aclosing(steps):
            await _show(interaction, steps)


async def _show(interaction: Interaction, steps: Steps) -> None:
    say, last_edit = language(interaction), -PACE
    async for step in steps:
        if isinstance(step, Searching):
            if time.monotonic() - last_edit >= PACE:
                last_edit = time.monotonic()
                await show_step(interaction, importing.progress(say, step))
            continue
        content = importing.report_file(say, step)
        files = {importing.FILE: content} if content else {}
        await replace(interaction, importing.report(say, step), files)
