"""The page Spotify sends members back to.

A GET shows whose Discord account the login belongs to and changes nothing; only the confirming
POST exchanges the code. So nobody can be led into giving their Spotify account to somebody else's
Discord account without reading that name first.
"""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.errors import (
    LoginRefused,
    LoginStale,
    LoginUnreadable,
    MemberError,
    StoreOutOfReach,
)
from bot.render import pages
from bot.render.wording import Wording
from bot.services.app import Services
from bot.services.linking import LoginAnswer
from bot.tellable import tellable
from bot.web.answers import language, page
from bot.web.limits import REFUSED_COSTS, Limiter

log = logging.getLogger(__name__)

PATH = "/spotify/callback"

_STATUS: dict[type[MemberError], int] = {LoginStale: 410, LoginRefused: 200, StoreOutOfReach: 503}
_BODY_WITHIN = 10.0
"""Seconds in which the form has to arrive."""
_FORM = "application/x-www-form-urlencoded"

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Callback:
    """GET asks for confirmation, POST completes the login."""

    def __init__(self, services: Services, limiter: Limiter | None = None) -> None:
        self._services = services
        self._limiter = limiter or Limiter()
        ours = urlsplit(services.linking.redirect_uri)
        self._origin = f"{ours.scheme}://{ours.netloc}"

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the page."""
        return [
            web.get(PATH, self._limited(self._ask)),
            web.post(PATH, self._limited(self._confirm)),
        ]

    async def _ask(self, request: web.Request) -> web.Response:
        say = language(request)
        linking = self._services.linking
        try:
            answer = linking.read_answer(request.rel_url.raw_query_string)
            login = await linking.peek(answer.state)
            answer.raise_refusal()
        except Exception as error:
            return _failed(say, error)
        text = pages.confirm(say, login.member_name, state=answer.state, code=answer.code)
        return page(text)

    async def _confirm(self, request: web.Request) -> web.Response:
        say = language(request)
        if not self._sent_from_here(request):
            raise web.HTTPForbidden
        try:
            answer = await self._form(request)
            answer.raise_refusal()
            await self._services.finish_login(answer.state, answer.code)
        except Exception as error:
            return _failed(say, error)
        return page(pages.done(say))

    async def _form(self, request: web.Request) -> LoginAnswer:
        if request.content_type != _FORM:
            raise web.HTTPUnsupportedMediaType
        try:
            async with asyncio.timeout(_BODY_WITHIN):
                body = await request.read()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        # Not `request.post()`: it believes whatever charset the form claims to be in.
        return self._services.linking.read_answer(body.decode("ascii", "replace"))

    def _sent_from_here(self, request: web.Request) -> bool:
        """Browsers say where a form was sent from; a form of another site is none of ours."""
        site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
        return site in {None, "same-origin"} and origin in {None, self._origin}

    def _limited(self, handler: _Handler) -> _Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            address = request.remote or ""
            wait = self._limiter.wait(address)
            if wait > 0:
                raise web.HTTPTooManyRequests(headers={"Retry-After": str(math.ceil(wait))})
            try:
                response = await handler(request)
            except web.HTTPException:
                self._limiter.charge(address, REFUSED_COSTS)
                raise
            self._limiter.charge(address, REFUSED_COSTS if response.status >= 400 else 1)
            return response

        return answer


def _failed(say: Wording, error: Exception) -> web.Response:
    told = tellable(error)
    if told is None:
        raise error
    log.info("login refused: %s", type(told).__name__)
    if isinstance(told, LoginUnreadable):
        # Its sentence is about pasting; here the address was never one of a login.
        return page(pages.failed(say, LoginStale()), 400)
    return page(pages.failed(say, told), _STATUS.get(type(told), 400))
