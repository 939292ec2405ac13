"""Ids that carry their time, as Discord's do."""

from collections.abc import Callable

DISCORD_EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    """Hands out ids that rise even where the clock stands still or runs backwards."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last = 0

    def next(self) -> int:
        """Return the next id; its upper bits are milliseconds since Discord's epoch."""
        wanted = (int(self._now() * 1000) - DISCORD_EPOCH_MS) << 22
        self._last = max(wanted, self._last + 1)
        return self._last
