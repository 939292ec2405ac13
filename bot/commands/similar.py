"""/similar, and the same for the track that a message links to."""

from collections.abc import Iterator
from typing import cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.commands.localising import localised
from bot.commands.menus import Menu
from bot.commands.replies import Interaction, answer, defer, language
from bot.commands.servers import settled
from bot.render.similar import song_choices
from bot.render.songs import song_page
from bot.results.songs import Mode
from bot.services.app import Services

_DEFAULT_COUNT = 5

_Count = app_commands.Range[int, 1, 20]
_Song = app_commands.Range[str, 1, 300]

_SONGS = {
    "song": localised("command-similar-song"),
    **{f"song{number}": localised("command-similar-more") for number in (2, 3, 4, 5)},
}
_MODES = [
    app_commands.Choice(name=localised(f"command-similar-{mode}"), value=mode.value)
    for mode in Mode
]


class SimilarCog(commands.Cog):
    """Songs like others, for anybody."""

    MENUS = (Menu("menu-similar", discord.AppCommandType.message, "similar_to_message"),)

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name="similar", description=localised("command-similar"))
    @app_commands.describe(
        **_SONGS,
        count=localised("command-similar-count"),
        mode=localised("command-similar-mode"),
    )
    @app_commands.choices(mode=_MODES)
    async def similar(
        self,
        interaction: Interaction,
        song: _Song,
        song2: _Song | None = None,
        song3: _Song | None = None,
        song4: _Song | None = None,
        song5: _Song | None = None,
        count: _Count = _DEFAULT_COUNT,
        mode: str = Mode.TOGETHER.value,
    ) -> None:
        """Show the first page of songs like the ones named."""
        await defer(interaction)
        named = [text for text in (song, song2, song3, song4, song5) if text]
        clean = (await settled(interaction)).clean
        page = await self._services.similar.find(
            interaction.user.id, named, count, Mode(mode), clean=clean
        )
        await answer(interaction, song_page(language(interaction), page))

    @similar.autocomplete("song")
    @similar.autocomplete("song2")
    @similar.autocomplete("song3")
    @similar.autocomplete("song4")
    @similar.autocomplete("song5")
    async def complete(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the songs that may be meant."""
        return song_choices(await self._services.similar.choices(typed))

    async def similar_to_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Show songs like the tracks that a message links to."""
        await defer(interaction)
        page = await self._services.similar.find_in(
            interaction.user.id,
            list(_texts(message)),
            _DEFAULT_COUNT,
            clean=(await settled(interaction)).clean,
        )
        await answer(interaction, song_page(language(interaction), page))


def _texts(message: discord.Message) -> Iterator[str]:
    """Return everything written in a message, what it forwards included."""
    for part in (message, *message.message_snapshots):
        yield part.content
        for shown in (*part.components, *part.embeds):
            yield from _strings(shown.to_dict())


def _strings(shape: object) -> Iterator[str]:
    match shape:
        case str():
            yield shape
        case dict():
            yield from _strings(list(cast(dict[str, object], shape).values()))
        case list():
            for value in cast(list[object], shape):
                yield from _strings(value)
        case _:
            pass
