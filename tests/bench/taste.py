"""How long the work of a taste card, a map and a report takes off the loop.

`python -m tests.bench.taste [--likes 5,20,5000] [--catalogue DIR] [--out DIR] [--language de]`

For members with so many likes, drawn from a few genres of the catalogue: matching, portrait,
groups and pictures, the learner at hand as in the running bot, in seconds of the processor: set
OMP_NUM_THREADS=1, as the bot does. The first one also loads Matplotlib and scikit-learn and is
told apart. With `--out` all pictures are kept, to be looked at. The last
line is JSON. Exits with 1 where a card takes 1.5 s or more, or a report 5 s.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from bot.render.tasting import PICTURE, card_picture, map_files
from bot.render.verdict import report_pictures
from bot.render.wording import Wording, wording
from bot.sandbox.songs import make_catalogue
from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.ranking import Learners, fit, match_likes
from bot.services.tasting import make_card, make_map
from models.verdict import judge
from storage.like import Like, Source
from storage.tastes import Taste

_CARD_S, _REPORT_S = 1.5, 5.0
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


def _measure(
    snapshot: Snapshot, counts: list[int], say: Wording, out: Path | None
) -> list[dict[str, Any]]:
    learners = Learners()
    learners.of(snapshot)
    found: list[dict[str, Any]] = []
    for place, count in enumerate([counts[-1], *counts]):
        likes = _likes(snapshot, count)
        seconds: dict[str, float] = {}
        for name, work in _works(learners, snapshot, likes, say).items():
            begun = time.process_time()
            files = work()
            seconds[name] = round(time.process_time() - begun, 2)
            _keep(files, out, count)
        found.append({"likes": len(likes), **seconds, "first": not place})
    return found


def _works(
    learners: Learners, snapshot: Snapshot, likes: list[Like], say: Wording
) -> dict[str, Callable[[], dict[str, bytes]]]:
    taste = _taste(learners, snapshot, likes)
    return {
        "card": lambda: _card(learners, snapshot, likes, taste, say),
        "map": lambda: map_files(say, make_map(learners, snapshot, likes, taste)),
        "report": lambda: _report(learners, snapshot, likes, say),
    }


def _card(
    learners: Learners, snapshot: Snapshot, likes: list[Like], taste: Taste, say: Wording
) -> dict[str, bytes]:
    return {PICTURE: card_picture(say, make_card(learners, snapshot, likes, taste))}


def _report(
    learners: Learners, snapshot: Snapshot, likes: list[Like], say: Wording
) -> dict[str, bytes]:
    matched = match_likes(snapshot.catalogue, likes)
    verdict = judge(learners.of(snapshot).background, matched.likes)
    pictures = report_pictures(say, verdict) if verdict else []
    return {f"{one.name}.png": one.png for one in pictures}


def _taste(learners: Learners, snapshot: Snapshot, likes: list[Like]) -> Taste:
    fitted = fit(learners, snapshot, likes, stop=lambda: False, progress=lambda share: None)
    return Taste(
        fitted.model,
        fitted.metrics,
        snapshot.tracks.version,
        fitted.features,
        fitted.known,
        datetime.now(UTC),
        fitted.items,
    )


def _keep(files: dict[str, bytes], out: Path | None, count: int) -> None:
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / f"{count}-{name}").write_bytes(content)


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--likes", default="5,20,5000")
    parser.add_argument("--catalogue", type=Path, help="default: 20,000 made-up tracks")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--language", default="en-US")
    options = parser.parse_args()
    counts = [int(count) for count in options.likes.split(",")]
    with tempfile.TemporaryDirectory() as name:
        catalogue = options.catalogue
        if catalogue is None:
            catalogue = Path(name) / "catalogue"
            make_catalogue(catalogue)
        say = wording(options.language)
        found = _measure(load_snapshot(catalogue), counts, say, options.out)
    for one in found:
        first = ", the first ones" if one["first"] else ""
        times = ", ".join(f"{name} {one[name]} s" for name in ("card", "map", "report"))
        print(f"{one['likes']} likes: {times}{first}")
    good = all(one["card"] < _CARD_S and one["report"] < _REPORT_S for one in found)
    print(json.dumps({"members": found, "good": good}))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
