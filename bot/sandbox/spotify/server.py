"""Spotify on a loopback port, in process: `async with SpotifyStandIn(...) as spotify`."""

import asyncio
import re
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from bot.sandbox.spotify.accounts import Accounts, is_allowed_redirect
from bot.sandbox.spotify.calls import Door
from bot.sandbox.spotify.covers import SIZES, draw_cover
from bot.sandbox.spotify.faults import Fault, Faults
from bot.sandbox.spotify.grants import Grants
from bot.sandbox.spotify.listeners import Library, Listener, Playlist, Songs, SongShelf
from bot.sandbox.spotify.shapes import Shapes
from bot.sandbox.spotify.views import Views
from bot.sandbox.spotify.webapi import WebApi

MOST_LISTED = 5
"""Members that Development Mode allows."""
KEPT_EXCHANGES = 1_000
"""About 100 MB where every answer is a full page."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request to the Web API and its answer; the value of Authorization is left out."""

    method: str
    path: str
    """The path below `/v1`, without the query."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Of the request, by lower-case name."""
    body: bytes
    status: int
    """0 where the connection was cut."""
    answer_headers: Mapping[str, str]
    answer: bytes


class SpotifyStandIn:
    """A Spotify with a few listeners.

    `accounts_url` and `api_url` are where its two services answer; `faults` makes them fail;
    `exchanges` holds what passed over the Web API; `libraries` what each account holds now.
    """

    def __init__(
        self,
        listeners: Iterable[Listener],
        songs: Songs | None = None,
        *,
        redirect_uris: Iterable[str] = (),
        app_name: str = "Cratemate",
        client_id: str = "c0ffee" * 5 + "ab",
        rotate: bool = True,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        port: int = 0,
    ) -> None:
        """Raises ValueError for a sixth allow-listed listener or an address nobody may use."""
        self.libraries = {one.account_id: Library.of(one) for one in listeners}
        if sum(library.listener.allow_listed for library in self.libraries.values()) > MOST_LISTED:
            raise ValueError(f"Development Mode allow-lists at most {MOST_LISTED} members")
        self.client_id = client_id
        self.faults = Faults()
        self.exchanges: deque[Exchange] = deque(maxlen=KEPT_EXCHANGES)
        self.connections: set[object] = set()
        """The clients' ends of all connections there have been."""
        self._grants = Grants(now, rotate)
        self._accounts = Accounts(client_id, app_name, self._grants, self.libraries)
        self._door = Door(self._grants, self.libraries)
        self._api = WebApi(self._door, lambda: self._shapes, songs or SongShelf(()), now)
        self._views = Views(self.libraries, songs or SongShelf(()))
        self._shapes = Shapes("")
        self._wanted_port = port
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._base = ""
        for uri in redirect_uris:
            self.register(uri)

    @property
    def api_url(self) -> str:
        """Where the Web API answers."""
        return f"{self._base}/v1/"

    @property
    def accounts_url(self) -> str:
        """Where the accounts service answers."""
        return self._base

    @property
    def token_requests(self) -> Mapping[str, int]:
        """How often the token endpoint was asked, by grant type."""
        return self._accounts.requests

    def register(self, redirect_uri: str) -> None:
        """Allow a redirect address, as the app's owner does in the dashboard."""
        if not is_allowed_redirect(redirect_uri):
            raise ValueError(
                f"Spotify refuses {redirect_uri}: HTTPS, or HTTP on 127.0.0.1 or [::1]"
            )
        self._accounts.redirect_uris.add(redirect_uri)

    def revoke(self, listener: Listener) -> None:
        """Do what a listener does who removes the app from their account."""
        self._grants.revoke(listener.account_id)

    def expire(self, listener: Listener) -> None:
        """End a listener's access tokens before their hour is over."""
        self._grants.expire(listener.account_id)

    def lapse_premium(self, lapsed: bool = True) -> None:
        """End, or begin again, the Premium of the app's owner."""
        self._door.owner_premium = not lapsed

    def playlists_of(self, listener: Listener) -> list[Playlist]:
        """Return a listener's playlists as they are now."""
        return self.libraries[listener.account_id].playlists

    async def consent(self, authorize_url: str, listener: Listener, *, allow: bool = True) -> str:
        """Do what a listener does in a browser and return the address they are sent to.

        Raises RuntimeError with the page's text where there is nothing to consent to.
        """
        async with aiohttp.ClientSession() as browser:
            async with browser.get(authorize_url, allow_redirects=False) as page:
                text = await page.text()
                if page.status != 200:
                    return _sent_to(page, text)
            found = re.search(r'name="page" value="([^"]+)"', text)
            form = {
                "page": found.group(1) if found else "",
                "account": listener.account_id,
                "answer": "allow" if allow else "deny",
            }
            address = f"{self.accounts_url}/authorize"
            async with browser.post(address, data=form, allow_redirects=False) as sent:
                return _sent_to(sent, await sent.text())

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._pass], client_max_size=2**20)
        self._accounts.add_routes(app.router)
        self._api.add_routes(app.router)
        self._views.add_routes(app.router)
        app.router.add_get("/covers/{name}/{size:[0-9]+}.png", _cover)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._wanted_port).start()
        host, port = self._runner.addresses[0][:2]
        self._base = f"http://{host}:{port}"
        self._shapes = Shapes(self._base)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()

    @web.middleware
    async def _pass(
        self,
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """Let a request through, spoil its answer where that is planned, and record both."""
        if request.transport is not None:
            self.connections.add(request.transport.get_extra_info("peername"))
        # Received is received: also one that gave up waiting may have its work done later.
        await request.read()
        fault = self.faults.take(request.method, request.path) or Fault()
        done = await handler(request) if fault.after else None
        await self._be_silent(fault)
        if fault.cut:
            await self._record(request, None)
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        answer = _spoilt(fault, fault.status) if fault.status is not None else done
        answer = answer or await handler(request)
        await self._record(request, answer)
        return answer

    async def _be_silent(self, fault: Fault) -> None:
        """Wait as long as a fault says, but not beyond the stand-in's own end."""
        if fault.delay > 0:
            over = fault.until or self._closing
            with suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), fault.delay)

    async def _record(self, request: web.Request, answer: web.StreamResponse | None) -> None:
        if not request.path.startswith("/v1/"):
            return
        headers = {name.lower(): value for name, value in request.headers.items()}
        if "authorization" in headers:
            headers["authorization"] = "…"
        self.exchanges.append(
            Exchange(
                method=request.method,
                path=request.path.removeprefix("/v1"),
                query=dict(request.query),
                headers=headers,
                body=await request.read(),
                status=0 if answer is None else answer.status,
                answer_headers={} if answer is None else _headers(answer),
                answer=b"" if answer is None else _bytes(answer),
            )
        )


def _spoilt(fault: Fault, status: int) -> web.Response:
    if isinstance(fault.body, str):
        return web.Response(status=status, text=fault.body, headers=fault.headers)
    return web.json_response(fault.body, status=status, headers=fault.headers)


def _headers(answer: web.StreamResponse) -> dict[str, str]:
    # The length and the type of a body are filled in only when it is sent.
    named = {name.lower(): value for name, value in answer.headers.items()}
    return {**named, "content-type": answer.content_type} if _bytes(answer) else named


def _bytes(answer: web.StreamResponse) -> bytes:
    body: object = answer.body if isinstance(answer, web.Response) else None
    return body if isinstance(body, bytes) else b""


def _sent_to(answer: aiohttp.ClientResponse, text: str) -> str:
    location = answer.headers.get("Location", "")
    if not urlsplit(location).scheme:
        raise RuntimeError(f"the accounts service answers {answer.status}: {text}")
    return location


async def _cover(request: web.Request) -> web.Response:
    size = int(request.match_info["size"])
    if size not in SIZES:
        raise web.HTTPNotFound
    picture = draw_cover(request.match_info["name"], size)
    return web.Response(body=picture, content_type="image/png")
