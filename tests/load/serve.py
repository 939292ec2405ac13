"""The real bot under steady load from many members, while some of them train and import.

`python -m tests.load.serve [--members 2000] [--rate 50] [--seconds 120] [--soak 0]`

The bot runs in a process of its own; the stand-in Discord and the members share another, whose
processor time is told apart. Interactions begin at the rate, whether or not earlier ones have been
answered: lists, similar songs, choices while typing, and, both of which train, picks and every few
seconds an import. `late` are those without a first response after three seconds. How long lists and
similar songs take to their end, `whole`, and the loop's lag are the bot's own figures, bounds read
off its histograms; `under_way` are interactions without an end when the last one has begun. With
`--soak` the load goes on for so many seconds and the memory gained after the first five minutes is
told; without, that of the second half. Afterwards members who never pause find out how many
interactions a second the bot can answer. The last line is JSON. Exits with 1 where one is late, p99
passes 500 ms, the lag's p99 10 ms or the growth 20 MB.
"""

import argparse
import asyncio
import json
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import aiohttp
import numpy as np
from cryptography.fernet import Fernet

from bot.sandbox.client import Visitor
from bot.sandbox.discord import Upload
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import library, make_catalogue
from storage.like import Like, Source
from storage.store import Store
from tests.faults.weekly_bot import TurnedClock
from tests.unit import import_files as files
from tests.unit.import_files import Song
from tests.weekly import give_taste

_LATE_S: Final = 3.0
_P99_MS: Final = 500.0
_LAG_MS: Final = 10.0
_GROWTH_MB: Final = 20.0
_SATURATING: Final = 32
_SATURATED_S: Final = 10.0
_KINDS: Final = {"recommend": 45, "choices": 38, "similar": 15.5, "picks": 1, "import": 0.5}
"""What members do, and how often of a hundred times."""
_GENRES: Final = ("techno", "house", "trance", "disco", "funk", "soul", "jazz", "metal")
_LAG: Final = "cratemate_loop_lag_seconds"
_WHOLE: Final = "cratemate_interaction_seconds"
_BUCKET: Final = re.compile(r'^(\w+)_bucket\{(?:command="([^"]*)",)?le="([^"]+)"\} (\S+)$', re.M)
_COUNTED: Final = ("", "recommend", "similar")
"""Commands whose whole time is looked at: others wait for a training, or for nothing."""
_ENDED: Final = re.compile(r"^cratemate_interactions_total\{.*\} (\S+)$", re.M)


@dataclass
class Load:
    """Members who use one bot, and how long it took to answer each time."""

    visitors: list[Visitor]
    songs: CatalogueSongs
    chance: random.Random
    times: list[float] = field(default_factory=list[float])
    late: int = 0

    async def act(self) -> None:
        """Let some member do something, and note the time to the first response."""
        visitor = self.chance.choice(self.visitors)
        (kind,) = self.chance.choices(list(_KINDS), list(_KINDS.values()))
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(_LATE_S):
                await self._do(kind, visitor)
        except TimeoutError:
            self.late += 1
        else:
            self.times.append(time.perf_counter() - begun)

    async def _do(self, kind: str, visitor: Visitor) -> None:
        match kind:
            case "recommend":
                await visitor.run("recommend", count=4)
            case "choices":
                await visitor.choices("similar", "song", self._title()[: self.chance.randint(1, 9)])
            case "similar":
                await visitor.run("similar", song=self._song())
            case "picks":
                await visitor.run("start", pick1=self._song(), pick2=self._song())
            case _:
                tracks = self.songs.catalogue.tracks(self.chance.sample(range(2_000), 200))
                table = files.extended([Song(t.track_id, t.title, t.artists[0]) for t in tracks])
                await visitor.run("import", file=Upload("history.json", table.encode()))

    def _song(self) -> str:
        return self.songs.catalogue.tracks([self.chance.randrange(2_000)])[0].track_id

    def _title(self) -> str:
        return self.songs.catalogue.tracks([self.chance.randrange(2_000)])[0].title

    async def keep_up(self, rate: float, seconds: float) -> int:
        """Begin interactions at a rate; return how many were begun, once all have ended."""
        begun, tasks = time.perf_counter(), set[asyncio.Task[None]]()
        sent = 0
        while (now := time.perf_counter() - begun) < seconds:
            while sent < now * rate:
                sent += 1
                task = asyncio.create_task(self.act())
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            await asyncio.sleep(0.005)
        await asyncio.gather(*tasks)
        return sent

    async def saturate(self, seconds: float) -> float:
        """Return the interactions a second that members get answered who never pause."""
        before, ends = len(self.times), time.perf_counter() + seconds

        async def go_on() -> None:
            while time.perf_counter() < ends:
                await self.act()

        await asyncio.gather(*(go_on() for _ in range(_SATURATING)))
        return (len(self.times) - before) / seconds


async def _fill(folder: Path, catalogue: Path, key: str, visitors: list[Visitor]) -> None:
    """Give every member likes and a shortlist, as if they had been here for long."""
    songs = CatalogueSongs(catalogue)
    loved = [
        library(songs.catalogue, [genre, other], 25, seed)
        for seed, (genre, other) in enumerate(pairwise(_GENRES))
    ]
    store = await Store.open(folder / "store.sqlite", [key])
    for number, visitor in enumerate(visitors):
        kind = number % len(loved)
        member_id = visitor.user.id
        if number < len(loved):
            await give_taste(store, catalogue, member_id, [_GENRES[kind]], seed=kind)
            continue
        model = await store.tastes.get(visitors[kind].user.id)
        member = await store.members.ensure(member_id)
        assert model is not None
        await store.tastes.save(member_id, member.generation, model)
    for number, visitor in enumerate(visitors):
        likes = [
            Like(t.track_id, Source.PICK, t.title, t.artists, song=t.song)
            for t in loved[number % len(loved)]
        ]
        member = await store.members.ensure(visitor.user.id)
        await store.likes.add(visitor.user.id, member.generation, likes)
    await store.close()


async def run(
    folder: Path, catalogue: Path, members: int, rate: float, seconds: float, *, settled_s: float
) -> dict[str, Any]:
    """Load a bot; memory is measured from `settled_s` on."""
    clock = folder / "clock"
    clock.write_bytes(bytes(8))
    TurnedClock(clock).turn(datetime.now(UTC))
    key = Fernet.generate_key().decode()
    songs = CatalogueSongs(catalogue)
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(DiscordStandIn(history=10**5))
        visitors = [Visitor(discord, discord.join(f"m{n}", f"M{n}")) for n in range(members)]
        await _fill(folder, catalogue, key, visitors)
        orders = folder / "orders.json"
        settings = {"metrics_port": 0, "commands_per_minute": 0}
        orders.write_text(
            json.dumps(
                {
                    "api_url": discord.api_url,
                    "gateway_url": discord.gateway_url,
                    "token": discord.token,
                    "key": key,
                    "database": str(folder / "store.sqlite"),
                    "catalogue": str(catalogue),
                    "clock": str(clock),
                    "settings": settings,
                    "tick_s": 60,
                }
            )
        )
        bot = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.faults.weekly_bot",
            str(orders),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        stack.push_async_callback(_end, bot)
        assert bot.stdout is not None
        said, port = (await asyncio.wait_for(bot.stdout.readline(), 60)).decode().split()
        assert said == "ready"
        load = Load(visitors, songs, random.Random(7))
        busy_before, mine_before = _cpu(bot.pid), time.process_time()
        loop_before, figures_before = _cpu(bot.pid, loop=True), await _figures(port)
        memory = asyncio.create_task(_after(settled_s, bot.pid))
        sent = await load.keep_up(rate, seconds)
        grown = _rss_mb(bot.pid) - await memory
        busy, mine = _cpu(bot.pid) - busy_before, time.process_time() - mine_before
        loop = _cpu(bot.pid, loop=True) - loop_before
        figures = await _figures(port)
        times = np.array(load.times) * 1_000
        late = load.late
        return {
            "sent": sent,
            "late": late,
            "p50_ms": round(float(np.quantile(times, 0.5)), 1),
            "p99_ms": round(float(np.quantile(times, 0.99)), 1),
            "whole_p99_ms": _p99_ms(_WHOLE, figures_before, figures),
            "under_way": sent - _ended(figures) + _ended(figures_before),
            "lag_p99_ms": _p99_ms(_LAG, figures_before, figures),
            "rss_growth_mb": round(grown, 1),
            "saturation_per_s": round(await load.saturate(min(_SATURATED_S, seconds)), 1),
            "bot_cpu": round(busy / seconds, 2),
            "loop_cpu": round(loop / seconds, 2),
            "generator_cpu": round(mine / seconds, 2),
        }


async def _end(bot: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        bot.kill()
    await bot.wait()


async def _after(seconds: float, pid: int) -> float:
    await asyncio.sleep(seconds)
    return _rss_mb(pid)


def _rss_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def _cpu(pid: int, *, loop: bool = False) -> float:
    """Return the processor seconds of a process and the readers it waited for, or of its loop."""
    stat = Path(f"/proc/{pid}/task/{pid}/stat" if loop else f"/proc/{pid}/stat")
    fields = stat.read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11 : 13 if loop else 15])) / 100


async def _figures(port: str) -> str:
    """Return what the bot tells a Prometheus."""
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        return await answer.text()


def _ended(figures: str) -> int:
    return round(sum(map(float, _ENDED.findall(figures))))


def _p99_ms(name: str, before: str, after: str) -> float:
    """Return the least bound below which 99 in 100 measurements between two moments lie."""
    counts: dict[float, float] = defaultdict(float)
    for figures, sign in ((before, -1), (after, 1)):
        for found, command, bound, count in _BUCKET.findall(figures):
            if found == name and command in _COUNTED:
                counts[float(bound)] += sign * float(count)
    total = max(counts.values(), default=0.0)
    return 1_000 * next((le for le in sorted(counts) if counts[le] >= 0.99 * total), float("nan"))


def main() -> int:
    """Load, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--members", type=int, default=2_000)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--soak", type=float, default=0)
    parser.add_argument("--catalogue", type=Path, help="default: 20,000 made-up tracks")
    options = parser.parse_args()
    seconds = max(options.seconds, options.soak)
    settled = 300 if options.soak > 300 else seconds / 2
    with tempfile.TemporaryDirectory() as name:
        folder, catalogue = Path(name), options.catalogue
        if catalogue is None:
            catalogue = folder / "catalogue"
            make_catalogue(catalogue)
        found = asyncio.run(
            run(folder, catalogue, options.members, options.rate, seconds, settled_s=settled)
        )
    for key, value in found.items():
        print(f"{key:18} {value}")
    good = (
        not found["late"]
        and found["p99_ms"] <= _P99_MS
        and found["lag_p99_ms"] <= _LAG_MS
        and found["rss_growth_mb"] <= _GROWTH_MB
    )
    print(json.dumps({**found, "good": good}))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
