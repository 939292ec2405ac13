"""One member's shortlist out of a large catalogue, against the naive recipe.

`python -m tests.bench.shortlist --scene DIR`

The recipe is one-hot genre, scaler, `predict_proba` of every row, and a sort, once its model is
trained; ours ranks for members of 20, 100 and 500 likes, each on one thread in the same run. The
floor is one reading of the catalogue's numbers. The last line is JSON with `shortlist_s,
shortlist_naive_s, shortlist_ratio, shortlist_peak_mb, shortlist_naive_mb, shortlist_floor_ms,
shortlist_overlap`; exits with 1 where ours takes more than a quarter of the time, needs over 200 MB
more memory than before, or shares fewer than 95 of the first 100 tracks with a look at the whole
catalogue.
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.shortlist import SIZE
from models import boosting
from models.candidates import Breadth
from models.taste import Learner, Likes, Taste
from models.tracks import AUDIO, Tracks
from tests.bench.goals import AtLeast, AtMost, judge
from tests.bench.machine import forget_peak, memory_mb
from tests.bench.scene import SIZES, catalogue_in, draw_members

GOALS: Final = {
    "shortlist_ratio": AtMost(0.25),
    "shortlist_peak_mb": AtMost(200),
    "shortlist_overlap": AtLeast(0.95),
}
_RUNS: Final = 5


@dataclass(frozen=True)
class Cost:
    """What some work took."""

    seconds: float
    peak_mb: float
    """Over what was held before."""


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scene", type=Path, required=True)
    options = parser.parse_args()
    with threadpool_limits(1):
        figures = measure(load_snapshot(catalogue_in(options.scene)))
    return judge(figures, GOALS)


def measure(snapshot: Snapshot) -> dict[str, Any]:
    """Rank for each member, then by the recipe for the last."""
    boosting.load()
    learner = Learner(snapshot.tracks)
    whole = Learner(snapshot.tracks, breadth=Breadth(all_up_to=len(snapshot.tracks)))
    members = [
        Likes.of([track.row for track in member.likes])
        for member in draw_members(snapshot.catalogue, len(SIZES))
    ]
    costs, overlaps = list[Cost](), list[float]()
    for likes in members:
        taste = learner.train(likes)
        costs.append(cost_of(lambda likes=likes, taste=taste: learner.rank(likes, taste, SIZE)))
        overlaps.append(overlap_of(learner, whole, likes, taste))
        print(
            f"{len(likes.rows)} likes: {costs[-1].seconds:.2f} s, {costs[-1].peak_mb:.0f} MB, "
            f"{overlaps[-1]:.0%} of the first 100 are those of the whole catalogue"
        )
    naive = naive_cost(snapshot.tracks, members[-1])
    print(f"naive recipe: {naive.seconds:.2f} s, {naive.peak_mb:.0f} MB")
    slowest = max(cost.seconds for cost in costs)
    audio = np.asarray(snapshot.tracks.audio).ravel()
    return {
        "shortlist_s": round(slowest, 2),
        "shortlist_naive_s": round(naive.seconds, 2),
        "shortlist_ratio": round(slowest / naive.seconds, 3),
        "shortlist_peak_mb": round(max(cost.peak_mb for cost in costs)),
        "shortlist_naive_mb": round(naive.peak_mb),
        "shortlist_floor_ms": round(cost_of(lambda: float(audio @ audio)).seconds * 1_000, 1),
        "shortlist_overlap": min(overlaps),
    }


def overlap_of(learner: Learner, whole: Learner, likes: Likes, taste: Taste) -> float:
    """Return the share of the first 100 that a look at all tracks puts there as well."""
    ours, wanted = learner.rank(likes, taste, 100), whole.rank(likes, taste, 100)
    return len(np.intersect1d(ours.rows, wanted.rows)) / len(wanted.rows)


def naive_cost(tracks: Tracks, likes: Likes) -> Cost:
    """Return what hobby projects' recipe costs, once its model is trained."""
    from sklearn.preprocessing import StandardScaler
    from xgboost import XGBClassifier

    frame = as_frame(tracks)
    negatives = np.random.default_rng(1).choice(len(frame), min(5_000, len(frame)), replace=False)
    taught = np.concatenate((likes.rows, negatives))
    columns = pd.get_dummies(frame, columns=["genre"])
    scaler = StandardScaler().fit(columns)
    model = XGBClassifier(n_estimators=200, max_depth=5, n_jobs=1)
    model.fit(scaler.transform(columns.iloc[taught]), np.arange(len(taught)) < len(likes.rows))
    del columns

    def rank() -> pd.DataFrame:
        wide = pd.get_dummies(frame, columns=["genre"])
        chances = model.predict_proba(scaler.transform(wide))[:, 1]
        return frame.assign(chance=chances).sort_values("chance", ascending=False).head(SIZE)

    return cost_of(rank)


def as_frame(tracks: Tracks) -> pd.DataFrame:
    """Return the numbers of all tracks and their first genre, of ten kinds."""
    frame = pd.DataFrame(np.asarray(tracks.audio), columns=list(AUDIO))
    frame["popularity"], frame["year"] = tracks.popularity, tracks.year
    starts = tracks.genres.starts
    first = np.full(len(tracks), -1)
    named = np.flatnonzero(np.diff(starts))
    # More kinds would make the recipe slower still.
    first[named] = tracks.genres.ids[starts[named]] % 10
    frame["genre"] = first.astype(str)
    return frame.fillna(0)


def cost_of(work: Callable[[], object]) -> Cost:
    """Return the least time of some runs, and the most memory any of them held.

    The least, since what else the machine does can only add to it.
    """
    seconds: list[float] = []
    before = memory_mb("VmRSS")
    forget_peak()
    for _ in range(_RUNS):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return Cost(min(seconds), memory_mb("VmHWM") - before)


if __name__ == "__main__":
    sys.exit(main())
