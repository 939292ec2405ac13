"""Letting a member say which of their playlists count as liked, disliked or neither."""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Final

from bot.errors import LearningOff, LinkExpired, NoPlaylists, NotLinked
from bot.results.choosing import ChosenPlaylist, PlaylistChoices, Verdict
from bot.results.linking import Progress
from bot.services.intake import Intake
from bot.services.library import Library
from bot.spotify.types import SpotifyPlaylist
from storage.links import Link, LinkState
from storage.store import Store

PAGE: Final = 25
"""Options a menu holds."""


class Choosing:
    """Shows a member's playlists page by page, and keeps what is said of them."""

    def __init__(self, store: Store, library: Library, intake: Intake) -> None:
        self._store = store
        self._library = library
        self._intake = intake

    async def page(self, member_id: int, first: int) -> PlaylistChoices:
        """Return the playlists from position `first` on, with what counts of them now.

        Raises `NotLinked`, `LinkExpired`, `LearningOff`, `NoPlaylists` and the errors of
        `SpotifyClient`.
        """
        await self._link(member_id)
        return await self._show(member_id, await self._library.playlists(member_id), first)

    async def judge(
        self, member_id: int, first: int, verdict: Verdict, chosen: Collection[str]
    ) -> PlaylistChoices:
        """Let the chosen playlists of one page have a verdict, and take it from the others there.

        Raises what `page` raises; returns the same page.
        """
        await self._link(member_id)
        playlists = await self._library.playlists(member_id)
        shown = await self._show(member_id, playlists, first)
        said = {
            playlist.playlist_id: _said(playlist, verdict, playlist.playlist_id in chosen)
            for playlist in shown.playlists
        }
        member = await self._store.members.ensure(member_id)
        await self._store.verdicts.keep(
            member_id, member.generation, {name: word.value for name, word in said.items()}
        )
        return await self._show(member_id, playlists, first)

    async def read(self, member_id: int) -> AsyncIterator[Progress]:
        """Begin to read the library as it counts now; return the steps from here on."""
        link = await self._link(member_id)
        steps = self._intake.follow(member_id)
        self._intake.start(link)
        return steps

    async def _show(
        self, member_id: int, playlists: Sequence[SpotifyPlaylist], first: int
    ) -> PlaylistChoices:
        if not playlists:
            raise NoPlaylists
        first = min(first, (len(playlists) - 1) // PAGE * PAGE)
        said = await self._store.verdicts.of(member_id)
        return PlaylistChoices(
            tuple(
                ChosenPlaylist(
                    one.playlist_id,
                    one.name,
                    one.total,
                    Verdict(said.get(one.playlist_id, Verdict.LIKED)),
                )
                for one in playlists[first : first + PAGE]
            ),
            first,
            len(playlists),
            PAGE,
        )

    async def _link(self, member_id: int) -> Link:
        link = await self._store.links.get(member_id)
        if link is None:
            raise NotLinked
        if link.state is not LinkState.LINKED:
            raise LinkExpired
        if not self._intake.learning:
            raise LearningOff
        return link


def _said(playlist: ChosenPlaylist, verdict: Verdict, chosen: bool) -> Verdict:
    if chosen:
        return verdict
    return Verdict.NEITHER if playlist.verdict is verdict else playlist.verdict
