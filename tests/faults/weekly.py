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
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox.discord.server import DiscordStandIn
from storage.posts import Status
from storage.store import Store
from storage.vault import fresh_key
from tests.faults.bots import Bot, Nursery
from tests.faults.weekly_bot import TurnedClock
from tests.faults.weekly_run import Run, Times
from tests.faults.weekly_scene import START, WeeklyScene, build_catalogue, claim_of


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
    (folder / "clock").write_bytes(bytes(8))
    clock, times = TurnedClock(folder / "clock"), Times(START)
    clock.turn(START)
    async with AsyncExitStack() as stack:
        discord = DiscordStandIn(now=lambda: times.now.timestamp(), history=10**6)
        await stack.enter_async_context(discord)
        key = fresh_key()
        database = folder / "cratemate.sqlite"
        store = await Store.open(database, [key])
        scene = await WeeklyScene.build(discord, store, catalogue, posts, chance)
        await store.close()
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
        nursery = await stack.enter_async_context(Nursery())
        bots = [Bot(nursery, orders, folder / f"bot-{number}.log") for number in range(processes)]
        run = Run(scene, discord, clock, times, bots, chance, kills)
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
