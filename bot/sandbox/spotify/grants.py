"""Consents, codes and tokens of the stand-in's accounts service."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

CODE_LIFE = timedelta(minutes=10)
TOKEN_LIFE = timedelta(hours=1)
CONSENT_LIFE = timedelta(days=182)
"""Six months; refreshing does not extend it."""


class GrantError(Exception):
    """Why the token endpoint refuses, in OAuth's words."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(error)
        self.error = error
        self.description = description


@dataclass(frozen=True, slots=True)
class Request:
    """What a consent page asks for."""

    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Grant:
    """What a listener has allowed, and until when."""

    account_id: str
    scopes: tuple[str, ...]
    consented_at: datetime
    token_until: datetime
    refresh_token: str
    new_refresh_token: bool
    """Whether the token answer names it."""


@dataclass(slots=True)
class Grants:
    """Everything granted and not yet used up or dead."""

    now: Callable[[], datetime]
    rotate: bool
    """Whether a refresh brings a new refresh token and ends the old one, as PKCE does."""
    _asked: dict[str, Request] = field(default_factory=dict[str, Request])
    _codes: dict[str, tuple[Request, str, datetime]] = field(
        default_factory=dict[str, tuple[Request, str, datetime]]
    )
    _tokens: dict[str, Grant] = field(default_factory=dict[str, Grant])
    _refresh: dict[str, Grant] = field(default_factory=dict[str, Grant])

    def ask(self, request: Request) -> str:
        """Keep what a consent page asks for and return the page's id."""
        page = secrets.token_urlsafe(16)
        self._asked[page] = request
        return page

    def answer(self, page: str) -> Request | None:
        """Return what a page asked for, once."""
        return self._asked.pop(page, None)

    def allow(self, request: Request, account_id: str) -> str:
        """Return a code for a consent."""
        code = secrets.token_urlsafe(96)
        self._codes[code] = (request, account_id, self.now())
        return code

    def exchange(self, code: str, redirect_uri: str, verifier: str) -> Grant:
        """Turn a code into tokens; it is used up even if the rest does not fit."""
        request, account_id, at = self._codes.pop(code, (None, "", self.now()))
        if request is None or self.now() - at > CODE_LIFE:
            raise GrantError("invalid_grant", "Invalid authorization code")
        if redirect_uri != request.redirect_uri:
            raise GrantError("invalid_grant", "Invalid redirect URI")
        if _challenge(verifier) != request.challenge:
            raise GrantError("invalid_grant", "code_verifier was incorrect")
        refresh_token = secrets.token_urlsafe(96)
        return self._issue(account_id, request.scopes, self.now(), refresh_token, new=True)

    def refresh(self, refresh_token: str) -> Grant:
        """Return fresh tokens."""
        grant = self._refresh.get(refresh_token)
        if grant is None:
            raise GrantError("invalid_grant", "Refresh token revoked")
        if self.now() - grant.consented_at > CONSENT_LIFE:
            raise GrantError("invalid_grant", "Refresh token expired")
        if self.rotate:
            del self._refresh[refresh_token]
            refresh_token = secrets.token_urlsafe(96)
        return self._issue(
            grant.account_id, grant.scopes, grant.consented_at, refresh_token, new=self.rotate
        )

    def grant_of(self, token: str) -> Grant | None:
        """Return what an access token allows, also when its time is over."""
        return self._tokens.get(token)

    def revoke(self, account_id: str) -> None:
        """End everything a listener has allowed."""
        for tokens in (self._tokens, self._refresh):
            for token in [t for t, grant in tokens.items() if grant.account_id == account_id]:
                del tokens[token]

    def expire(self, account_id: str) -> None:
        """End a listener's access tokens; refreshing still works."""
        for token, grant in self._tokens.items():
            if grant.account_id == account_id:
                self._tokens[token] = replace(grant, token_until=self.now())

    def access_token(self, grant: Grant) -> str:
        """Return a new access token for a grant."""
        token = secrets.token_urlsafe(96)
        self._tokens[token] = grant
        return token

    def _issue(
        self,
        account_id: str,
        scopes: tuple[str, ...],
        consented_at: datetime,
        refresh_token: str,
        *,
        new: bool,
    ) -> Grant:
        until = self.now() + TOKEN_LIFE
        grant = Grant(account_id, scopes, consented_at, until, refresh_token, new)
        self._refresh[refresh_token] = grant
        return grant


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
