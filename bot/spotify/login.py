"""Logging in at Spotify: OAuth with PKCE, without a secret."""

import asyncio
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.errors import LinkExpired, LoginStale, SpotifyDown, SpotifyRefused
from bot.spotify.patience import Patience
from bot.spotify.types import Attempt, Tokens
from bot.spotify.wire import Answer, Pkce, Refused, Session, Wire

ACCOUNTS = "https://accounts.spotify.com"

SCOPES = (
    "user-library-read",  # likes: what the taste is learned from
    "user-top-read",  # most played tracks: likes that carry weight
    "user-read-recently-played",  # last plays: what is liked at present
    "playlist-read-private",  # own playlists as likes; finding the bot's own after a failure
    "playlist-modify-private",  # creating and filling playlists, private by default
    "playlist-modify-public",  # the same for members who want theirs public
    "ugc-image-upload",  # their covers
    "user-library-modify",  # saving a recommended song
)
"""What the bot asks for; a member may grant less, see `Tokens.scopes`."""


class SpotifyLogin:
    """Begins logins and exchanges what they bring; keeps nothing about any of them."""

    def __init__(
        self,
        client_id: str,
        redirect_uri: str,
        accounts_url: str = ACCOUNTS,
        *,
        timeout: float = 6.0,
        patience: Patience | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`now` returns an aware time; tokens expire by it."""
        self._pkce = Pkce(client_id, redirect_uri, accounts_url.rstrip("/"), SCOPES)
        self._wire = Wire(2, timeout)
        self._patience = patience or Patience()
        self._now = now

    async def close(self) -> None:
        """Wait for requests under way, at most 9 s by default, and close the connections."""
        await asyncio.to_thread(self._wire.close)

    def begin(self) -> Attempt:
        """Return a new login: the consent page and what has to be kept until the answer."""
        state = secrets.token_urlsafe(32)
        url, verifier, challenge = self._pkce.begin(state)
        # Shows the page, and with it the account, also to somebody who consented before.
        return Attempt(f"{url}&show_dialog=true", state, verifier, challenge)

    async def exchange(self, code: str, verifier: str, challenge: str) -> Tokens:
        """Turn the code that Spotify sent back into tokens.

        Raises LoginStale for a code that is wrong, used, expired or another login's.
        """
        # spotipy opens a browser or waits for input() where there is no code.
        if not code or not verifier or not challenge:
            raise LoginStale
        timeout = self._wire.timeout
        answer = await self._ask(
            "exchange",
            lambda session: self._pkce.exchange(session, timeout, code, verifier, challenge),
            LoginStale,
        )
        return self._tokens(answer)

    async def refresh(self, refresh_token: str) -> Tokens:
        """Return fresh tokens; the refresh token is a new one or the one given.

        Raises LinkExpired when Spotify refuses the refresh token.
        """
        timeout = self._wire.timeout
        answer = await self._ask(
            "refresh",
            lambda session: self._pkce.refresh(session, timeout, refresh_token),
            LinkExpired,
        )
        return self._tokens(answer)

    async def _ask(
        self,
        operation: str,
        request: Callable[[Session], Answer],
        refusal: type[LoginStale | LinkExpired],
    ) -> Answer:
        def asked(session: Session) -> Answer:
            try:
                return request(session)
            except Refused as refused:
                if refused.code == "invalid_grant":
                    raise refusal from None
                if refused.status in {400, 401, 403}:
                    # The app's registration is wrong; no member's token or listing is at fault.
                    raise SpotifyRefused(status=refused.status) from None
                raise

        # Neither a code nor a refresh token may be sent twice: the first may have been used up.
        return await self._patience.ask(operation, lambda: self._wire.run(asked), repeatable=False)

    def _tokens(self, answer: Answer) -> Tokens:
        access_token, refresh_token = answer.get("access_token"), answer.get("refresh_token")
        seconds = answer.get("expires_in")
        if not isinstance(access_token, str) or not isinstance(refresh_token, str):
            raise SpotifyDown
        if not isinstance(seconds, int):
            raise SpotifyDown
        return Tokens(
            access_token=access_token,
            refresh_token=refresh_token,
            expires_at=self._now() + timedelta(seconds=seconds),
            scopes=frozenset(str(answer.get("scope") or "").split()),
        )
