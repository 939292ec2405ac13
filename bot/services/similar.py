"""Songs like others, by sound, years and genre, kept as a list: for `/similar` and the CLI."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from typing import Generic, TypeVar

import numpy as np

from bot.errors import CatalogueMissing, Foreign, NothingSimilar, NoTrackLink, TrackUnknown
from bot.results.songs import SIMILAR, Mode, NamedReason, SongChoice, SongPage
from bot.services.catalogue import CatalogueService, Snapshot, explicit_songs
from bot.services.clock import Clock
from bot.services.finding import SongFinder
from bot.services.recommending import SHOWN_AGAIN, Recommending
from bot.spotify.links import TRACK, find_links
from models.affinity import Affinity, lay_over, narrow
from models.similar import Alike, Neighbours, Terms
from storage.catalogue import CatalogueTrack
from storage.like import NOT_LIKED
from storage.lists import ListItem
from storage.store import Store

MOST_SEEDS = 5
BY_ARTIST = 2
"""Songs of one artist in a list, as in `/recommend`: the seed's own artist would often fill it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SimilarSong:
    """One song that is like the seeds, or like one of them."""

    track: CatalogueTrack
    score: float
    """Cosine, -1 to 1."""
    reason: NamedReason

    def as_item(self) -> ListItem:
        """Return the form that a kept list has."""
        track = self.track
        return ListItem(track.track_id, track.song, self.score, None, asdict(self.reason))


def place_tracks(snapshot: Snapshot) -> Neighbours:
    """Return the tracks of a catalogue to be searched, by its prior as well where there is one."""
    if snapshot.prior is None:
        return Neighbours(snapshot.tracks)
    prior = snapshot.prior.prior
    held = np.diff(prior.arrays.holders.starts).astype(np.float32)
    rows = np.flatnonzero(prior.item < len(held)).astype(np.int32)
    items = prior.item[rows]
    factors = np.asarray(prior.arrays.factors)[items]
    laid = lay_over(factors, held[items], rows, snapshot.tracks)
    return Neighbours(snapshot.tracks, Affinity(prior=narrow(laid)))


def find_similar(
    snapshot: Snapshot,
    neighbours: Neighbours,
    seeds: Sequence[CatalogueTrack],
    terms: Terms,
    mode: Mode = Mode.TOGETHER,
) -> list[SimilarSong]:
    """Return songs like the seeds together, or for each of them in their order.

    Raises `NothingSimilar` where too little is known to tell.
    """
    rows = [seed.row for seed in seeds]
    if mode is Mode.TOGETHER:
        groups = [(seeds, neighbours.together(rows, terms))]
    else:
        found = neighbours.each(rows, terms)
        groups = [([seed], alike) for seed, alike in zip(seeds, found, strict=True)]
    songs = [song for group in groups for song in _describe(snapshot, neighbours, *group)]
    if not songs:
        raise NothingSimilar(title=Foreign(seeds[0].title))
    return songs


class Similar:
    """Answers what sounds like a song; needs to know nothing about the member."""

    def __init__(
        self,
        store: Store,
        catalogue: CatalogueService,
        recommending: Recommending,
        executor: Executor,
        now: Clock,
        choosing: Executor,
    ) -> None:
        """`choosing` has the threads for choices, which must not wait behind lists."""
        self._store = store
        self._catalogue = catalogue
        self._recommending = recommending
        self._executor = executor
        self._choosing = choosing
        self._now = now
        # Choosing must not wait for the vectors, so the two are made apart.
        self._finder = _OfVersion(lambda snapshot: SongFinder(snapshot.catalogue))
        self._neighbours = _OfVersion(place_tracks)

    async def choices(self, typed: str) -> list[SongChoice]:
        """Return the songs a member may mean so far; none without a catalogue."""
        try:
            snapshot = self._catalogue.current()
        except CatalogueMissing:
            return []
        found = await asyncio.get_running_loop().run_in_executor(
            self._choosing, lambda: self._finder.of(snapshot).choices(typed)
        )
        return [SongChoice(track.track_id, track.title, track.artists) for track in found]

    async def resolve(self, asked: Sequence[str]) -> list[CatalogueTrack]:
        """Return the different songs that some texts mean.

        Raises what `SongFinder.resolve` raises.
        """
        snapshot = self._catalogue.current()
        return await self._off_loop(lambda: self._resolve(snapshot, asked))

    async def find(
        self,
        member_id: int,
        asked: Sequence[str],
        count: int,
        mode: Mode,
        *,
        clean: bool = False,
    ) -> SongPage:
        """Make and keep a list of songs like those asked for; return its first page.

        `clean` leaves explicit songs out.

        Raises what `SongFinder.resolve` and `find_similar` raise.
        """
        seeds = await self.resolve(asked)
        return await self._answer(member_id, self._catalogue.current(), seeds, count, mode, clean)

    async def find_in(
        self, member_id: int, texts: Sequence[str], count: int, *, clean: bool = False
    ) -> SongPage:
        """Make and keep a list of songs like the first tracks that some texts link to."""
        snapshot = self._catalogue.current()
        ids = [link.name for text in texts for link in find_links(text) if link.kind == TRACK]
        if not ids:
            raise NoTrackLink
        seeds = await self._off_loop(lambda: self._finder.of(snapshot).known(ids))
        if not seeds:
            raise TrackUnknown
        seeds = different(seeds)[:MOST_SEEDS]
        return await self._answer(member_id, snapshot, seeds, count, Mode.TOGETHER, clean)

    async def _answer(
        self,
        member_id: int,
        snapshot: Snapshot,
        seeds: Sequence[CatalogueTrack],
        count: int,
        mode: Mode,
        clean: bool,
    ) -> SongPage:
        shown = await self._store.lists.songs_since(member_id, self._now() - SHOWN_AGAIN)
        away = await self._disliked(member_id) | shown
        if clean:
            away |= explicit_songs(snapshot.tracks)
        terms = Terms(count, away, BY_ARTIST)
        songs = await self._off_loop(
            lambda: find_similar(snapshot, self._neighbours.of(snapshot), seeds, terms, mode)
        )
        await self._store.members.ensure(member_id)
        wanted = count if mode is Mode.TOGETHER else count * len(seeds)
        # They count as shown: asked once more, the next nearest come.
        list_id = await self._store.lists.save(
            member_id, SIMILAR, [song.as_item() for song in songs], self._now(), wanted=wanted
        )
        return await self._recommending.page(member_id, list_id, 0)

    def _resolve(self, snapshot: Snapshot, asked: Sequence[str]) -> list[CatalogueTrack]:
        finder = self._finder.of(snapshot)
        return different([finder.resolve(text) for text in asked])

    async def _disliked(self, member_id: int) -> set[int]:
        """Return the songs that a 👎, or a word that they are known, was promised to keep away."""
        likes = await self._store.likes.of(member_id)
        away = (like for like in likes if like.source in NOT_LIKED)
        return {like.song for like in away if like.song is not None}

    async def _off_loop(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


class _OfVersion(Generic[T]):
    """Something made once for each catalogue and prior; the first to ask waits for it."""

    def __init__(self, make: Callable[[Snapshot], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: tuple[tuple[str, str | None], T] | None = None

    def of(self, snapshot: Snapshot) -> T:
        """Return it for what this snapshot holds."""
        version = snapshot.tracks.version, snapshot.prior.version if snapshot.prior else None
        with self._lock:
            if self._made is None or self._made[0] != version:
                self._made = version, self._make(snapshot)
            return self._made[1]


def different(tracks: Sequence[CatalogueTrack]) -> list[CatalogueTrack]:
    """Return tracks without further versions of the same song."""
    first: dict[int, CatalogueTrack] = {}
    for track in tracks:
        first.setdefault(track.song, track)
    return list(first.values())


def _describe(
    snapshot: Snapshot, neighbours: Neighbours, seeds: Sequence[CatalogueTrack], alike: Alike
) -> list[SimilarSong]:
    tracks = snapshot.catalogue.tracks([int(row) for row in alike.rows])
    closest = [seeds[int(i)] for i in neighbours.closest([s.row for s in seeds], alike.rows)]
    return [
        SimilarSong(track, float(score), _reason(snapshot, neighbours, seeds, near, track))
        for track, score, near in zip(tracks, alike.scores, closest, strict=True)
    ]


def _reason(
    snapshot: Snapshot,
    neighbours: Neighbours,
    seeds: Sequence[CatalogueTrack],
    closest: CatalogueTrack,
    track: CatalogueTrack,
) -> NamedReason:
    likeness = neighbours.compare(closest.row, track.row)
    names = snapshot.catalogue.genre_names
    return NamedReason(
        kind=SIMILAR,
        songs=(closest.title,),
        genre=None if likeness.genre is None else names[likeness.genre],
        seeds=tuple(_label(seed) for seed in seeds),
        measures=likeness.measures,
    )


def _label(track: CatalogueTrack) -> str:
    return " — ".join((track.title, *track.artists[:1]))
