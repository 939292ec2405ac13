"""From the best tracks to a list that is worth hearing as a whole.

Tracks are chosen one after another, each by what it adds: its own score, less how alike it is to
what the list holds (maximal marginal relevance: Carbonell and Goldstein, SIGIR 1998), plus how much
nearer it brings the list's genres to the member's (calibration: Steck, RecSys 2018), under a bound
on how many may be by artists the member likes already.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.genres import MACRO_GENRES, macro_genres
from models.places import Scale
from models.profiles import Indices, spans
from models.tracks import Floats, Tracks

_SOUND: Final = 0.6
"""What the sound says of how alike two tracks are; the genres say the rest."""
_SMOOTHING: Final = 0.02
"""Of the member's genre shares, mixed into the list's: a list cannot have all of them."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What a list is balanced by, in log odds of being liked; the defaults are what is served.

    `python -m tests.bench.diversity` draws the curve they were chosen from.
    """

    likeness: float = 1.0
    """What a track loses that is just like one of the list."""
    shares: float = 1.0
    """What a whole unit of divergence between the genres of the list and the member's costs."""
    known: float = 0.5
    """The most of the list that may be by artists of the likes."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Tracks (m,) to choose from, best first."""

    scores: Floats
    """Log odds."""
    points: Floats
    """(m, d) `describe`"""
    genres: Floats
    """(m, g) shares of genres, all 0 where none is known."""
    known: NDArray[np.bool_]
    """Whether they are by artists of the likes."""


def balance(pool: Pool, wanted: Floats, count: int, by: Balance) -> Indices:
    """Return the places of up to `count` tracks, in the order in which they were chosen.

    `wanted` is (g,) the member's genre shares, all 0 where none is known. The bound on known
    artists gives way only where no other track is left.
    """
    left = np.ones(len(pool.scores), dtype=np.bool_)
    nearest = np.zeros(len(pool.scores), dtype=np.float32)
    held = np.zeros(len(wanted), dtype=np.float32)
    most_known = int(np.ceil(by.known * count))
    chosen: list[int] = []
    while len(chosen) < count and left.any():
        free = left & ~pool.known if _known(pool, chosen) >= most_known else left
        free = free if free.any() else left
        worth = pool.scores - np.float32(by.likeness) * nearest
        if wanted.any():
            worth = worth - np.float32(by.shares) * _divergence(held, pool.genres, wanted)
        best = int(np.argmax(np.where(free, worth, -np.inf)))
        chosen.append(best)
        left[best] = False
        nearest = np.maximum(nearest, pool.points @ pool.points[best])
        held += pool.genres[best]
    return np.array(chosen, dtype=np.int64)


def genre_shares(tracks: Tracks, rows: Indices) -> Floats:
    """Return (len(rows), len(MACRO_GENRES)) shares of macro-genres, all 0 where none is known."""
    macro = np.array(macro_genres(tracks.genre_names), dtype=np.int64)
    owners, places = spans(tracks.genres, rows)
    theirs = macro[tracks.genres.ids[places]] if len(macro) else np.empty(0, dtype=np.int64)
    shares = np.zeros((len(rows), len(MACRO_GENRES)), dtype=np.float32)
    np.add.at(shares, (owners[theirs >= 0], theirs[theirs >= 0]), 1)
    return shares / np.maximum(shares.sum(axis=1, keepdims=True), np.float32(1e-9))


def describe(tracks: Tracks, rows: Indices, scale: Scale) -> Floats:
    """Return (len(rows), d) vectors whose products say how alike tracks are, by sound and fine
    genre: a description that the ranking does not use.
    """
    sound = np.nan_to_num(scale.measure(tracks, rows))
    owners, places = spans(tracks.genres, rows)
    names, columns = np.unique(tracks.genres.ids[places], return_inverse=True)
    genres = np.zeros((len(rows), max(len(names), 1)), dtype=np.float32)
    genres[owners, columns] = 1
    parts = (_unit(sound) * np.sqrt(_SOUND), _unit(genres) * np.sqrt(1 - _SOUND))
    return np.hstack(parts).astype(np.float32)


def divergence(genres: Floats, wanted: Floats) -> float:
    """Return the Kullback-Leibler divergence of a list's genre shares from those wanted."""
    return float(_divergence(genres.sum(axis=0), np.zeros((1, len(wanted)), np.float32), wanted)[0])


def _known(pool: Pool, chosen: list[int]) -> int:
    return int(np.count_nonzero(pool.known[chosen])) if chosen else 0


def _divergence(held: Floats, added: Floats, wanted: Floats) -> Floats:
    """Return (m,) the divergence of a list once each of the tracks is added to it."""
    wanted = wanted / max(float(wanted.sum()), 1e-9)
    sums = held + added
    totals = np.maximum(sums.sum(axis=1, keepdims=True), np.float32(1e-6))
    shares = (1 - _SMOOTHING) * sums / totals + _SMOOTHING * wanted
    ratios = np.log(np.maximum(wanted, 1e-9) / np.maximum(shares, 1e-9))
    return np.where(wanted > 0, wanted * ratios, 0).sum(axis=1).astype(np.float32)


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(lengths, np.float32(1e-9))
