"""Failures on demand: the next few requests that match are answered in a bad way."""

import asyncio
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad answer. Build it with the functions below."""

    status: int | None = None
    """Answer with this status instead of the real answer; None keeps the real one."""
    body: Any = None
    """JSON, or text where it is a string."""
    headers: dict[str, str] = field(default_factory=dict[str, str])
    delay: float = 0.0
    """Seconds of silence before the answer."""
    until: asyncio.Event | None = None
    """Ends the silence early."""
    cut: bool = False
    """Close the connection instead of answering."""
    after: bool = False
    """Do what was asked first: the work is done, only its answer is lost or late."""


def limited(retry_after: int | str | None = 1) -> Fault:
    """429, with Retry-After unless None is given."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return Fault(429, _error(429, "API rate limit exceeded"), headers)


def quota_exceeded() -> Fault:
    """429 that no waiting mends."""
    body = _error(429, "Quota exceeded")
    body["error"]["reason"] = "QUOTA_EXCEEDED"
    return Fault(429, body)


def failing(status: int = 500, body: Any = None) -> Fault:
    """An error status; the body is one of Spotify's form unless given."""
    return Fault(status, _error(status, "Server error") if body is None else body)


def slow(seconds: float, *, after: bool = False) -> Fault:
    """An answer that takes its time."""
    return Fault(delay=seconds, after=after)


def held(until: asyncio.Event, *, after: bool = False) -> Fault:
    """An answer that comes when an event is set, or after a minute."""
    return Fault(delay=60, until=until, after=after)


def cut(*, after: bool = False) -> Fault:
    """A connection that is closed without an answer."""
    return Fault(cut=True, after=after)


def expired() -> Fault:
    """401 although the token is good."""
    return Fault(401, _error(401, "The access token expired"))


def revoked() -> Fault:
    """The accounts service refuses a refresh token although it is good, as in an outage."""
    return Fault(400, {"error": "invalid_grant", "error_description": "Refresh token revoked"})


def garbled(status: int = 200) -> Fault:
    """Something that is not JSON."""
    return Fault(status, "<html>Bad gateway</html>")


@dataclass(slots=True)
class _Planned:
    fault: Fault
    path: str
    method: str | None
    times: int


class Faults:
    """What will go wrong next."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []
        self.bitten = asyncio.Event()
        """Set when a request meets a fault; clear it to wait for the next."""

    def add(
        self, fault: Fault, path: str = "", *, method: str | None = None, times: int = 1
    ) -> None:
        """Answer the next `times` requests whose path holds `path` with a fault."""
        self._planned.append(_Planned(fault, path, method, times))

    def clear(self) -> None:
        """Forget everything that was planned."""
        self._planned.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """Return the fault for a request, and count it as used."""
        for planned in self._planned:
            if planned.path in path and planned.method in (None, method):
                planned.times -= 1
                if planned.times == 0:
                    self._planned.remove(planned)
                self.bitten.set()
                return planned.fault
        return None


def _error(status: int, message: str) -> dict[str, Any]:
    return {"error": {"status": status, "message": message}}
