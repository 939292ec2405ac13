"""Rows to learn a member from: the seeds against tracks drawn from the rest."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.profiles import Indices
from models.splits import candidates
from models.views import View

NEGATIVES = 1_000


def draw_rows(view: View, seeds: Indices, seed: int) -> tuple[Indices, NDArray[np.bool_]]:
    """Return the seeds and `NEGATIVES` drawn tracks, and which of the rows are liked."""
    others = np.flatnonzero(candidates(view.tracks, seeds))
    rng = np.random.default_rng([seed, 2])
    drawn = rng.choice(others, min(NEGATIVES, len(others)), replace=False)
    rows = np.concatenate((seeds, drawn))
    return rows, np.arange(len(rows)) < len(seeds)


def true_chances(
    chances: NDArray[np.floating[Any]], balance: float, likes: int, size: int
) -> NDArray[np.float64]:
    """Return chances of being liked with the sampling undone.

    In the sample, likes weighed `balance` times what the drawn tracks weigh; the catalogue of
    `size` tracks is taken to hold as many likes again as there are seeds.
    """
    chances = np.clip(chances.astype(np.float64), 1e-7, 1 - 1e-7)
    odds = np.log(chances / (1 - chances)) + np.log(likes / (size - likes)) - np.log(balance)
    return 1 / (1 + np.exp(-odds))
