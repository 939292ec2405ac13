"""What a member's taste looks like: read off their likes and off what their model ranks highest."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Final, TypeVar

import numpy as np

from bot.errors import NothingLiked, TooFewLikes, TooFewToJudge
from bot.results.tasting import Beside, MapGroup, MapSongs, TasteCard, TasteGroup, TasteMap
from bot.services.catalogue import CatalogueService, Snapshot
from bot.services.ranking import Learners, match_likes
from bot.services.shortlist import unpack
from bot.services.training import Training
from models.portrait import Cluster, find_clusters, portray
from models.profiles import Indices
from models.taste_map import Places, lay_out
from models.verdict import FEWEST, Verdict, judge
from storage.like import NOT_LIKED, Like
from storage.store import Store
from storage.tastes import Taste

DRIVERS_OF: Final = 100
"""Songs of the shortlist whose reasons are counted."""
RECOMMENDED: Final = 100
"""Songs of the shortlist that are on the map."""
_TYPICAL: Final = 3

T = TypeVar("T")


class Tasting:
    """Makes cards and maps; `off_loop` is where they are drawn."""

    def __init__(
        self,
        store: Store,
        catalogue: CatalogueService,
        training: Training,
        executor: Executor,
        slow: Executor,
    ) -> None:
        """`slow` takes the work of seconds, which would hold up look-ups."""
        self._store = store
        self._catalogue = catalogue
        self._training = training
        self._learners = training.learners
        self._executor = executor
        self._slow = slow

    async def card(self, member_id: int) -> TasteCard:
        """Return a member's card; raises `NothingLiked` and `TooFewLikes`."""
        likes, taste = await self._known(member_id)
        snapshot = self._catalogue.current()
        return await self.off_loop(lambda: make_card(self._learners, snapshot, likes, taste))

    async def map(self, member_id: int) -> TasteMap:
        """Return a member's map; raises `NothingLiked` and `TooFewLikes`."""
        likes, taste = await self._known(member_id)
        snapshot = self._catalogue.current()
        return await self.off_loop(lambda: make_map(self._learners, snapshot, likes, taste))

    async def report(self, member_id: int) -> Verdict:
        """Judge models on a member's likes; raises `NothingLiked` and `TooFewToJudge`."""
        likes, _ = await self._known(member_id)
        snapshot = self._catalogue.current()

        def work() -> Verdict | None:
            matched = match_likes(snapshot.catalogue, likes)
            return judge(self._learners.of(snapshot).background, matched.likes)

        found = await asyncio.get_running_loop().run_in_executor(self._slow, work)
        if found is None:
            raise TooFewToJudge(fewest=FEWEST)
        return found

    async def off_loop(self, work: Callable[[], T]) -> T:
        """Do something in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)

    async def _known(self, member_id: int) -> tuple[list[Like], Taste | None]:
        likes = await self._store.likes.of(member_id)
        if not any(like.source not in NOT_LIKED for like in likes):
            raise NothingLiked
        return likes, await self._training.taste(member_id)


def make_card(
    learners: Learners, snapshot: Snapshot, likes: Sequence[Like], taste: Taste | None
) -> TasteCard:
    """Return the card of some likes and what was learned of them; work for a thread.

    Raises `TooFewLikes` where the catalogue holds none of the likes.
    """
    rows = _liked_rows(snapshot, likes)
    portrait = portray(learners.of(snapshot).background, rows)
    names = snapshot.catalogue.genre_names
    return TasteCard(
        likes=len(rows),
        genres=tuple(Beside(names[genre], mine, rest) for genre, mine, rest in portrait.genres),
        decades=portrait.decades,
        sound=portrait.sound,
        drivers=_drivers(taste),
        groups=tuple(_group(snapshot, cluster) for cluster in portrait.clusters),
    )


def make_map(
    learners: Learners, snapshot: Snapshot, likes: Sequence[Like], taste: Taste | None
) -> TasteMap:
    """Return the map of some likes and the best of what was learned of them; work for a thread.

    Raises `TooFewLikes` where the catalogue holds none of the likes.
    """
    rows = _liked_rows(snapshot, likes)
    best = unpack(taste.items)[:RECOMMENDED] if taste else []
    found = snapshot.catalogue.resolve(candidate.track_id for candidate in best)
    others = np.setdiff1d(np.array(list(found.values()), dtype=np.int64), rows)
    background = learners.of(snapshot).background
    liked, recommended = lay_out(background, rows, others)
    # The groups are those of the card: of all likes, not of those that are drawn.
    groups = tuple(
        MapGroup(
            _genre(snapshot, cluster),
            cluster.decade,
            cluster.share,
            _songs(snapshot, liked.only(np.isin(liked.rows, cluster.rows))),
        )
        for cluster in find_clusters(background, rows)
    )
    return TasteMap(len(rows), groups, _songs(snapshot, recommended))


def _liked_rows(snapshot: Snapshot, likes: Sequence[Like]) -> Indices:
    matched = match_likes(snapshot.catalogue, likes)
    if not len(matched.likes.rows):
        raise TooFewLikes(likes=matched.unmatched)
    return np.sort(matched.likes.rows).astype(np.int64)


def _songs(snapshot: Snapshot, places: Places) -> MapSongs:
    tracks = snapshot.catalogue.tracks([int(row) for row in places.rows])
    return MapSongs(places.points, tuple(" — ".join((t.title, *t.artists[:1])) for t in tracks))


def _drivers(taste: Taste | None) -> tuple[tuple[str, float], ...]:
    if taste is None:
        return ()
    counts = Counter(candidate.reason.kind for candidate in unpack(taste.items)[:DRIVERS_OF])
    total = max(counts.total(), 1)
    return tuple((kind, count / total) for kind, count in counts.most_common())


def _group(snapshot: Snapshot, cluster: Cluster) -> TasteGroup:
    typical = snapshot.catalogue.tracks([int(row) for row in cluster.rows[:_TYPICAL]])
    titles = tuple(track.title for track in typical)
    return TasteGroup(_genre(snapshot, cluster), cluster.decade, cluster.share, titles)


def _genre(snapshot: Snapshot, cluster: Cluster) -> str | None:
    return None if cluster.genre is None else snapshot.catalogue.genre_names[cluster.genre]
