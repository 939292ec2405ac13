"""Trees of their own for two kinds of track, by artists of the likes and by all others.

What tells songs of liked artists apart is not what tells all others apart, and in common trees the
former drown out the latter: so each kind has trees of its own on top of the common ones.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.boosting import Trees
from models.features import FEATURES
from models.profiles import Indices
from models.tracks import Floats

_ARTIST: Final = FEATURES.index("any artist likes")
_SIZES: Final = np.dtype("<u4")


def by_liked_artists(features: Floats) -> NDArray[np.bool_]:
    """Return (m,) which tracks have an artist of the likes; `features` is (m, len(FEATURES))."""
    return features[:, _ARTIST] > 0


@dataclass(frozen=True, slots=True)
class Kinds:
    """Three boosters over the same columns."""

    common: Trees
    known: Trees
    """For tracks by artists of the likes."""
    new: Trees
    """For all others."""

    @classmethod
    def load(cls, model: bytes) -> "Kinds":
        """Read what `save` gave; raises ValueError for anything else."""
        head = 3 * _SIZES.itemsize
        if len(model) < head:
            raise ValueError("the bytes hold no whole model")
        ends = head + np.cumsum(np.frombuffer(model[:head], _SIZES), dtype=np.int64)
        starts = (head, *ends[:-1].tolist())
        parts = [model[start:end] for start, end in zip(starts, ends.tolist(), strict=True)]
        common, known, new = (Trees.load(part) for part in parts)
        return cls(common, known, new)

    def save(self) -> bytes:
        """Return the boosters as UBJ, each with a digest behind it, their sizes in front."""
        parts = [trees.save() for trees in (self.common, self.known, self.new)]
        sizes = np.array([len(part) for part in parts], dtype=_SIZES)
        return b"".join((sizes.tobytes(), *parts))

    @property
    def rounds(self) -> int:
        """How many trees there are."""
        return sum(trees.rounds for trees in (self.common, self.known, self.new))

    def margins(self, columns: Floats, known: NDArray[np.bool_]) -> Floats:
        """Return (m,) what the trees add to the log odds of rows, `known` by liked artists."""
        margins = self.common.margins(columns)
        for trees, rows in self._by_kind(known):
            margins[rows] += trees.margins(columns[rows])
        return margins

    def contributions(self, columns: Floats, known: NDArray[np.bool_]) -> Floats:
        """Return (m, f) what each column adds to `margins`, up to a constant of a kind."""
        parts = self.common.contributions(columns)
        for trees, rows in self._by_kind(known):
            parts[rows] += trees.contributions(columns[rows])
        return parts

    def gains(self, columns: int) -> NDArray[np.float64]:
        """Return (columns,) what share of all that the trees have gained came of each column."""
        totals = np.zeros(columns)
        for trees in (self.common, self.known, self.new):
            for column, gain in trees.gains().items():
                totals[column] += gain
        return totals / (totals.sum() or 1)

    def _by_kind(self, known: NDArray[np.bool_]) -> tuple[tuple[Trees, Indices], ...]:
        kinds = ((self.known, np.flatnonzero(known)), (self.new, np.flatnonzero(~known)))
        return tuple((trees, rows) for trees, rows in kinds if len(rows))
