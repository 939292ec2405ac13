"""Exact search among many vectors without reading all of each.

Vectors are turned so that their first axes carry most of their length. By the inequality of Cauchy
and Schwarz what the other axes can add to a product is at most the product of both lengths there,
so a look at the first axes and at one length bounds every score, and only the few vectors whose
bound reaches the scores already found are read in full.
"""

from typing import Final

import numpy as np

from models.profiles import Indices
from models.tracks import Floats

_AXES: Final = 23
"""With the length of the rest 24 columns: of 1.2 million tracks 3,000 are then read in full."""
_ALL_UP_TO: Final = 100_000
"""So few vectors are read in full as fast."""
_FEW: Final = 8
"""Up to one in so many vectors is picked out sooner than all are read."""
_BLOCK: Final = 65_536
_DIGITS: Final = 6
_ROUNDING: Final = 1e-5
"""More than products of vectors no longer than 1 are off by in single precision."""


class Nearest:
    """Vectors (n, d) no longer than 1; may be asked from any thread."""

    def __init__(self, vectors: Floats, *, all_up_to: int = _ALL_UP_TO) -> None:
        """Take vectors over: they may be turned where they lie."""
        self.vectors = vectors
        self._bounds: Floats | None = None
        if len(vectors) > all_up_to and vectors.shape[1] > _AXES + 1:
            self._bounds = _turn(vectors)

    def best(self, wanted: Floats, count: int) -> tuple[Indices, Floats]:
        """Return the `count` vectors of the greatest product with one (d,), best first.

        Of equals the first come first; with them their products.
        """
        reached = None if self._bounds is None or not count else self._reaching(wanted, count)
        if reached is None:
            scores = self.vectors @ wanted
            rows = best_rows(scores, count)
            return rows, scores[rows]
        # Turning has moved equals apart in the last digits.
        scores = np.round(self.vectors[reached] @ wanted, _DIGITS)
        chosen = best_rows(scores, count)
        return reached[chosen], scores[chosen]

    def _reaching(self, wanted: Floats, count: int) -> Indices | None:
        """Return, in order, all vectors that may be among the best; None where these are many."""
        assert self._bounds is not None
        rest = np.linalg.norm(wanted[_AXES:])
        most = self._bounds @ np.append(wanted[:_AXES], rest).astype(np.float32)
        least = (self.vectors[best_rows(most, count)] @ wanted).min() - _ROUNDING
        rows = np.flatnonzero(most >= least)
        return rows if len(rows) <= len(most) // _FEW else None


def best_rows(scores: Floats, count: int) -> Indices:
    """Return where the `count` highest scores are, best first, of equals the first."""
    if not count:
        return np.empty(0, dtype=np.int64)
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    rows = np.flatnonzero(scores >= least)
    return rows[np.argsort(-scores[rows], kind="stable")][:count]


def _turn(vectors: Floats) -> Floats:
    """Turn vectors in place; return (n, _AXES + 1) their first axes and the length of the rest."""
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    axes = np.ascontiguousarray(axes[:, ::-1])
    bounds = np.empty((len(vectors), _AXES + 1), dtype=np.float32)
    for first in range(0, len(vectors), _BLOCK):
        block = slice(first, first + _BLOCK)
        vectors[block] = vectors[block] @ axes
        bounds[block, :_AXES] = vectors[block, :_AXES]
        bounds[block, _AXES] = np.linalg.norm(vectors[block, _AXES:], axis=1)
    return bounds
