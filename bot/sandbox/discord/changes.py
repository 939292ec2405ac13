"""What changed in the stand-in, told to whoever waits for it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from bot.sandbox.discord.interactions import Interaction
    from bot.sandbox.discord.state import Message

Found = TypeVar("Found")


class ChangeKind(StrEnum):
    """What a change is about."""

    CREATED = "created"
    EDITED = "edited"
    DELETED = "deleted"
    ANSWERED = "answered"
    """An interaction got its first response; modals and choices travel this way."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a message, or the first response to an interaction."""

    kind: ChangeKind
    message: "Message | None" = None
    interaction: "Interaction | None" = None


class Subscription:
    """Changes in order, as an asynchronous iterator."""

    def __init__(self, wanted: Callable[[Change], bool]) -> None:
        self._wanted = wanted
        self._queue: asyncio.Queue[Change] = asyncio.Queue()

    def offer(self, change: Change) -> None:
        """Queue a change that this subscriber wants."""
        if self._wanted(change):
            self._queue.put_nowait(change)

    async def __aiter__(self) -> AsyncIterator[Change]:
        while True:
            yield await self._queue.get()


class Changes:
    """Publishes changes to listeners and wakes everyone who waits for a condition."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self._listeners: list[Callable[[Change], None]] = []

    def listen(self, listener: Callable[[Change], None]) -> None:
        """Call a function at every change, at once and in order."""
        self._listeners.append(listener)

    def publish(self, change: Change) -> None:
        """Tell of a change."""
        for listener in tuple(self._listeners):
            listener(change)
        self.wake()

    def wake(self) -> None:
        """Let every waiting condition be looked at again."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    @contextmanager
    def subscribe(self, wanted: Callable[[Change], bool]) -> Generator[Subscription]:
        """Collect the changes that pass a test for as long as the context lasts."""
        subscription = Subscription(wanted)
        self._listeners.append(subscription.offer)
        try:
            yield subscription
        finally:
            self._listeners.remove(subscription.offer)

    async def until(self, find: Callable[[], Found | None], within: float) -> Found:
        """Return the first thing `find` gives that is not None, looking after every change.

        Raises `TimeoutError` after `within` seconds.
        """
        async with asyncio.timeout(within):
            while (found := find()) is None:
                future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                self._waiting.add(future)
                try:
                    await future
                finally:
                    self._waiting.discard(future)
            return found
