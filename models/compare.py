"""How two members' tastes meet: whose songs suit whom, and what divides them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.profiles import Indices, spans
from models.tracks import Floats, Ragged

Doubles = NDArray[np.float64]

FEWEST: Final = 5
"""Songs a share has to rest on."""
SAMPLE: Final = 2_000
"""Tracks that stand for the catalogue: the share is then known to about one percent."""


def suitability(theirs: Floats, catalogue: Floats) -> float | None:
    """Return the share of the catalogue that suits somebody less than another's songs do.

    The AUC of one member's songs (k,) against tracks of the catalogue (n,), both scored by the
    other's model: 0.5 is what songs drawn at random would get. None for too few songs.
    """
    if len(theirs) < FEWEST or not len(catalogue):
        return None
    ordered = np.sort(catalogue)
    below = np.searchsorted(ordered, theirs, "left") + np.searchsorted(ordered, theirs, "right")
    return float(below.mean() / (2 * len(ordered)))


def genre_shares(genres: Ragged, rows: Indices, count: int) -> Doubles:
    """Return (count,) the share of each genre among tracks; a track is shared by its genres."""
    owners, places = spans(genres, rows)
    of_track = np.bincount(owners, minlength=len(rows))
    weights = 1 / of_track[owners]
    sums = np.bincount(genres.ids[places], weights, minlength=count).astype(np.float64)
    return sums / sums.sum() if sums.sum() else sums


def dividing(first: Doubles, second: Doubles, most: int, least: float = 0.05) -> Indices:
    """Return the places of the largest differences of two shares, the largest first."""
    gaps = np.abs(first - second)
    order = np.argsort(-gaps, kind="stable")[:most]
    return order[gaps[order] >= least]
