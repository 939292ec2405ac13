"""/import: likes from a file or from a profile elsewhere."""

import io
from collections.abc import AsyncIterator

import discord
from discord import app_commands
from discord.ext import commands

from bot.commands.replies import Interaction, defer, language
from bot.render import importing
from bot.render.wording import wording
from bot.results.importing import Imported
from bot.services.app import Services


class ImportCog(commands.Cog):
    """A taste from what a member brings along."""

    def __init__(self, services: Services) -> None:
        self._importing = services.importing

    @app_commands.command(name="import", description=wording()("command-import"))
    @app_commands.describe(file=wording()("command-import-file"))
    async def take(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Read a file, say what became of it, and say so again when it is learned from."""
        self._importing.check_size(file.size)
        await defer(interaction)
        data = await file.read()
        await _report(interaction, self._importing.take(interaction.user.id, data))


async def _report(interaction: Interaction, steps: AsyncIterator[Imported]) -> None:
    say = language(interaction)
    async for step in steps:
        content = importing.report_file(say, step)
        files = [discord.File(io.BytesIO(content), importing.FILE)] if content else []
        view = importing.report(say, step)
        await interaction.edit_original_response(view=view, attachments=files)
