"""The refresh of a kept playlist in a storm at Spotify; a part of `tests.faults.posting_storm`."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.sandbox.client import Visitor
from bot.sandbox.spotify.faults import Fault, cut, failing, limited, slow
from bot.sandbox.spotify.listeners import Listener, StandInTrack
from bot.sandbox.stage import Stage
from bot.services.app import Services
from storage.keeps import Outcome
from storage.schema import refreshes

SIZE = 10
LINKED_AGAIN = 15
"""Weeks after which the member renews their link; Spotify ends it after half a year."""
_WITHIN = 60.0
_PATHS = (("GET", "/items"), ("PUT", "/items"), ("PUT", "/items"), ("GET", "/me/playlists"))
_KINDS: dict[str, Callable[[], Fault]] = {
    "429": limited,
    "500": failing,
    "500 after": lambda: Fault(500, failing().body, after=True),
    "503": lambda: failing(503),
    "cut": cut,
    "cut after": lambda: cut(after=True),
    "slow": lambda: slow(0.05),
    "silent": lambda: slow(2.0),
    "silent after": lambda: slow(2.0, after=True),
}


@dataclass
class KeptPlaylist:
    """A member with a kept playlist, and what the weeks made of it."""

    stage: Stage
    visitor: Visitor
    listener: Listener
    chance: random.Random
    done: int = 0
    doubled: int = 0
    lost: int = 0
    faults: Counter[str] = field(default_factory=Counter[str])
    _weeks: int = 0
    _before: frozenset[str] = frozenset()

    @property
    def _services(self) -> Services:
        assert self.stage.running is not None
        return self.stage.running.services

    async def begin(self) -> None:
        """Link, and let the bot keep a playlist."""
        await self._link()
        reply = await self.visitor.run("playlist keep", count=SIZE)
        await reply.until("every week", _WITHIN)

    async def next_at(self, now: datetime) -> datetime:
        """Return when the next refresh is due."""
        await self._tick(now)
        (kept,) = await self._services.store.keeps.of(self.visitor.user.id)
        assert kept.next_at is not None
        return kept.next_at

    async def weather(self, instant: datetime, turn: Callable[[datetime], None]) -> None:
        """Let one refresh come, with faults on its way, and look at what came of it."""
        self._weeks += 1
        if self._weeks % LINKED_AGAIN == 0:
            await self._link()
        for _ in range(self.chance.randint(1, 5)):
            self._brew()
        now, outcome = instant, Outcome.OPEN
        while outcome is Outcome.OPEN and now < instant + timedelta(hours=25):
            turn(now)
            await self._tick(now)
            outcome = await self._outcome(instant)
            now += timedelta(minutes=self.chance.uniform(2, 40))
        self.stage.spotify.faults.clear()
        self._judge(outcome)

    async def _link(self) -> None:
        reply = await self.visitor.run("link")
        status, page = await self.stage.link(reply.links["Open Spotify"], self.listener)
        assert status == 200, page
        await reply.until("try `/recommend`", _WITHIN)

    def _brew(self) -> None:
        kind = self.chance.choice(list(_KINDS))
        method, path = self.chance.choice(_PATHS)
        self.faults[kind] += 1
        times = self.chance.randint(1, 4)
        self.stage.spotify.faults.add(_KINDS[kind](), path, method=method, times=times)

    async def _tick(self, now: datetime) -> None:
        await asyncio.gather(*await self._services.refreshing.tick(now))

    async def _outcome(self, instant: datetime) -> Outcome:
        query = select(refreshes.c.outcome).where(refreshes.c.instant == instant)
        async with self._services.store.database.read() as connection:
            return Outcome(await connection.scalar(query) or Outcome.OPEN)

    def _judge(self, outcome: Outcome) -> None:
        library = self.stage.spotify.libraries[self.listener.account_id]
        made = [playlist for playlist in library.playlists if len(playlist.rows) <= 2 * SIZE]
        rows = [row.track_id for row in made[0].rows if isinstance(row, StandInTrack)]
        fresh = len(rows) == SIZE and not self._before & set(rows)
        self.done += outcome is Outcome.DONE and fresh
        self.lost += outcome is not Outcome.DONE or not fresh
        self.doubled += len(rows) - len(set(rows)) + len(made) - 1
        self._before = frozenset(rows)
