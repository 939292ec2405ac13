"""The page Spotify sends members back to.

A GET shows whose Discord account the login belongs to and changes nothing; only the confirming
POST exchanges the code. So nobody can be led into giving their Spotify account to somebody else's
Discord account without reading that name first.
"""

import logging

from aiohttp import web

from bot.errors import LoginRefused, LoginStale, MemberError
from bot.render import pages
from bot.render.wording import Wording, wording
from bot.services.app import Services

log = logging.getLogger(__name__)

PATH = "/spotify/callback"

_STATUS: dict[type[MemberError], int] = {LoginStale: 410, LoginRefused: 200}


class Callback:
    """GET asks for confirmation, POST completes the login."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the page."""
        return [web.get(PATH, self._ask), web.post(PATH, self._confirm)]

    async def _ask(self, request: web.Request) -> web.Response:
        say = _language(request)
        state = request.query.get("state", "")
        try:
            login = await self._services.linking.peek(state)
            if "error" in request.query:
                await self._services.linking.refuse(state)
                raise LoginRefused
            code = request.query.get("code", "")
            if not code:
                raise LoginStale
        except MemberError as error:
            return _failed(say, error)
        return _page(pages.confirm(say, login.member_name, state=state, code=code))

    async def _confirm(self, request: web.Request) -> web.Response:
        say = _language(request)
        if not _same_origin(request):
            return _failed(say, LoginStale(), status=403)
        form = await request.post()
        state, code = str(form.get("state", "")), str(form.get("code", ""))
        try:
            await self._services.finish_login(state, code)
        except MemberError as error:
            return _failed(say, error)
        return _page(pages.done(say))


def _same_origin(request: web.Request) -> bool:
    """Browsers say where a form was sent from; a form of another site is none of ours."""
    site = request.headers.get("Sec-Fetch-Site")
    return site is None or site == "same-origin"


def _language(request: web.Request) -> Wording:
    return wording(request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip())


def _page(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")


def _failed(say: Wording, error: MemberError, status: int | None = None) -> web.Response:
    log.info("login refused: %s", type(error).__name__)
    return _page(pages.failed(say, error), status or _STATUS.get(type(error), 400))
