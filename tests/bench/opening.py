"""What opening a catalogue costs: time, and memory that no file backs.

`python -m tests.bench.opening --scene DIR`

The first opening in a fresh process, text and arrays, beside reading the same table with pandas.
The last line is JSON with `open_ms, open_mb, naive_ms, naive_mb`; exits with 1 where `open_ms`
passes 50 ms.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import Any, Final

from bot.services.catalogue import load_snapshot
from tests.bench.goals import AtMost, judge
from tests.bench.machine import memory_mb
from tests.bench.scene import catalogue_in, table_in

GOALS: Final = {"open_ms": AtMost(50)}


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scene", type=Path, required=True)
    figures = measure(parser.parse_args().scene)
    print(
        f"opened in {figures['open_ms']} ms with {figures['open_mb']} MB; "
        f"read with pandas in {figures['naive_ms']} ms with {figures['naive_mb']} MB"
    )
    return judge(figures, GOALS)


def measure(scene: Path) -> dict[str, Any]:
    """Open, then read."""
    before, begun = memory_mb("RssAnon"), time.perf_counter()
    snapshot = load_snapshot(catalogue_in(scene))
    opened, held = time.perf_counter() - begun, memory_mb("RssAnon") - before
    snapshot.catalogue.close()

    import pandas as pd

    before, begun = memory_mb("RssAnon"), time.perf_counter()
    table = pd.read_parquet(table_in(scene))
    read, loaded = time.perf_counter() - begun, memory_mb("RssAnon") - before
    assert len(table) >= len(snapshot.tracks)
    return {
        "open_ms": round(opened * 1_000, 1),
        "open_mb": round(held, 1),
        "naive_ms": round(read * 1_000),
        "naive_mb": round(loaded),
    }


if __name__ == "__main__":
    sys.exit(main())
