"""Playlists that members keep with fresh songs every week: begun, shown, stopped, told of."""

from collections.abc import AsyncIterator, Sequence
from typing import Final, TypeVar

from bot.errors import (
    Foreign,
    MemberError,
    PlaylistLost,
    PlaylistNeedsLink,
    PlaylistUnknown,
    TooManyKept,
    WhichPlaylist,
)
from bot.results.playlists import PlaylistStep, Shelf, ShelfPlaylist
from bot.services.playlist_wishes import Wish
from bot.services.playlist_writing import Tools
from bot.services.playlists import Playlists
from bot.services.refresh_times import next_refresh
from bot.spotify.links import find_links
from bot.spotify.types import SpotifyPlaylist
from storage.errors import UnknownMember
from storage.keeps import Keep
from storage.playlists import MadePlaylist

MOST_KEPT: Final = 5
"""Playlists a member may keep: 100 songs a week for each is more than a shortlist gives."""
SHELF_SIZE: Final = 12
"""Playlists shown at a time; their names and addresses have to fit into one message."""
_MOST_SONGS: Final = 100
_DEFAULT_SONGS: Final = 30
_LONGEST_ECHO: Final = 100

One = TypeVar("One", MadePlaylist, Keep)


class Keeping:
    """What a member does with their kept playlists; `Refreshing` fills them."""

    def __init__(self, tools: Tools, playlists: Playlists) -> None:
        self._tools = tools
        self._store = tools.store
        self._playlists = playlists

    async def create(
        self, member_id: int, size: int | None, wish: Wish, named: str
    ) -> AsyncIterator[PlaylistStep]:
        """Make a playlist, kept from when it is filled, and yield how far it is.

        Raises TooManyKept, and what `Playlists.create` raises.
        """
        await self._make_room(member_id)
        async for step in self._playlists.create(member_id, size or _DEFAULT_SONGS, wish, named):
            yield step

    async def adopt(
        self, member_id: int, text: str, size: int | None, *, clean: bool = False
    ) -> ShelfPlaylist:
        """Keep a playlist that the bot made before; of one already kept only the size changes, and
        whether explicit songs are left out.

        Without a size it stays as long as it is. Raises PlaylistUnknown, PlaylistNeedsLink,
        PlaylistLost, TooManyKept, and what reading the member's playlists raises.
        """
        made = _find(await self._store.playlists.of(member_id), text)
        link = await self._store.links.get(member_id)
        if link is None:
            raise PlaylistNeedsLink
        there = (await self._read(member_id)).get(made.playlist_id)
        if there is None:
            raise PlaylistLost(name=Foreign(made.name))
        before = await self._keep(member_id, made.playlist_id)
        if before is None:
            await self._make_room(member_id)
        usual = before.size if before else min(max(there.total, 1), _MOST_SONGS)
        try:
            await self._store.keeps.begin(
                member_id,
                made.playlist_id,
                link.account_id,
                size or usual,
                self._tools.now(),
                clean=clean,
            )
        except UnknownMember:
            raise PlaylistNeedsLink from None
        keep = await self._keep(member_id, made.playlist_id)
        if keep is None:
            raise PlaylistLost(name=Foreign(made.name))
        return self._shown(keep, there)

    async def shelf(self, member_id: int) -> Shelf:
        """Return the playlists that the bot made for a member and that are still at Spotify."""
        made = await self._store.playlists.of(member_id)
        keeps = {keep.playlist_id: keep for keep in await self._store.keeps.of(member_id)}
        there: dict[str, SpotifyPlaylist] | None = None
        unread: MemberError | None = None
        try:
            there = await self._read(member_id) if made else {}
        except MemberError as error:
            unread = error
        known = there or {}
        others = [one for one in made if one.playlist_id not in keeps]
        if there is not None:
            others = [one for one in others if one.playlist_id in there]
        shown = [self._shown(keep, known.get(keep.playlist_id)) for keep in keeps.values()]
        shown.extend(_plain(one, known.get(one.playlist_id)) for one in others)
        return Shelf(tuple(shown[:SHELF_SIZE]), max(0, len(shown) - SHELF_SIZE), unread)

    async def stop(self, member_id: int, text: str | None) -> ShelfPlaylist:
        """Keep a playlist no longer; it stays as it is.

        Without a text it is the only one that is kept. Raises WhichPlaylist, PlaylistUnknown.
        """
        keeps = await self._store.keeps.of(member_id)
        if not keeps or (text is None and len(keeps) > 1):
            raise WhichPlaylist(count=len(keeps))
        keep = keeps[0] if text is None else _find(keeps, text)
        await self._store.keeps.stop(member_id, keep.playlist_id)
        return ShelfPlaylist(keep.playlist_id, keep.name)

    async def choices(self, member_id: int, typed: str, *, kept: bool) -> list[tuple[str, str]]:
        """Return ids and names of what may be meant: what is kept, or all that the bot made."""
        playlists = self._store.playlists
        found = await (self._store.keeps.of(member_id) if kept else playlists.of(member_id))
        wanted = typed.casefold()
        return [(one.playlist_id, one.name) for one in found if wanted in one.name.casefold()]

    async def news(self, member_id: int) -> AsyncIterator[ShelfPlaylist]:
        """Yield the kept playlists that are in trouble, each once for each trouble."""
        for keep in await self._store.keeps.untold(member_id):
            yield self._shown(keep, None)
            await self._store.keeps.tell(keep)

    async def told(self, member_id: int, shelf: Shelf) -> None:
        """Remember that a member has seen the troubles on a shelf."""
        seen = {(one.playlist_id, one.trouble) for one in shelf.playlists}
        for keep in await self._store.keeps.untold(member_id):
            if (keep.playlist_id, keep.trouble) in seen:
                await self._store.keeps.tell(keep)

    async def _keep(self, member_id: int, playlist_id: str) -> Keep | None:
        keeps = await self._store.keeps.of(member_id)
        return next((keep for keep in keeps if keep.playlist_id == playlist_id), None)

    async def _make_room(self, member_id: int) -> None:
        if len(await self._store.keeps.of(member_id)) >= MOST_KEPT:
            raise TooManyKept(most=MOST_KEPT)

    async def _read(self, member_id: int) -> dict[str, SpotifyPlaylist]:
        """Read which playlists a member has at Spotify."""
        if await self._store.links.get(member_id) is None:
            raise PlaylistNeedsLink

        async def read(token: str) -> dict[str, SpotifyPlaylist]:
            found: dict[str, SpotifyPlaylist] = {}
            async for page in self._tools.spotify.playlists(token):
                found.update((one.playlist_id, one) for one in page.items)
            return found

        return await self._tools.keeper.call(member_id, read)

    def _shown(self, keep: Keep, there: SpotifyPlaylist | None) -> ShelfPlaylist:
        after = next_refresh(keep.member_id, keep.playlist_id, keep.since, self._tools.now())
        return ShelfPlaylist(
            playlist_id=keep.playlist_id,
            name=(there.name if there else "") or keep.name,
            songs=there.total if there else None,
            size=keep.size,
            next_at=None if keep.pending else after,
            trouble=keep.trouble,
            clean=keep.clean,
        )


def _plain(made: MadePlaylist, there: SpotifyPlaylist | None) -> ShelfPlaylist:
    return ShelfPlaylist(
        playlist_id=made.playlist_id,
        name=(there.name if there else "") or made.name,
        songs=there.total if there else None,
    )


def _find(playlists: Sequence[One], text: str) -> One:
    """Return the playlist that is meant: by its id, as autocomplete sends, by link or by name."""
    wanted = text.strip()
    ids = {wanted, *(link.name for link in find_links(wanted))}
    named = [one for one in playlists if one.name.casefold() == wanted.casefold()]
    found = next((one for one in playlists if one.playlist_id in ids), None)
    if found is None and len(named) == 1:
        found = named[0]
    if found is None:
        raise PlaylistUnknown(text=Foreign(wanted[:_LONGEST_ECHO]))
    return found
