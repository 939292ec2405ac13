"""What is asked again, after how long, and what the member hears in the end."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.errors import (
    NotAllowListed,
    SpotifyDown,
    SpotifyLimited,
    SpotifyQuotaExceeded,
    SpotifyRefused,
)
from bot.spotify.patience import ATTEMPTS, LONGEST_WAIT, Patience, TokenRejected
from bot.spotify.wire import Refused, Unreachable

WITHIN = 60.0
"""Seconds that only what hangs takes, also where the machine has much else to do."""


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def patience(self) -> Patience:
        return Patience(sleep=self.sleep, monotonic=lambda: self.now, jitter=lambda: 0.0)


class Service:
    """Answers with the planned failures, then with success."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.requests = 0

    async def __call__(self) -> str:
        self.requests += 1
        if self.failures:
            raise self.failures.pop(0)
        return "answer"


def refusal(
    status: int, message: str = "", reason: str = "", headers: Mapping[str, str] | None = None
) -> Refused:
    body = {"error": {"status": status, "message": message, "reason": reason}}
    return Refused(status, headers or {}, body)


def limited(retry_after: str | None) -> Refused:
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return refusal(429, headers=headers)


@pytest.mark.parametrize("repeatable", [True, False])
async def test_retry_after_is_obeyed_also_by_writes(repeatable: bool) -> None:
    clock, service = Clock(), Service(limited("7"), limited("3"))

    assert await clock.patience().ask("read", service, repeatable=repeatable) == "answer"
    assert clock.waits == [7.0, 3.0]


async def test_a_long_wait_is_told_and_not_sat_through() -> None:
    clock, service = Clock(), Service(limited("86400"))

    with pytest.raises(SpotifyLimited) as caught:
        await clock.patience().ask("read", service, repeatable=True)

    assert caught.value.values == {"seconds": 86_400, "minutes": 1_440}
    assert clock.waits == []
    assert service.requests == 1


async def test_waiting_is_bounded_in_number() -> None:
    clock, service = Clock(), Service(*[limited("2")] * 10)

    with pytest.raises(SpotifyLimited) as caught:
        await clock.patience().ask("read", service, repeatable=True)

    assert caught.value.values == {"seconds": 2, "minutes": 1}
    assert service.requests == ATTEMPTS


async def test_without_retry_after_it_backs_off() -> None:
    clock, service = Clock(), Service(limited(None), limited("soon"), limited(None))

    assert await clock.patience().ask("read", service, repeatable=True) == "answer"
    assert clock.waits == sorted(clock.waits)
    assert all(0 < wait <= LONGEST_WAIT for wait in clock.waits)
    assert len(clock.waits) == 3


async def test_retry_after_may_be_a_date() -> None:
    begun = datetime.now(UTC)
    clock, service = Clock(), Service(limited(format_datetime(begun + timedelta(seconds=20))))

    await clock.patience().ask("read", service, repeatable=True)

    passed = (datetime.now(UTC) - begun).total_seconds()
    # A date has no parts of a second.
    assert 19 - passed < clock.waits[0] <= 20


async def test_everybody_waits_when_one_is_told_to() -> None:
    sleeping, over = asyncio.Queue[float](), asyncio.Event()

    async def sleep(seconds: float) -> None:
        sleeping.put_nowait(seconds)
        await over.wait()

    patience = Patience(
        sleep=sleep, monotonic=lambda: 109.0 if over.is_set() else 100.0, jitter=lambda: 0.0
    )
    first, second = Service(limited("9")), Service()
    asked = asyncio.create_task(patience.ask("read", first, repeatable=True))
    assert await asyncio.wait_for(sleeping.get(), WITHIN) == 9.0
    also = asyncio.create_task(patience.ask("read", second, repeatable=True))
    assert await asyncio.wait_for(sleeping.get(), WITHIN) == 9.0
    assert second.requests == 0

    over.set()

    assert await asyncio.wait_for(asyncio.gather(asked, also), WITHIN) == ["answer", "answer"]
    assert (first.requests, second.requests) == (2, 1)


async def test_jitter_keeps_members_from_returning_together() -> None:
    clock = Clock()
    patience = Patience(sleep=clock.sleep, monotonic=lambda: clock.now, jitter=lambda: 1.0)

    await patience.ask("read", Service(limited("8")), repeatable=True)

    assert clock.waits == [10.0]


@pytest.mark.parametrize("status", [429, 403])
async def test_a_used_up_quota_is_told_at_once(status: int) -> None:
    clock, service = Clock(), Service(refusal(status, reason="QUOTA_EXCEEDED"))

    with pytest.raises(SpotifyQuotaExceeded):
        await clock.patience().ask("read", service, repeatable=True)

    assert service.requests == 1
    assert clock.waits == []


@pytest.mark.parametrize("failure", [refusal(500), refusal(502), Unreachable("ReadTimeout")])
async def test_reads_are_asked_again_and_then_given_up(failure: Exception) -> None:
    passing, lasting = Service(failure, failure), Service(*[failure] * 10)

    assert await Clock().patience().ask("read", passing, repeatable=True) == "answer"
    with pytest.raises(SpotifyDown):
        await Clock().patience().ask("read", lasting, repeatable=True)
    assert lasting.requests == ATTEMPTS


@pytest.mark.parametrize("failure", [refusal(500), refusal(503), Unreachable("ReadTimeout")])
async def test_writes_are_never_asked_again(failure: Exception) -> None:
    service = Service(failure)

    with pytest.raises(SpotifyDown):
        await Clock().patience().ask("create playlist", service, repeatable=False)
    assert service.requests == 1


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ({"error": {"message": "The user is not registered for this application."}}, "unlisted"),
        ("User not registered in the Developer Dashboard", "unlisted"),
        ({"error": {"message": "Insufficient client scope"}}, "scope"),
        ({"error": {"message": "Active premium subscription required"}}, "premium"),
        ({"error": {"message": "Forbidden"}}, "unknown"),
        ({"error": None}, "unknown"),
    ],
)
async def test_a_403_names_its_cause(body: object, cause: str) -> None:
    with pytest.raises(NotAllowListed) as caught:
        await Clock().patience().ask("read", Service(Refused(403, {}, body)), repeatable=True)
    assert caught.value.values == {"cause": cause}


async def test_a_401_is_for_the_token_keeper() -> None:
    service = Service(refusal(401, "The access token expired"))

    with pytest.raises(TokenRejected):
        await Clock().patience().ask("read", service, repeatable=True)
    assert service.requests == 1


@pytest.mark.parametrize("body", [None, [], "", "<html>", {"error": []}, {"error": "text"}])
async def test_an_unknown_refusal_tells_its_status(body: object) -> None:
    with pytest.raises(SpotifyRefused) as caught:
        await Clock().patience().ask("read", Service(Refused(418, {}, body)), repeatable=True)
    assert caught.value.values == {"status": 418}
