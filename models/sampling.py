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
    candidates = np.flatnonzero(allowed)
    catalogue = np.bincount(bins[candidates], minlength=BINS + 1)
    likes = np.where(catalogue > 0, np.bincount(bins[liked], minlength=BINS + 1), 0)
    ratio = likes * (catalogue.sum() / max(likes.sum(), 1)) / np.maximum(catalogue, 1)
    rates = (1 - MATCHED) + MATCHED * ratio
    count = min(count, len(candidates))
    if not count:
        return Sample(candidates, np.zeros(BINS + 1, dtype=np.float32))
    # An exponential race: whoever is through first is drawn, and each runs at its own rate.
    times = rng.standard_exponential(len(candidates)) / rates[bins[candidates]]
    order = np.argpartition(times, count - 1)[:count]
    drawn = 1 - np.exp(-rates * times[order].max())
    usual = float((drawn * catalogue).sum()) / len(candidates)
    excess = np.log(np.maximum(drawn, 1e-9) / usual).astype(np.float32)
    return Sample(np.sort(candidates[order]), excess)
