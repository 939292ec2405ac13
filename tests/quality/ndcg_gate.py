"""The fixed tasks of the quality gate, and `python -m tests.quality.ndcg_gate` to record them anew.

Record only what is meant to be: a change that loses quality on purpose, or one that gains it and
should be held from now on.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.services.catalogue import load_snapshot
from bot.services.evaluation_lists import members_of, read_entries
from models.evaluate import ndcg
from models.splits import Part, Split, part_of, tasks_of
from models.taste import Learner, Likes
from models.tracks import Tracks
from models.views import Views
from storage.catalogue_building import add_tables
from tests.planted import planted

RECORDED = Path(__file__).with_name("ndcg_gate.json")
ROOT = Path(__file__).parents[2]
DATA = (ROOT / os.environ.get("CRATEMATE_DATA", "../shared/data")).resolve()
TABLES = [DATA / "tidytuesday_spotify_songs.parquet", DATA / "spotify114k_sample.parquet"]
LISTS = 20
Found = dict[str, float]


def made_up() -> Found:
    """Rank for 30 made-up members of two tastes each, whose songs are few among many alike."""
    made = planted(2_500, seed=31)
    noisy = made.tracks.audio + np.random.default_rng(3).normal(0, 3, made.tracks.audio.shape)
    tracks = Tracks(
        **{name: getattr(made.tracks, name) for name in Tracks.__slots__ if name != "audio"},
        audio=noisy.astype(np.float32),
    )
    learner = Learner(tracks)
    found: Found = {}
    for member in range(30):
        rng = np.random.default_rng([31, member])
        artists = rng.choice(320, 24, replace=False)
        theirs = np.flatnonzero(np.isin(made.tracks.artist, artists))
        rows = rng.choice(theirs, 60, replace=False)
        found[str(member)] = _find(learner, rows[:20], rows[20:])
    return found


def real() -> Found:
    """Rank for development lists, 5 and 20 seeds, with what the lists say taken back."""
    with tempfile.TemporaryDirectory() as folder:
        add_tables(TABLES, Path(folder))
        snapshot = load_snapshot(Path(folder))
        entries = read_entries(TABLES[0], snapshot)
        members = members_of(entries, snapshot)
        chosen = [one for one in members if part_of(one.name) is Part.DEVELOPMENT][:LISTS]
        views = Views(snapshot.tracks, entries.words, entries.popularities)
        found: Found = {}
        for member in chosen:
            view = views.of(member.number, entries.of(member.number))
            learner = Learner(view.tracks)
            for task in tasks_of(member, view.tracks, (5, 20), (Split.RANDOM,), 1):
                held_out = task.held_out[Split.RANDOM]
                found[f"{member.name} {task.count}"] = _find(learner, task.seeds, held_out)
    return found


TASKS: dict[str, Callable[[], Found]] = {"made up": made_up, "real": real}


def _find(learner: Learner, seeds: np.ndarray, held_out: np.ndarray) -> float:
    likes = Likes.of(np.sort(seeds).astype(np.int32))
    ranked = learner.rank(likes, learner.train(likes), 100)
    hits = np.isin(ranked.rows, held_out)
    missed = len(held_out) - int(hits.sum())
    return ndcg(np.append(hits, np.ones(missed, dtype=np.bool_)), 100)


def has_lists() -> bool:
    """Tell whether the real lists are there."""
    return all(table.exists() for table in TABLES)


def record() -> int:
    """Write what is found now."""
    if not has_lists():
        print(f"no real lists in {DATA}", file=sys.stderr)
        return 1
    found = {name: task() for name, task in TASKS.items()}
    rounded = {name: {who: round(x, 5) for who, x in ones.items()} for name, ones in found.items()}
    RECORDED.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
    for name, ones in found.items():
        print(f"{name}: NDCG@100 {np.mean(list(ones.values())):.4f} of {len(ones)} tasks")
    return 0


if __name__ == "__main__":
    sys.exit(record())
