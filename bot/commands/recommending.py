"""/recommend, and the buttons under its songs."""

from discord import app_commands
from discord.ext import commands

from bot.commands.buttons import Action, Choice
from bot.commands.localising import localised
from bot.commands.replies import Interaction, answer, defer, language, replace
from bot.commands.servers import common_language, settled
from bot.render import ids, notes
from bot.render.choices import genre_choices, mood_choices
from bot.render.reasons import reason_text
from bot.render.songs import song_page
from bot.render.text import quote
from bot.results.songs import Mode
from bot.results.wishes import Adventure, ListWish
from bot.services.app import Services
from storage.like import Source

_Words = app_commands.Range[str, 1, 100]
_ADVENTURES = [
    app_commands.Choice(name=localised(f"command-recommend-{level}"), value=level.value)
    for level in Adventure
]


class RecommendCog(commands.Cog):
    """Songs for one member."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name="recommend", description=localised("command-recommend"))
    @app_commands.describe(
        count=localised("command-recommend-count"),
        genre=localised("command-recommend-genre"),
        mood=localised("command-recommend-mood"),
        adventure=localised("command-recommend-adventure"),
        recent=localised("command-recommend-recent"),
        private=localised("command-recommend-private"),
    )
    @app_commands.choices(adventure=_ADVENTURES)
    async def recommend(
        self,
        interaction: Interaction,
        count: app_commands.Range[int, 1, 20] = 5,
        genre: _Words | None = None,
        mood: _Words | None = None,
        adventure: str | None = None,
        recent: bool = False,
        private: bool = True,
    ) -> None:
        """Show the first page of a fresh list."""
        await defer(interaction, private=private)
        server = await settled(interaction)
        level = Adventure(adventure or server.adventure or Adventure.USUAL)
        wish = ListWish(count, genre, mood, level, recent, server.clean)
        page = await self._services.recommending.recommend(
            interaction.user.id, wish, interaction.guild_id
        )
        say = language(interaction) if private else await common_language(interaction)
        await answer(interaction, song_page(say, page))

    @recommend.autocomplete("genre")
    async def complete_genre(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the catalogue's genres."""
        return genre_choices(await self._services.recommending.genres(), typed)

    @recommend.autocomplete("mood")
    async def complete_mood(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer moods, and what was typed as it is."""
        return mood_choices(language(interaction), typed)


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


class MoreSelect(Choice, template=ids.MORE):
    """Shows songs like one of a list to whoever chooses it."""

    async def act(self, interaction: Interaction, services: Services, chosen: list[str]) -> None:
        """Find them, in private."""
        await defer(interaction)
        clean = (await settled(interaction)).clean
        page = await services.similar.find(
            interaction.user.id, chosen, 5, Mode.TOGETHER, clean=clean
        )
        await answer(interaction, song_page(language(interaction), page))


class PageButton(Action, template=ids.PAGE):
    """Turns a list to another page, in place."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Show the page."""
        await defer(interaction, update=True)
        page = await services.recommending.page(
            interaction.user.id, self.values["list"], int(self.values["first"])
        )
        await replace(interaction, song_page(language(interaction), page))
