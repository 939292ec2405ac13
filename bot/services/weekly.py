"""What a server's weekly post says: who is featured, their songs, and what they share."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

import numpy as np

from bot.errors import MemberError
from bot.results.songs import GROUP, NamedReason, Song
from bot.services.blending import Listener, blend
from bot.services.catalogue import CatalogueService, Snapshot, explicit_songs
from bot.services.recommending import SHOWN_AGAIN
from bot.services.shortlist import choose, named_reason, unpack
from bot.services.training import Training
from bot.weekly import PREVIEW, Corner, Loved, Note, Share, WeeklyPost
from models.trends import FEWEST, genre_weights, rising
from storage.catalogue import CatalogueTrack
from storage.like import THUMBS, Source
from storage.likes import DatedLike
from storage.lists import ListItem
from storage.posts import GenreShare, LovedSong, PostContent, PostPart
from storage.store import Store

T = TypeVar("T")

MOST_ASKED: Final = 30
"""Participants looked at for one post, each asked after at Discord; the others' turn comes."""
FEATURED: Final = 6
"""Members a post has songs for."""
TOGETHER: Final = 5
"""Songs of the list for all."""
_LOVED, _RISING, _GENRES = 3, 3, 6
_WEEK, _LATELY, _BEFORE = timedelta(days=7), timedelta(days=28), timedelta(days=182)

FindNames = Callable[[Sequence[int]], Awaitable[dict[int, str]]]
"""Asks Discord for the names of those who are still in the server."""


class NothingToSay(Exception):
    """There is no post to make; `note` says why."""

    def __init__(self, note: Note) -> None:
        super().__init__(note)
        self.note = note


@dataclass(frozen=True, slots=True)
class Draft:
    """A post before it is sent."""

    content: PostContent
    parts: tuple[PostPart, ...]
    names: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Reader:
    """A participant who can be recommended something."""

    member_id: int
    items: bytes
    shown: frozenset[int]


class Weekly:
    """Composes posts from what the participants' trainings left in the store."""

    def __init__(
        self, store: Store, catalogue: CatalogueService, training: Training, executor: Executor
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._training = training
        self._executor = executor

    async def compose(self, guild_id: int, now: datetime, find_names: FindNames) -> Draft:
        """Decide what a server's post says now. Raises `NothingToSay` and `CatalogueMissing`.

        Participants who have left the server take part no longer.
        """
        turns = [one.member_id for one in await self._store.guilds.participants(guild_id)]
        asked = turns[:MOST_ASKED]
        names = await find_names(asked) if asked else {}
        gone = [member_id for member_id in asked if member_id not in names]
        if gone:
            await self._store.guilds.leave(guild_id, gone)
        here = [member_id for member_id in asked if member_id in names]
        if not here:
            raise NothingToSay(Note.NOBODY)
        snapshot = self._catalogue.current()
        clean = (await self._store.servers.of(guild_id)).clean
        out = explicit_songs(snapshot.tracks) if clean else frozenset[int]()
        readers = [replace(one, shown=one.shown | out) for one in await self._readers(here, now)]
        picks = await self._pick(snapshot, readers)
        group, fits = await self._together(snapshot, readers, picks)
        dated = await self._store.likes.dated(here, now - _BEFORE)
        fit = await self._off_loop(lambda: without_explicit(snapshot, dated)) if clean else dated
        loved = find_loved(fit, now - _WEEK)
        if not picks and not group and not loved:
            raise NothingToSay(Note.NOTHING)
        risen, genres = await self._off_loop(lambda: weigh_genres(snapshot, dated, now - _LATELY))
        content = PostContent(group=group, loved=loved, rising=risen, genres=genres)
        places = {member_id: place for place, member_id in enumerate(picks)}
        parts = [
            PostPart(member, places.get(member), fits.get(member), picks.get(member, ()))
            for member in here
            if member in picks or member in fits
        ]
        return Draft(content, tuple(parts), names)

    async def preview(self, guild_id: int, now: datetime, find_names: FindNames) -> WeeklyPost:
        """Return what a post would say now; nothing of it counts as shown."""
        draft = await self.compose(guild_id, now, find_names)
        return await self.show(PREVIEW, draft.content, draft.parts, draft.names)

    async def show(
        self,
        claim_id: str,
        content: PostContent,
        parts: Sequence[PostPart],
        names: dict[int, str],
    ) -> WeeklyPost:
        """Put titles and names to a draft; what the catalogue or the server lost is left out."""
        featured = sorted(
            (part for part in parts if part.place is not None and part.member_id in names),
            key=lambda part: part.place or 0,
        )
        items = [*content.group, *(item for part in featured for item in part.picks)]
        snapshot = self._catalogue.current()
        tracks = await self._off_loop(lambda: _look_up(snapshot, [item.track_id for item in items]))

        def songs(chosen: Sequence[ListItem]) -> tuple[Song, ...]:
            return tuple(
                _song(item, tracks[item.track_id]) for item in chosen if item.track_id in tracks
            )

        corners = [Corner(names[part.member_id], songs(part.picks), part.fit) for part in featured]
        return WeeklyPost(
            claim_id=claim_id,
            corners=tuple(corner for corner in corners if corner.songs),
            group=songs(content.group),
            loved=tuple(_loved(song) for song in content.loved),
            rising=tuple(_share(share) for share in content.rising),
            genres=tuple(_share(share) for share in content.genres),
        )

    async def _readers(self, member_ids: Sequence[int], now: datetime) -> list[_Reader]:
        readers: list[_Reader] = []
        for member_id in member_ids:
            taste = None
            # Whose taste is damaged and cannot be learned anew now has their turn another week.
            with suppress(MemberError):
                taste = await self._training.taste(member_id)
            if taste is not None:
                shown = await self._store.lists.songs_since(member_id, now - SHOWN_AGAIN)
                readers.append(_Reader(member_id, taste.items, shown))
        return readers

    async def _pick(
        self, snapshot: Snapshot, readers: Sequence[_Reader]
    ) -> dict[int, tuple[ListItem, ...]]:
        """Choose two or three songs for each of the first six there are songs for."""
        each = 3 if len(readers) <= FEATURED // 2 else 2
        picks: dict[int, tuple[ListItem, ...]] = {}
        used: set[int] = set()
        for reader in readers:
            likes = await self._store.likes.of(reader.member_id)
            seen = reader.shown | used
            chosen = await self._off_loop(
                lambda reader=reader, likes=likes, seen=seen: choose(
                    snapshot, unpack(reader.items), likes, seen, each
                )
            )
            if chosen:
                picks[reader.member_id] = tuple(candidate.as_item() for candidate in chosen)
                used |= {candidate.song for candidate in chosen}
            if len(picks) == FEATURED:
                break
        return picks

    async def _together(
        self,
        snapshot: Snapshot,
        readers: Sequence[_Reader],
        picks: dict[int, tuple[ListItem, ...]],
    ) -> tuple[tuple[ListItem, ...], dict[int, float]]:
        """Choose the list for all, and how well it fits each; nothing for fewer than two."""
        if len(readers) < 2:
            return (), {}
        ids = [reader.member_id for reader in readers]
        without: set[int] = set()
        for rating in THUMBS:
            without |= await self._store.likes.songs(ids, rating)
        without |= {item.song for chosen in picks.values() for item in chosen}
        listeners = [Listener(reader.items, reader.shown) for reader in readers]
        group, fits = await self._off_loop(lambda: blend(snapshot, listeners, without, TOGETHER))
        return group, dict(zip(ids, fits, strict=True)) if group else {}

    async def _off_loop(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def find_loved(dated: Sequence[DatedLike], since: datetime) -> tuple[LovedSong, ...]:
    """Return the songs that most members gave a thumbs-up since an instant, newest first."""
    first: dict[int | str, DatedLike] = {}
    people: dict[int | str, set[int]] = defaultdict(set)
    for like in dated:
        if like.source is Source.UP and like.liked_at >= since:
            song = like.track_id if like.song is None else like.song
            first.setdefault(song, like)
            people[song].add(like.member_id)
    ordered = sorted(first, key=lambda song: -len(people[song]))[:_LOVED]
    return tuple(
        LovedSong(first[song].track_id, first[song].title, first[song].artists, len(people[song]))
        for song in ordered
    )


def without_explicit(snapshot: Snapshot, dated: Sequence[DatedLike]) -> list[DatedLike]:
    """Return the likes of songs that are not known to be explicit; for a thread.

    Of songs that no table holds it has to be known that they are not.
    """
    explicit = explicit_songs(snapshot.tracks)
    held = snapshot.catalogue.resolve({like.track_id for like in dated})
    return [
        like
        for like in dated
        if like.song not in explicit
        and (like.explicit is False or (like.explicit is None and like.track_id in held))
    ]


def weigh_genres(
    snapshot: Snapshot, dated: Sequence[DatedLike], since: datetime
) -> tuple[tuple[GenreShare, ...], tuple[GenreShare, ...]]:
    """Return the genres that are rising since an instant, and the largest ones; for a thread.

    The largest are those of late, or of the half-year where little was liked of late.
    """
    rows = snapshot.catalogue.resolve({like.track_id for like in dated})
    known = [like for like in dated if like.track_id in rows]
    numbers = {member: place for place, member in enumerate({like.member_id for like in known})}
    late = np.array([like.liked_at >= since for like in known], dtype=bool)
    row = np.array([rows[like.track_id] for like in known], dtype=np.int64)
    person = np.array([numbers[like.member_id] for like in known], dtype=np.int64)
    genres, names = snapshot.tracks.genres, snapshot.tracks.genre_names
    lately = genre_weights(genres, row[late], person[late], len(names))
    before = genre_weights(genres, row[~late], person[~late], len(names))
    steepest: list[int] = rising(lately, before, _RISING).tolist()
    risen = [
        GenreShare(
            names[place],
            float(lately[place] / lately.sum()),
            float(before[place] / before.sum()),
        )
        for place in steepest
    ]
    weights = lately if lately.sum() >= FEWEST else lately + before
    order: list[int] = np.argsort(-weights, kind="stable")[:_GENRES].tolist()
    largest = [place for place in order if weights[place]]
    shares = [GenreShare(names[place], float(weights[place] / weights.sum())) for place in largest]
    return tuple(risen), tuple(shares)


def _look_up(snapshot: Snapshot, track_ids: Sequence[str]) -> dict[str, CatalogueTrack]:
    rows = snapshot.catalogue.resolve(track_ids)
    return dict(zip(rows, snapshot.catalogue.tracks(list(rows.values())), strict=True))


def _song(item: ListItem, track: CatalogueTrack) -> Song:
    reason = named_reason(item.reason)
    return Song(item.track_id, track.title, track.artists, item.score, item.probability, reason)


def _loved(song: LovedSong) -> Loved:
    reason = NamedReason(GROUP)
    return Loved(Song(song.track_id, song.title, song.artists, 1.0, None, reason), song.people)


def _share(share: GenreShare) -> Share:
    return Share(share.genre, share.lately, share.before)
