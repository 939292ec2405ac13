"""/recommend, and the buttons under its songs."""

from discord import app_commands
from discord.ext import commands

from bot.commands.buttons import Action
from bot.commands.replies import Interaction, answer, defer, language, replace
from bot.render import ids, notes
from bot.render.reasons import reason_text
from bot.render.songs import song_page
from bot.render.text import quote
from bot.render.wording import wording
from bot.services.app import Services
from storage.likes import Source


class RecommendCog(commands.Cog):
    """Songs for one member."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name="recommend", description=wording()("command-recommend"))
    @app_commands.describe(count=wording()("command-recommend-count"))
    async def recommend(
        self, interaction: Interaction, count: app_commands.Range[int, 1, 20] = 5
    ) -> None:
        """Show the first page of a fresh list."""
        await defer(interaction)
        page = await self._services.recommending.recommend(interaction.user.id, count)
        await answer(interaction, song_page(language(interaction), page))


class _Thumb(Action, template=r"(?!)"):
    """Rates one song for whoever presses it."""

    source: Source
    key: str

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Keep the rating; the next list knows."""
        await defer(interaction)
        title = await services.recommending.rate(
            interaction.user.id, self.values["track"], self.source
        )
        say = language(interaction)
        await answer(interaction, notes.note(say(self.key, title=quote(title))))


class UpButton(_Thumb, template=ids.UP):
    """👍"""

    source, key = Source.UP, "rated-up"


class DownButton(_Thumb, template=ids.DOWN):
    """👎"""

    source, key = Source.DOWN, "rated-down"


class KnownButton(_Thumb, template=ids.KNOWN):
    """Keeps a song away that its presser knows, and learns nothing from it."""

    source, key = Source.KNOWN, "rated-known"


class WhyButton(Action, template=ids.WHY):
    """Tells the list's owner why a song is in it."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Explain."""
        await defer(interaction)
        say = language(interaction)
        why = await services.recommending.explain(
            interaction.user.id, self.values["list"], int(self.values["position"])
        )
        await answer(interaction, notes.explanation(say, why, reason_text(say, why.song.reason)))


class PageButton(Action, template=ids.PAGE):
    """Turns a list to another page, in place."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Show the page."""
        await defer(interaction, update=True)
        page = await services.recommending.page(
            interaction.user.id, self.values["list"], int(self.values["first"])
        )
        await replace(interaction, song_page(language(interaction), page))
