# pyright: basic
# spotipy carries no types; this file gives the few parts of it that the bot uses a typed shape.
"""One request to Spotify by spotipy: a single attempt, in a thread, with nothing printed."""

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from importlib import import_module
from typing import Any, Protocol, TypeVar, cast

import requests

Answer = Mapping[str, Any]
"""A JSON object."""

Timeout = tuple[float, float]
"""Seconds to connect, and seconds of silence."""
CONNECT_TIMEOUT = 3.0

T = TypeVar("T")


@cache
def load() -> Any:
    """Return spotipy, loaded at first need: with all it brings this takes a tenth of a second."""
    import_module("spotipy.oauth2")
    return import_module("spotipy")


class WireError(Exception):
    """A request that did not bring what was asked for."""


class Refused(WireError):
    """Spotify answered with an error status."""

    def __init__(self, status: int, headers: Mapping[str, str], body: object) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers
        fields = body if isinstance(body, dict) else {}
        error = fields.get("error")
        details = error if isinstance(error, dict) else fields
        self.message = str(details.get("message") or (body if isinstance(body, str) else ""))
        self.reason = str(details.get("reason") or "")
        self.code = error if isinstance(error, str) else ""
        """The error's name in an answer of the accounts service, such as `invalid_grant`."""


class Unreachable(WireError):
    """No usable answer came: a timeout, a cut connection, or something that is not JSON."""


class Api(Protocol):
    """The methods of `spotipy.Spotify` that still have a living endpoint."""

    def me(self) -> Answer:
        """GET me."""
        ...

    def current_user_saved_tracks(self, limit: int, offset: int) -> Answer:
        """GET me/tracks."""
        ...

    def current_user_top_tracks(self, limit: int, offset: int, time_range: str) -> Answer:
        """GET me/top/tracks."""
        ...

    def current_user_recently_played(self, limit: int, before: int | None) -> Answer:
        """GET me/player/recently-played; `before` is a time in milliseconds."""
        ...

    def current_user_playlists(self, limit: int, offset: int) -> Answer:
        """GET me/playlists."""
        ...

    def playlist_items(self, playlist_id: str, limit: int, offset: int) -> Answer:
        """GET playlists/{id}/items."""
        ...

    def track(self, track_id: str) -> Answer:
        """GET tracks/{id}."""
        ...

    def search(self, q: str, limit: int, type: str) -> Answer:
        """GET search."""
        ...

    def current_user_playlist_create(self, name: str, public: bool, description: str) -> Answer:
        """POST me/playlists; public unless told otherwise."""
        ...

    def playlist_add_items(self, playlist_id: str, items: list[str]) -> Answer:
        """POST playlists/{id}/items; at most 100 at a time."""
        ...

    def playlist_replace_items(self, playlist_id: str, items: list[str]) -> Answer:
        """PUT playlists/{id}/items; at most 100 at a time."""
        ...

    def playlist_upload_cover_image(self, playlist_id: str, image_b64: str) -> Answer | None:
        """PUT playlists/{id}/images; at most 256 KB of base64."""
        ...

    def current_user_saved_tracks_add(self, tracks: list[str]) -> Answer | None:
        """PUT me/library; at most 40 at a time."""
        ...


class Wire:
    """Threads that speak to Spotify, each with a connection of its own that is kept open."""

    def __init__(self, threads: int, timeout: float) -> None:
        """Make room for `threads` requests at a time; each may be silent for `timeout` s."""
        _silence_spotipy()
        self.timeout: Timeout = (min(timeout, CONNECT_TIMEOUT), timeout)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="spotify")
        self._local = threading.local()
        self._sessions: list[Session] = []

    async def run(self, request: Callable[["Session"], T]) -> T:
        """Run one blocking request in a thread. Raises Refused or Unreachable."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: self._run(request)
        )

    def _run(self, request: Callable[["Session"], T]) -> T:
        try:
            return request(self._session())
        except load().SpotifyException as error:
            # spotipy's own: an id that cannot be one.
            raise Refused(error.http_status, {}, str(error.msg)) from None

    def close(self) -> None:
        """Wait for requests under way (at most both timeouts) and close the connections."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for session in self._sessions:
            session.disconnect()

    def _session(self) -> "Session":
        session: Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = Session()
            self._sessions.append(session)
        return session


class Session(requests.Session):
    """A session that tries once and reports failures before spotipy rewrites and prints them.

    spotipy's own session retries POST and sleeps for as long as Retry-After says; its error
    handling loses headers, fails on errors that are no JSON object, and logs what was asked for.
    """

    def __init__(self) -> None:
        super().__init__()
        # A .netrc of the machine would replace the member's token; nor may one member's cookies
        # travel with another's request.
        self.trust_env = False
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """Send one request. Raises Refused or Unreachable."""
        try:
            response = super().request(*args, **kwargs)
        except requests.RequestException as error:
            # The address may hold what a member searched for: only the kind of error goes on.
            raise Unreachable(type(error).__name__) from None
        if response.status_code >= 400:
            raise Refused(response.status_code, response.headers, _body(response))
        return response

    def close(self) -> None:
        """Stay open: every `Spotify` object closes its session when it is collected."""

    def disconnect(self) -> None:
        """Close the connections."""
        super().close()


def web_api(session: Session, prefix: str, token: str, timeout: Timeout) -> Api:
    """Return a spotipy client for one call with one member's token."""
    # Never an auth_manager: on a missing scope it opens a browser or waits for input().
    spotify: Any = load().Spotify
    api = spotify(auth=token, requests_session=session, requests_timeout=timeout)
    api.prefix = prefix
    return cast(Api, api)


class Pkce:
    """One login by spotipy's SpotifyPKCE, with a token cache that nobody shares."""

    def __init__(
        self, client_id: str, redirect_uri: str, accounts_url: str, scopes: tuple[str, ...]
    ) -> None:
        self._client_id = client_id
        self._redirect_uri = redirect_uri
        self._accounts_url = accounts_url
        self._scopes = " ".join(scopes)

    def begin(self, state: str) -> tuple[str, str, str]:
        """Return the consent page's address, the code verifier and its challenge."""
        pkce = self._instance(Session(), timeout=None)
        pkce.get_pkce_handshake_parameters()
        url = pkce.get_authorize_url(state=state)
        return url, str(pkce.code_verifier), str(pkce.code_challenge)

    def exchange(
        self, session: Session, timeout: Timeout, code: str, verifier: str, challenge: str
    ) -> Answer:
        """Return Spotify's token answer. Raises Refused or Unreachable."""
        pkce = self._instance(session, timeout)
        # Both, or spotipy makes new ones that Spotify has never seen.
        pkce.code_verifier, pkce.code_challenge = verifier, challenge
        try:
            pkce.get_access_token(code, check_cache=False)
        except (KeyError, TypeError, ValueError):
            raise Unreachable("unreadable token answer") from None
        return pkce.cache_handler.get_cached_token() or {}

    def refresh(self, session: Session, timeout: Timeout, refresh_token: str) -> Answer:
        """Return Spotify's answer; it carries the old refresh token where no new one came."""
        try:
            return self._instance(session, timeout).refresh_access_token(refresh_token) or {}
        except (KeyError, TypeError, ValueError):
            raise Unreachable("unreadable token answer") from None

    def _instance(self, session: Session, timeout: Timeout | None) -> Any:
        make: Any = load().SpotifyPKCE
        pkce = make(
            client_id=self._client_id,
            redirect_uri=self._redirect_uri,
            scope=self._scopes,
            requests_timeout=timeout,
            requests_session=session,
            open_browser=False,
            cache_handler=load().MemoryCacheHandler(),
        )
        # On the instance, not the class: another address must never leak into another login.
        pkce.OAUTH_AUTHORIZE_URL = f"{self._accounts_url}/authorize"
        pkce.OAUTH_TOKEN_URL = f"{self._accounts_url}/api/token"
        return pkce


def _body(response: requests.Response) -> object:
    try:
        return response.json()
    except ValueError:
        return response.text


def _silence_spotipy() -> None:
    """Keep spotipy and urllib3 from printing tokens (DEBUG) and what members ask for."""
    for name in ("spotipy", "spotipy.client", "spotipy.oauth2", "urllib3"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))
