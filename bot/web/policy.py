"""The privacy policy as a page: what the code does, in the visitor's language."""

from aiohttp import web

from bot.render.pages import policy
from bot.render.policy import chapters
from bot.services.privacy import Privacy
from bot.web.answers import language


def policy_routes(privacy: Privacy) -> list[web.RouteDef]:
    """Return the route of `/privacy`; the page needs no member and tells of none."""

    async def answer(request: web.Request) -> web.Response:
        say = language(request)
        page = policy(say, chapters(say, privacy.days, privacy.copies))
        return web.Response(text=page, content_type="text/html")

    return [web.get("/privacy", answer)]
