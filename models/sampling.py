"""Negatives: tracks of the catalogue a member has not been seen to like."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.background import BINS, MEASURES, Background
from models.profiles import Indices
from models.tracks import Floats

MATCHED: Final = 0.5
"""The part of the negatives that is as popular as the likes; the rest is drawn evenly."""

_POPULARITY: Final = MEASURES.index("popularity")


@dataclass(frozen=True, slots=True)
class Sample:
    """Negatives drawn from a catalogue, with what undoes the drawing."""

    rows: Indices
    """(m,) without repeats."""
    excess: Floats
    """(BINS + 1,) log of how much likelier than evenly each popularity bin was drawn."""

    def log_excess(self, background: Background, rows: Indices) -> Floats:
        """Return (len(rows),) the log odds that drawing took from tracks as popular as these.

        A classifier trained on the sample gives log odds against *drawn* tracks; adding this
        gives them against the catalogue.
        """
        return self.excess[background.spread.bins[rows, _POPULARITY]]


def draw_negatives(
    background: Background,
    liked: Indices,
    allowed: np.ndarray,
    count: int,
    rng: np.random.Generator,
) -> Sample:
    """Draw `count` negatives among the rows where `allowed`, half of them as popular as `liked`.

    `allowed` is (n,) and leaves out every version of a liked or disliked song. Fewer come where
    the catalogue holds fewer.
    """
    bins = background.spread.bins[:, _POPULARITY]
    catalogue = np.bincount(bins[allowed], minlength=BINS + 1).astype(np.float64)
    likes = np.bincount(bins[liked], minlength=BINS + 1) + 0.05
    wanted = np.where(catalogue > 0, likes, 0)
    ratio = np.divide(
        wanted / max(wanted.sum(), 1e-9), catalogue / max(catalogue.sum(), 1), where=catalogue > 0,
        out=np.ones(BINS + 1),
    )  # fmt: skip
    excess = (1 - MATCHED) + MATCHED * ratio
    candidates = np.flatnonzero(allowed)
    # Keys of an exponential race: the smallest `count` are a weighted draw without repeats.
    keys = rng.standard_exponential(len(candidates)) / excess[bins[candidates]]
    count = min(count, len(candidates))
    rows = candidates[np.argpartition(keys, count - 1)[:count]] if count else candidates[:0]
    return Sample(np.sort(rows), np.log(excess).astype(np.float32))
