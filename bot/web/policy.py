"""The privacy policy as a page: what the code does, in the visitor's language."""

from collections.abc import Mapping

from aiohttp import web

from bot.render.pages import policy
from bot.results.privacy import Copies
from bot.services.privacy import LIVES
from bot.web.answers import language


def policy_routes(copies: Copies | None) -> list[web.RouteDef]:
    """Return the route of `/privacy`; the page needs no member and tells of none."""
    days: Mapping[str, int] = {name: life.days for name, life in LIVES.items()}

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=policy(language(request), days, copies), content_type="text/html")

    return [web.get("/privacy", answer)]
