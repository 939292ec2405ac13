"""Serving the web part: one loopback or public port, no access log, strict headers."""

import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.services.app import Services
from bot.web.callback import Callback
from bot.web.health import Health, health_routes

log = logging.getLogger(__name__)

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # The callback's address holds a code: it must not travel on to another site or into a cache.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_LARGEST_BODY = 16 * 1024


async def _harden(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)
    response.headers.pop("Server", None)


def create_app(services: Services, health: Callable[[], Health]) -> web.Application:
    """Return the application; it knows no Discord."""
    app = web.Application(client_max_size=_LARGEST_BODY)
    app.on_response_prepare.append(_harden)
    app.add_routes(Callback(services).routes())
    app.add_routes(health_routes(health))
    return app


@asynccontextmanager
async def serve_web(
    services: Services, host: str, port: int, health: Callable[[], Health]
) -> AsyncGenerator[int]:
    """Serve until left; yields the port, which matters where 0 was asked for."""
    runner = web.AppRunner(create_app(services, health), access_log=None, handle_signals=False)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        chosen = int(runner.addresses[0][1])
        log.info("web: listening on port %d", chosen)
        yield chosen
    finally:
        await runner.cleanup()
