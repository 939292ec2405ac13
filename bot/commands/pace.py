"""How often a member may use a command: looked at before any work is done for it."""

import time
from collections import deque
from collections.abc import Callable
from typing import Final

_WINDOW: Final = 60.0
_SWEEP: Final = 10_000
"""Members and commands remembered before those long done with are forgotten."""


class Pace:
    """Counts each command of each member over the last minute."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`most` is how many times a minute; 0 lets everything pass."""
        self._most = most
        self._clock = clock
        self._used: dict[tuple[int, str], deque[float]] = {}

    def take(self, member_id: int, command: str) -> float:
        """Count a use and return 0, or the seconds until the next one is taken."""
        if not self._most:
            return 0
        now = self._clock()
        if len(self._used) > _SWEEP:
            self._sweep(now)
        uses = self._used.setdefault((member_id, command), deque())
        while uses and uses[0] <= now - _WINDOW:
            uses.popleft()
        if len(uses) >= self._most:
            return uses[0] + _WINDOW - now
        uses.append(now)
        return 0

    def _sweep(self, now: float) -> None:
        self._used = {
            key: uses for key, uses in self._used.items() if uses and uses[-1] > now - _WINDOW
        }
