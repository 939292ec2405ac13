"""How much each kind of evidence moves a member's ranking, and which model it speaks through."""

from dataclasses import dataclass

import numpy as np

from models.explain import ReasonKind, sums_by_kind
from models.tracks import Floats


@dataclass(frozen=True, slots=True)
class Importance:
    """What one kind of evidence has of all that tells songs apart; all shares add up to 1."""

    kind: ReasonKind
    shared: float
    """Through the ranker that all members share."""
    own: float
    """Through the member's own trees."""


def importances(shared: Floats, own: Floats) -> tuple[Importance, ...]:
    """Return all kinds, the weightiest first.

    `shared` and `own` are (m, len(FEATURES)) what each feature adds to the log odds of songs. What
    is added to all of them alike moves none of them: a kind weighs as much as what it adds varies
    (the standard deviation over the songs).
    """
    spreads = [
        {kind: float(np.std(sums)) for kind, sums in sums_by_kind(parts).items()}
        for parts in (shared, own)
    ]
    total = sum(sum(spread.values()) for spread in spreads) or 1.0
    found = [
        Importance(kind, spreads[0][kind] / total, spreads[1][kind] / total) for kind in spreads[0]
    ]
    return tuple(sorted(found, key=lambda one: -(one.shared + one.own)))
