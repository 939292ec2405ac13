"""What is told about one playlist while it is made, to whoever listens."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from bot.results.playlists import PlaylistStep

_PACE = 1.0
"""Seconds a passing step waits for a better one: Discord allows about one edit a second."""
_FOLLOWED = 13 * 60.0
"""Seconds a listener is kept; an interaction can be answered for 15 minutes."""


class Channel:
    """The latest step of one playlist, or what kept it from being made, for any listeners."""

    def __init__(self) -> None:
        self._latest: PlaylistStep | Exception | None = None
        self._count = 0
        self._changed = asyncio.Event()
        self._closed = False

    def publish(self, told: PlaylistStep | Exception) -> None:
        """Tell all listeners."""
        self._latest = told
        self._count += 1
        self._wake()

    def close(self) -> None:
        """Let all listeners go."""
        self._closed = True
        self._wake()

    async def follow(self) -> AsyncIterator[PlaylistStep]:
        """Yield the steps from now on, up to a final one; raise what was told instead of one.

        A passing step is left out where another one follows within a second. Whoever listens
        when the bot stops, or for 13 minutes, is let go.
        """
        seen, clock = self._count, asyncio.get_running_loop().time
        end = clock() + _FOLLOWED
        while await self._until(lambda known=seen: self._count != known, end):
            await self._until(lambda: not self._is_passing(), clock() + _PACE)
            step, seen = self._step(), self._count
            yield step
            if step.final:
                return

    async def _until(self, test: Callable[[], bool], end: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout_at(end):
                while not test() and not self._closed:
                    await self._changed.wait()
        return test() and not self._closed

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def _is_passing(self) -> bool:
        return isinstance(self._latest, PlaylistStep) and self._latest.passing

    def _step(self) -> PlaylistStep:
        if isinstance(self._latest, PlaylistStep):
            return self._latest
        raise self._latest or RuntimeError("nothing was told")
