"""`python -m tests.bench.shortlist [--tracks 1200000]`: rank a large catalogue for one member.

Against the naive recipe (one-hot genre, scaler, `predict_proba` of every row, sort), each on one
thread in the same run. A made-up catalogue is built first, unless `--catalogue DIR` names one;
then members of 20, 100 and 500 likes are trained and ranked. The last line is JSON with `seconds,
naive_seconds, shortlist_ratio, shortlist_peak_mb, naive_peak_mb, overlap`; the exit code is 1
where ours takes more than a quarter of the time, needs over 200 MB more memory than before, or
shares fewer than 95 of the first 100 tracks with a look at the whole catalogue.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from bot.sandbox.songs import library, make_catalogue
from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.shortlist import SIZE
from models import boosting
from models.candidates import Breadth
from models.taste import Learner, Likes, Taste
from models.tracks import AUDIO, Tracks

MEMBERS = ((("techno", "house"), 20), (("jazz",), 100), (("metal", "folk"), 500))
"""Genres and number of likes."""
MOST_OF_THE_TIME, MOST_MB, LEAST_OVERLAP = 0.25, 200, 0.95
_RUNS = 3
_MEGABYTE = 1_024


@dataclass(frozen=True)
class Cost:
    seconds: float
    peak_mb: float
    """Over what was held before."""


def main() -> int:
    parser = argparse.ArgumentParser(description="rank a large catalogue for one member")
    parser.add_argument("--tracks", type=int, default=1_200_000)
    parser.add_argument("--catalogue", type=Path, help="instead of a made-up one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        catalogue: Path = options.catalogue or Path(folder)
        if not options.catalogue:
            make_catalogue(catalogue, options.tracks)
        with threadpool_limits(1):
            figures = measure(load_snapshot(catalogue))
    print(json.dumps(figures))
    return int(
        figures["shortlist_ratio"] > MOST_OF_THE_TIME
        or figures["shortlist_peak_mb"] > MOST_MB
        or figures["overlap"] < LEAST_OVERLAP
    )


def measure(snapshot: Snapshot) -> dict[str, Any]:
    boosting.load()
    learner = Learner(snapshot.tracks)
    whole = Learner(snapshot.tracks, breadth=Breadth(all_up_to=len(snapshot.tracks)))
    costs: list[Cost] = []
    overlaps: list[float] = []
    members = [member(snapshot, *one, seed) for seed, one in enumerate(MEMBERS)]
    for likes in members:
        taste = learner.train(likes)
        cost = cost_of(lambda likes=likes, taste=taste: learner.rank(likes, taste, SIZE))
        overlap = overlap_of(learner, whole, likes, taste)
        print(
            f"{len(likes.rows)} likes: {cost.seconds:.2f} s, {cost.peak_mb:.0f} MB, "
            f"{overlap:.0%} of the first 100 are those of the whole catalogue"
        )
        costs.append(cost)
        overlaps.append(overlap)
    naive = naive_cost(snapshot.tracks, members[-1])
    print(f"naive recipe: {naive.seconds:.2f} s, {naive.peak_mb:.0f} MB")
    slowest = max(cost.seconds for cost in costs)
    return {
        "tracks": len(snapshot.tracks),
        "seconds": round(slowest, 3),
        "naive_seconds": round(naive.seconds, 3),
        "shortlist_ratio": round(slowest / naive.seconds, 4),
        "shortlist_peak_mb": round(max(cost.peak_mb for cost in costs)),
        "naive_peak_mb": round(naive.peak_mb),
        "overlap": min(overlaps),
    }


def member(snapshot: Snapshot, genres: tuple[str, ...], count: int, seed: int) -> Likes:
    known = [genre for genre in genres if genre in snapshot.catalogue.genre_names]
    return Likes.of([track.row for track in library(snapshot.catalogue, known, count, seed)])


def overlap_of(learner: Learner, whole: Learner, likes: Likes, taste: Taste) -> float:
    """Return the share of the first 100 that a look at all tracks puts there as well."""
    ours, wanted = learner.rank(likes, taste, 100), whole.rank(likes, taste, 100)
    return len(np.intersect1d(ours.rows, wanted.rows)) / len(wanted.rows)


def naive_cost(tracks: Tracks, likes: Likes) -> Cost:
    """Return what hobby projects' recipe costs, once its model is trained."""
    from sklearn.preprocessing import StandardScaler
    from xgboost import XGBClassifier

    frame = as_frame(tracks)
    negatives = np.random.default_rng(1).choice(len(frame), 5_000, replace=False)
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
    """Return the median time of some runs, and the most memory any of them held."""
    seconds: list[float] = []
    before = memory("VmRSS")
    # Linux forgets the peak so far.
    Path("/proc/self/clear_refs").write_text("5")
    for _ in range(_RUNS):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return Cost(float(np.median(seconds)), memory("VmHWM") - before)


def memory(name: str) -> float:
    """Return a figure of this process in megabytes."""
    status = Path("/proc/self/status").read_text()
    found = re.search(rf"{name}:\s+(\d+)", status)
    return int(found[1]) / _MEGABYTE if found else 0.0


if __name__ == "__main__":
    sys.exit(main())
