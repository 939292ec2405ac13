"""`python -m tests.bench.training`: train one member with 500 likes, against a grid search.

Ours is all that training a member takes, validation and shortlist included; theirs is what hobby
projects do: `GridSearchCV` over 72 settings in 5 parts. Both run on one thread, so processor time
is compared, and both are judged by the average precision of held-out likes among the whole
catalogue. The last line is JSON with `seconds, grid_seconds, ratio, average_precision,
grid_average_precision`; the exit code is 1 where ours takes more than 1/30 of the time or finds
less.
"""

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from bot.services.catalogue import load_snapshot
from bot.services.evaluation_lists import read_entries
from bot.services.shortlist import SIZE
from models import boosting
from models.measures import average_precision
from models.taste import Learner, Likes
from models.views import View, Views, Words
from storage.catalogue_building import add_tables

DATA = Path(os.environ.get("CRATEMATE_DATA", "../shared/data"))
LISTS = DATA / "tidytuesday_spotify_songs.parquet"
LIKES, FEWEST_HELD_OUT = 500, 100
MOST_OF_THE_TIME = 1 / 30
GRID = {
    "max_depth": [3, 5, 7],
    "learning_rate": [0.03, 0.1, 0.3],
    "n_estimators": [100, 200],
    "subsample": [0.7, 1.0],
    "colsample_bytree": [0.7, 1.0],
}
NEGATIVES = 5_000
"""As many as ours draws, so that both learn from as many rows."""


@dataclass(frozen=True)
class Listener:
    """One made-up member: what several lists of one kind hold, part of it held out."""

    view: View
    likes: np.ndarray
    held_out: np.ndarray

    @property
    def others(self) -> np.ndarray:
        """All rows but the likes."""
        return np.setdiff1d(np.arange(len(self.view.tracks)), self.likes)

    def judge(self, scores: np.ndarray) -> float:
        """Return the average precision of scores of `others`."""
        return average_precision(scores, np.isin(self.others, self.held_out))


def main() -> int:
    tables = [LISTS, DATA / "spotify114k_sample.parquet"]
    if not all(table.exists() for table in tables):
        print(f"no real lists in {DATA}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        add_tables(tables, Path(folder))
        listener = unite(Path(folder))
    print(f"{LIKES} likes, {len(listener.held_out)} held out of {len(listener.view.tracks):,}")
    with threadpool_limits(1):
        seconds, found = ours(listener)
        print(f"ours: {seconds:.2f} s, average precision {found:.4f}")
        grid_seconds, grid_found = grid_search(listener)
    print(f"GridSearchCV: {grid_seconds:.2f} s, average precision {grid_found:.4f}")
    ratio = seconds / grid_seconds
    figures = {
        "seconds": round(seconds, 3),
        "grid_seconds": round(grid_seconds, 1),
        "ratio": round(ratio, 4),
        "average_precision": round(found, 4),
        "grid_average_precision": round(grid_found, 4),
    }
    print(json.dumps(figures))
    return int(ratio > MOST_OF_THE_TIME or found < grid_found)


def unite(catalogue: Path) -> Listener:
    """Unite lists of the largest kind into one member who has not heard what they say."""
    snapshot = load_snapshot(catalogue)
    entries = read_entries(LISTS, snapshot)
    table = pd.read_parquet(LISTS, columns=["playlist_id", "playlist_subgenre"])
    kinds = table.groupby("playlist_subgenre")["playlist_id"]
    kind = kinds.size().idxmax()
    chosen = [entries.names.index(name) for name in sorted(set(kinds.get_group(kind)))]
    rows = np.unique(np.concatenate([entries.of(number) for number in chosen]))
    one = np.where(np.isin(entries.words.lists, chosen), chosen[0], entries.words.lists)
    words = Words(one, entries.words.rows, entries.words.genres)
    view = Views(snapshot.tracks, words, entries.popularities).of(chosen[0], rows)
    songs = np.asarray(snapshot.tracks.song)[rows]
    rows = rows[np.unique(songs, return_index=True)[1]]
    shuffled = np.random.default_rng(500).permutation(rows)
    if len(rows) < LIKES + FEWEST_HELD_OUT:
        raise SystemExit(f"only {len(rows)} songs of the kind {kind}")
    return Listener(view, np.sort(shuffled[:LIKES]), shuffled[LIKES:])


def ours(listener: Listener) -> tuple[float, float]:
    """Train a member as the bot does; the catalogue is prepared before, once for all members."""
    learner = Learner(listener.view.tracks)
    boosting.load()
    few = Likes.of(listener.likes[:5].astype(np.int32))
    learner.rank(few, learner.train(few), 5)
    likes = Likes.of(listener.likes.astype(np.int32))
    begun = time.process_time()
    taste = learner.train(likes)
    learner.rank(likes, taste, SIZE)
    seconds = time.process_time() - begun
    return seconds, listener.judge(learner.log_odds(likes, taste.model, listener.others))


def grid_search(listener: Listener) -> tuple[float, float]:
    """Search a grid on scaled features, genres included, and score the catalogue."""
    from sklearn.model_selection import GridSearchCV
    from xgboost import XGBClassifier

    rng = np.random.default_rng(0)
    negatives = rng.choice(listener.others, NEGATIVES, replace=False)
    rows = np.concatenate((listener.likes, negatives))
    labels = np.arange(len(rows)) < LIKES
    model = XGBClassifier(n_jobs=1, tree_method="hist")
    search = GridSearchCV(model, GRID, cv=5, scoring="average_precision", n_jobs=1)
    begun = time.process_time()
    search.fit(listener.view.features[rows], labels)
    scores = search.predict_proba(listener.view.features[listener.others])[:, 1]
    seconds = time.process_time() - begun
    return seconds, listener.judge(scores)


if __name__ == "__main__":
    sys.exit(main())
