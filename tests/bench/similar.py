"""Ten songs like one, exactly, against reading all vectors once.

`python -m tests.bench.similar --scene DIR [--seeds 60]`

On one thread. The floor is a sum of squares over all vectors in single precision, as fast as they
can be read; the naive recipe is scikit-learn's `cosine_similarity` and a sort. Each answer is held
against products of all vectors. The last line is JSON with `similar_ms, similar_floor_ms,
similar_over_floor, similar_naive_ms, similar_exact`; exits with 1 where ours takes over 1.5 times
the floor or an answer is not exact.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from threadpoolctl import threadpool_limits

from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.similar import place_tracks
from models.affinity import Affinity
from models.similar import Terms
from models.tracks import Floats
from tests.bench.goals import AtLeast, AtMost, judge
from tests.bench.scene import catalogue_in, draw_members

GOALS: Final = {"similar_over_floor": AtMost(1.5), "similar_exact": AtLeast(1)}
_TOP: Final = 10
_NAIVE_RUNS: Final = 5


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scene", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=60)
    options = parser.parse_args()
    with threadpool_limits(1):
        figures = measure(load_snapshot(catalogue_in(options.scene)), options.seeds)
    print(
        f"similar: {figures['similar_ms']} ms, {figures['similar_over_floor']} of the floor of "
        f"{figures['similar_floor_ms']} ms; cosine_similarity {figures['similar_naive_ms']} ms"
    )
    return judge(figures, GOALS)


def measure(snapshot: Snapshot, count: int) -> dict[str, Any]:
    """Take the times in turn, so that what else the machine does is the same for both."""
    from sklearn.metrics.pairwise import cosine_similarity

    neighbours, vectors = place_tracks(snapshot), Affinity().place(snapshot.tracks)
    seeds = [track.row for member in draw_members(snapshot.catalogue, 6) for track in member.likes]
    chosen = np.random.default_rng(3).choice(seeds, min(count, len(seeds)), replace=False)
    flat, exact = vectors.ravel(), True
    neighbours.together([int(chosen[0])], Terms(_TOP))
    ours, floor = list[float](), list[float]()
    for seed in chosen.tolist():
        floor.append(_seconds(lambda: float(flat @ flat)))
        ours.append(_seconds(lambda seed=seed: neighbours.together([seed], Terms(_TOP))))
        found = neighbours.together([seed], Terms(_TOP))
        best = _best(vectors, snapshot, seed)
        exact &= bool(np.allclose(found.scores, best[: len(found.scores)], atol=1e-5))
    naive = [
        _seconds(lambda seed=seed: np.argsort(-cosine_similarity(vectors[[seed]], vectors)[0]))
        for seed in chosen[:_NAIVE_RUNS].tolist()
    ]
    return {
        "similar_ms": _median_ms(ours),
        "similar_floor_ms": _median_ms(floor),
        "similar_over_floor": round(float(np.median(ours) / np.median(floor)), 2),
        "similar_naive_ms": _median_ms(naive),
        "similar_exact": int(exact),
    }


def _best(vectors: Floats, snapshot: Snapshot, seed: int) -> Floats:
    """Return the best scores by looking at all, one of each song, the seed's song left out."""
    wanted = vectors[seed].astype(np.float64)
    scores = vectors @ (wanted / np.linalg.norm(wanted)).astype(np.float32)
    song = np.asarray(snapshot.tracks.song)
    # Versions of ten songs and of the seed's are far fewer.
    order = np.argsort(-scores, kind="stable")[: 100 * _TOP]
    order = order[song[order] != song[seed]]
    _, first = np.unique(song[order], return_index=True)
    return scores[order[np.sort(first)]][:_TOP]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _median_ms(seconds: list[float]) -> float:
    return round(float(np.median(seconds)) * 1_000, 1)


if __name__ == "__main__":
    sys.exit(main())
