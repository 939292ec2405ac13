"""Whether reasons are true: a song's score must fall when its cited evidence is taken away.

`python -m tests.bench.reasons --catalogue DIR --lists FILE [--likes 20] [--members 52]`

Development lists, one draw each, the first 20 songs as ranked. For every song whose reason cites
likes, the score is made again with the member's model from the likes without the cited ones, and
from the likes without as many others, drawn at random three times. Prints the share of cases in
which the cited ones cost more, by kind; the last line is JSON. Exits with 1 below 95 %.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot.services.catalogue import load_snapshot
from bot.services.evaluation_lists import members_of, read_entries
from models.explain import ReasonKind
from models.splits import Part, Split, part_of, tasks_of
from models.taste import Learner, Likes
from models.views import Views

_SONGS = 20
_GOAL = 0.95
_DRAWS = 3
_Case = tuple[ReasonKind, float, float]
"""The kind, what the cited likes cost, and what others do."""


def _cases(learner: Learner, seeds: np.ndarray, seed: int) -> Iterator[_Case]:
    likes = Likes.of(np.sort(seeds).astype(np.int32))
    taste = learner.train(likes)
    ranked = learner.rank(likes, taste, _SONGS)
    rng = np.random.default_rng([seed, 61])
    rows = ranked.rows.astype(np.int64)

    def scores(without: tuple[int, ...]) -> np.ndarray:
        left = Likes.of(likes.rows[~np.isin(likes.rows, without)])
        return learner.log_odds(left, taste.model, rows)

    whole = scores(())
    for place, reason in enumerate(ranked.reasons):
        cited = reason.rows
        others = likes.rows[~np.isin(likes.rows, cited)]
        if not cited or not len(others):
            continue
        lost = float((whole - scores(cited))[place])
        taken = [
            float((whole - scores(_drawn(rng, others, len(cited))))[place]) for _ in range(_DRAWS)
        ]
        yield reason.kind, lost, float(np.mean(taken))


def _drawn(rng: np.random.Generator, likes: np.ndarray, count: int) -> tuple[int, ...]:
    chosen = rng.choice(likes, min(count, len(likes)), replace=False)
    return tuple(int(row) for row in chosen)


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--catalogue", type=Path, required=True)
    parser.add_argument("--lists", type=Path, required=True)
    parser.add_argument("--likes", type=int, default=20)
    parser.add_argument("--members", type=int, default=52)
    options = parser.parse_args()
    snapshot = load_snapshot(options.catalogue)
    entries = read_entries(options.lists, snapshot)
    members = [
        one for one in members_of(entries, snapshot) if part_of(one.name) is Part.DEVELOPMENT
    ]
    views = Views(snapshot.tracks, entries.words, entries.popularities)
    found: dict[str, list[bool]] = {}
    for member in members[: options.members]:
        view = views.of(member.number, entries.of(member.number))
        learner = Learner(view.tracks)
        for task in tasks_of(member, view.tracks, (options.likes,), (Split.RANDOM,), 1):
            for kind, lost, usual in _cases(learner, task.seeds, task.seed):
                found.setdefault(kind.value, []).append(lost > usual)
    every = [case for cases in found.values() for case in cases]
    for kind, cases in sorted(found.items()):
        print(f"{kind:10} {np.mean(cases):6.1%} of {len(cases)}")
    share = float(np.mean(every))
    print(f"{'all':10} {share:6.1%} of {len(every)}; the goal is {_GOAL:.0%}")
    good = share >= _GOAL
    shares = {kind: round(float(np.mean(cases)), 4) for kind, cases in found.items()}
    print(json.dumps({"cases": len(every), "share": round(share, 4), **shares, "good": good}))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
