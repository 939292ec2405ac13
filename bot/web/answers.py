"""Pages as HTTP answers: the same strict headers on all of them, and clean pages for errors."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot import log as logs
from bot.render import pages
from bot.render.wording import Wording, wording

log = logging.getLogger(__name__)

HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src {pages.STYLE_SOURCE}; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # The callback's address holds a code: it must not travel on to another site or into a cache.
    # `no-referrer` would make browsers hide where our own form was sent from, which is checked.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Else aiohttp names itself, Python and both versions.
    "Server": "Cratemate",
}

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def language(request: web.BaseRequest) -> Wording:
    """Return the messages in the language the browser asks for first."""
    return wording(request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip())


def page(text: str, status: int = 200) -> web.Response:
    """Answer with a page."""
    return web.Response(text=text, status=status, content_type="text/html")


def error_page(say: Wording, status: int) -> web.Response:
    """Answer with the page of an HTTP error; it says nothing about the server."""
    return page(pages.error(say, status), status)


async def harden(_: web.Request, response: web.StreamResponse) -> None:
    """Put the strict headers on any answer, a framework's own included."""
    response.headers.update(HEADERS)


@web.middleware
async def answer_errors(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Turn every error into a page of ours; what is logged meanwhile carries an id of its own."""
    logs.begin_interaction()
    try:
        return await handler(request)
    except web.HTTPException as error:
        answer = error_page(language(request), error.status)
        for name in ("Allow", "Retry-After"):
            if name in error.headers:
                answer.headers[name] = error.headers[name]
        if error.status == 413:
            # What is left of the body is not waited for.
            answer.force_close()
        return answer
    except Exception as error:
        log.error("fault on a page", exc_info=error)
        return error_page(language(request), 500)
