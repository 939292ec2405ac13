"""How much of the event loop's time a small read of the members' store takes, in both its ways.

`python -m tests.bench.store [--calls 1000]`

Reads one member's link again and again by `Database.fetch` and by `Database.read`, in turns.
Prints the microseconds of the loop's thread a call, the least of several rounds; the last line is
JSON. Exits with 1 where `fetch` takes more than a third of `read`.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet
from sqlalchemy import select

from storage.database import Database
from storage.schema import links
from storage.store import Store

_ROUNDS: Final = 5
_GOAL: Final = 1 / 3
_LINK: Final = select(links).where(links.c.member_id == 1)


async def _time(call: Callable[[], Awaitable[object]], times: int) -> float:
    """Return the microseconds a call that the loop's thread was busy."""
    begun = time.thread_time()
    for _ in range(times):
        await call()
    return (time.thread_time() - begun) / times * 1e6


async def _read(database: Database) -> None:
    async with database.read() as connection:
        (await connection.execute(_LINK)).all()


async def _measure(folder: Path, calls: int) -> dict[str, float]:
    store = await Store.open(folder / "store.sqlite", [Fernet.generate_key().decode()])
    database = store.database
    rounds = [
        (
            await _time(lambda: database.fetch(_LINK), calls),
            await _time(lambda: _read(database), calls),
        )
        for _ in range(_ROUNDS)
    ]
    await store.close()
    fetch, read = (min(times) for times in zip(*rounds, strict=True))
    return {"fetch_us": round(fetch, 1), "read_us": round(read, 1), "ratio": round(fetch / read, 3)}


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--calls", type=int, default=1_000)
    calls = parser.parse_args().calls
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(_measure(Path(folder), calls))
    good = found["ratio"] <= _GOAL
    print(json.dumps({**found, "good": good}))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
