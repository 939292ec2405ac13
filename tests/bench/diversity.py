"""What diversity costs: accuracy of lists of 20 and of 100 against how varied they are, as a curve.

`python -m tests.bench.diversity --catalogue DIR --lists FILE [--likes 20] [--members 52]`

Development lists, likes drawn once each, the rest held out, what the list says of genre taken
back. Each row balances the same rankings in another way, once for lists of 20 and once for lists of
100: NDCG at that length over all that was held out (A) and over new artists (B), and of the lists
of 20 the mean distance within them, the share of new artists, and how far their genres are from the
member's. The last line is JSON.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.services.catalogue import load_snapshot
from bot.services.evaluation_lists import members_of, read_entries
from bot.services.shortlist import pool_size
from models.diversity import Balance, Pool, balance, describe, divergence, genre_shares
from models.evaluate import ndcg
from models.places import Scale
from models.recipe import ArtistCap, Candidates, OneVersion, follow
from models.splits import Part, Split, part_of, shares_artist, tasks_of
from models.taste import Learner, Likes, Ranked
from models.tracks import Tracks
from models.views import Views

_SHOWN = 20
_LENGTHS = (_SHOWN, 100)
BALANCES = {
    "by score alone": Balance(0, 0, 1),
    "likeness 0.5": Balance(0.5, 0, 1),
    "likeness 1": Balance(1, 0, 1),
    "likeness 2": Balance(2, 0, 1),
    "likeness 4": Balance(4, 0, 1),
    "genre shares 1": Balance(0, 1, 1),
    "genre shares 3": Balance(0, 3, 1),
    "three in four known": Balance(0, 0, 0.75),
    "half known": Balance(0, 0, 0.5),
    "a quarter known": Balance(0, 0, 0.25),
    "new artists only": Balance(0, 0, 0),
    "as served": Balance(),
}


@dataclass(frozen=True)
class _Task:
    pools: dict[int, tuple[Pool, np.ndarray]]
    """By the length of the list: what it is balanced from, and the rows of that."""
    wanted: np.ndarray
    held_out: dict[Split, np.ndarray]


def _tasks(catalogue: Path, lists: Path, likes: int, members: int) -> Iterator[_Task]:
    snapshot = load_snapshot(catalogue)
    entries = read_entries(lists, snapshot)
    chosen = [one for one in members_of(entries, snapshot) if part_of(one.name) is Part.DEVELOPMENT]
    views = Views(snapshot.tracks, entries.words, entries.popularities)
    for member in chosen[:members]:
        view = views.of(member.number, entries.of(member.number))
        learner = Learner(view.tracks)
        splits = (Split.RANDOM, Split.NEW_ARTISTS)
        for task in tasks_of(member, view.tracks, (likes,), splits, 1):
            seeds = np.sort(task.seeds).astype(np.int64)
            taken = Likes.of(seeds.astype(np.int32))
            ranked = learner.rank(taken, learner.train(taken), 1_000)
            yield _Task(
                {length: _pool(view.tracks, ranked, seeds, length) for length in _LENGTHS},
                genre_shares(view.tracks, seeds).mean(axis=0),
                task.held_out,
            )


def _pool(
    tracks: Tracks, ranked: Ranked, seeds: np.ndarray, length: int
) -> tuple[Pool, np.ndarray]:
    rows = ranked.rows.astype(np.int64)
    kept = follow((OneVersion(), ArtistCap()), Candidates.of(tracks, rows), pool_size(length))
    rows = rows[kept]
    pool = Pool(
        ranked.scores[kept],
        describe(tracks, rows, Scale.of(tracks)),
        genre_shares(tracks, rows),
        shares_artist(tracks, rows, seeds),
    )
    return pool, rows


def _judge(task: _Task, by: Balance) -> dict[str, float]:
    found: dict[str, float] = {}
    for length, (pool, rows) in task.pools.items():
        chosen = balance(pool, task.wanted, length, by)
        for split, held_out in task.held_out.items():
            hits = np.isin(rows[chosen], held_out)
            missed = np.ones(len(held_out) - int(hits.sum()), dtype=np.bool_)
            # What the list does not hold comes after its last place, also where it is short.
            blank = np.zeros(length - len(hits), dtype=np.bool_)
            found[_column(split, length)] = ndcg(np.concatenate((hits, blank, missed)), length)
        if length == _SHOWN:
            found |= _shape(pool, chosen, task.wanted)
    return found


def _column(split: Split, length: int) -> str:
    return f"{split.value} @{length}"


def _shape(pool: Pool, chosen: np.ndarray, wanted: np.ndarray) -> dict[str, float]:
    points = pool.points[chosen]
    pairs = np.triu_indices(len(chosen), 1)
    return {
        "distance": float(1 - (points @ points.T)[pairs].mean()),
        "new": float(1 - pool.known[chosen].mean()),
        "divergence": divergence(pool.genres[chosen], wanted),
    }


def _mean(found: list[dict[str, float]], name: str) -> float:
    values = [one[name] for one in found if name in one]
    return round(float(np.mean(values)), 4) if values else float("nan")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--catalogue", type=Path, required=True)
    parser.add_argument("--lists", type=Path, required=True)
    parser.add_argument("--likes", type=int, default=20)
    parser.add_argument("--members", type=int, default=52)
    options = parser.parse_args()
    tasks = list(_tasks(options.catalogue, options.lists, options.likes, options.members))
    splits = (Split.RANDOM, Split.NEW_ARTISTS)
    columns = [_column(split, length) for length in _LENGTHS for split in splits]
    columns += ["distance", "new", "divergence"]
    print(f"{'':20}", *(f"{name:>12}" for name in columns))
    rows: list[dict[str, Any]] = []
    for name, by in BALANCES.items():
        found = [_judge(task, by) for task in tasks]
        row = {column: _mean(found, column) for column in columns}
        rows.append({"balance": name, "weights": astuple(by), **row})
        print(f"{name:20}", *(f"{row[column]:12.3f}" for column in columns))
    print(json.dumps({"tasks": len(tasks), "rows": rows}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
