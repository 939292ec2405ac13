"""What keeps tastes fresh by itself: libraries read daily, stale models learned at night."""

import logging
from datetime import datetime, timedelta
from typing import Final

from bot.errors import CatalogueMissing, SpotifyLimited, SpotifyQuotaExceeded
from bot.services.catalogue import CatalogueService
from bot.services.intake import Intake
from bot.services.training import Training
from storage.store import Store
from storage.upkeep import Work

log = logging.getLogger(__name__)

READ_EVERY: Final = timedelta(days=1)
AGAIN_AFTER: Final = timedelta(hours=6)
"""After a reading or a training that did not end well; twice as long after each further one."""
LONGEST_PAUSE: Final = timedelta(days=7)
NIGHT: Final = range(1, 6)
"""Hours, UTC, in which models are learned anew that nobody waits for."""
AT_ONCE: Final = 10
"""Models a tick queues, which takes some seconds in which a member who comes would have to wait;
3,000 a night."""


class Upkeep:
    """Begins one reading a tick at most, and a few trainings, which go one by one.

    Linked at different times, members come at different times; after a long pause the tick spreads
    them, a minute each, so that the app stays far below Spotify's limits. What is due, what failed
    and how long to leave it alone is read off the store.
    """

    def __init__(
        self, store: Store, catalogue: CatalogueService, intake: Intake, training: Training
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._intake = intake
        self._training = training
        self._reading: int | None = None

    async def read_libraries(self, now: datetime) -> None:
        """Begin to read the library that was last read the longest ago, if that is a day."""
        if not self._intake.learning or self._intake.busy:
            return
        await self._heed(now)
        if await self._store.upkeep.limited(Work.LIBRARY, now):
            return
        for due in await self._store.upkeep.libraries(now - READ_EVERY, now):
            link = await self._store.links.get(due.member_id)
            begun = await self._store.upkeep.begin(
                due, Work.LIBRARY, now, AGAIN_AFTER, LONGEST_PAUSE
            )
            if begun and link is not None:
                log.info("a library is read anew")
                self._reading = due.member_id
                self._intake.start(link)

    async def learn_stale(self, now: datetime) -> None:
        """At night, while nobody waits, learn tastes anew that their likes or catalogue outran."""
        if now.hour not in NIGHT or self._training.waiting():
            return
        try:
            snapshot = self._catalogue.current()
        except CatalogueMissing:
            return
        version, features = snapshot.tracks.version, snapshot.features
        stale = await self._store.upkeep.tastes(version, features, now, AT_ONCE)
        for due in stale:
            if await self._store.upkeep.begin(due, Work.TASTE, now, AGAIN_AFTER, LONGEST_PAUSE):
                self._training.refresh(due.member_id)
        if stale:
            log.info("stale models are learned anew: %d", len(stale))

    async def _heed(self, now: datetime) -> None:
        """Where Spotify asked the last reading to wait, let those of all members wait."""
        member_id, self._reading = self._reading, None
        if member_id is None:
            return
        match self._intake.failure(member_id):
            case SpotifyLimited() as error:
                pause = timedelta(seconds=int(error.values["seconds"]))
            case SpotifyQuotaExceeded():
                pause = READ_EVERY
            case _:
                return
        log.info("libraries are left alone: Spotify asks to wait")
        until = now + min(max(pause, AGAIN_AFTER), LONGEST_PAUSE)
        await self._store.upkeep.limit(member_id, Work.LIBRARY, until)
