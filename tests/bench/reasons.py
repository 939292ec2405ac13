"""Are reasons true? Scores without the likes a reason cites, against without as many others.

`python -m tests.bench.reasons --catalogue DIR [--lists FILE] [--likes 5,20,60] [--members 30]`

Members are development lists; of each, the first page and more of what would be shown is
explained. A reason is true where the served log odds of its song fall more without its evidence
than without as many random other likes, the model staying as it is. `--lists` defaults to
TidyTuesday's in the folder that CRATEMATE_DATA names. The last line is JSON; the exit code is 1
where under 95 % of the reasons are true: `true` of those found by removal, which Why tells, and
`true_of_shortlist` of those in the list.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bot.services.catalogue import load_snapshot
from bot.services.evaluation_lists import members_of, read_entries
from models.causes import find_causes, without
from models.splits import Part, Split, part_of, tasks_of
from models.taste import Learner, Likes

DATA = Path(os.environ.get("CRATEMATE_DATA", "../shared/data"))
GOAL = 0.95
SHOWN = 8
"""Songs of a member that are explained: two pages."""
DRAWS = 4
"""Random other likes that each reason is held against."""


@dataclass
class Tally:
    """What was found."""

    held: list[bool] = field(default_factory=list[bool])
    shortlist: list[bool] = field(default_factory=list[bool])
    kinds: Counter[str] = field(default_factory=Counter[str])
    unexplained: int = 0
    shortlist_unexplained: int = 0
    explained: int = 0
    seconds: list[float] = field(default_factory=list[float])

    def figures(self) -> dict[str, object]:
        """Return what is printed."""
        return {
            "true": round(float(np.mean(self.held)), 4),
            "true_of_shortlist": round(float(np.mean(self.shortlist)), 4),
            "cases": len(self.held),
            "explained": self.explained,
            "unexplained": self.unexplained,
            "unexplained_of_shortlist": self.shortlist_unexplained,
            "p50_ms": round(float(np.median(self.seconds)) * 1000, 1),
            "kinds": dict(self.kinds.most_common()),
        }


def compare(
    learner: Learner, likes: Likes, model: bytes, row: int, cited: tuple[int, ...]
) -> Iterator[bool]:
    """Yield for each draw whether the cited likes cost a track more than as many others."""
    rng = np.random.default_rng(row)
    others = np.setdiff1d(likes.rows, cited)
    if not cited or len(others) < len(cited):
        return
    track = np.array([row])
    left = learner.log_odds(without(likes, cited), model, track)[0]
    for _ in range(DRAWS):
        drawn = rng.choice(others, len(cited), replace=False).tolist()
        yield bool(left < learner.log_odds(without(likes, drawn), model, track)[0])


def judge(learner: Learner, likes: Likes, tally: Tally) -> None:
    """Explain what one member would be shown, and hold the reasons against chance."""
    taste = learner.train(likes)
    ranked = learner.rank(likes, taste, SHOWN)
    begun = time.perf_counter()
    found = find_causes(learner, likes, taste.model, ranked.rows.astype(np.int64))
    tally.seconds.append(time.perf_counter() - begun)
    for place, (row, causes) in enumerate(zip(ranked.rows, found, strict=True)):
        tally.explained += bool(causes)
        tally.unexplained += not causes
        tally.kinds.update(reason.kind.value for reason in causes)
        cited = tuple({like for reason in causes for like in reason.rows})
        tally.held.extend(compare(learner, likes, taste.model, int(row), cited))
        before = ranked.reasons[place].rows
        tally.shortlist.extend(compare(learner, likes, taste.model, int(row), before))
        tally.shortlist_unexplained += not before


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--catalogue", type=Path, required=True)
    parser.add_argument("--lists", type=Path, default=DATA / "tidytuesday_spotify_songs.parquet")
    parser.add_argument("--likes", default="5,20,60")
    parser.add_argument("--members", type=int, default=30)
    options = parser.parse_args()
    snapshot = load_snapshot(options.catalogue)
    entries = read_entries(options.lists, snapshot)
    learner = Learner(snapshot.tracks)
    chosen = [one for one in members_of(entries, snapshot) if part_of(one.name) is Part.DEVELOPMENT]
    figures: dict[str, dict[str, object]] = {}
    for count in (int(number) for number in options.likes.split(",")):
        tally = Tally()
        for member in chosen[: options.members]:
            for task in tasks_of(member, snapshot.tracks, (count,), (Split.RANDOM,), 1):
                judge(learner, Likes.of(np.sort(task.seeds).astype(np.int32)), tally)
        if not tally.held:
            print(f"no list is long enough for {count} likes")
            continue
        figures[str(count)] = tally.figures()
        print(f"{count} likes: {figures[str(count)]}", flush=True)
    missed = [
        one
        for one in figures.values()
        if min(float(str(one[name])) for name in ("true", "true_of_shortlist")) < GOAL
    ]
    print(json.dumps(figures))
    return int(bool(missed) or not figures)


if __name__ == "__main__":
    sys.exit(main())
