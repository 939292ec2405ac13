"""The seeded scene of the benchmarks: a made-up catalogue as large as wanted, and its members.

`python -m tests.bench.scene --tracks 1200000 --members 12 --out DIR [--seed 20260101]`

Writes `songs.parquet`, builds the catalogue from it by `cratemate catalogue add`, and writes the
members' likes as `members.parquet` (`member`, `liked`, as `cratemate rank` reads tasks). The same
seed makes the same scene. Songs are made up in a process of their own; the time and the peak of
memory are those of `catalogue add` alone. What is there already is left as it is. The last line is
JSON with `tracks, add_s, add_peak_mb`; exits with 1 where the peak passes 600 MB.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from bot.sandbox.songs import SEED, library, make_table
from storage.catalogue import Catalogue, CatalogueTrack
from tests.bench.goals import AtMost, judge

GOALS: Final = {"add_peak_mb": AtMost(600)}
SIZES: Final = (20, 100, 500)
"""How many songs members like, in turn."""
_FIGURES: Final = "scene.json"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a taste."""

    name: str
    genres: tuple[str, ...]
    likes: list[CatalogueTrack]


def main() -> int:
    """Make the scene, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tracks", type=int, default=1_200_000)
    parser.add_argument("--members", type=int, default=12)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    figures = make_scene(options.out, options.tracks, options.seed)
    catalogue = Catalogue.open(catalogue_in(options.out))
    tasks = [
        {"member": member.name, "liked": [track.track_id for track in member.likes]}
        for member in draw_members(catalogue, options.members, options.seed)
    ]
    pd.DataFrame(tasks).to_parquet(options.out / "members.parquet", index=False)
    print(
        f"{figures['tracks']:,} tracks added in {figures['add_s']} s, "
        f"at most {figures['add_peak_mb']} MB"
    )
    return judge(figures, GOALS)


def catalogue_in(folder: Path) -> Path:
    """Return where the catalogue of a scene is."""
    return folder / "catalogue"


def table_in(folder: Path) -> Path:
    """Return where the table is that the catalogue of a scene was built from."""
    return folder / "songs.parquet"


def make_scene(folder: Path, tracks: int, seed: int = SEED) -> dict[str, Any]:
    """Make the table and the catalogue, where they are not there; return what adding took."""
    known = folder / _FIGURES
    if known.exists():
        figures: dict[str, Any] = json.loads(known.read_text())
        if (figures["tracks"], figures["seed"]) != (tracks, seed):
            raise SystemExit(f"{folder} holds another scene: {known.read_text()}")
        return figures
    folder.mkdir(parents=True, exist_ok=True)
    # What it takes to make songs up must not count as what it takes to add them.
    making = multiprocessing.get_context("spawn").Process(
        target=_write_table, args=(table_in(folder), tracks, seed)
    )
    making.start()
    making.join()
    if making.exitcode:
        raise SystemExit("the songs could not be made up")
    seconds, peak_mb = _add(table_in(folder), catalogue_in(folder))
    figures = {
        "tracks": tracks,
        "seed": seed,
        "add_s": round(seconds, 1),
        "add_peak_mb": round(peak_mb),
    }
    known.write_text(json.dumps(figures))
    return figures


def draw_members(catalogue: Catalogue, count: int, seed: int = SEED) -> Iterator[Member]:
    """Draw members who love one to three genres and like `SIZES` songs in turn."""
    chance = np.random.default_rng([seed, 5])
    for number in range(count):
        kinds = chance.choice(len(catalogue.genre_names), chance.integers(1, 4), replace=False)
        genres = tuple(catalogue.genre_names[kind] for kind in kinds.tolist())
        likes = library(catalogue, genres, SIZES[number % len(SIZES)], seed + number)
        yield Member(f"member {number}", genres, likes)


def _write_table(path: Path, tracks: int, seed: int) -> None:
    make_table(tracks, seed).to_parquet(path, index=False)


def _add(table: Path, into: Path) -> tuple[float, float]:
    """Build a catalogue as an operator does; return seconds and the peak in megabytes."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "bot", "catalogue", "add", str(table), "--into", str(into)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # Of this process alone: the figures for all children would mix in the one before.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"`catalogue add` ended with {process.returncode}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1_024


if __name__ == "__main__":
    sys.exit(main())
