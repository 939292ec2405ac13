"""Failures on demand: the next requests to a route are limited, fail, are slow, held or cut."""

import asyncio
from dataclasses import dataclass, field
from fnmatch import fnmatchcase


@dataclass(slots=True)
class Fault:
    """What happens to requests of one route; paths are those below `/api/v10`."""

    method: str
    path: str
    times: int
    status: int | None = None
    """The status answered instead, or None to answer as usual."""
    retry_after: float = 0.0
    everywhere: bool = False
    """A limit of the whole API and not of the route alone."""
    delay: float = 0.0
    cut: bool = False
    """The connection is closed without an answer."""
    after: bool = False
    """The work is done first: only the answer is lost."""
    gate: "Gate | None" = None

    def matches(self, method: str, path: str) -> bool:
        """Tell whether a request is meant."""
        return fnmatchcase(method, self.method) and fnmatchcase(path, self.path)


@dataclass(slots=True)
class Gate:
    """Holds a request until it is opened."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    def open(self) -> None:
        """Let the held requests go on."""
        self.opened.set()


class Faults:
    """The failures that were asked for and have not happened yet.

    `method` and `path` are patterns in which `*` stands for anything: `limit("POST",
    "/interactions/*/callback")`. `times` is the number of requests that are hit.
    """

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def limit(
        self,
        method: str,
        path: str,
        *,
        times: int = 1,
        retry_after: float = 0.05,
        everywhere: bool = False,
    ) -> Fault:
        """Answer 429 with `retry_after` seconds."""
        return self._add(
            Fault(method, path, times, status=429, retry_after=retry_after, everywhere=everywhere)
        )

    def fail(
        self, method: str, path: str, *, times: int = 1, status: int = 500, after: bool = False
    ) -> Fault:
        """Answer with an error status, before or after the work is done."""
        return self._add(Fault(method, path, times, status=status, after=after))

    def slow(self, method: str, path: str, *, seconds: float, times: int = 1) -> Fault:
        """Answer correctly, but late."""
        return self._add(Fault(method, path, times, delay=seconds))

    def hold(self, method: str, path: str, *, times: int = 1) -> Gate:
        """Answer correctly once the returned gate is opened; `gate.reached` tells of the first."""
        gate = Gate()
        self._add(Fault(method, path, times, gate=gate))
        return gate

    def cut(self, method: str, path: str, *, times: int = 1, after: bool = False) -> Fault:
        """Close the connection, before or after the work is done."""
        return self._add(Fault(method, path, times, cut=True, after=after))

    def clear(self) -> None:
        """Ask for no failure any more, and let held requests go."""
        for fault in self._waiting:
            if fault.gate is not None:
                fault.gate.open()
        self._waiting.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """Return the fault that hits this request, counted down, or None."""
        for fault in self._waiting:
            if fault.matches(method, path):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None

    def _add(self, fault: Fault) -> Fault:
        self._waiting.append(fault)
        return fault
