"""Linking a member's Spotify account: from /link to sealed tokens, and back with /unlink."""

import logging
import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import parse_qs

from bot.errors import (
    AccountTaken,
    LearningUndecided,
    LinkRemoved,
    LoginInterrupted,
    LoginRefused,
    LoginStale,
    LoginUnreadable,
    NotLinked,
    SpotifyDown,
    SpotifyLimited,
    SpotifyNotConfigured,
    SpotifyRefused,
)
from bot.results.linking import Unlinked
from bot.services.clock import Clock
from bot.spotify.client import SpotifyClient
from bot.spotify.login import SpotifyLogin
from bot.spotify.patience import TokenRejected
from storage.errors import AccountAlreadyLinked, Superseded
from storage.like import SPOTIFY
from storage.links import Link, LinkState
from storage.logins import Login
from storage.store import Store

log = logging.getLogger(__name__)

LOGIN_LIFE = timedelta(minutes=10)

_STATE = re.compile(r"[A-Za-z0-9_-]{16,128}")
_CODE = re.compile(r"[\x21-\x7e]{1,2048}")
_ERROR = re.compile(r"[a-z_]{1,64}")
_MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class LoginAnswer:
    """What Spotify sends a member back with: a code, or an error."""

    state: str = field(repr=False)
    code: str = field(repr=False)
    error: str

    def raise_refusal(self) -> None:
        """Raise what an error says, if it is one."""
        match self.error:
            case "":
                return
            case "access_denied":
                raise LoginRefused
            case "server_error" | "temporarily_unavailable":
                raise SpotifyDown
            case _:
                raise SpotifyRefused(status=400)


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
        self.redirect_uri = redirect_uri
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

    def read_answer(self, query: str) -> LoginAnswer:
        """Return what the query of the callback's address, or the same form, says.

        Raises LoginUnreadable for anything that Spotify would not send.
        """
        try:
            given = parse_qs(query, errors="strict", max_num_fields=_MOST_FIELDS)
        except ValueError:
            raise LoginUnreadable(start=self.redirect_uri) from None
        state, code, error = (_single(given.get(name)) for name in ("state", "code", "error"))
        told = _ERROR.fullmatch(error) if error else _CODE.fullmatch(code)
        if not _STATE.fullmatch(state) or not told:
            raise LoginUnreadable(start=self.redirect_uri)
        return LoginAnswer(state, code, error)

    def read_address(self, text: str) -> LoginAnswer:
        """Return what the address says that a member pasted.

        Raises LoginUnreadable, and what `LoginAnswer.raise_refusal` raises.
        """
        address, _, query = text.strip().partition("#")[0].partition("?")
        if address != self.redirect_uri:
            raise LoginUnreadable(start=self.redirect_uri)
        answer = self.read_answer(query)
        answer.raise_refusal()
        return answer

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
        try:
            tokens = await login.exchange(code, claimed.verifier, claimed.challenge)
            account = await self._spotify.me(tokens.access_token)
        except (SpotifyDown, TokenRejected) as failure:
            raise LoginInterrupted(minutes=1) from failure
        except SpotifyLimited as failure:
            raise LoginInterrupted(minutes=failure.values["minutes"]) from failure
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
        await self.require(member_id)
        likes = await self._store.likes.of(member_id)
        keeps = await self._store.keeps.of(member_id)
        await self._store.unlink(member_id)
        log.info("unlinked")
        return Unlinked(
            removed=len({like.track_id for like in likes if like.source in SPOTIFY}),
            kept=len({like.track_id for like in likes if like.source not in SPOTIFY}),
            playlists=len(keeps),
        )

    async def require(self, member_id: int) -> None:
        """Raise NotLinked where a member has no link."""
        if await self._store.links.get(member_id) is None:
            raise NotLinked

    def _configured(self) -> SpotifyLogin:
        if self._login is None:
            raise SpotifyNotConfigured
        return self._login


def _single(values: list[str] | None) -> str:
    """Return a value that is given once; OAuth allows no parameter twice."""
    return values[0] if values and len(values) == 1 else ""
