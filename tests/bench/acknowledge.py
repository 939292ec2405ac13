"""How soon interactions are acknowledged while two members train and a third one links.

`python -m tests.bench.acknowledge [--likes 2000] [--catalogue DIR]`

The real bot, discord.py and spotipy among the stand-ins, all in one process. A fourth member keeps
typing commands until everyone is ready. Prints the times to the first response; the last line is
JSON. Exits with 1 where one took a second or more.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from bot.sandbox.client import Reply, Visitor
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.songs import make_catalogue
from bot.sandbox.spotify.listeners import Listener
from bot.sandbox.stage import Stage

_LIMIT_S = 1.0
_PATIENCE = 120.0
_GENRES = ("techno", "house", "trance", "disco", "funk", "soul")


class Watch:
    """Runs commands and notes how long their first response took, in seconds."""

    def __init__(self) -> None:
        self.times: list[float] = []

    async def run(self, visitor: Visitor, name: str, **options: Any) -> Reply:
        """Run a command."""
        begun = time.perf_counter()
        reply = await visitor.run(name, **options)
        self.times.append(time.perf_counter() - begun)
        return reply


async def _link(stage: Stage, watch: Watch, visitor: Visitor, listener: Listener) -> None:
    reply = await watch.run(visitor, "link")
    await stage.link(reply.links["Open Spotify"], listener)
    await reply.until("try `/recommend`", _PATIENCE)
    await (await watch.run(visitor, "recommend", count=8)).settled(_PATIENCE)


async def _type_on(watch: Watch, visitor: Visitor) -> None:
    while True:
        await (await watch.run(visitor, "recommend", count=3)).settled(_PATIENCE)


async def _measure(folder: Path, catalogue: Path, likes: int) -> dict[str, Any]:
    songs = CatalogueSongs(catalogue)
    listeners = [
        make_listener(songs, name, _GENRES, saved=likes, seed=seed)
        for seed, name in enumerate(("Ana", "Ben", "Cleo"))
    ]
    watch = Watch()
    async with Stage(folder, catalogue, listeners, songs, commands_per_minute=0) as stage:
        await stage.start()
        visitors = [
            Visitor(stage.discord, stage.discord.join(listener.name.lower()))
            for listener in listeners
        ]
        stranger = Visitor(stage.discord, stage.discord.join("dora"))
        typing = asyncio.create_task(_type_on(watch, stranger))
        async with asyncio.TaskGroup() as group:
            for visitor, listener in zip(visitors, listeners, strict=True):
                group.create_task(_link(stage, watch, visitor, listener))
        typing.cancel()
        await asyncio.gather(typing, return_exceptions=True)
    times = np.array(watch.times) * 1_000
    return {
        "interactions": len(times),
        "p50_ms": round(float(np.median(times)), 1),
        "p99_ms": round(float(np.quantile(times, 0.99)), 1),
        "max_ms": round(float(times.max()), 1),
    }


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--likes", type=int, default=2_000)
    parser.add_argument("--catalogue", type=Path, help="default: 20,000 made-up tracks")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, catalogue = Path(name), options.catalogue
        if catalogue is None:
            catalogue = folder / "catalogue"
            make_catalogue(catalogue)
        result = asyncio.run(_measure(folder, catalogue, options.likes))
    good = result["max_ms"] < _LIMIT_S * 1_000
    print(
        f"{result['interactions']} interactions acknowledged: median {result['p50_ms']} ms, "
        f"p99 {result['p99_ms']} ms, slowest {result['max_ms']} ms"
    )
    print(json.dumps({**result, "good": good}))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
