"""Weekly posts through kills: `python -m tests.faults.weekly --posts 200 --processes 2`.

The real bot runs in one or two processes against the stand-in Discord of this one, by a clock that
this one turns: weeks go by in minutes. At random moments a process is killed by SIGKILL, and
started again within the few minutes in which Discord knows a nonce, or after them. At the end each
post has to stand in its channel exactly once. The last line is JSON; the exit status is 1 where
a post was lost, doubled, or uncertain without need.
"""

import argparse
import asyncio
import json
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox.discord.changes import Change, ChangeKind
from bot.sandbox.discord.faults import Fault, Gate
from bot.sandbox.discord.server import DiscordStandIn
from storage.posts import Status
from storage.store import Store
from storage.vault import fresh_key
from tests.faults.weekly_bot import TurnedClock
from tests.faults.weekly_scene import START, Due, WeeklyScene, build_catalogue, claim_of

PACE = 20.0
"""Seconds that go by for the bot in one of ours while something is due."""
PATIENCE = 60.0
"""Seconds of ours after which a post that does not come is taken for lost."""
MOMENTS = ("before", "claimed", "sending", "sent", "finishing", "anywhere")
"""When a process is killed: before its claim, holding it, with the post under way, with its
answer under way, with the answer there, or at no chosen moment."""
OVER = frozenset({Status.POSTED, Status.UNCERTAIN, Status.SKIPPED, Status.REFUSED, Status.EMPTY})


@dataclass
class Bot:
    """One process of the bot, started again whenever it was killed."""

    orders: Path
    log: Path
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and wait until it is in Discord."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.faults.weekly_bot",
                str(self.orders),
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            if await self.process.stdout.readline() != b"ready\n":
                raise RuntimeError(f"the bot did not start; see {self.log}")

    async def kill(self) -> None:
        """Kill it: nothing of it runs any more when this returns."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGKILL)
            await self.process.wait()
            self.process = None


@dataclass
class Run:
    """All weeks, one instant after another."""

    scene: WeeklyScene
    discord: DiscordStandIn
    clock: TurnedClock
    bots: list[Bot]
    chance: random.Random
    kills_wanted: int
    now: datetime = START
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
        self.now = max(self.now, time)
        self.clock.turn(self.now + self.ahead)

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
            await self._kill_at(batch, target, self.chance.choice(MOMENTS))
        self.turn(batch[0].instant)
        await self._until_over(batch)
        if secluded:
            self.scene.seclude(target.channel, away=False)

    def _set_ahead(self) -> None:
        """Now and then the bot's clock jumps ahead or back, by minutes or hours."""
        if self.chance.random() < 0.1:
            self.jumps += 1
            self.ahead = timedelta(minutes=self.chance.choice((-90, -5, 0, 0, 5, 180)))
            self.clock.turn(self.now + self.ahead)

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

    def _await_moment(self, target: Due, moment: str) -> Callable[[], "asyncio.Future[None]"]:
        """Return what to wait for: a request that is held, or a time."""
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
                return lambda: asyncio.ensure_future(self._after_post(target))
            case "before":
                return lambda: asyncio.ensure_future(asyncio.sleep(self.chance.uniform(0, 0.04)))
            case _:
                return lambda: asyncio.ensure_future(asyncio.sleep(self.chance.uniform(0, 0.4)))
        return lambda: asyncio.ensure_future(_within(gate.reached.wait(), 3.0))

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
        self.turn(self.now + gap)
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
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            statuses = self.scene.statuses()
            if all(statuses.get(due.claim_id) in OVER for due in batch):
                return
            await asyncio.sleep(0.02)
        print(f"not over: {[(d.claim_id, statuses.get(d.claim_id)) for d in batch]}", flush=True)


@asynccontextmanager
async def _flowing(run: Run) -> AsyncGenerator[None]:
    """Let time go by."""

    async def flow() -> None:
        last = time.monotonic()
        while True:
            await asyncio.sleep(0.01)
            passed, last = time.monotonic() - last, time.monotonic()
            run.turn(run.now + timedelta(seconds=passed * PACE))

    task = asyncio.create_task(flow())
    try:
        yield
    finally:
        task.cancel()


async def _within(waiting: "asyncio.Future[object] | object", seconds: float) -> None:
    """Wait for something that may never come: another process may be the one that posts."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await waiting  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a run."""

    due: int
    posted: int
    duplicates: int
    lost: int
    uncertain: int
    kills: int
    faults: tuple[str, ...]
    """What must not be, beyond duplicates and losses."""

    @property
    def good(self) -> bool:
        """Whether every post came exactly once."""
        return not self.duplicates and not self.lost and not self.faults

    def as_json(self) -> str:
        """Return the figures in one line."""
        names = ("due", "posted", "duplicates", "lost", "uncertain", "kills")
        return json.dumps({name: getattr(self, name) for name in names})


def judge(run: Run) -> Figures:
    """Compare the channels with what was due."""
    scene, messages, statuses = run.scene, run.scene.messages(), run.scene.statuses()
    expected = {due.claim_id: due for due in scene.due}
    uncertain = {claim for claim in expected if statuses.get(claim) == Status.UNCERTAIN}
    faults = [f"uncertain without need: {claim}" for claim in uncertain - run.withdrawn]
    faults += [
        f"{claim} is {statuses.get(claim)} and stands there {messages[claim]} times"
        for claim in expected.keys() - uncertain
        if (statuses.get(claim) == Status.POSTED) != (messages[claim] == 1)
    ]
    stray = sum(count for claim, count in messages.items() if claim not in expected)
    late = [
        claim_id
        for claim_id, message in ((claim_of(m), m) for m in scene.posted())
        if claim_id in expected
        and message.created_at > (expected[claim_id].instant + timedelta(days=1)).timestamp()
    ]
    if scene.integrity() != "ok":
        faults.append("the store is damaged")
    return Figures(
        due=len(expected),
        posted=sum(messages[claim] == 1 for claim in expected),
        duplicates=sum(max(0, messages[claim] - 1) for claim in expected) + stray,
        lost=sum(not messages[claim] for claim in expected.keys() - uncertain) + len(late),
        uncertain=len(uncertain),
        kills=run.kills,
        faults=tuple(faults),
    )


async def try_weeks(
    folder: Path, posts: int, processes: int, kills: int, seed: int, catalogue: Path
) -> tuple[Run, Figures]:
    """Let weeks go by in a folder of their own; return the run and what came of it."""
    chance = random.Random(seed)
    now = START
    async with AsyncExitStack() as stack:
        holder: list[Run] = []
        discord = DiscordStandIn(
            now=lambda: (holder[0].now if holder else now).timestamp(), history=10**6
        )
        await stack.enter_async_context(discord)
        key = fresh_key()
        database = folder / "cratemate.sqlite"
        store = await Store.open(database, [key])
        scene = await WeeklyScene.build(discord, store, catalogue, posts, chance)
        await store.close()
        (folder / "clock").write_bytes(bytes(8))
        clock = TurnedClock(folder / "clock")
        clock.turn(START)
        orders = folder / "orders.json"
        values = {
            "api_url": discord.api_url,
            "gateway_url": discord.gateway_url,
            "token": discord.token,
            "key": key,
            "database": str(database),
            "catalogue": str(catalogue),
            "clock": str(folder / "clock"),
        }
        orders.write_text(json.dumps(values))
        bots = [Bot(orders, folder / f"bot-{number}.log") for number in range(processes)]
        run = Run(scene, discord, clock, bots, chance, kills)
        holder.append(run)
        for bot in bots:
            stack.push_async_callback(bot.kill)
        await asyncio.gather(*(bot.start() for bot in bots))
        await run.play()
        for bot in bots:
            await bot.kill()
        return run, judge(run)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=200)
    parser.add_argument("--processes", type=int, choices=(1, 2), default=1)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--keep", type=Path, help="folder that keeps the store and the logs")
    chosen = parser.parse_args(arguments)
    seed = random.randrange(10**6) if chosen.seed is None else chosen.seed
    print(f"seed: {seed}", flush=True)
    begun = time.monotonic()
    with TemporaryDirectory(prefix="cratemate-weekly-") as name:
        folder = chosen.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        catalogue = build_catalogue(folder / "catalogue")
        run, figures = asyncio.run(
            try_weeks(folder, chosen.posts, chosen.processes, chosen.kills, seed, catalogue)
        )
    print(f"seconds: {time.monotonic() - begun:.0f}; clock jumps: {run.jumps}")
    print(f"restarted: {dict(run.restarts)}")
    print(f"posts under way when a process was killed, by the store: {dict(run.seen)}")
    for fault in figures.faults:
        print(f"✗ {fault}")
    print(figures.as_json())
    return 0 if figures.good else 1


if __name__ == "__main__":
    sys.exit(main())
