"""What keeps tastes fresh by themselves: libraries read daily, stale models learned at night."""

import logging
from datetime import datetime, timedelta
from typing import Final

from bot.errors import CatalogueMissing
from bot.services.catalogue import CatalogueService
from bot.services.intake import Intake
from bot.services.training import Training
from storage.store import Store

log = logging.getLogger(__name__)

READ_EVERY: Final = timedelta(days=1)
AGAIN_AFTER: Final = timedelta(hours=6)
"""After a reading or a training that did not end well."""
NIGHT: Final = range(1, 6)
"""Hours, UTC, in which models are learned anew that nobody waits for."""


class Upkeep:
    """Begins one reading and one training a tick at most.

    Linked at different times, members come at different times; after a long pause the tick spreads
    them, a minute each, so that the app stays far below Spotify's limits. What is due is read off
    the store; only what failed lately is remembered here, and a restart may try that once more.
    """

    def __init__(
        self, store: Store, catalogue: CatalogueService, intake: Intake, training: Training
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._intake = intake
        self._training = training
        self._tried: dict[tuple[str, int], datetime] = {}

    async def read_libraries(self, now: datetime) -> None:
        """Begin to read the library that was last read the longest ago, if that is a day."""
        if not self._intake.learning or self._intake.busy:
            return
        due = await self._store.links.last_read(now - READ_EVERY)
        member_id = self._next("library", due, now)
        if member_id is not None and (link := await self._store.links.get(member_id)) is not None:
            log.info("a library is read anew: due=%d", len(due))
            self._intake.start(link)

    async def learn_stale(self, now: datetime) -> None:
        """At night, while nobody waits, learn a taste anew that its likes or catalogue outran."""
        if now.hour not in NIGHT or self._training.waiting():
            return
        try:
            snapshot = self._catalogue.current()
        except CatalogueMissing:
            return
        stale = await self._store.tastes.stale(snapshot.tracks.version, snapshot.features)
        member_id = self._next("taste", stale, now)
        if member_id is not None:
            log.info("a stale model is learned anew: due=%d", len(stale))
            self._training.refresh(member_id)

    def _next(self, what: str, due: list[int], now: datetime) -> int | None:
        """Return the first who was not tried lately, and note that they are now."""
        self._tried = {key: when for key, when in self._tried.items() if now - when < AGAIN_AFTER}
        member_id = next((each for each in due if (what, each) not in self._tried), None)
        if member_id is not None:
            self._tried[what, member_id] = now
        return member_id
