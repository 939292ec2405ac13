"""Scoring songs that have no features by who loves them: members alike in likes speak for them."""

import numpy as np
from numpy.typing import NDArray

from models.tracks import Floats

_DOUBT = 5.0
"""Two members with a handful of likes each are not yet alike for sharing one of them."""


def likeness(shared: Floats, mine: int, theirs: Floats) -> Floats:
    """Return how alike others are to a member, (others,), from 0 to below 1.

    It is the cosine of their sets of likes, held down where the sets are small: `shared` counts
    songs that both like, `mine` and `theirs` those of each.
    """
    return (shared / (np.sqrt(mine * theirs) + _DOUBT)).astype(np.float32)


def score_shelf(loved: NDArray[np.bool_], alike: Floats) -> Floats:
    """Return the score of each song, (songs,): how alike those are, in sum, who love it.

    `loved` is (songs, others). A song that nobody alike loves scores 0.
    """
    return (loved @ alike).astype(np.float32)
