"""How long an import of many likes takes, and how long it holds the event loop.

`python -m tests.bench.importing [--likes 10000] [--catalogue DIR]`

The likes are tracks of the catalogue in an extended streaming history, three plays each, read by
the bot's own services; one in fifty bears a name that no catalogue knows. The figures are of the
whole way from the bytes to the store, with the loop's lag meanwhile, and of the learning that
follows. The last line is JSON. Exits with 1 where an import takes 10 s or more, or the lag's 99th
percentile passes 10 ms.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.results.importing import Imported
from bot.sandbox.songs import make_catalogue
from bot.services.app import open_services
from bot.services.importing import Steps
from bot.settings import Settings
from storage.catalogue import Catalogue
from tests.bench.loop_lag import Meter
from tests.unit.import_files import Song, extended

_MEMBER = 1 << 60
_UNKNOWN = 50
_SECONDS = 10.0
_LAG_MS = 10.0


def _upload(catalogue: Path, likes: int) -> bytes:
    opened = Catalogue.open(catalogue)
    step = max(1, len(opened) // likes)
    rows = list(range(0, len(opened), step))[:likes]
    songs = [
        Song(track.track_id, track.title, track.artists[0])
        if place % _UNKNOWN
        else Song(f"{place:022d}", f"Unheard of {place}", "Nobody")
        for place, track in enumerate(opened.tracks(rows))
    ]
    opened.close()
    return extended(songs).encode()


async def _counts(steps: Steps) -> Imported:
    """Wait for the next step that is a count."""
    return await anext(step async for step in steps if isinstance(step, Imported))


async def _measure(folder: Path, catalogue: Path, data: bytes) -> dict[str, Any]:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        key=(SecretStr(Fernet.generate_key().decode()),),
        database=folder / "store.sqlite",
        catalogue=catalogue,
    )
    async with open_services(settings) as services:
        await services.warm_up()
        meter, begun = Meter(), time.perf_counter()
        steps = services.importing.take(_MEMBER, data)
        imported = await _counts(steps)
        seconds = time.perf_counter() - begun
        lag = meter.stop()
        learned = (await _counts(steps)).learned
        whole = time.perf_counter() - begun
    return {
        "likes": imported.tracks,
        "unmatched": len(imported.unmatched),
        "learned": learned,
        "megabytes": round(len(data) / 1e6, 1),
        "seconds": round(seconds, 2),
        "seconds_with_learning": round(whole, 2),
        "lag_p99_ms": lag["p99_ms"],
        "lag_max_ms": lag["max_ms"],
    }


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--likes", type=int, default=10_000)
    parser.add_argument("--catalogue", type=Path, help="default: 20,000 made-up tracks")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        catalogue = options.catalogue
        if catalogue is None:
            catalogue = folder / "catalogue"
            make_catalogue(catalogue)
        result = asyncio.run(_measure(folder, catalogue, _upload(catalogue, options.likes)))
    print(
        f"{result['likes']} likes of {result['megabytes']} MB in {result['seconds']} s, lag p99 "
        f"{result['lag_p99_ms']} ms, at most {result['lag_max_ms']} ms; "
        f"learned from after {result['seconds_with_learning']} s"
    )
    good = result["seconds"] < _SECONDS and result["lag_p99_ms"] <= _LAG_MS
    print(json.dumps({**result, "good": good}))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
