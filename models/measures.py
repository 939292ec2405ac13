"""How well scores tell positives from negatives."""

import numpy as np
from numpy.typing import NDArray

from models.tracks import Floats


def auc(scores: Floats, positive: NDArray[np.bool_]) -> float:
    """Return the chance that a positive scores above a negative, ties counting half."""
    positives = int(positive.sum())
    negatives = len(positive) - positives
    if not positives or not negatives:
        return float("nan")
    ordered = np.sort(scores)
    ranks = np.searchsorted(ordered, scores, "left") + np.searchsorted(ordered, scores, "right") + 1
    total = float(ranks[positive].sum()) / 2
    return (total - positives * (positives + 1) / 2) / (positives * negatives)


def average_precision(scores: Floats, positive: NDArray[np.bool_]) -> float:
    """Return the mean precision at each positive, tied scores standing together."""
    if not positive.any():
        return float("nan")
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(positive[order])
    # The last row of a run of ties speaks for all of them.
    ends = np.append(np.flatnonzero(np.diff(scores[order])), len(scores) - 1)
    found = np.diff(hits[ends], prepend=0)
    return float((hits[ends] / (ends + 1) * found).sum() / positive.sum())
