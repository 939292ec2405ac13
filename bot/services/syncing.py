"""Reading a linked library anew when its member asks."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

from bot.errors import LearningOff, LinkExpired, NotLinked, SyncedLately
from bot.results.linking import Progress
from bot.services.clock import Clock
from bot.services.intake import Intake
from storage.links import LinkState
from storage.store import Store

AGAIN_AFTER: Final = timedelta(minutes=10)
"""A large library takes some hundred requests of the few that Spotify allows an app."""


class Syncing:
    """Begins readings; at most one a member."""

    def __init__(self, store: Store, intake: Intake, now: Clock) -> None:
        self._store = store
        self._intake = intake
        self._now = now

    async def begin(self, member_id: int) -> AsyncIterator[Progress]:
        """Begin a reading, or join the one that runs; return its steps from here on.

        Raises `NotLinked`, `LinkExpired`, `LearningOff`, and `SyncedLately` right after another.
        """
        link = await self._store.links.get(member_id)
        if link is None:
            raise NotLinked
        if link.state is not LinkState.LINKED:
            raise LinkExpired
        if not self._intake.learning:
            raise LearningOff
        steps = self._intake.follow(member_id)
        if self._intake.running(member_id) is None:
            if link.synced_at is not None:
                wait = link.synced_at + AGAIN_AFTER - self._now()
                # A reading that is yet to come was noted by a clock that was ahead.
                if timedelta() < wait <= AGAIN_AFTER:
                    raise SyncedLately(minutes=-(-int(wait.total_seconds()) // 60))
            self._intake.start(link)
        return steps
