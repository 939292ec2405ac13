"""One run of weeks: processes of the bot, the clock they go by, and when they are killed."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from bot.sandbox.discord.changes import Change, ChangeKind
from bot.sandbox.discord.faults import Fault, Gate
from bot.sandbox.discord.server import DiscordStandIn
from storage.posts import Status
from tests.faults.bots import Bot
from tests.faults.weekly_bot import TurnedClock
from tests.faults.weekly_scene import Due, WeeklyScene

PACE = 20.0
"""Seconds that go by for the bot in one of ours while something is due."""
PATIENCE = 60.0
"""Seconds of ours after which a post that does not come is taken for lost."""
MOMENTS = ("before", "claimed", "sending", "sent", "finishing", "anywhere")
"""When a process is killed: before its claim, holding it, with the post under way, with its
answer under way, with the answer there, or at no chosen moment."""
OVER = frozenset({Status.POSTED, Status.UNCERTAIN, Status.SKIPPED, Status.REFUSED, Status.EMPTY})


@dataclass
class Times:
    """The time in Discord."""

    now: datetime


@dataclass
class Run:
    """All weeks, one instant after another."""

    scene: WeeklyScene
    discord: DiscordStandIn
    clock: TurnedClock
    times: Times
    bots: list[Bot]
    chance: random.Random
    kills_wanted: int
    ahead: timedelta = timedelta()
    """How far the bot's clock is ahead of Discord's."""
    kills: int = 0
    seen: Counter[str] = field(default_factory=Counter[str])
    """What the store said of the posts that were under way when a process was killed."""
    restarts: Counter[str] = field(default_factory=Counter[str])
    withdrawn: set[str] = field(default_factory=set[str])
    """Posts in whose time the history could not be read."""
    jumps: int = 0

    def turn(self, time: datetime) -> None:
        """Let it be a certain time."""
        self.times.now = max(self.times.now, time)
        self.clock.turn(self.times.now + self.ahead)

    async def play(self) -> None:
        """Let every instant come; kill at some of them until enough were."""
        async with _flowing(self):
            batches = [list(group) for _, group in groupby(self.scene.due, lambda d: d.instant)]
            for place, batch in enumerate(batches):
                left = len(batches) - place
                await self._meet(batch, kill=self._wants_kill(left))
                while self._wants_kill(left) and self.chance.random() < 0.3:
                    await self._kill_idle()

    def _wants_kill(self, batches_left: int) -> bool:
        missing = self.kills_wanted - self.kills
        return missing > 0 and self.chance.random() < missing / batches_left

    async def _meet(self, batch: Sequence[Due], *, kill: bool) -> None:
        """Let the posts of one instant come, and be over."""
        self._set_ahead()
        self.turn(batch[0].instant - timedelta(seconds=self.chance.uniform(1, 90)))
        target = self.chance.choice(batch)
        secluded = kill and self.chance.random() < 0.1
        if secluded:
            self.scene.seclude(target.channel, away=True)
            self.withdrawn.add(target.claim_id)
        if kill:
            moment = self.chance.choice(("sending", "sent") if secluded else MOMENTS)
            await self._kill_at(batch, target, moment)
        # A clock that is behind shows the instant later.
        self.turn(batch[0].instant - min(self.ahead, timedelta()))
        await self._until_over(batch)
        if secluded:
            self.scene.seclude(target.channel, away=False)

    def _set_ahead(self) -> None:
        """Now and then the bot's clock jumps ahead or back, by minutes or hours."""
        if self.chance.random() < 0.1:
            self.jumps += 1
            self.ahead = timedelta(minutes=self.chance.choice((-90, -5, 0, 0, 5, 180)))
            self.clock.turn(self.times.now + self.ahead)

    async def _kill_at(self, batch: Sequence[Due], target: Due, moment: str) -> None:
        """Let a process be killed at a moment of the target's posting, and start again later."""
        reached = self._await_moment(target, moment)
        self.turn(batch[0].instant + timedelta(seconds=1) - min(self.ahead, timedelta()))
        try:
            await reached()
            victims = [self.chance.choice(self.bots)]
            if len(self.bots) > 1 and self.chance.random() < 0.4:
                victims = list(self.bots)
            for victim in victims:
                await victim.kill()
                self.kills += 1
        finally:
            self.discord.faults.clear()
        self._note(batch)
        await self._start_again(victims)

    def _await_moment(self, target: Due, moment: str) -> Callable[[], Awaitable[None]]:
        """Return what waits for a moment: for a request that is held from now on, or for a time."""
        channel = f"/channels/{target.channel.id}"
        gate = Gate()
        match moment:
            case "claimed":
                guild = f"/guilds/{target.channel.guild_id}/members/*"
                path = self.chance.choice((channel, guild, f"{channel}/messages"))
                self._hold(Fault("GET", path, 1, gate=gate))
            case "sending":
                # Held before Discord has it; it never will.
                self._hold(Fault("POST", f"{channel}/messages", 1, status=503, gate=gate))
            case "sent":
                self._hold(Fault("POST", f"{channel}/messages", 1, gate=gate))
            case "finishing":
                return lambda: self._after_post(target)
            case "before":
                return lambda: asyncio.sleep(self.chance.uniform(0, 0.04))
            case _:
                return lambda: asyncio.sleep(self.chance.uniform(0, 0.4))
        return lambda: _within(gate.reached.wait(), 3.0)

    def _hold(self, fault: Fault) -> None:
        self.discord.faults._add(fault)

    async def _after_post(self, target: Due) -> None:
        def posted(change: Change) -> bool:
            message = change.message
            return (
                change.kind is ChangeKind.CREATED
                and message is not None
                and message.channel is target.channel
            )

        with self.discord.changes.subscribe(posted) as changes:
            if not self.scene.messages()[target.claim_id]:
                await _within(anext(aiter(changes)), 3.0)
        await asyncio.sleep(self.chance.uniform(0, 0.012))

    def _note(self, batch: Sequence[Due]) -> None:
        """Remember between which two steps the posts under way were cut."""
        statuses, messages = self.scene.statuses(), self.scene.messages()
        for due in batch:
            status = statuses.get(due.claim_id, "not due yet")
            arrived = " and arrived" if status == "sending" and messages[due.claim_id] else ""
            self.seen[status + arrived] += 1

    async def _start_again(self, bots: Sequence[Bot]) -> None:
        gap = self.chance.choice(
            (
                timedelta(seconds=self.chance.uniform(1, 60)),
                timedelta(seconds=self.chance.uniform(62, 150)),
                timedelta(seconds=self.chance.uniform(200, 900)),
                timedelta(hours=self.chance.uniform(0.5, 16)),
            )
        )
        self.restarts["within the nonce" if gap < timedelta(seconds=150) else "beyond it"] += 1
        self.turn(self.times.now + gap)
        await asyncio.gather(*(bot.start() for bot in bots))

    async def _kill_idle(self) -> None:
        victim = self.chance.choice(self.bots)
        await asyncio.sleep(self.chance.uniform(0, 0.1))
        await victim.kill()
        self.kills += 1
        self.seen["idle"] += 1
        await victim.start()

    async def _until_over(self, batch: Sequence[Due]) -> None:
        """Wait until the store says that the posts are over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                # Nothing tells of what another process writes into the store.
                while not self._is_over(batch):  # noqa: ASYNC110
                    await asyncio.sleep(0.02)

    def _is_over(self, batch: Sequence[Due]) -> bool:
        statuses = self.scene.statuses()
        return all(statuses.get(due.claim_id) in OVER for due in batch)


@asynccontextmanager
async def _flowing(run: Run) -> AsyncGenerator[None]:
    """Let time go by."""

    async def flow() -> None:
        last = time.monotonic()
        while True:
            await asyncio.sleep(0.01)
            passed, last = time.monotonic() - last, time.monotonic()
            run.turn(run.times.now + timedelta(seconds=passed * PACE))

    task = asyncio.create_task(flow())
    try:
        yield
    finally:
        task.cancel()


async def _within(waiting: Awaitable[object], seconds: float) -> None:
    """Wait for something that may never come: another process may be the one that posts."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await waiting
