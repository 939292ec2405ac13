"""Is the bot alive, and is it ready? Asked by the container's health check."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass

from aiohttp import web

_BEAT_S = 0.5
_LAG_LIMIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Health:
    """What /healthz answers: 200 where `ok`, else 503."""

    ready: bool
    """Connected to Discord, with commands registered."""
    alive: bool
    """The event loop does what is due within five seconds."""

    @property
    def ok(self) -> bool:
        """Whether both hold."""
        return self.ready and self.alive


class LoopLag:
    """How late the event loop does what is due, measured by a beat twice a second."""

    def __init__(
        self,
        monotonic: Callable[[], float] = time.monotonic,
        note: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        """`note` hears of each beat how many seconds late it was."""
        self._monotonic = monotonic
        self._note = note
        self._beaten = monotonic()
        self._late = 0.0

    def beat(self) -> None:
        """Note that half a second should have passed since the last beat."""
        before, self._beaten = self._beaten, self._monotonic()
        self._late = self._beaten - before - _BEAT_S
        self._note(max(0.0, self._late))

    def seconds(self) -> float:
        """Return how late the last beat was, or the next one already is."""
        return max(0.0, self._late, self._monotonic() - self._beaten - _BEAT_S)

    @asynccontextmanager
    async def measured(self) -> AsyncGenerator[None]:
        """Beat until left."""
        beating = asyncio.create_task(self._beat_on())
        try:
            yield
        finally:
            beating.cancel()
            await asyncio.wait([beating])

    async def _beat_on(self) -> None:
        while True:
            await asyncio.sleep(_BEAT_S)
            self.beat()


def health_routes(ready: Callable[[], bool], lag: LoopLag) -> list[web.RouteDef]:
    """Return the route of /healthz."""

    async def answer(_: web.Request) -> web.Response:
        health = Health(ready=ready(), alive=lag.seconds() < _LAG_LIMIT_S)
        return web.json_response(
            {"ok": health.ok, **asdict(health)}, status=200 if health.ok else 503
        )

    return [web.get("/healthz", answer)]
