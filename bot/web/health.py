"""Is the bot alive, and is it ready? Asked by the container's health check."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from aiohttp import web

_LAG_LIMIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Health:
    """What /healthz answers: 200 where `ok`, else 503."""

    ready: bool
    """Connected to Discord, with commands registered."""
    alive: bool
    """The event loop answers in time."""

    @property
    def ok(self) -> bool:
        """Whether both hold."""
        return self.ready and self.alive


def health_routes(health: Callable[[], Health]) -> list[web.RouteDef]:
    """Return the route of /healthz."""

    async def answer(_: web.Request) -> web.Response:
        begun = time.monotonic()
        await asyncio.sleep(0)
        current = health()
        alive = current.alive and time.monotonic() - begun < _LAG_LIMIT_S
        current = Health(ready=current.ready, alive=alive)
        return web.json_response(
            {"ok": current.ok, **asdict(current)}, status=200 if current.ok else 503
        )

    return [web.get("/healthz", answer)]
