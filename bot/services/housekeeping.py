"""What is due by the clock, found in the database by one tick."""

import logging
from datetime import UTC, datetime
from typing import Any

from apscheduler.schedulers.asyncio import (  # pyright: ignore[reportMissingTypeStubs]
    AsyncIOScheduler,
)

from bot.services.clock import Clock
from bot.services.playlists import Playlists
from storage.store import Store

log = logging.getLogger(__name__)


class Housekeeping:
    """Runs `tick` at the start and then once a minute; one that is still running is never joined
    by a second one.
    """

    def __init__(self, store: Store, playlists: Playlists, now: Clock) -> None:
        self._store = store
        self._playlists = playlists
        self._now = now
        self._scheduler: Any = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.tick,
            "interval",
            minutes=1,
            max_instances=1,
            coalesce=True,
            next_run_time=datetime.now(UTC),
            # However busy the start is, the first tick is late and not left out.
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def tick(self) -> None:
        """Do all that is due now: drop logins nobody finished, begin to finish playlists."""
        await self._store.logins.prune(self._now())
        await self._playlists.resume()

    async def close(self) -> None:
        """Stop ticking."""
        self._scheduler.shutdown(wait=False)
