"""How often and how long the bot asks Spotify again, and what it says in the end."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from bot.errors import (
    MemberError,
    NotAllowListed,
    SpotifyDown,
    SpotifyLimited,
    SpotifyQuotaExceeded,
    SpotifyRefused,
)
from bot.spotify.wire import Refused, Unreachable, WireError

log = logging.getLogger(__name__)

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

ATTEMPTS = 4
LONGEST_WAIT = 30.0
"""Seconds; a member is told of longer waits instead of sitting through them."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How long Spotify is waited for."""

    timeout: float = 6.0
    """Seconds of silence after which an answer is given up."""
    sleep: Sleep = asyncio.sleep
    """Waits between two attempts."""


class TokenRejected(WireError):
    """Spotify answered 401: the access token has expired or was revoked."""


class Patience:
    """Repeats requests that are worth repeating; all members share its pauses.

    Spotify counts the requests of the whole app in a rolling window, so when one request is told
    to wait, the others wait too.
    """

    def __init__(
        self,
        *,
        sleep: Sleep = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
        count: Callable[[str, str], None] = lambda operation, result: None,
    ) -> None:
        """`jitter` returns 0-1, so that members who waited together do not return together.

        `count` hears of each request what it was and how it ended: ok, a status, or unreachable.
        """
        self._sleep = sleep
        self._monotonic = monotonic
        self._jitter = jitter
        self._count = count
        self._pause_ends = 0.0

    async def ask(
        self, operation: str, request: Callable[[], Awaitable[T]], *, repeatable: bool
    ) -> T:
        """Run a request until it succeeds or is given up.

        Only `repeatable` requests (reads) are sent again after a failure in which Spotify may
        have acted; a 429 never acted. Raises TokenRejected or a `MemberError`.
        """
        for attempt in range(1, ATTEMPTS + 1):
            await self._wait(self._pause_ends - self._monotonic())
            try:
                answer = await request()
            except Refused as refused:
                self._count(operation, str(refused.status))
                wait = self._wait_after(refused, attempt, repeatable)
                log.warning("spotify %s: status %d, attempt %d", operation, refused.status, attempt)
            except Unreachable as failure:
                self._count(operation, "unreachable")
                if not repeatable or attempt == ATTEMPTS:
                    log.warning("spotify %s: %s, attempt %d", operation, failure, attempt)
                    raise SpotifyDown from None
                wait = _backoff(attempt)
            else:
                self._count(operation, "ok")
                return answer
            await self._wait(wait)
        raise AssertionError("the last attempt returns or raises")

    async def _wait(self, seconds: float) -> None:
        if seconds > 0:
            await self._sleep(seconds * (1 + self._jitter() / 4))

    def _wait_after(self, refused: Refused, attempt: int, repeatable: bool) -> float:
        """Return the seconds to wait beside the common pause, or raise what the member sees."""
        if refused.reason == "QUOTA_EXCEEDED":
            raise SpotifyQuotaExceeded from None
        if refused.status == 429:
            asked = _retry_after(refused)
            wait = _backoff(attempt) if asked is None else asked
            if wait > LONGEST_WAIT or attempt == ATTEMPTS:
                raise SpotifyLimited(seconds=max(1, round(wait))) from None
            self._pause_ends = max(self._pause_ends, self._monotonic() + wait)
            return 0.0
        if refused.status >= 500 and repeatable and attempt < ATTEMPTS:
            return _backoff(attempt)
        raise _final(refused) from None


def _final(refused: Refused) -> MemberError | TokenRejected:
    """Translate an error status that no repetition can mend."""
    if refused.status == 401:
        return TokenRejected()
    if refused.status == 403:
        return NotAllowListed(cause=_cause(refused.message))
    if refused.status >= 500:
        return SpotifyDown()
    return SpotifyRefused(status=refused.status)


def _cause(message: str) -> str:
    """Name why Spotify answered 403: unlisted, premium, scope, or unknown."""
    text = message.lower()
    if "scope" in text:
        return "scope"
    if "premium" in text:
        return "premium"
    return "unlisted" if "registered" in text or "dashboard" in text else "unknown"


def _backoff(attempt: int) -> float:
    return 0.5 * 2**attempt


def _retry_after(refused: Refused) -> float | None:
    """Return the seconds of a Retry-After header, which may also hold a date, or None."""
    value = refused.headers.get("Retry-After", "").strip()
    if value.isascii() and value.replace(".", "", 1).isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
