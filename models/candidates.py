"""Which tracks of a large catalogue are worth a full look: a cheap score of all of them first.

The full features of 1.2 million tracks take seconds and a gigabyte. What moves a track most, its
artist, genre, era and fame, can be read off tables, so a first score by these alone is enough to
set nearly all tracks aside.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.background import MEASURES, SOUND
from models.comparison import WEIGHTS
from models.features import Portrait
from models.profiles import Indices
from models.tracks import Floats

_BY_BIN: Final = {
    **dict.fromkeys(SOUND, WEIGHTS["sound"]),
    "year": WEIGHTS["era"],
    "popularity": WEIGHTS["fame"],
    "artist size": WEIGHTS["artist fame"],
}
"""Weights of the lifts that are looked up by the bin of a measure."""


@dataclass(frozen=True, slots=True)
class Breadth:
    """How many tracks are looked at in full."""

    all_up_to: int = 100_000
    """A catalogue of as many tracks is looked at as a whole."""
    best: int = 40_000
    """Tracks of a larger one, the best by the first score: the hundred best are among them."""
    others: int = 4_000
    """Of the rest, drawn evenly, to show how likely these are to be liked."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Tracks (m,) to look at in full, in the order of the catalogue."""

    rows: Indices
    stands_for: Floats | None
    """(m,) how many tracks of the catalogue each stands for; None where all are here."""


def choose(
    portrait: Portrait,
    barred: NDArray[np.int64],
    among: NDArray[np.bool_] | None,
    *,
    breadth: Breadth,
) -> Candidates:
    """Return candidates among tracks of other songs than those barred.

    Where only some tracks may be served, as many as ever are taken `among` them, and as many of
    all beside, since probabilities are read off all.
    """
    song = portrait.background.tracks.song
    if len(song) <= breadth.all_up_to:
        return Candidates(np.flatnonzero(~np.isin(song, barred)), None)
    scores = first_scores(portrait)
    chosen = np.zeros(len(song), dtype=np.bool_)
    chosen[_highest(scores, breadth.best)] = True
    if among is not None:
        allowed = np.flatnonzero(among)
        chosen[allowed[_highest(scores[allowed], breadth.best)]] = True
    others = np.flatnonzero(~chosen)
    step = max(1, len(others) // breadth.others)
    sample = others[::step]
    stands_for = chosen.astype(np.float32)
    stands_for[sample] = len(others) / max(len(sample), 1)
    rows = np.flatnonzero(stands_for)
    rows = rows[~np.isin(song[rows], barred)]
    return Candidates(rows, stands_for[rows])


def first_scores(portrait: Portrait) -> Floats:
    """Return (n,) the fixed comparison of all tracks without what distances to likes add."""
    background = portrait.background
    bins = background.spread.bins
    parts = portrait.of_artists().items()
    by_artist = sum(np.float32(WEIGHTS[name]) * column for name, column in parts)
    scores = np.asarray(by_artist, dtype=np.float32)[background.artist]
    genre = background.profiles.mean_of_all(portrait.genre_lifts[:, 0])
    with np.errstate(invalid="ignore"):
        scores += np.float32(WEIGHTS["genre"]) * np.nan_to_num(np.log(np.maximum(genre, 1e-3)))
    for measure, weight in _BY_BIN.items():
        column = MEASURES.index(measure)
        scores += (np.float32(weight) * portrait.lifts[column])[bins[:, column]]
    return scores


def _highest(scores: Floats, count: int) -> Indices:
    """Return where the `count` highest scores are, in no order."""
    if len(scores) <= count:
        return np.arange(len(scores))
    return np.argpartition(scores, len(scores) - count)[len(scores) - count :]
