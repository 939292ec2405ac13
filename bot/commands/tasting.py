"""/taste: what a member's taste looks like."""

import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.commands.localising import localised
from bot.commands.replies import Interaction, defer, language
from bot.render import tasting
from bot.services.app import Services


class TasteCog(commands.GroupCog, name="taste", description=localised("command-taste")):
    """A member's own taste, for their own eyes."""

    def __init__(self, services: Services) -> None:
        self._tasting = services.tasting

    @app_commands.command(name="card", description=localised("command-taste-card"))
    async def card(self, interaction: Interaction) -> None:
        """Show genres, decades, sound, groups, and what decides."""
        await defer(interaction)
        say = language(interaction)
        card = await self._tasting.card(interaction.user.id)
        picture = await self._tasting.off_loop(lambda: tasting.card_picture(say, card))
        view = tasting.card_page(say, card)
        file = discord.File(io.BytesIO(picture), tasting.PICTURE)
        await interaction.edit_original_response(view=view, attachments=[file])
