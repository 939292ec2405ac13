"""A killed bot keeps its word: `python -m tests.faults.kill --rounds 200`.

The real bot runs in a process of its own against the stand-ins of this one. In each round two to
four members link, import, pick, rate, have playlists made, unlink or have everything deleted, all
at once; at a random moment of it, or just as the first or the last of them is answered, the bot is
killed by SIGKILL. Right after, its files are searched for tokens; once it runs again, its store and
Spotify are held against all it ever told anybody. At the end what it had begun has to come to an
end. A table says how many of each operation were begun, acknowledged and interrupted; the last line
is JSON; the exit status is 1 where anything but `rounds` is not 0.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox.client import Visitor
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.songs import make_catalogue
from bot.sandbox.spotify.server import SpotifyStandIn
from storage.vault import fresh_key
from tests.faults.bots import Bot, Nursery
from tests.faults.kill_acts import GENRES, Acts
from tests.faults.kill_scene import Findings, KillScene, Person
from tests.faults.weekly_bot import TurnedClock

LINKING, OTHERS = 5, 3
"""Members with an account at Spotify, as many as it allows, and without."""
CALLBACK = "http://127.0.0.1:9/spotify/callback"
"""Nobody listens there: its address is pasted."""
LONGEST = 4.0
"""Seconds in a round that ends at no chosen moment; a link takes three on a busy machine."""
ANSWERED_WITHIN = 12.0
"""Seconds in a round that ends when somebody, or everybody, is answered."""
FIRST, ALL = 0.35, 0.3
"""Shares of the rounds that end so."""
SONGS = 800
GOES_BY = timedelta(minutes=7)
"""Between two rounds: tokens end after an hour, waiting for another try sooner."""
SETTLED_WITHIN = 60.0
"""Seconds in which the bot has to come to an end with playlists at last."""


@dataclass
class Run:
    """All rounds."""

    bot: Bot
    scene: KillScene
    acts: Acts
    clock: TurnedClock
    chance: random.Random
    time: datetime = field(default_factory=lambda: datetime.now(UTC))
    findings: Findings = field(default_factory=Findings)
    odd: Counter[str] = field(default_factory=Counter[str])
    """What members could not do although the bot ran, and how often."""

    def turn(self, by: timedelta) -> None:
        """Let time go by for the bot and the stand-ins."""
        self.time += by
        self.clock.turn(self.time)

    async def play(self, rounds: int) -> None:
        """Play all rounds, then let the bot end what it has begun."""
        async with self.bot.nursery:
            await self.bot.start()
            for _ in range(rounds):
                await self._play_round()
            await self._settle()

    async def _play_round(self) -> None:
        people = self.chance.sample(list(self.scene.people), self.chance.randint(2, 4))
        doing = [asyncio.create_task(self.acts.choose(person)(person)) for person in people]
        draw = self.chance.random()
        if draw < FIRST:
            await asyncio.wait(doing, timeout=ANSWERED_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        elif draw < FIRST + ALL:
            await asyncio.wait(doing, timeout=ANSWERED_WITHIN)
        else:
            await asyncio.wait(doing, timeout=self.chance.uniform(0, LONGEST))
        failures = [task.exception() for task in doing if task.done()]
        self.odd.update(repr(failure)[:300] for failure in failures if failure is not None)
        await self.bot.kill()
        # What had reached Discord by then was told.
        await asyncio.wait(doing, timeout=0.1)
        for task in doing:
            task.cancel()
        await asyncio.gather(*doing, return_exceptions=True)
        self.findings.add(self.scene.look_for_tokens())
        self.turn(GOES_BY)
        await self.bot.start()
        self.findings.add(self.scene.look())

    async def _settle(self) -> None:
        ends = time.monotonic() + SETTLED_WITHIN
        while (left := self.scene.unfinished()) and time.monotonic() < ends:
            await asyncio.sleep(0.5)
            self.turn(GOES_BY)
        await self.bot.kill()
        if left:
            self.findings.lost.append(f"{left} playlists never came to an end")
        self.findings.add(self.scene.look())
        self.findings.add(self.scene.look_for_tokens())

    def figures(self, rounds: int) -> dict[str, int]:
        """Return what the last line says."""
        found = self.findings
        return {
            "rounds": rounds,
            "lost": len(found.lost),
            "duplicates": len(found.duplicates),
            "corrupt": len(found.corrupt),
            "plain_tokens": len(found.plain_tokens),
        }


@asynccontextmanager
async def set_up(folder: Path, catalogue: Path, seed: int) -> AsyncGenerator[Run]:
    """Start the stand-ins with their members; the bot itself is started by the run."""
    chance = random.Random(seed)
    written = folder / "written"
    written.mkdir(parents=True)
    (folder / "clock").write_bytes(bytes(8))
    clock = TurnedClock(folder / "clock")
    clock.turn(datetime.now(UTC))
    songs = CatalogueSongs(catalogue)
    listeners = [
        make_listener(songs, f"L{number}", chance.sample(GENRES, 2), saved=60, seed=number)
        for number in range(LINKING)
    ]
    async with AsyncExitStack() as stack:
        discord = DiscordStandIn(now=lambda: clock().timestamp(), history=10**5)
        await stack.enter_async_context(discord)
        spotify = SpotifyStandIn(listeners, songs, redirect_uris=[CALLBACK], now=clock)
        await stack.enter_async_context(spotify)
        people = [
            Person(Visitor(discord, discord.join(f"p{number}", f"P{number}")), listener)
            for number, listener in enumerate([*listeners, *[None] * OTHERS])
        ]
        key = fresh_key()
        orders = folder / "orders.json"
        orders.write_text(json.dumps(_orders(discord, spotify, key, folder, catalogue)))
        bot = Bot(Nursery(), orders, written / "bot.log")
        scene = KillScene(written, spotify, people, {key.encode(), discord.token.encode()})
        yield Run(bot, scene, Acts(songs, spotify, chance), clock, chance)


def _orders(
    discord: DiscordStandIn, spotify: SpotifyStandIn, key: str, folder: Path, catalogue: Path
) -> dict[str, object]:
    return {
        "api_url": discord.api_url,
        "gateway_url": discord.gateway_url,
        "token": discord.token,
        "key": key,
        "database": str(folder / "written" / "cratemate.sqlite"),
        "catalogue": str(catalogue),
        "clock": str(folder / "clock"),
        "settings": {
            "spotify_client_id": spotify.client_id,
            "spotify_redirect_uri": CALLBACK,
            "spotify_learning": True,
            "commands_per_minute": 0,
            "spotify_api": spotify.api_url,
            "spotify_accounts": spotify.accounts_url,
        },
    }


async def try_kills(folder: Path, catalogue: Path, rounds: int, seed: int) -> Run:
    """Play some rounds in a folder of their own."""
    async with set_up(folder, catalogue, seed) as run:
        await run.play(rounds)
        return run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--keep", type=Path, help="folder that keeps the store and the log")
    chosen = parser.parse_args(arguments)
    seed = random.randrange(10**6) if chosen.seed is None else chosen.seed
    print(f"seed: {seed}", flush=True)
    begun = time.monotonic()
    with TemporaryDirectory(prefix="cratemate-kill-") as name:
        folder = chosen.keep or Path(name)
        catalogue = Path(name) / "catalogue"
        make_catalogue(catalogue, count=SONGS)
        run = asyncio.run(try_kills(folder, catalogue, chosen.rounds, seed))
    print(f"seconds: {time.monotonic() - begun:.0f}")
    print(f"playlists at Spotify: {run.scene.playlists()}")
    print(run.acts.tally.table())
    for text, count in run.odd.items():
        print(f"declined {count} times: {text}")
    for sentence in dict.fromkeys(run.findings.sentences()):
        print(f"✗ {sentence}")
    figures = run.figures(chosen.rounds)
    print(json.dumps(figures))
    return int(any(count for name, count in figures.items() if name != "rounds"))


if __name__ == "__main__":
    sys.exit(main())
