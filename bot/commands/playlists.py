"""/playlist, and the button that saves a list as one."""

import logging
from collections.abc import AsyncIterator
from typing import Any

from discord import app_commands
from discord.ext import commands

from bot.commands.buttons import Action
from bot.commands.replies import CUT_OFF, Interaction, answer, defer, language, outline
from bot.render import ids
from bot.render.playlists import playlist_news, playlist_step
from bot.render.wording import wording
from bot.results import PlaylistStep
from bot.services.app import Services
from bot.services.playlists import Wish

log = logging.getLogger(__name__)

_Count = app_commands.Range[int, 1, 100]
_Name = app_commands.Range[str, 1, 100]
"""Spotify takes names of up to 100 characters."""
_NAMED = frozenset({"similar", "weekly"})
"""Kinds of lists whose playlists have names of their own."""


class PlaylistCog(commands.Cog):
    """Playlists in a member's own Spotify account."""

    playlist = app_commands.Group(name="playlist", description=wording()("command-playlist"))

    def __init__(self, services: Services) -> None:
        self._services = services

    @playlist.command(name="create", description=wording()("command-playlist-create"))
    @app_commands.describe(
        count=wording()("command-playlist-create-count"),
        name=wording()("command-playlist-create-name"),
        public=wording()("command-playlist-create-public"),
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
        wish = make_wish(interaction, "recommend", named, public=public)
        playlists = self._services.playlists
        await show_steps(interaction, playlists.create(interaction.user.id, count, wish, named))

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Interaction, command: Any) -> None:
        """Tell a member, whatever they did, of playlists that were finished meanwhile."""
        say = language(interaction)
        async for step in self._services.playlists.news(interaction.user.id):
            await interaction.followup.send(view=playlist_news(say, step), ephemeral=True)


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
    interaction: Interaction, kind: str, named: str = "", *, public: bool = False
) -> Wish:
    """Return how a playlist of this kind of list shall be, in the member's language."""
    say = language(interaction)
    day = interaction.created_at.date()
    key = f"playlist-name-{kind}" if kind in _NAMED else "playlist-name"
    return Wish(named or say(key, day=day), say("playlist-description"), public)
