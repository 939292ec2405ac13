"""What is due by the clock, found in the database by one tick."""

import logging
from typing import Any

from apscheduler.schedulers.asyncio import (  # pyright: ignore[reportMissingTypeStubs]
    AsyncIOScheduler,
)

from bot.services.clock import Clock
from storage.store import Store

log = logging.getLogger(__name__)


class Housekeeping:
    """Runs `tick` once a minute; a tick that is still running is never joined by a second one."""

    def __init__(self, store: Store, now: Clock) -> None:
        self._store = store
        self._now = now
        self._scheduler: Any = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(self.tick, "interval", minutes=1, max_instances=1, coalesce=True)
        self._scheduler.start()

    async def tick(self) -> None:
        """Do all that is due now: drop logins nobody finished."""
        await self._store.logins.prune(self._now())

    async def close(self) -> None:
        """Stop ticking."""
        self._scheduler.shutdown(wait=False)
