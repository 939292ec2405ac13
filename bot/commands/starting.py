"""/start: five songs, and the first recommendations."""

from discord import app_commands
from discord.ext import commands

from bot.commands.localising import localised
from bot.commands.replies import Interaction, answer, defer, language
from bot.commands.servers import settled
from bot.render.similar import song_choices
from bot.render.songs import song_page
from bot.results.wishes import ListWish
from bot.services.app import Services

_FIRST = 5
_Song = app_commands.Range[str, 1, 300]
_PICKS = {f"pick{number}": localised("command-start-pick") for number in range(1, 6)}


class StartCog(commands.Cog):
    """A taste from five picks, without any account."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name="start", description=localised("command-start"))
    @app_commands.describe(**_PICKS)
    async def start(
        self,
        interaction: Interaction,
        pick1: _Song,
        pick2: _Song | None = None,
        pick3: _Song | None = None,
        pick4: _Song | None = None,
        pick5: _Song | None = None,
    ) -> None:
        """Learn from the picks and show the first list."""
        await defer(interaction)
        picked = [text for text in (pick1, pick2, pick3, pick4, pick5) if text]
        await self._services.starting.pick(interaction.user.id, picked)
        wish = ListWish(_FIRST, clean=(await settled(interaction)).clean)
        page = await self._services.recommending.recommend(interaction.user.id, wish)
        await answer(interaction, song_page(language(interaction), page))

    @start.autocomplete("pick1")
    @start.autocomplete("pick2")
    @start.autocomplete("pick3")
    @start.autocomplete("pick4")
    @start.autocomplete("pick5")
    async def complete(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the songs that may be meant."""
        return song_choices(await self._services.similar.choices(typed))
