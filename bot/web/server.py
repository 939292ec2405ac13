"""Serving the web part: pages on one port, figures on another; no access log, strict headers."""

import logging
import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.metrics import CONTENT_TYPE, Metrics
from bot.services.app import Services
from bot.web.answers import HEADERS, answer_errors, error_page, harden, language
from bot.web.callback import Callback
from bot.web.health import LoopLag, health_routes
from bot.web.policy import policy_routes

log = logging.getLogger(__name__)

_LARGEST_BODY = 16 * 1024
_IDLE = 75.0
"""Seconds a connection may stay open without a request."""


class _Connection(web.RequestHandler):
    """Answers what is no HTTP like every other error: aiohttp would quote it and name itself."""

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Return the page of an error that happened before the application was reached."""
        log.info("web: a request was refused: status=%d", status)
        answer = error_page(language(request), status)
        answer.headers.update(HEADERS)
        answer.force_close()
        return answer


class _Server(web.Server):
    def __call__(self) -> web.RequestHandler:
        # The log line of an access would hold the code and the visitor's address.
        return _Connection(
            self,
            loop=self._loop,
            access_log=None,  # pyright: ignore[reportArgumentType]  # aiohttp's way of "none"
            keepalive_timeout=_IDLE,
            debug=False,
        )


class _Runner(web.AppRunner):
    async def _make_server(self) -> web.Server:
        server = await super()._make_server()
        return _Server(server.request_handler, request_factory=server.request_factory)


def create_app(services: Services, ready: Callable[[], bool], lag: LoopLag) -> web.Application:
    """Return the application; it knows no Discord."""
    app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[answer_errors])
    app.on_response_prepare.append(harden)
    app.add_routes(Callback(services).routes())
    app.add_routes(health_routes(ready, lag))
    app.add_routes(policy_routes(services.privacy))
    return app


@asynccontextmanager
async def serve_web(
    services: Services,
    listener: socket.socket | tuple[str, int],
    ready: Callable[[], bool],
) -> AsyncGenerator[int]:
    """Serve until left, on a socket that is bound already or on a host and port.

    Yields the port, which matters where 0 was asked for.
    """
    lag = LoopLag(note=services.metrics.note_lag)
    async with _served(create_app(services, ready, lag), listener) as port, lag.measured():
        log.info("web: listening on port %d", port)
        yield port


@asynccontextmanager
async def serve_metrics(metrics: Metrics, host: str, port: int) -> AsyncGenerator[int]:
    """Serve /metrics until left; yields the port."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=metrics.render(), headers={"Content-Type": CONTENT_TYPE})

    app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[answer_errors])
    app.on_response_prepare.append(harden)
    app.add_routes([web.get("/metrics", answer)])
    async with _served(app, (host, port)) as chosen:
        log.info("metrics: listening on port %d", chosen)
        yield chosen


@asynccontextmanager
async def _served(
    app: web.Application, listener: socket.socket | tuple[str, int]
) -> AsyncGenerator[int]:
    runner = _Runner(app, handle_signals=False)
    await runner.setup()
    try:
        if isinstance(listener, socket.socket):
            # A copy: the server closes what it served on, the owner may want to serve again.
            site = web.SockSite(runner, listener.dup())
        else:
            site = web.TCPSite(runner, *listener)
        await site.start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
