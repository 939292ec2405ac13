"""/playlist, and the button that saves a list as one."""

import logging
from collections.abc import AsyncIterator

from discord import app_commands
from discord.ext import commands

from bot.commands.buttons import Action
from bot.commands.localising import localised
from bot.commands.replies import CUT_OFF, Interaction, answer, defer, language, outline
from bot.commands.servers import settled
from bot.render import ids
from bot.render.choosing import playlist_choices as own_playlists
from bot.render.playlists import (
    kept,
    playlist_choices,
    playlist_step,
    shelf,
    stopped,
)
from bot.results.playlists import PlaylistStep
from bot.services.app import Services
from bot.services.playlist_wishes import Wish

log = logging.getLogger(__name__)

_Count = app_commands.Range[int, 1, 100]
_Name = app_commands.Range[str, 1, 100]
"""Spotify takes names of up to 100 characters."""
_NAMED = frozenset({"similar", "weekly", "keep", "blend"})
"""Kinds of lists whose playlists have names of their own."""


class PlaylistCog(commands.Cog):
    """Playlists in a member's own Spotify account."""

    playlist = app_commands.Group(name="playlist", description=localised("command-playlist"))

    def __init__(self, services: Services) -> None:
        self._services = services

    @playlist.command(name="create", description=localised("command-playlist-create"))
    @app_commands.describe(
        count=localised("command-playlist-create-count"),
        name=localised("command-playlist-create-name"),
        public=localised("command-playlist-create-public"),
    )
    async def create(
        self,
        interaction: Interaction,
        count: _Count = 30,
        name: _Name | None = None,
        public: bool = False,
    ) -> None:
        """Make a playlist of fresh songs."""
        await defer(interaction)
        named = (name or "").strip()
        clean = (await settled(interaction)).clean
        wish = make_wish(interaction, "recommend", named, public=public, clean=clean)
        playlists = self._services.playlists
        await show_steps(interaction, playlists.create(interaction.user.id, count, wish, named))

    @playlist.command(name="keep", description=localised("command-playlist-keep"))
    @app_commands.rename(which="playlist")
    @app_commands.describe(
        count=localised("command-playlist-keep-count"),
        name=localised("command-playlist-keep-name"),
        which=localised("command-playlist-keep-playlist"),
    )
    async def keep(
        self,
        interaction: Interaction,
        count: _Count | None = None,
        name: _Name | None = None,
        which: _Name | None = None,
    ) -> None:
        """Keep a playlist with fresh songs every week: a new one, or one made before."""
        await defer(interaction)
        keeping, member_id = self._services.keeping, interaction.user.id
        clean = (await settled(interaction)).clean
        if which is not None:
            playlist = await keeping.adopt(member_id, which, count, clean=clean)
            await answer(interaction, kept(language(interaction), playlist))
            return
        named = (name or "").strip()
        wish = make_wish(interaction, "keep", named, weekly=True, clean=clean)
        await show_steps(interaction, keeping.create(member_id, count, wish, named))

    @playlist.command(name="choose", description=localised("command-playlist-choose"))
    async def choose(self, interaction: Interaction) -> None:
        """Show the member's own playlists, with menus that say which of them count."""
        await defer(interaction)
        page = await self._services.choosing.page(interaction.user.id, 0)
        await answer(interaction, own_playlists(language(interaction), page))

    @playlist.command(name="list", description=localised("command-playlist-list"))
    async def show(self, interaction: Interaction) -> None:
        """Show the playlists that the bot made, and which are kept."""
        await defer(interaction)
        member_id = interaction.user.id
        found = await self._services.keeping.shelf(member_id)
        await answer(interaction, shelf(language(interaction), found))
        await self._services.keeping.told(member_id, found)

    @playlist.command(name="stop", description=localised("command-playlist-stop"))
    @app_commands.rename(which="playlist")
    @app_commands.describe(which=localised("command-playlist-stop-playlist"))
    async def stop(self, interaction: Interaction, which: _Name | None = None) -> None:
        """Keep a playlist no longer."""
        await defer(interaction)
        playlist = await self._services.keeping.stop(interaction.user.id, which)
        await answer(interaction, stopped(language(interaction), playlist))

    @keep.autocomplete("which")
    async def complete_made(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the playlists that the bot made for the member."""
        keeping = self._services.keeping
        return playlist_choices(await keeping.choices(interaction.user.id, typed, kept=False))

    @stop.autocomplete("which")
    async def complete_kept(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the playlists that the member keeps."""
        keeping = self._services.keeping
        return playlist_choices(await keeping.choices(interaction.user.id, typed, kept=True))


class SaveButton(Action, template=ids.SAVE):
    """Saves a whole list as a playlist of whoever presses it."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Save, and show how far it is."""
        await defer(interaction)
        steps = services.playlists.save(
            interaction.user.id, self.values["list"], lambda kind: make_wish(interaction, kind)
        )
        await show_steps(interaction, steps)


async def show_steps(interaction: Interaction, steps: AsyncIterator[PlaylistStep]) -> None:
    """Keep the answer up to date until nothing follows."""
    say = language(interaction)
    async for step in steps:
        try:
            await answer(interaction, playlist_step(say, step))
        except CUT_OFF as failure:
            if step.final:
                raise
            log.warning("a step could not be shown: %s", outline(failure))


def make_wish(
    interaction: Interaction,
    kind: str,
    named: str = "",
    *,
    public: bool = False,
    weekly: bool = False,
    clean: bool = False,
) -> Wish:
    """Return how a playlist of this kind of list shall be, in the member's language."""
    say = language(interaction)
    day = interaction.created_at.date()
    key = f"playlist-name-{kind}" if kind in _NAMED else "playlist-name"
    return Wish(named or say(key, day=day), say("playlist-description"), public, weekly, clean)
