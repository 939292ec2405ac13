"""Fresh access tokens for members, refreshed once however many ask at the same time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar
from weakref import WeakValueDictionary

from bot.errors import LinkExpired, NotLinked
from bot.spotify.login import SpotifyLogin
from bot.spotify.patience import TokenRejected
from bot.spotify.types import Tokens
from storage.links import Link, LinkState

log = logging.getLogger(__name__)

T = TypeVar("T")

MARGIN = timedelta(seconds=90)
"""A token this close to its end is refreshed first: a call with its retries takes a while."""


class LinkStore(Protocol):
    """The part of `storage.links.Links` that tokens need."""

    async def get(self, member_id: int) -> Link | None:
        """Return a member's link."""
        ...

    async def renew(
        self,
        member_id: int,
        access_token: str,
        refresh_token: str,
        expires_at: datetime,
        scopes: Iterable[str],
    ) -> None:
        """Keep new tokens; nothing happens where there is no link any more."""
        ...

    async def mark(self, member_id: int, state: LinkState) -> None:
        """Set a link's state."""
        ...


class TokenKeeper:
    """Hands out access tokens and renews them.

    A refused refresh token marks the link and keeps it: false refusals happen in outages, so the
    next call tries again, and one that succeeds restores the link.
    """

    def __init__(
        self,
        login: SpotifyLogin,
        links: LinkStore,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`now` returns an aware time."""
        self._login = login
        self._links = links
        self._now = now
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._renewals: set[asyncio.Task[str]] = set()

    def lock(self, member_id: int) -> asyncio.Lock:
        """Return the member's lock; hold it to save or remove a link while it may be renewed."""
        lock = self._locks.get(member_id)
        if lock is None:
            lock = self._locks[member_id] = asyncio.Lock()
        return lock

    async def token(self, member_id: int) -> str:
        """Return an access token that is good for a while.

        Raises NotLinked, LinkExpired, or what `SpotifyLogin.refresh` raises.
        """
        return await self._usable(member_id, rejected=None)

    async def call(self, member_id: int, function: Callable[[str], Awaitable[T]]) -> T:
        """Run `function` with the member's token, once more where Spotify rejects that token.

        `function` starts anew the second time. Raises LinkExpired after a second rejection.
        """
        token = await self._usable(member_id, rejected=None)
        try:
            return await function(token)
        except TokenRejected:
            token = await self._usable(member_id, rejected=token)
        try:
            return await function(token)
        except TokenRejected:
            await self._links.mark(member_id, LinkState.NEEDS_RELINKING)
            raise LinkExpired from None

    async def close(self) -> None:
        """Wait until renewals under way are stored."""
        await asyncio.gather(*self._renewals, return_exceptions=True)

    async def _usable(self, member_id: int, rejected: str | None) -> str:
        renewal = asyncio.create_task(self._renewed(member_id, rejected))
        self._renewals.add(renewal)
        renewal.add_done_callback(self._renewals.discard)
        # A caller that is cancelled must not lose a refresh token that replaced the stored one.
        return await asyncio.shield(renewal)

    async def _renewed(self, member_id: int, rejected: str | None) -> str:
        async with self.lock(member_id):
            link = await self._links.get(member_id)
            if link is None:
                raise NotLinked
            # Somebody else may have renewed the rejected token while this call waited.
            if link.access_token != rejected and link.expires_at - self._now() > MARGIN:
                return link.access_token
            tokens = await self._refreshed(link)
            # Stored before it is used: the old refresh token may be worth nothing from now on.
            await self._links.renew(
                member_id,
                tokens.access_token,
                tokens.refresh_token,
                tokens.expires_at,
                tokens.scopes or link.scopes,
            )
            if link.state is not LinkState.LINKED:
                log.info("link restored")
                await self._links.mark(member_id, LinkState.LINKED)
            return tokens.access_token

    async def _refreshed(self, link: Link) -> Tokens:
        try:
            return await self._login.refresh(link.refresh_token)
        except LinkExpired:
            log.info("link needs renewing")
            await self._links.mark(link.member_id, LinkState.NEEDS_RELINKING)
            raise
