"""What a member's taste looks like: read off their likes and off what their model ranks highest."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Final, TypeVar

import numpy as np

from bot.errors import NothingLiked, TooFewLikes
from bot.results.tasting import Beside, TasteCard, TasteGroup
from bot.services.catalogue import CatalogueService, Snapshot
from bot.services.ranking import Learners, match_likes
from bot.services.shortlist import unpack
from models.portrait import Cluster, portray
from storage.likes import NOT_LIKED, Like
from storage.store import Store
from storage.tastes import Taste

DRIVERS_OF: Final = 100
"""Songs of the shortlist whose reasons are counted."""
_TYPICAL: Final = 3

T = TypeVar("T")


class Tasting:
    """Makes cards; `off_loop` is where they are drawn."""

    def __init__(
        self, store: Store, catalogue: CatalogueService, learners: Learners, executor: Executor
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._learners = learners
        self._executor = executor

    async def card(self, member_id: int) -> TasteCard:
        """Return a member's card; raises `NothingLiked` and `TooFewLikes`."""
        likes = await self._store.likes.of(member_id)
        if not any(like.source not in NOT_LIKED for like in likes):
            raise NothingLiked
        taste = await self._store.tastes.get(member_id)
        snapshot = self._catalogue.current()
        return await self.off_loop(lambda: make_card(self._learners, snapshot, likes, taste))

    async def off_loop(self, work: Callable[[], T]) -> T:
        """Do something in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def make_card(
    learners: Learners, snapshot: Snapshot, likes: Sequence[Like], taste: Taste | None
) -> TasteCard:
    """Return the card of some likes and what was learned of them; work for a thread.

    Raises `TooFewLikes` where the catalogue holds none of the likes.
    """
    matched = match_likes(snapshot.catalogue, likes)
    rows = np.sort(matched.likes.rows).astype(np.int64)
    if not len(rows):
        raise TooFewLikes(likes=matched.unmatched)
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


def _drivers(taste: Taste | None) -> tuple[tuple[str, float], ...]:
    if taste is None:
        return ()
    counts = Counter(candidate.reason.kind for candidate in unpack(taste.items)[:DRIVERS_OF])
    total = max(counts.total(), 1)
    return tuple((kind, count / total) for kind, count in counts.most_common())


def _group(snapshot: Snapshot, cluster: Cluster) -> TasteGroup:
    genre = None if cluster.genre is None else snapshot.catalogue.genre_names[cluster.genre]
    typical = snapshot.catalogue.tracks([int(row) for row in cluster.rows[:_TYPICAL]])
    return TasteGroup(genre, cluster.decade, cluster.share, tuple(t.title for t in typical))
