"""Likes and recommendations as places on a map: near each other where they are alike."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.background import Background
from models.overview import project
from models.profiles import Indices
from models.tracks import Floats

MOST: Final = 1_000
"""Likes on a map; of more, an even sample stands for all."""
_GENRE_WEIGHT: Final = 2.0


@dataclass(frozen=True, slots=True)
class Places:
    """Where some tracks lie."""

    rows: Indices
    """(n,)"""
    points: Floats
    """(n, 3) sound and macro-genre on their strongest principal components."""

    def only(self, chosen: NDArray[np.bool_]) -> "Places":
        """Return the places of the chosen tracks."""
        return Places(self.rows[chosen], self.points[chosen])


def lay_out(background: Background, likes: Indices, others: Indices) -> tuple[Places, Places]:
    """Return places of likes (k,), at most a thousand, and of others (m,) among them."""
    step = max(1, -(-len(likes) // MOST))
    likes = likes[::step]
    rows = np.concatenate((likes, others))
    genres = _GENRE_WEIGHT * np.nan_to_num(background.macros[rows])
    points = project(np.column_stack((background.sound[rows], genres)), 3)
    missing = 3 - points.shape[1]
    points = np.pad(points, ((0, 0), (0, missing)))
    return Places(likes, points[: len(likes)]), Places(others, points[len(likes) :])
