"""One list for several members: the average of what fits them, with a floor for the unhappiest."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.profiles import Indices

Doubles = NDArray[np.float64]

FLOOR: Final = 0.4
"""The share of their own best list that nobody shall fall below while others gain."""


@dataclass(frozen=True, slots=True)
class Together:
    """A list for a group."""

    places: Indices
    """(count,) positions among the candidates, in the order they were chosen."""
    fits: Doubles
    """(m,) what the list is worth to each member, as a share of their own best list of its length.
    """


def utilities(ranks: Doubles) -> Doubles:
    """Return what each candidate (n,) is worth to each member (m,), 0 to 1, from (m, n) ranks.

    A member's best is rank 0; what they have no rank for is infinite and worth nothing. Ranks and
    not scores: scores of different models do not compare. The discount is that of NDCG.
    """
    return 1 / np.log2(ranks + 2)


def choose_together(worth: Doubles, count: int, floor: float = FLOOR) -> Together:
    """Choose up to `count` of n candidates for m members from (m, n) utilities.

    Each next one is the best on average. Where somebody has got less than `floor` of what their
    own list of that length would have given them, the next one is the best for the one who has got
    least, and on average among those as good. Nobody is so left with nothing, however different
    the tastes.
    """
    members, candidates = worth.shape
    count = min(count, candidates)
    average = worth.mean(axis=0) if members else np.zeros(candidates)
    best = np.cumsum(-np.sort(-worth, axis=1), axis=1)
    got = np.zeros(members)
    free = np.ones(candidates, dtype=bool)
    places: list[int] = []
    for length in range(count):
        shares = _shares(got, best[:, length])
        unhappiest = int(shares.argmin()) if members else 0
        score = average
        if length and members and shares[unhappiest] < floor:
            score = worth[unhappiest] + average / (members * candidates + 1)
        place = int(np.where(free, score, -np.inf).argmax())
        free[place] = False
        places.append(place)
        got += worth[:, place]
    fits = _shares(got, best[:, count - 1]) if count else np.zeros(members)
    return Together(np.array(places, dtype=np.int64), fits)


def _shares(got: Doubles, best: Doubles) -> Doubles:
    """Return got / best; a member to whom nothing is worth anything is content with nothing."""
    return np.divide(got, best, out=np.ones_like(got), where=best > 0)
