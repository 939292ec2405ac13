"""How long the bot's event loop is held while a member is read, trained and scored.

`python -m tests.bench.loop_lag [--likes 2000] [--catalogue DIR]`

The stand-in for Spotify runs in a process of its own. Beside the bot another process runs an idle
loop on the same machine at the same time: what it sees is the machine's own noise under the same
load. Both print the 99th percentile and the maximum of their lag in milliseconds; the last line is
JSON. Exits with 1 where p99 passes 10 ms or the maximum passes twice the idle loop's.
"""

import argparse
import asyncio
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.results.linking import Stage as Step
from bot.results.wishes import ListWish
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.songs import make_catalogue
from bot.sandbox.spotify.server import SpotifyStandIn
from bot.services.app import open_services
from bot.settings import Settings

_TICK = 0.001
_MEMBER = 1 << 60
_GENRES = ("techno", "house", "trance", "disco", "funk", "soul")
_CALLBACK = "http://127.0.0.1:8888/spotify/callback"


class Meter:
    """Asks to be woken every millisecond and notes how late that was."""

    def __init__(self) -> None:
        self.lags: list[float] = []
        self._task = asyncio.create_task(self._measure())

    async def _measure(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_TICK)
            self.lags.append((time.perf_counter() - before - _TICK) * 1_000)

    def stop(self) -> dict[str, float]:
        """End the measurement; return p99 and maximum in milliseconds."""
        self._task.cancel()
        lags = np.array(self.lags)
        return {
            "p99_ms": round(float(np.quantile(lags, 0.99)), 2),
            "max_ms": round(float(lags.max()), 2),
        }


def _idle(pipe: Connection) -> None:
    async def measure() -> dict[str, float]:
        meter = Meter()
        await asyncio.to_thread(pipe.recv)
        return meter.stop()

    pipe.send(asyncio.run(measure()))


def _serve_spotify(pipe: Connection, catalogue: Path, likes: int) -> None:
    async def serve() -> None:
        songs = CatalogueSongs(catalogue)
        listener = make_listener(
            songs,
            "bench",
            ("techno", "house", "trance", "disco", "funk", "soul"),
            saved=likes,
            seed=7,
        )
        async with SpotifyStandIn([listener], songs, redirect_uris=[_CALLBACK]) as spotify:
            pipe.send((spotify.api_url, spotify.accounts_url, spotify.client_id))
            while (url := await asyncio.to_thread(pipe.recv)) is not None:
                pipe.send(await spotify.consent(url, listener))

    asyncio.run(serve())


@asynccontextmanager
async def _process(target: object, *arguments: object) -> AsyncGenerator[Any]:
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    child = context.Process(target=target, args=(theirs, *arguments), daemon=True)  # type: ignore[arg-type]
    child.start()
    try:
        yield ours
    finally:
        child.terminate()
        child.join()


async def _measure(catalogue: Path, likes: int, folder: Path) -> dict[str, Any]:
    async with (
        _process(_serve_spotify, catalogue, likes) as spotify,
        _process(_idle) as idle,
    ):
        api, accounts, client_id = await asyncio.to_thread(spotify.recv)
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            key=(SecretStr(Fernet.generate_key().decode()),),
            database=folder / "store.sqlite",
            catalogue=catalogue,
            spotify_client_id=client_id,
            spotify_redirect_uri=_CALLBACK,
            spotify_learning=True,
            spotify_api=api,
            spotify_accounts=accounts,
        )
        async with open_services(settings) as services:
            await services.warm_up()
            url = await services.linking.begin(_MEMBER, "bench")
            spotify.send(url)
            address = await asyncio.to_thread(spotify.recv)
            login = services.linking.read_address(address)
            meter, begun = Meter(), time.perf_counter()
            steps = services.intake.follow(_MEMBER)
            await services.finish_login(login.state, login.code)
            step = [step async for step in steps][-1]
            seconds = time.perf_counter() - begun
            assert step.stage is Step.READY, step
            await services.recommending.recommend(_MEMBER, ListWish(20))
            bot = meter.stop()
            idle.send(None)
            control = await asyncio.to_thread(idle.recv)
            spotify.send(None)
    return {"likes": step.known, "seconds": round(seconds, 1), "bot": bot, "idle": control}


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--likes", type=int, default=2_000)
    parser.add_argument("--catalogue", type=Path, help="default: 20,000 made-up tracks")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        catalogue = options.catalogue
        if catalogue is None:
            catalogue = folder / "catalogue"
            make_catalogue(catalogue)
        result = asyncio.run(_measure(catalogue, options.likes, folder))
    bot, idle = result["bot"], result["idle"]
    print(f"bot   lag p99 {bot['p99_ms']:7.2f} ms   max {bot['max_ms']:7.2f} ms")
    print(f"idle  lag p99 {idle['p99_ms']:7.2f} ms   max {idle['max_ms']:7.2f} ms")
    good = bot["p99_ms"] <= 10 and bot["max_ms"] <= 2 * idle["max_ms"]
    print(json.dumps({**result, "good": good}))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
