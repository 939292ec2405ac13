"""Linking a member's Spotify account: from /link to sealed tokens, and back with /unlink."""

import logging
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from bot.errors import (
    AccountTaken,
    LearningUndecided,
    LinkRemoved,
    LoginRefused,
    LoginStale,
    LoginUnreadable,
    NotLinked,
    SpotifyNotConfigured,
)
from bot.results import Unlinked
from bot.services.clock import Clock
from bot.spotify.client import SpotifyClient
from bot.spotify.login import SpotifyLogin
from storage.errors import AccountAlreadyLinked, Superseded
from storage.likes import SPOTIFY
from storage.links import Link, LinkState
from storage.logins import Login
from storage.store import Store

log = logging.getLogger(__name__)

LOGIN_LIFE = timedelta(minutes=10)


class Linking:
    """OAuth logins of members.

    A login's state is single use, lives ten minutes and belongs to one Discord account: whoever
    opens another member's link is told whose it is before anything is exchanged.
    """

    def __init__(
        self,
        store: Store,
        login: SpotifyLogin | None,
        spotify: SpotifyClient,
        now: Clock,
        *,
        learning: bool | None,
        redirect_uri: str,
    ) -> None:
        self._store = store
        self._login = login
        self._spotify = spotify
        self._now = now
        self._redirect_uri = redirect_uri
        self.learning = learning

    async def begin(self, member_id: int, member_name: str) -> str:
        """Start a login and return the address of Spotify's consent page."""
        login = self._configured()
        if self.learning is None:
            raise LearningUndecided
        attempt = login.begin()
        await self._store.logins.begin(
            state=attempt.state,
            member_id=member_id,
            member_name=member_name,
            verifier=attempt.verifier,
            challenge=attempt.challenge,
            expires_at=self._now() + LOGIN_LIFE,
        )
        return attempt.url

    async def peek(self, state: str) -> Login:
        """Return whose login a state is, without using it up. Raises LoginStale."""
        login = await self._store.logins.peek(state, self._now())
        if login is None:
            raise LoginStale
        return login

    async def refuse(self, state: str) -> None:
        """Use up the state of a login that was declined on Spotify's page."""
        await self._store.logins.claim(state, self._now())

    def read_address(self, text: str) -> tuple[str, str]:
        """Return code and state from the address a member pasted.

        Raises LoginUnreadable, or LoginRefused where Spotify says the member declined.
        """
        pasted, ours = urlsplit(text.strip()), urlsplit(self._redirect_uri)
        query = parse_qs(pasted.query)
        state = query.get("state", [""])[0]
        if (pasted.scheme, pasted.netloc, pasted.path) != (ours.scheme, ours.netloc, ours.path):
            raise LoginUnreadable(start=self._redirect_uri)
        if state and "error" in query:
            raise LoginRefused
        code = query.get("code", [""])[0]
        if not code or not state:
            raise LoginUnreadable(start=self._redirect_uri)
        return code, state

    async def complete(self, state: str, code: str, by: int | None = None) -> Link:
        """Exchange a code for tokens and keep them sealed.

        `by` is the Discord account that acts, where that is known (a pasted address); it must be
        the one that began the login.
        """
        login = self._configured()
        if by is not None and (await self.peek(state)).member_id != by:
            raise LoginStale
        claimed = await self._store.logins.claim(state, self._now())
        if claimed is None:
            raise LoginStale
        tokens = await login.exchange(code, claimed.verifier, claimed.challenge)
        account = await self._spotify.me(tokens.access_token)
        link = Link(
            member_id=claimed.member_id,
            account_id=account.account_id,
            display_name=account.name,
            scopes=tokens.scopes,
            access_token=tokens.access_token,
            refresh_token=tokens.refresh_token,
            expires_at=tokens.expires_at,
            consented_at=self._now(),
            state=LinkState.LINKED,
        )
        try:
            await self._store.links.save(link, claimed.generation)
        except AccountAlreadyLinked as taken:
            raise AccountTaken from taken
        except Superseded as gone:
            raise LinkRemoved from gone
        log.info("linked")
        return link

    async def unlink(self, member_id: int) -> Unlinked:
        """Delete the tokens and everything that came from Spotify alone.

        Work that is under way for the member is refused afterwards: their generation advances.
        """
        if await self._store.links.get(member_id) is None:
            raise NotLinked
        likes = await self._store.likes.of(member_id)
        await self._store.unlink(member_id)
        log.info("unlinked")
        return Unlinked(
            removed=len({like.track_id for like in likes if like.source in SPOTIFY}),
            kept=len({like.track_id for like in likes if like.source not in SPOTIFY}),
        )

    def _configured(self) -> SpotifyLogin:
        if self._login is None:
            raise SpotifyNotConfigured
        return self._login
