"""From a shortlist to a list: small rules, applied one after another from top to bottom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from models.profiles import Indices
from models.tracks import Floats, Rows, Tracks

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Tracks (m,) that may be recommended, best first."""

    song: NDArray[np.int64]
    artist: Rows
    """First artist, -1 where there is none."""
    explicit: Floats
    """1 explicit, 0 not, NaN where unknown."""

    @classmethod
    def of(cls, tracks: Tracks, rows: "Indices | Rows") -> Self:
        """Return the tracks in some rows of a catalogue, in that order."""
        return cls(tracks.song[rows], tracks.artist[rows], tracks.explicit[rows])

    def only(self, places: Indices) -> Self:
        """Return the tracks in some places, in that order."""
        return type(self)(self.song[places], self.artist[places], self.explicit[places])

    def __len__(self) -> int:
        return len(self.song)


class Rule(Protocol):
    """Says which of the candidates may stay."""

    def __call__(self, candidates: Candidates, /) -> Mask:
        """Return (m,) true for those that stay."""
        ...


@dataclass(frozen=True, slots=True)
class WithoutSongs:
    """No version of these songs: heard, disliked, or shown not long ago."""

    songs: Collection[int]

    def __call__(self, candidates: Candidates, /) -> Mask:
        """Keep all other songs."""
        return ~np.isin(candidates.song, np.fromiter(self.songs, np.int64, len(self.songs)))


@dataclass(frozen=True, slots=True)
class OneVersion:
    """Of each song only its best version."""

    def __call__(self, candidates: Candidates, /) -> Mask:
        """Keep the first of each song."""
        return _earlier(candidates.song) < 1


@dataclass(frozen=True, slots=True)
class ArtistCap:
    """At most so many songs of one artist; songs of nobody are not counted together."""

    most: int = 2

    def __call__(self, candidates: Candidates, /) -> Mask:
        """Keep the first songs of each artist."""
        return (_earlier(candidates.artist) < self.most) | (candidates.artist < 0)


@dataclass(frozen=True, slots=True)
class NotExplicit:
    """Nothing known to be explicit; many tables do not say, and what is unknown stays."""

    def __call__(self, candidates: Candidates, /) -> Mask:
        """Keep what is not known to be explicit."""
        return ~(candidates.explicit == 1)


def follow(recipe: Sequence[Rule], candidates: Candidates, count: int) -> Indices:
    """Return the places of the first `count` candidates that every rule lets stay.

    Each rule sees what the rules before it have left, so a cap counts only what is still there.
    """
    places = np.arange(len(candidates))
    for rule in recipe:
        places = places[rule(candidates.only(places))]
    return places[:count]


def _earlier(values: NDArray[np.int64] | Rows) -> Indices:
    """Return for each value how many equal ones come before it."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    begins = np.append(True, ordered[1:] != ordered[:-1]) if len(order) else np.zeros(0, bool)
    starts = np.flatnonzero(begins)
    runs = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    earlier = np.empty(len(order), dtype=np.int64)
    earlier[order] = runs
    return earlier
