"""The stand-in's accounts service: the consent page and the token endpoint."""

from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import cast
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from bot.sandbox.spotify import views
from bot.sandbox.spotify.grants import Grant, GrantError, Grants, Request
from bot.sandbox.spotify.listeners import Library

SCOPES = {
    "user-library-read": "See the songs you saved",
    "user-library-modify": "Save songs for you",
    "user-top-read": "See what you play most",
    "user-read-recently-played": "See what you played recently",
    "playlist-read-private": "See your private playlists",
    "playlist-read-collaborative": "See your collaborative playlists",
    "playlist-modify-private": "Create and change your private playlists",
    "playlist-modify-public": "Create and change your public playlists",
    "ugc-image-upload": "Upload covers for your playlists",
    "user-read-private": "See your subscription",
    "user-read-email": "See your e-mail address",
}
"""What the consent page says of each scope."""

_FORM = """<ul>{scopes}</ul>
<form method="post" action="/authorize">
<input type="hidden" name="page" value="{page}">
<label>Account: <select name="account">{accounts}</select></label>
<button name="answer" value="allow">Allow</button>
<button name="answer" value="deny">Deny</button>
</form>
"""


def is_allowed_redirect(uri: str) -> bool:
    """Whether an app may register this address: HTTPS, or HTTP on a loopback IP address."""
    parts = urlsplit(uri)
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1"}


class Accounts:
    """The handlers."""

    def __init__(
        self, client_id: str, app_name: str, grants: Grants, libraries: Mapping[str, Library]
    ) -> None:
        self.redirect_uris: set[str] = set()
        self.requests: Counter[str] = Counter()
        """Requests to the token endpoint by grant type."""
        self._client_id = client_id
        self._app_name = app_name
        self._grants = grants
        self._libraries = libraries

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Add the consent page and the token endpoint."""
        router.add_get("/authorize", self._ask)
        router.add_post("/authorize", self._answer)
        router.add_post("/api/token", self._token)

    async def _ask(self, request: web.Request) -> web.Response:
        query = request.query
        redirect_uri = query.get("redirect_uri", "")
        # Faults of the app are shown here and never sent to an address it did not register.
        if query.get("client_id") != self._client_id:
            return web.Response(status=400, text="INVALID_CLIENT: Invalid client")
        if redirect_uri not in self.redirect_uris:
            insecure = not is_allowed_redirect(redirect_uri)
            what = "Insecure redirect URI" if insecure else "Invalid redirect URI"
            return web.Response(status=400, text=f"INVALID_CLIENT: {what}")
        state = query.get("state")
        if error := _fault(query):
            raise web.HTTPFound(_back(redirect_uri, state, error=error))
        scopes = tuple(query.get("scope", "").split())
        page = self._grants.ask(Request(redirect_uri, scopes, query["code_challenge"], state))
        return web.Response(text=self._page(page, scopes), content_type="text/html")

    def _page(self, page: str, scopes: tuple[str, ...]) -> str:
        accounts = (
            f'<option value="{escape(account_id)}">{escape(library.listener.name)}</option>'
            for account_id, library in self._libraries.items()
        )
        form = _FORM.format(
            scopes="".join(f"<li>{escape(SCOPES[scope])}</li>" for scope in scopes),
            page=escape(page),
            accounts="".join(accounts),
        )
        return views.page(f"{self._app_name} asks for access", form)

    async def _answer(self, request: web.Request) -> web.Response:
        form = await request.post()
        asked = self._grants.answer(str(form.get("page", "")))
        if asked is None:
            return web.Response(status=400, text="This page was answered already.")
        if form.get("answer") != "allow":
            raise web.HTTPFound(_back(asked.redirect_uri, asked.state, error="access_denied"))
        account_id = str(form.get("account", ""))
        if account_id not in self._libraries:
            return web.Response(status=400, text="There is no such account.")
        code = self._grants.allow(asked, account_id)
        raise web.HTTPFound(_back(asked.redirect_uri, asked.state, code=code))

    async def _token(self, request: web.Request) -> web.Response:
        form = cast(Mapping[str, object], await request.post())
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        try:
            return web.json_response(self._tokens(self._granted(fields)))
        except GrantError as error:
            answer = {"error": error.error, "error_description": error.description}
            return web.json_response(answer, status=400)

    def _granted(self, fields: Mapping[str, str]) -> Grant:
        self.requests[fields.get("grant_type", "")] += 1
        if fields.get("client_id") != self._client_id:
            raise GrantError("invalid_client", "Invalid client")
        match fields.get("grant_type"):
            case "authorization_code":
                return self._grants.exchange(
                    fields.get("code", ""),
                    fields.get("redirect_uri", ""),
                    fields.get("code_verifier", ""),
                )
            case "refresh_token":
                return self._grants.refresh(fields.get("refresh_token", ""))
            case _:
                raise GrantError("unsupported_grant_type", "grant_type must be supported")

    def _tokens(self, grant: Grant) -> dict[str, str | int]:
        answer: dict[str, str | int] = {
            "access_token": self._grants.access_token(grant),
            "token_type": "Bearer",
            "expires_in": 3600,
            "scope": " ".join(grant.scopes),
        }
        if grant.new_refresh_token:
            answer["refresh_token"] = grant.refresh_token
        return answer


def _fault(query: Mapping[str, str]) -> str | None:
    """Name what is wrong with a request for consent, in OAuth's words."""
    if query.get("response_type") != "code":
        return "unsupported_response_type"
    if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
        return "invalid_request"
    unknown = set(query.get("scope", "").split()) - SCOPES.keys()
    return "invalid_scope" if unknown else None


def _back(redirect_uri: str, state: str | None, **answer: str) -> str:
    query = urlencode({**answer, **({} if state is None else {"state": state})})
    return f"{redirect_uri}{'&' if urlsplit(redirect_uri).query else '?'}{query}"
