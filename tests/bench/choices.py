"""Choices while a member types, and whether a typo is forgiven.

`python -m tests.bench.choices --scene DIR [--texts 1000]`

For songs drawn with a leaning to the popular ones: the beginning of title and artist up to any
letter, and the whole title with one letter dropped, added, wrong or swapped. A typo is forgiven
where a song of that title is among the choices. The naive recipe is `str.contains` of pandas over
all titles; the floor is one scan of them for something that is not there. The last line is JSON
with `autocomplete_p50_ms, autocomplete_p99_ms, typo_hit_rate, autocomplete_naive_ms,
autocomplete_floor_ms`; exits with 1 where p99 passes 20 ms or fewer than four in five typos are
forgiven.
"""

import argparse
import string
import sys
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from bot.services.catalogue import load_snapshot
from bot.services.finding import SongFinder
from storage.catalogue import Catalogue
from storage.names import fold
from tests.bench.goals import AtLeast, AtMost, judge
from tests.bench.scene import catalogue_in, table_in

GOALS: Final = {"autocomplete_p99_ms": AtMost(20), "typo_hit_rate": AtLeast(0.8)}
_WARMING: Final = 50
_SCANS: Final = 5


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scene", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=1_000)
    options = parser.parse_args()
    catalogue = load_snapshot(catalogue_in(options.scene)).catalogue
    figures = measure(catalogue, options.texts) | scan(table_in(options.scene))
    print(
        f"choices: median {figures['autocomplete_p50_ms']} ms, p99 "
        f"{figures['autocomplete_p99_ms']} ms; {figures['typo_hit_rate']:.1%} of typos forgiven; "
        f"str.contains {figures['autocomplete_naive_ms']} ms"
    )
    return judge(figures, GOALS)


def measure(catalogue: Catalogue, texts: int) -> dict[str, Any]:
    """Type, and look at what comes."""
    finder, chance = SongFinder(catalogue), np.random.default_rng(11)
    rows = (len(catalogue) * chance.random(texts) ** 2).astype(np.int64)
    tracks = catalogue.tracks(rows.tolist())
    begun = [_cut(f"{track.title} {track.artists[0]}", chance) for track in tracks]
    mistyped = [_mistype(track.title, chance) for track in tracks]
    for text in begun[:_WARMING]:
        finder.choices(text)
    times, forgiven = list[float](), 0
    for text in begun:
        times.append(_ask(finder, text)[0])
    for text, track in zip(mistyped, tracks, strict=True):
        seconds, titles = _ask(finder, text)
        times.append(seconds)
        forgiven += fold(track.title) in titles
    return {
        "autocomplete_p50_ms": round(float(np.median(times)) * 1_000, 1),
        "autocomplete_p99_ms": round(float(np.quantile(times, 0.99)) * 1_000, 1),
        "typo_hit_rate": round(forgiven / texts, 3),
    }


def scan(table: Path) -> dict[str, Any]:
    """Return what looking at every title takes."""
    titles = pd.read_parquet(table, columns=["track_name"])["track_name"]
    joined = "\n".join(titles).encode()
    naive, floor = list[float](), list[float]()
    for _ in range(_SCANS):
        begun = time.perf_counter()
        assert not titles.str.contains("no such title", case=False, regex=False).any()
        naive.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        assert b"no such title" not in joined
        floor.append(time.perf_counter() - begun)
    return {
        "autocomplete_naive_ms": round(float(np.median(naive)) * 1_000),
        "autocomplete_floor_ms": round(float(np.median(floor)) * 1_000, 1),
    }


def _ask(finder: SongFinder, text: str) -> tuple[float, set[str]]:
    begun = time.perf_counter()
    found = finder.choices(text)
    return time.perf_counter() - begun, {fold(track.title) for track in found}


def _cut(text: str, chance: np.random.Generator) -> str:
    return text[: int(chance.integers(1, len(text) + 1))]


def _mistype(title: str, chance: np.random.Generator) -> str:
    mistyped = title
    while mistyped == title:
        mistyped = _edit(title, chance)
    return mistyped


def _edit(title: str, chance: np.random.Generator) -> str:
    place = int(chance.integers(0, max(len(title) - 1, 1)))
    before, after = title[:place], title[place:]
    letter = string.ascii_lowercase[int(chance.integers(26))]
    swapped = after[1:2] + after[:1] + after[2:]
    kinds = (after[1:], letter + after, letter + after[1:], swapped)
    return before + kinds[int(chance.integers(len(kinds)))]


if __name__ == "__main__":
    sys.exit(main())
