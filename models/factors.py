"""Latent factors of lists and their items, by alternating least squares for implicit feedback.

After Hu, Koren and Volinsky (2008): whatever a list holds is wanted with confidence `ALPHA`,
everything else is not wanted with confidence 1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.profiles import Indices
from models.tracks import Floats, Ragged

FACTORS: Final = 64
ALPHA: Final = 10.0
REGULARISATION: Final = 0.05
ITERATIONS: Final = 15
"""On 525 lists of 4,848, more factors served members with few seeds worse."""

_CELLS: Final = 4_000_000
"""Numbers in hand at once while rows are solved together: 16 MB."""


@dataclass(frozen=True, slots=True)
class Factors:
    """What each of `v` items is like, learned from lists."""

    items: Floats
    """(v, f)"""
    root: Floats
    """(f, f) Cholesky factor of the items' Gram matrix with the regularisation."""
    regularisation: float

    @classmethod
    def of(cls, items: Floats, regularisation: float = REGULARISATION) -> "Factors":
        """Prepare factors for folding in members."""
        return cls(items, _root(items, regularisation), regularisation)

    def fold_in(self, items: Indices, weights: Floats) -> Floats:
        """Return (f,) the factors of a list of some items (k,), by their weights (k,).

        `items @ fold_in(...)` then says how much such a list wants each item, about 0 to 1.
        """
        _, solved = self._solve(items, weights)
        return np.linalg.solve(self.root.T, solved).astype(np.float32)

    def of_lists(self, lists: Ragged) -> Floats:
        """Return (len(lists), f) the factors of lists of these items."""
        return _solve_all(self.items, lists, ALPHA, self.regularisation)

    def shares(self, items: Indices, weights: Floats, wanted: Indices) -> Floats:
        """Return (len(wanted), k) what each of the items adds to the score of each wanted one.

        The rows sum to the scores: a list's factors are a sum over what it holds.
        """
        system, _ = self._solve(items, weights)
        liked = self._whiten(items) * (ALPHA * weights)[:, None]
        solved = np.linalg.solve(system, liked.T)
        return (self._whiten(wanted) @ solved).astype(np.float32)

    def _solve(self, items: Indices, weights: Floats) -> tuple[Floats, Floats]:
        liked = self._whiten(items)
        confidence = (ALPHA * weights).astype(np.float32)
        system = np.eye(liked.shape[1], dtype=np.float32)
        system += liked.T @ (liked * np.maximum(confidence - 1, 0)[:, None])
        solved: Floats = np.linalg.solve(system, liked.T @ confidence).astype(np.float32)
        return system, solved

    def _whiten(self, items: Indices) -> Floats:
        return np.linalg.solve(self.root, self.items[items].T).T.astype(np.float32)


def learn_factors(
    lists: Ragged,
    holders: Ragged,
    *,
    factors: int = FACTORS,
    alpha: float = ALPHA,
    regularisation: float = REGULARISATION,
    iterations: int = ITERATIONS,
    seed: int = 0,
    progress: Callable[[float], None] = lambda share: None,
) -> Factors:
    """Learn from lists and, turned round, from who holds each item; the same for the same seed.

    About 2 s an iteration for 4,848 lists of 94,000 items on one core.
    """
    rng = np.random.default_rng([seed, factors])
    items = rng.normal(0, 0.01, (len(holders), factors)).astype(np.float32)
    for iteration in range(iterations):
        wants = _solve_all(items, lists, alpha, regularisation)
        items = _solve_all(wants, holders, alpha, regularisation)
        progress((iteration + 1) / iterations)
    return Factors.of(items, regularisation)


def _root(points: Floats, regularisation: float) -> Floats:
    gram = points.T.astype(np.float64) @ points
    gram += regularisation * np.eye(points.shape[1])
    return np.linalg.cholesky(gram).astype(np.float32)


def _solve_all(points: Floats, rows: Ragged, alpha: float, regularisation: float) -> Floats:
    """Return (len(rows), f) the least squares solution of each row, given the other side's.

    In the space where the Gram matrix is the unit matrix, a row of `d` entries is a system of
    `d` unknowns or of `f`, whichever is less. Rows of about one length are solved together.
    """
    size = points.shape[1]
    root = _root(points, regularisation)
    inverse = np.linalg.inv(root.astype(np.float64)).astype(np.float32)
    white = np.zeros((len(points) + 1, size), dtype=np.float32)
    np.matmul(points, inverse.T, out=white[:-1])
    counts = np.diff(rows.starts)
    order = np.argsort(counts, kind="stable")
    solved = np.zeros((len(rows), size), dtype=np.float32)
    begin = int(np.searchsorted(counts[order], 1))
    while begin < len(order):
        shortest = int(counts[order[begin]])
        longest = max(shortest, int(shortest * 1.2))
        end = int(np.searchsorted(counts[order], longest, "right"))
        width = int(counts[order[end - 1]])
        end = min(end, begin + max(1, _CELLS // (width * size + min(width, size) ** 2)))
        block = order[begin:end]
        width = int(counts[order[end - 1]])
        solved[block] = _solve_block(white, rows, block, width, alpha)
        begin = end
    return solved @ inverse


def _solve_block(white: Floats, rows: Ragged, block: Indices, width: int, alpha: float) -> Floats:
    places = rows.starts[block][:, None] + np.arange(width)
    held = places < rows.starts[block + 1][:, None]
    ids = np.where(held, rows.ids[np.minimum(places, len(rows.ids) - 1)], len(white) - 1)
    liked = white[ids]
    if width > white.shape[1]:
        system = (alpha - 1) * (liked.transpose(0, 2, 1) @ liked)
        system += np.eye(white.shape[1], dtype=np.float32)
        wanted = (alpha * liked.sum(axis=1)).astype(np.float32)
        return _solve_each(system, wanted)
    system = (alpha - 1) * (liked @ liked.transpose(0, 2, 1))
    system += np.eye(width, dtype=np.float32)
    wanted = np.where(held, np.float32(alpha), np.float32(0))
    weights = _solve_each(system, wanted)
    return (liked.transpose(0, 2, 1) @ weights[:, :, None])[:, :, 0]


def _solve_each(systems: Floats, wanted: Floats) -> Floats:
    solved: Floats = np.linalg.solve(systems, wanted[:, :, None])[:, :, 0]
    return solved
