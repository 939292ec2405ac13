"""Fresh access tokens for members, refreshed once however many ask at the same time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar
from weakref import WeakValueDictionary

from bot.errors import LinkExpired, NotLinked
from bot.spotify.login import SpotifyLogin
from bot.spotify.patience import TokenRejected
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
        link: Link,
        access_token: str,
        refresh_token: str | None,
        expires_at: datetime,
        scopes: Collection[str],
    ) -> Link | None:
        """Keep new tokens and return the link, or None where this consent is gone."""
        ...

    async def mark(self, link: Link, state: LinkState) -> bool:
        """Set a link's state, unless this consent is gone."""
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
        self._renewals: set[asyncio.Task[Link]] = set()

    async def token(self, member_id: int) -> str:
        """Return an access token that is good for a while.

        Raises NotLinked, LinkExpired, or what `SpotifyLogin.refresh` raises.
        """
        return (await self._usable(member_id, rejected=None)).access_token

    async def call(self, member_id: int, function: Callable[[str], Awaitable[T]]) -> T:
        """Run `function` with the member's token, once more where Spotify rejects that token.

        `function` starts anew the second time. Raises LinkExpired after a second rejection.
        """
        link = await self._usable(member_id, rejected=None)
        try:
            return await function(link.access_token)
        except TokenRejected:
            link = await self._usable(member_id, rejected=link.access_token)
        try:
            return await function(link.access_token)
        except TokenRejected:
            await self._links.mark(link, LinkState.NEEDS_RELINKING)
            raise LinkExpired from None

    async def close(self) -> None:
        """Wait until renewals under way are stored."""
        await asyncio.gather(*self._renewals, return_exceptions=True)

    async def _usable(self, member_id: int, rejected: str | None) -> Link:
        renewal = asyncio.create_task(self._fresh(member_id, rejected))
        self._renewals.add(renewal)
        renewal.add_done_callback(self._forget)
        # A caller that is cancelled must not lose a refresh token that replaced the stored one.
        return await asyncio.shield(renewal)

    def _forget(self, renewal: asyncio.Task[Link]) -> None:
        self._renewals.discard(renewal)
        if not renewal.cancelled():
            # Where the caller was cancelled nobody else asks how it ended.
            renewal.exception()

    async def _fresh(self, member_id: int, rejected: str | None) -> Link:
        async with self._lock(member_id):
            while True:
                link = await self._links.get(member_id)
                if link is None:
                    raise NotLinked
                if self._is_good(link, rejected):
                    return link
                renewed = await self._renew(link)
                if renewed is not None:
                    return renewed
                # The member unlinked, or linked anew, during the refresh: look again.

    def _is_good(self, link: Link, rejected: str | None) -> bool:
        # A token other than the rejected one was renewed by somebody else in the meantime.
        return (
            link.state is LinkState.LINKED
            and link.access_token != rejected
            and link.expires_at - self._now() > MARGIN
        )

    async def _renew(self, link: Link) -> Link | None:
        try:
            if not link.refresh_token:
                raise LinkExpired
            tokens = await self._login.refresh(link.refresh_token)
        except LinkExpired:
            log.info("link needs renewing")
            await self._links.mark(link, LinkState.NEEDS_RELINKING)
            raise
        # Stored before it is used: the old refresh token may be worth nothing from now on.
        return await self._links.renew(
            link,
            tokens.access_token,
            tokens.refresh_token,
            tokens.expires_at,
            tokens.scopes or link.scopes,
        )

    def _lock(self, member_id: int) -> asyncio.Lock:
        lock = self._locks.get(member_id)
        if lock is None:
            lock = self._locks[member_id] = asyncio.Lock()
        return lock
