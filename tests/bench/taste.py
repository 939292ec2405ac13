"""How long the work of a taste card takes off the loop.

`python -m tests.bench.taste [--likes 20,5000] [--catalogue DIR] [--out DIR]`

For members with so many likes, drawn from a few genres of the catalogue: matching, portrait,
groups and picture, the learner at hand as in the running bot. The first card also loads
Matplotlib and is told apart. With `--out` the pictures are kept, to be looked at. The last line is
JSON. Exits with 1 where a card takes 1.5 s or more.
"""

import argparse
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from bot.render.tasting import card_picture
from bot.render.wording import wording
from bot.sandbox.songs import make_catalogue
from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.ranking import Learners, fit
from bot.services.tasting import make_card
from storage.likes import Like, Source
from storage.tastes import Taste

_GOAL_S = 1.5
_GENRES = 3


def _likes(snapshot: Snapshot, count: int) -> list[Like]:
    """Draw likes from the largest genres, and a few from anywhere."""
    tracks = snapshot.tracks
    rng = np.random.default_rng(count)
    owners = np.repeat(np.arange(len(tracks)), np.diff(tracks.genres.starts))
    genres = np.argsort(-np.bincount(tracks.genres.ids))[:_GENRES]
    rows = np.unique(owners[np.isin(tracks.genres.ids, genres)])
    rows = np.concatenate((rng.permutation(rows), rng.permutation(len(tracks))))[:count]
    return [
        Like(track.track_id, Source.SAVED, track.title, track.artists, song=track.song)
        for track in snapshot.catalogue.tracks([int(row) for row in np.unique(rows)])
    ]


def _measure(snapshot: Snapshot, counts: list[int], out: Path | None) -> list[dict[str, Any]]:
    learners, say = Learners(), wording()
    learners.of(snapshot)
    found: list[dict[str, Any]] = []
    for place, count in enumerate([counts[0], *counts]):
        likes = _likes(snapshot, count)
        fitted = fit(learners, snapshot, likes, stop=lambda: False, progress=lambda share: None)
        taste = Taste(
            fitted.model,
            fitted.metrics,
            snapshot.tracks.version,
            fitted.features,
            fitted.known,
            datetime.now(UTC),
            fitted.items,
        )
        begun = time.perf_counter()
        picture = card_picture(say, make_card(learners, snapshot, likes, taste))
        seconds = round(time.perf_counter() - begun, 2)
        found.append({"likes": len(likes), "seconds": seconds, "first": not place})
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"card-{count}.png").write_bytes(picture)
    return found


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--likes", default="20,5000")
    parser.add_argument("--catalogue", type=Path, help="default: 20,000 made-up tracks")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    counts = [int(count) for count in options.likes.split(",")]
    with tempfile.TemporaryDirectory() as name:
        catalogue = options.catalogue
        if catalogue is None:
            catalogue = Path(name) / "catalogue"
            make_catalogue(catalogue)
        found = _measure(load_snapshot(catalogue), counts, options.out)
    for one in found:
        first = ", the first one" if one["first"] else ""
        print(f"{one['likes']} likes: {one['seconds']} s{first}")
    good = all(one["seconds"] < _GOAL_S for one in found)
    print(json.dumps({"cards": found, "good": good}))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
