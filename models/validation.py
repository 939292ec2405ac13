"""Learning a member's own trees, and measuring them on rows they have not seen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from models import boosting
from models.boosting import Sheet
from models.evidence import Evidence
from models.measures import auc, average_precision
from models.tracks import Floats

PARTS: Final = 5
"""Parts for validation: one is judged, four teach."""
ROUNDS: Final = (30, 200)
ROUNDS_A_SONG: Final = 0.6
"""More likes can tell more: 30 rounds serve up to 50 of them."""
FEWEST_SONGS: Final = 10
"""Below this many songs each part would hold but one; the shared ranker serves alone."""
TRUST: Final = 0.5
"""How much of what the member's own trees say is taken at most: all of it would be too much, as
the rankings of held-out likes show (`models/data/README.md`)."""
TRUSTED_AT: Final = 20
"""Likes at which half as much is taken."""
POSITIVE_SHARE: Final = 0.2
"""What the likes weigh among the training rows."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is known of a taste's worth, measured on rows its training had not seen.

    The rows are the likes and the sampled negatives: `prevalence` is the share of likes among
    them, which is what a random order gets for an average precision. NaN where there were too
    few likes to measure.
    """

    likes: int
    disliked: int
    negatives: int
    prevalence: float
    auc: float
    average_precision: float
    comparison_auc: float
    """The same of the shared ranker alone."""
    comparison_average_precision: float
    rounds: int
    """Trees of the member's own classifier; 0 where it added nothing."""


def trust(likes: float, most: float = TRUST) -> np.float32:
    """Return how much of what the member's own trees say is taken; `likes` is their weight."""
    return np.float32(most * likes / (likes + TRUSTED_AT))


def level(scores: Floats, weights: Floats, expected: float) -> float:
    """Return what to add to log odds so that the weighted probabilities sum to `expected`."""
    low, high = -100.0, 100.0
    for _ in range(40):
        middle = (low + high) / 2
        total = float((weights * logistic(scores + np.float32(middle))).sum(dtype=np.float64))
        low, high = (middle, high) if total < expected else (low, middle)
    return (low + high) / 2


def logistic(scores: Floats) -> Floats:
    """Return the probabilities of log odds."""
    odds = np.exp(-np.clip(scores, -60, 60))
    return (1 / (1 + odds)).astype(np.float32)


def make_sheet(evidence: Evidence, compared: Floats) -> Sheet:
    """Weigh the likes against the negatives and begin where the shared ranker ends.

    The margins are log odds within the sample, so what the drawing of negatives took from
    popular tracks is taken off; the trees learn what is left to say, and ranking the catalogue
    leaves it out again.
    """
    weights, positive = evidence.weights.copy(), evidence.positive
    others = float(weights[~positive].sum())
    likes = float(weights[positive].sum())
    if likes:
        weights[positive] *= POSITIVE_SHARE / (1 - POSITIVE_SHARE) * others / likes
    margins = compared - evidence.excess
    margins += np.float32(level(margins, weights, float(weights[positive].sum())))
    return Sheet(evidence.features, positive, weights, margins)


def validate(
    evidence: Evidence,
    sheet: Sheet,
    seed: int,
    stop: Callable[[], bool],
    progress: Callable[[float], None],
) -> tuple[Floats, int]:
    """Return (m,) what trees add to rows they have not seen, and how many rounds there are.

    All rounds are fixed beforehand: where stopping early chose them, part by part, a member with
    20 likes gained half as much.
    """
    added = np.zeros(len(sheet.margins), dtype=np.float32)
    if len(np.unique(evidence.folds[evidence.positive])) < FEWEST_SONGS:
        return added, 0
    rounds = int(np.clip(ROUNDS_A_SONG * evidence.positive.sum(), *ROUNDS))
    taken = trust(float(evidence.weights[evidence.positive].sum()))
    parts = evidence.folds % PARTS
    for part in range(PARTS):
        judged = parts == part
        trees = boosting.grow(sheet.only(~judged), rounds=rounds, seed=seed, stop=stop)
        added[judged] = taken * trees.margins(sheet.features[judged])
        progress(0.1 + 0.7 * (part + 1) / PARTS)
    return added, rounds


def measure(evidence: Evidence, compared: Floats, added: Floats, rounds: int) -> Metrics:
    """Return the metrics of what trees added to rows they had not seen.

    Negatives that were drawn for being hard are left out: they would judge the ranking by itself.
    """
    fair = ~evidence.hard
    positive, compared = evidence.positive[fair], compared[fair]
    scores = compared + added[fair]
    return Metrics(
        likes=int(positive.sum()),
        disliked=evidence.disliked,
        negatives=len(positive) - int(positive.sum()) - evidence.disliked,
        prevalence=float(positive.mean()) if len(positive) else float("nan"),
        auc=auc(scores, positive),
        average_precision=average_precision(scores, positive),
        comparison_auc=auc(compared, positive),
        comparison_average_precision=average_precision(compared, positive),
        rounds=rounds,
    )
