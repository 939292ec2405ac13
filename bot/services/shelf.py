"""A server's shelf: songs that no table holds and that members who take part there love.

Only who takes part in the server and is still in it is looked at, and only who takes part is
served. No song of one person alone is on it, so that nobody is named by their taste.
"""

import asyncio
import logging
from collections.abc import Collection, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, replace
from datetime import datetime
from typing import Final

import numpy as np

from bot.results.songs import SHELF, NamedReason, SongChoice
from bot.services.board import Lost, Unreachable
from bot.services.catalogue import Snapshot
from bot.services.membership import Membership
from bot.spotify.links import is_bare_id
from models.shelf import likeness, score_shelf
from storage.catalogue_matching import Wanted
from storage.like import Like, Source
from storage.lists import ListItem
from storage.shelf import Beloved, Overlap
from storage.store import Store

log = logging.getLogger(__name__)

LEAST: Final = 2
"""Others who must love a song."""
ONE_IN: Final = 4
"""One song of so many in a list may be from the shelf: the third of every page."""
MOST: Final = 3
_PLACE: Final = 2
_LOOKED_AT: Final = 1_000
MOST_ASKED: Final = 20
"""Lovers asked after at Discord for one list, those with the most in common first."""
_PATIENCE: Final = 5.0
"""Seconds; a list does without the shelf rather than wait for Discord's limits."""


class Shelf:
    """Puts songs of a server's shelf among those that a member's own model chose."""

    def __init__(self, store: Store, membership: Membership, executor: Executor) -> None:
        self._store = store
        self._membership = membership
        self._executor = executor

    async def mix(
        self,
        guild_id: int,
        member_id: int,
        snapshot: Snapshot,
        items: Sequence[ListItem],
        away: Collection[int],
        *,
        clean: bool = False,
    ) -> list[ListItem]:
        """Return a list of the same length with at most `MOST` songs from the shelf in it.

        None of the songs `away`, or by an artist who is in the list already, is put in; where
        `clean`, only songs that somebody's library says are not explicit.
        """
        room = min(MOST, len(items) // ONE_IN)
        joined = {one.member_id for one in await self._store.guilds.participants(guild_id)}
        others = joined - {member_id}
        if member_id not in joined or len(others) < LEAST or not room:
            return list(items)
        beloved = await self._store.shelf.beloved(others, LEAST, _LOOKED_AT)
        lovers = set[int]().union(*(one.lovers for one in beloved))
        found = await self._store.shelf.overlaps(member_id, [member_id, *lovers])
        lovers.intersection_update(found)
        if member_id not in found or not lovers:
            return list(items)
        nearest = sorted(lovers, key=lambda one: (-found[one].shared, one))[:MOST_ASKED]
        beloved = _loved_by(beloved, await self._here(guild_id, nearest))
        scores = _score(found[member_id], found, beloved)
        heard = {like.song for like in await self._store.likes.of(member_id)}.union(away)
        # Likes from files may have ids of their own, which no link and no playlist takes.
        wanted = [
            (one, score)
            for one, score in sorted(
                zip(beloved, scores, strict=True), key=lambda pair: (-pair[1], pair[0].song)
            )
            if score > 0 and one.song not in heard and is_bare_id(one.track_id)
            if not clean or one.explicit is False
        ]
        fresh = await asyncio.get_running_loop().run_in_executor(
            self._executor, lambda: _outside(snapshot, wanted, items, room)
        )
        mixed = list(items)
        for number, item in enumerate(fresh):
            mixed.insert(_PLACE + number * ONE_IN, item)
        return mixed[: len(items)]

    async def rating(self, track_id: str, source: Source, now: datetime) -> Like | None:
        """Return a thumb for a song that a list has from a shelf, or None where none has it."""
        item = await self._store.lists.newest_of_shelf(track_id)
        song = None if item is None else shelf_song(item)
        if item is None or song is None:
            return None
        return Like(
            track_id=track_id,
            source=source,
            title=song.title,
            artists=song.artists,
            isrc=item.reason["isrc"],
            duration_ms=item.reason["duration_ms"],
            liked_at=now,
            song=item.song,
            explicit=item.reason.get("explicit"),
        )

    async def _here(self, guild_id: int, member_ids: Sequence[int]) -> frozenset[int]:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._membership.present(guild_id, member_ids)
        except (Lost, Unreachable, TimeoutError) as failure:
            log.info("a list goes without the shelf: %s", type(failure).__name__)
            return frozenset()


def shelf_song(item: ListItem) -> SongChoice | None:
    """Return title and artists of a song of the shelf, which its list keeps; None for others."""
    if item.reason["kind"] != SHELF:
        return None
    return SongChoice(item.track_id, item.reason["title"], tuple(item.reason["artists"]))


def _loved_by(beloved: Sequence[Beloved], people: Collection[int]) -> list[Beloved]:
    """Return the songs that enough of these people love, with none but them as lovers."""
    theirs = [replace(one, lovers=one.lovers.intersection(people)) for one in beloved]
    return [one for one in theirs if len(one.lovers) >= LEAST]


def _score(mine: Overlap, found: dict[int, Overlap], beloved: Sequence[Beloved]) -> list[float]:
    lovers = sorted(set[int]().union(*(one.lovers for one in beloved)))
    if not lovers:
        return []
    shared = np.array([found[one].shared for one in lovers], dtype=np.float32)
    theirs = np.array([found[one].count for one in lovers], dtype=np.float32)
    loved = np.array([[one in song.lovers for one in lovers] for song in beloved], dtype=bool)
    return score_shelf(loved, likeness(shared, mine.count, theirs)).tolist()


def _outside(
    snapshot: Snapshot,
    wanted: Sequence[tuple[Beloved, float]],
    items: Sequence[ListItem],
    room: int,
) -> list[ListItem]:
    """Return the best songs that the catalogue does not hold, one an artist; work for a thread."""
    catalogue = snapshot.catalogue
    rows = catalogue.match(
        Wanted(one.track_id, one.title, next(iter(one.artists), None), one.isrc, one.duration_ms)
        for one, _ in wanted
    )
    listed = catalogue.resolve(item.track_id for item in items)
    artists = {name for track in catalogue.tracks(list(listed.values())) for name in track.artists}
    chosen: list[ListItem] = []
    for (one, score), row in zip(wanted, rows, strict=True):
        if row is None and not artists.intersection(one.artists):
            artists.update(one.artists)
            chosen.append(_item(one, score))
        if len(chosen) == room:
            break
    return chosen


def _item(one: Beloved, score: float) -> ListItem:
    written = {
        "title": one.title,
        "artists": list(one.artists),
        "isrc": one.isrc,
        "duration_ms": one.duration_ms,
        "explicit": one.explicit,
    }
    reason = asdict(NamedReason(SHELF, people=len(one.lovers)))
    return ListItem(one.track_id, one.song, score, None, reason | written)
