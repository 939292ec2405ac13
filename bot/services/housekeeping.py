"""What is due by the clock, found in the database by one tick."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from apscheduler.schedulers.asyncio import (  # pyright: ignore[reportMissingTypeStubs]
    AsyncIOScheduler,
)

from bot.services.allow_list import KEPT as EMAILS_KEPT
from bot.services.backups import Backups
from bot.services.clock import Clock
from bot.services.playlists import Playlists
from bot.services.posting import Posting
from bot.services.recommending import SHOWN_AGAIN
from bot.services.refreshing import Refreshing
from storage.store import Store

log = logging.getLogger(__name__)

Work = Callable[[datetime], Awaitable[object]]

EVERY: Final = timedelta(minutes=1)
"""How often the clock is looked at."""
LISTS_KEPT: Final = timedelta(days=90)
"""The buttons of a list work for so long."""
POSTS_KEPT: Final = timedelta(days=366)
REFRESHES_KEPT: Final = timedelta(days=90)
_PRUNED_EVERY: Final = timedelta(hours=6)
_GRACE: Final = 2.0
"""Seconds that a tick under way may still take at the end."""


class Housekeeping:
    """Runs `tick` at the start and then once a minute; one that is still running is never joined
    by a second one.
    """

    def __init__(
        self,
        store: Store,
        playlists: Playlists,
        refreshing: Refreshing,
        posting: Posting,
        backups: Backups,
        now: Clock,
        *,
        every: timedelta = EVERY,
        more: Mapping[str, Work] | None = None,
    ) -> None:
        """`more` is further work of every tick, by name."""
        self._store = store
        self._now = now
        self._work: dict[str, Work] = {
            "weekly posts": posting.tick,
            "playlists": lambda _: playlists.resume(),
            "kept playlists": refreshing.tick,
            "logins": store.logins.prune,
            "old rows": self._prune,
            "backup": backups.tick,
            **(more or {}),
        }
        self._ticking: asyncio.Task[None] | None = None
        self._closed = False
        self._scheduler: Any = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._beat,
            "interval",
            seconds=every.total_seconds(),
            max_instances=1,
            coalesce=True,
            next_run_time=datetime.now(UTC),
            # However busy the start is, the first tick is late and not left out.
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def tick(self, now: datetime | None = None) -> None:
        """Do or begin all that is due now; what fails keeps nothing else from being done."""
        now = now or self._now()
        for name, work in self._work.items():
            try:
                await work(now)
            except Exception:
                log.exception("what is due could not be done: %s", name)

    async def close(self) -> None:
        """Stop ticking; a tick under way has two seconds to end."""
        self._closed = True
        self._scheduler.pause()
        if self._ticking is not None:
            await asyncio.wait([self._ticking], timeout=_GRACE)
            self._ticking.cancel()
            await asyncio.wait([self._ticking])
        # A turn of the loop for the job that waited for the tick: the scheduler would cancel it
        # and log that as a failure.
        await asyncio.sleep(0)
        self._scheduler.shutdown(wait=False)

    async def _beat(self) -> None:
        if not self._closed:
            self._ticking = asyncio.create_task(self.tick())
            await asyncio.wait([self._ticking])

    async def _prune(self, now: datetime) -> None:
        """Forget what serves nobody any more: old lists, what was shown long ago, old posts."""
        if not await self._store.chores.take("prune", now, _PRUNED_EVERY):
            return
        rows = await self._store.lists.prune(now - LISTS_KEPT, now - SHOWN_AGAIN)
        rows += await self._store.posts.prune(now - POSTS_KEPT)
        rows += await self._store.keeps.prune(now - REFRESHES_KEPT)
        rows += await self._store.allow_list.prune(now - EMAILS_KEPT)
        rows += await self._store.sounds.prune()
        if rows:
            log.info("pruned: rows=%d", rows)
