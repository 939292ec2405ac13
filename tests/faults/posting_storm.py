"""Weekly posts and refreshes in a storm: `python -m tests.faults.posting_storm --rounds 50`.

Each round is one week with random combinations of faults, at Discord on the way of a post and at
Spotify on the way of a kept playlist's refresh: 429, 500 and 503, cut connections and lost
answers, slow and silent ones. However they fall together, at the end of its day the post stands in
its channel once, and the playlist holds its fresh songs, each once. The last line is JSON; the exit
status is 1 where anything was lost or doubled.
"""

import argparse
import asyncio
import json
import logging
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import discord.http

from bot.sandbox.client import Visitor
from bot.sandbox.discord.faults import Fault, Gate
from bot.sandbox.discord.state import Channel
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.stage import Stage
from bot.services import posting
from bot.spotify.patience import Manners
from storage.posts import OPEN, Claim, make_claim_id
from storage.schedules import Schedule, Slot
from tests.faults.bench import WITHIN, give_up_after
from tests.faults.refresh_storm import KeptPlaylist
from tests.faults.weekly_scene import GENRES, START, build_catalogue, claim_of
from tests.weekly import give_taste

MEMBERS = 3
PATIENCE = 1.0
"""Seconds that a silent Discord is waited for here, 45 otherwise, and a silent Spotify."""
KINDS = ("429", "429 for long", "500", "500 after", "503", "cut", "cut after", "slow", "silent")


@dataclass
class Storm:
    """Weeks of one server and one kept playlist, each with its faults."""

    stage: Stage
    kept: KeptPlaylist
    clock: "_Clock"
    schedule: Schedule
    channel: Channel
    chance: random.Random
    posted: int = 0
    duplicates: int = 0
    lost: int = 0
    faults: Counter[str] = field(default_factory=Counter[str])
    retries: int = 0

    async def play(self, rounds: int) -> None:
        """Let weeks go by."""
        instant = posting.next_instant(self.schedule.slot, self.clock.time)
        for _ in range(rounds):
            self.clock.time = instant
            gates = [self._brew() for _ in range(self.chance.randint(1, 5))]
            await self._wait_out(instant, gates)
            self.stage.discord.faults.clear()
            self._judge(make_claim_id(self.schedule.schedule_id, instant))
            await self.kept.weather(await self.kept.next_at(self.clock.time), self._turn)
            instant = posting.next_instant(self.schedule.slot, instant)

    def _turn(self, time: datetime) -> None:
        self.clock.time = time

    def _brew(self) -> Gate:
        """Ask for one random fault on the way of the post."""
        kind = self.chance.choice(KINDS)
        self.faults[kind] += 1
        channel = f"/channels/{self.channel.id}"
        method, path = self.chance.choice(
            (
                ("GET", channel),
                ("GET", "/guilds/*/members/*"),
                ("GET", f"{channel}/messages"),
                ("POST", f"{channel}/messages"),
                ("POST", f"{channel}/messages"),
            )
        )
        fault = Fault(method, path, self.chance.randint(1, 4))
        match kind:
            case "429" | "429 for long":
                fault.status, fault.retry_after = 429, 0.001
                fault.times += 5 * (kind == "429 for long")
            case "500" | "500 after" | "503":
                fault.status = int(kind[:3])
            case "slow":
                fault.delay = PATIENCE / 4
            case "silent":
                fault.gate = Gate()
            case _:
                fault.cut = True
        fault.after = kind.endswith("after")
        self.stage.discord.faults._add(fault)
        return fault.gate or Gate()

    async def _wait_out(self, instant: datetime, gates: Sequence[Gate]) -> None:
        """Let the day go by, in steps, until the post is over."""
        services = self.stage.running.services  # type: ignore[union-attr]
        claim_id = make_claim_id(self.schedule.schedule_id, instant)
        while self.clock.time <= instant + timedelta(hours=25):
            await asyncio.gather(*await services.posting.tick(self.clock.time))
            claim: Claim | None = await services.store.posts.get(claim_id)
            if claim is not None and claim.status not in OPEN:
                self.retries += claim.tries
                break
            self.clock.time += timedelta(minutes=self.chance.uniform(1, 40))
        for gate in gates:
            gate.open()

    def figures(self, rounds: int) -> dict[str, int]:
        """Return what came of the rounds."""
        return {
            "rounds": rounds,
            "posted": self.posted,
            "refreshed": self.kept.done,
            "duplicates": self.duplicates + self.kept.doubled,
            "lost": self.lost + self.kept.lost,
        }

    def _judge(self, claim_id: str) -> None:
        world = self.stage.discord.world
        messages = world.messages(self.channel)
        found = sum(m.author is world.bot and claim_of(m) == claim_id for m in messages)
        self.posted += found == 1
        self.lost += not found
        self.duplicates += max(0, found - 1)


class _Clock:
    def __init__(self, time: datetime) -> None:
        self.time = time

    def __call__(self) -> datetime:
        return self.time


class _Hurried(ModuleType):
    """asyncio for discord.py, whose pauses between attempts take no time here."""

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, _: float) -> None:
        await asyncio.sleep(0)

    async def wait(self, waited: Any, timeout: float) -> Any:  # noqa: ASYNC109 (as asyncio has it)
        # For a rate limit that a cancelled request left taken discord.py waits for 30 s.
        return await asyncio.wait(waited, timeout=min(timeout, PATIENCE / 10))


@contextmanager
def _hurry() -> Generator[None]:
    """Let nobody wait as long as in life."""
    http: Any = discord.http
    http.asyncio, before = _Hurried("asyncio"), posting._STEP_SECONDS
    posting._STEP_SECONDS = PATIENCE  # type: ignore[misc]
    try:
        yield
    finally:
        http.asyncio = asyncio
        posting._STEP_SECONDS = before  # type: ignore[misc]


@asynccontextmanager
async def _set_up(folder: Path, catalogue: Path, seed: int) -> AsyncGenerator[Storm]:
    clock = _Clock(START)
    with _hurry():
        songs = CatalogueSongs(catalogue)
        listener = make_listener(songs, "Keeper", GENRES[:2], saved=40)
        manners = Manners(timeout=WITHIN, sleep=lambda _: asyncio.sleep(0))
        async with Stage(folder, catalogue, [listener], songs, now=clock, manners=manners) as stage:
            running = await stage.start()
            store, guild = running.services.store, stage.discord.guild
            for number in range(MEMBERS):
                member = stage.discord.join(f"m{number}")
                genre = (GENRES[number],)
                await give_taste(store, catalogue, member.id, genre, seed=number, size=400)
                await store.guilds.join(guild.id, member.id, START)
            channel, slot = stage.discord.channel, Slot(2, 12 * 60, "Europe/Berlin")
            keeper = next(iter(guild.members))
            schedule = await store.schedules.set(guild.id, channel.id, slot, keeper, START)
            visitor = Visitor(stage.discord, stage.discord.join("keeper"))
            kept = KeptPlaylist(stage, visitor, listener, random.Random(seed + 1))
            await kept.begin()
            give_up_after(PATIENCE, running.services)
            yield Storm(stage, kept, clock, schedule, channel, random.Random(seed))


async def weather(folder: Path, catalogue: Path, rounds: int, seed: int) -> Storm:
    """Let a storm of so many rounds go by; return it with its figures."""
    async with _set_up(folder, catalogue, seed) as storm:
        await storm.play(rounds)
    return storm


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args(arguments)
    seed = random.randrange(10**6) if chosen.seed is None else chosen.seed
    print(f"seed: {seed}", flush=True)
    # Each fault is one warning or more.
    logging.disable(logging.WARNING)
    begun = time.monotonic()
    with TemporaryDirectory(prefix="cratemate-storm-") as name:
        folder = Path(name)
        catalogue = build_catalogue(folder / "catalogue")
        storm = asyncio.run(weather(folder, catalogue, chosen.rounds, seed))
    print(f"seconds: {time.monotonic() - begun:.0f}; retries by ticks: {storm.retries}")
    print(f"faults at Discord: {dict(storm.faults)}")
    print(f"faults at Spotify: {dict(storm.kept.faults)}")
    figures = storm.figures(chosen.rounds)
    print(json.dumps(figures))
    return int(figures["lost"] + figures["duplicates"] > 0)


if __name__ == "__main__":
    sys.exit(main())
