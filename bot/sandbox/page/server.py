"""Serves the page and what its panel asks for; all else the page asks the stand-in Discord."""

from collections.abc import Awaitable, Callable, Mapping
from importlib.resources import files
from typing import Final

from aiohttp import web

from bot.sandbox.discord.client_api import is_from_here
from bot.sandbox.discord.payloads import Json
from bot.sandbox.page.clock import ShiftedClock
from bot.sandbox.page.controls import Controls, Trouble
from bot.sandbox.spotify.listeners import Listener
from bot.sandbox.stage import Stage

MOST_DAYS: Final = 60
_TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws://127.0.0.1:* "
    "ws://localhost:*; img-src 'self' data: http://127.0.0.1:*; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""Nothing is loaded from, or sent to, anywhere but this machine."""


class Page:
    """The page of one stage; `listeners` are the members' accounts at Spotify, by Discord id."""

    def __init__(
        self, stage: Stage, clock: ShiftedClock, listeners: Mapping[int, Listener]
    ) -> None:
        self._stage = stage
        self._clock = clock
        self._listeners = listeners
        self._controls = Controls(stage, clock)
        self._static = {
            file.name: file.read_bytes()
            for file in (files("bot.sandbox.page") / "static").iterdir()
            if file.is_file()
        }

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve the page at / and its panel below /stage."""
        router.add_get("/", self._file)
        router.add_get("/page/{name}", self._file)
        router.add_get("/stage", self._answered(self._state))
        router.add_post("/stage/trouble", self._answered(self._trouble))
        router.add_post("/stage/mend", self._answered(self._mend))
        router.add_post("/stage/restart", self._answered(self._restart))
        router.add_post("/stage/leap", self._answered(self._leap))

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info.get("name", "index.html")
        content = self._static.get(name)
        if content is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Security-Policy": _POLICY,
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        kind = _TYPES[name[name.rindex(".") :]]
        return web.Response(body=content, content_type=kind, charset="utf-8", headers=headers)

    async def _state(self, _: web.Request) -> None:
        return

    async def _trouble(self, request: web.Request) -> None:
        body = await request.json()
        listener = self._listeners.get(int(body["member"]))
        self._controls.make(Trouble(body["kind"]), listener)

    async def _mend(self, _: web.Request) -> None:
        self._controls.mend()

    async def _restart(self, _: web.Request) -> None:
        await self._controls.restart()

    async def _leap(self, request: web.Request) -> None:
        days = int((await request.json())["days"])
        if not 1 <= days <= MOST_DAYS:
            raise ValueError(f"a leap is of 1 to {MOST_DAYS} days")
        await self._controls.leap(days)

    def _answered(
        self, handler: Callable[[web.Request], Awaitable[None]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            if not is_from_here(request):
                raise web.HTTPForbidden(text="Only the page of this demo may ask this.")
            try:
                await handler(request)
            except (ValueError, KeyError, TypeError) as error:
                return web.json_response({"error": str(error)}, status=400)
            return web.json_response(self._shape())

        return answer

    def _shape(self) -> Json:
        return {
            "now": self._clock().isoformat(),
            "outage": self._controls.outage,
            "running": self._stage.running is not None,
            "spotify": self._stage.spotify.accounts_url,
        }
