"""One call to the stand-in's Web API: who calls, with what, and what can be wrong with it."""

import re
from dataclasses import dataclass
from typing import Any, cast

from aiohttp import web

from bot.sandbox.spotify.grants import Grants
from bot.sandbox.spotify.listeners import Library

Json = dict[str, Any]

UNLISTED = (
    "The user is not registered for this application. "
    "Please check your settings on https://developer.spotify.com/dashboard."
)
NO_PREMIUM = "Active premium subscription required for the owner of the app."


class ApiError(Exception):
    """An error answer of the Web API."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message

    def answer(self) -> web.Response:
        """Return it as Spotify words it."""
        error = {"status": self.status, "message": self.message}
        return web.json_response({"error": error}, status=self.status)


@dataclass(frozen=True, slots=True)
class Call:
    """A request of a listener who may make it."""

    request: web.Request
    library: Library
    scopes: frozenset[str]

    def require(self, scope: str) -> None:
        """Refuse a call whose token lacks a scope that only some calls of its kind need."""
        if scope not in self.scopes:
            raise ApiError(403, "Insufficient client scope")

    def number(self, name: str, default: int, lowest: int, highest: int) -> int:
        """Return a number of the query. Raises ApiError outside of its bounds."""
        text = self.request.query.get(name, str(default))
        if not re.fullmatch(r"[0-9]{1,15}", text) or not lowest <= int(text) <= highest:
            raise ApiError(400, f"Invalid {name}")
        return int(text)

    def window(self, most: int = 50, default: int = 20) -> tuple[int, int]:
        """Return offset and limit."""
        return self.number("offset", 0, 0, 100_000), self.number("limit", default, 1, most)

    async def json(self) -> object:
        """Return the body. Raises ApiError where it is not JSON."""
        try:
            return cast(object, await self.request.json())
        except ValueError:
            raise ApiError(400, "Error parsing JSON.") from None


@dataclass(slots=True)
class Door:
    """Decides who may call, under the rules of Development Mode."""

    grants: Grants
    libraries: dict[str, Library]
    owner_premium: bool = True
    """Without the owner's Premium every call is refused."""

    def admit(self, request: web.Request, scope: str | None) -> Call:
        """Return a call that may go on. Raises ApiError."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not token:
            raise ApiError(401, "No token provided")
        grant = self.grants.grant_of(token)
        if grant is None:
            raise ApiError(401, "Invalid access token")
        if grant.token_until <= self.grants.now():
            raise ApiError(401, "The access token expired")
        library = self.libraries[grant.account_id]
        if not self.owner_premium:
            raise ApiError(403, NO_PREMIUM)
        if not library.listener.allow_listed:
            raise ApiError(403, UNLISTED)
        call = Call(request, library, frozenset(grant.scopes))
        if scope is not None:
            call.require(scope)
        return call
