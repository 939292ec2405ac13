"""What a member wants a playlist to be: written down before Spotify hears of it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.errors import ListGone, NotAllowListed, NothingToSave, PlaylistNeedsLink
from bot.results.wishes import ListWish
from bot.services.marks import new_mark
from bot.services.playlist_writing import Tools, is_listed
from bot.services.recommending import Recommending
from storage.links import Link
from storage.lists import ShownList
from storage.playlists import UNFINISHED, Intent, Status, WantedSong

LIFE: Final = timedelta(days=3)
"""An unfinished playlist is given up after so long."""

_SPOTIFY_ID = re.compile(r"[0-9A-Za-z]{22}")
_READING = "playlist-read-private"
"""Without it no playlist could be looked for after a failure."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a playlist shall be, in the member's words and language."""

    name: str
    description: str
    public: bool = False
    weekly: bool = False
    """Whether it gets fresh songs every week."""
    clean: bool = False
    """Whether explicit songs are left out, now and every week."""


def origin_of(count: int, wish: Wish, named: str) -> str:
    """Return by what a wish for new songs is known again; `named` is what the member called it."""
    words = [
        "keep" if wish.weekly else "create",
        str(count),
        "public" if wish.public else "private",
        *(["clean"] if wish.clean else []),
        named,
    ]
    return " ".join(words).rstrip()


def at_spotify(songs: Iterable[WantedSong]) -> tuple[WantedSong, ...]:
    """Return the songs that Spotify can have. Raises `NothingToSave` where there is none."""
    found = tuple(song for song in songs if _SPOTIFY_ID.fullmatch(song.track_id))
    if not found:
        raise NothingToSave
    return found


class Beginning:
    """Turns wishes into intents, or finds those that were written down before."""

    def __init__(self, tools: Tools, recommending: Recommending) -> None:
        self._tools = tools
        self._store = tools.store
        self._recommending = recommending

    async def fresh(self, member_id: int, origin: str, count: int, wish: Wish) -> Intent:
        """Return the intent of a playlist of new songs; an unfinished one goes on."""
        link = await self._link(member_id, public=wish.public)
        unfinished = await self._unfinished(link, origin)
        if unfinished is not None:
            return unfinished
        asked = ListWish(count, clean=wish.clean)
        list_id = await self._recommending.make_list(member_id, asked, "playlist")
        return await self._begin(link, origin, wish, await self._list(list_id))

    async def listed(
        self, member_id: int, origin: str, list_id: str, wish: Callable[[str], Wish]
    ) -> Intent:
        """Return the intent of a playlist of a kept list, whoever's list it is."""
        kept = await self._list(list_id)
        chosen = wish(kept.kind)
        link = await self._link(member_id, public=chosen.public)
        before = await self._unfinished(link, origin) or await self._saved(link, origin)
        return before or await self._begin(link, origin, chosen, kept)

    async def _link(self, member_id: int, *, public: bool) -> Link:
        """Return a link that works and may make playlists, before anything is begun."""
        link = await self._store.links.get(member_id)
        if link is None:
            raise PlaylistNeedsLink
        writing = "playlist-modify-public" if public else "playlist-modify-private"
        # Spotify does not always name what was granted; then it will say so itself.
        if link.scopes and not link.scopes >= {_READING, writing}:
            raise NotAllowListed(cause="scope")
        await self._tools.keeper.token(member_id)
        return link

    async def _list(self, list_id: str) -> ShownList:
        kept = await self._store.lists.get(list_id)
        if kept is None:
            raise ListGone
        return kept

    async def _unfinished(self, link: Link, origin: str) -> Intent | None:
        intent = await self._store.playlists.newest(
            link.member_id, link.account_id, origin, UNFINISHED
        )
        fresh = intent is not None and self._tools.now() - intent.created_at <= LIFE
        return intent if fresh else None

    async def _saved(self, link: Link, origin: str) -> Intent | None:
        """Return the intent of a playlist that was made before and is still there."""
        done = await self._store.playlists.newest(
            link.member_id, link.account_id, origin, [Status.DONE]
        )
        if done is None:
            return None
        there = await is_listed(self._tools, link.member_id, done.playlist_id)
        return done if there else None

    async def _begin(self, link: Link, origin: str, wish: Wish, kept: ShownList) -> Intent:
        """Write down what is wanted, before Spotify hears of it."""
        wanted = {item.track_id: WantedSong(item.track_id, item.song) for item in kept.items}
        songs = at_spotify(wanted.values())
        now = self._tools.now()
        intent = Intent(
            member_id=link.member_id,
            mark=new_mark(),
            account_id=link.account_id,
            origin=origin,
            name=wish.name,
            description=wish.description,
            public=wish.public,
            songs=songs,
            asked=kept.wanted,
            left_out=len(wanted) - len(songs),
            created_at=now,
            due_at=now,
            weekly=wish.weekly,
            clean=wish.clean,
        )
        return await self._store.playlists.begin(intent, now - LIFE)
