"""/taste: what a member's taste looks like."""

from discord import app_commands
from discord.ext import commands

from bot.commands.localising import localised
from bot.commands.replies import Interaction, defer, language, replace
from bot.render import tasting, verdict
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
        await replace(interaction, view, {tasting.PICTURE: picture})

    @app_commands.command(name="map", description=localised("command-taste-map"))
    async def map(self, interaction: Interaction) -> None:
        """Show where likes and recommendations lie, as a picture and as a page to turn."""
        await defer(interaction)
        say = language(interaction)
        found = await self._tasting.map(interaction.user.id)
        files = await self._tasting.off_loop(lambda: tasting.map_files(say, found))
        await replace(interaction, tasting.map_page(say, found), files)

    @app_commands.command(name="report", description=localised("command-taste-report"))
    async def report(self, interaction: Interaction) -> None:
        """Show how well likes that were hidden are found again, and by what."""
        await defer(interaction)
        say = language(interaction)
        found = await self._tasting.report(interaction.user.id)
        pictures = await self._tasting.off_loop(lambda: verdict.report_pictures(say, found))
        files = {f"{one.name}.png": one.png for one in pictures}
        await replace(interaction, verdict.report_page(say, found, pictures), files)
