"""Who gave a catalogue its genres, and which of them a member of a list may hear."""

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from models.profiles import Indices
from models.tracks import Floats, Ragged, Tracks

OTHERS: Final = -1
"""The voice of whatever told a genre besides the lists."""

NOBODY: Final = -2

_STRATA: Final = 10
"""Parts of the catalogue by popularity."""


@dataclass(frozen=True, slots=True)
class Words:
    """What lists say of their tracks, entry by entry (v,): list, row, and what is said."""

    lists: Indices
    rows: Indices
    genres: NDArray[np.int32]
    """Positions in the catalogue's `genre_names`."""


@dataclass(frozen=True, slots=True)
class Popularities:
    """How popular lists say their tracks are, entry by entry."""

    lists: Indices
    rows: Indices
    values: Floats

    @classmethod
    def none(cls) -> Self:
        """Return what lists say that have no such column, or one that is the track's own."""
        empty = np.empty(0, dtype=np.int64)
        return cls(empty, empty, np.empty(0, dtype=np.float32))


class Voices:
    """Who gave each track its genres: lists, and `OTHERS` for all that is no list."""

    def __init__(self, words: Words, tracks: Tracks) -> None:
        self.words = words
        self.ordinals = ordinals_of(words.rows, words.lists)
        self.counts = np.zeros(len(tracks), dtype=np.int64)
        """(n,) voices of each row."""
        np.maximum.at(self.counts, words.rows, self.ordinals + 1)
        self.first = np.full(len(tracks), NOBODY, dtype=np.int64)
        first = self.ordinals == 0
        self.first[words.rows[first]] = words.lists[first]

    def left(self, number: int, rows: Indices) -> NDArray[np.bool_]:
        """Return which of a list's rows have a genre without it."""
        others = self.words.lists != number
        told = np.zeros(len(self.counts), dtype=np.bool_)
        told[self.words.rows[others]] = True
        return told[rows]


@dataclass(frozen=True, slots=True)
class Hiding:
    """Which tracks outside a list lose their genres, so that its own do not stand out.

    Of a list's tracks those keep a genre that another voice gives one, which popular tracks more
    often have. Tracks outside keep theirs at the rate that holds for entries of lists of their
    popularity, moved so that on the list's own tracks it comes to what the list has left. Tracks
    that one list or table holds of one artist share their fate, as they do within the list.
    """

    place: Floats
    """(n,) a number within 0..1 below the rate of a row that keeps its genres."""
    log_odds: Floats
    """(n,) of the rate."""
    lost: NDArray[np.int64]
    """(n,) the voice taken from a row with several."""

    @classmethod
    def of(cls, voices: Voices, tracks: Tracks, rng: np.random.Generator) -> Self:
        """Draw once for all what decides which tracks keep their genres."""
        counts = voices.counts
        width = int(tracks.artist.max(initial=0)) + 2
        keys = (voices.first + 2) * width + tracks.artist + 1
        # Whoever has no artist shares a fate with nobody.
        keys = np.where(tracks.artist < 0, -1 - np.arange(len(keys)), keys)
        unique, places = np.unique(keys, return_inverse=True)
        chance = rng.random(len(unique))[places]
        cuts = np.nanquantile(tracks.popularity, np.arange(1, _STRATA) / _STRATA)
        stratum = np.searchsorted(cuts, np.nan_to_num(tracks.popularity), "right")
        several = counts > 1
        share = _rates(stratum, several)
        entries = _entries(voices.words, len(tracks))
        rate = _rates(stratum[entries], several[entries])
        place = np.where(
            several, chance * share[stratum], share[stratum] + chance * (1 - share[stratum])
        )
        return cls(
            place=place.astype(np.float32),
            log_odds=np.log(rate / (1 - rate))[stratum].astype(np.float32),
            lost=(rng.random(len(counts)) * counts).astype(np.int64),
        )

    def kept(self, voices: Voices, number: int, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which words a list's member may hear."""
        rows = np.flatnonzero(inside)
        rate = float(voices.left(number, rows).mean()) if len(rows) else 0.5
        rates = _logistic(self.log_odds + (_shift(self.log_odds[rows], rate) if len(rows) else 0))
        words, ordinals = voices.words, voices.ordinals
        spared = (self.place < rates)[words.rows]
        single = voices.counts[words.rows] == 1
        outside = spared & (single | (ordinals != self.lost[words.rows]))
        mine = inside[words.rows]
        return (mine & (words.lists != number)) | (~mine & outside)


def _entries(words: Words, size: int) -> Indices:
    """Return the rows of all lists, a row as often as lists hold it."""
    said = words.lists != OTHERS
    return np.unique(words.lists[said] * size + words.rows[said]) % size


def _rates(stratum: Indices, kept: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return (_STRATA,) how often rows are kept, drawn towards the mean where they are few."""
    overall = float(kept.mean()) if len(kept) else 0.5
    counts = np.bincount(stratum, minlength=_STRATA)
    sums = np.bincount(stratum, kept, minlength=_STRATA)
    return np.clip((sums + 10 * overall) / (counts + 10), 0.001, 0.999)


def _shift(log_odds: Floats, rate: float) -> float:
    """Return what to add to log odds so that the mean rate is `rate`."""
    low, high = -20.0, 20.0
    for _ in range(40):
        middle = (low + high) / 2
        below = float(_logistic(log_odds + middle).mean()) < rate
        low, high = (middle, high) if below else (low, middle)
    return (low + high) / 2


def _logistic(values: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    return 1 / (1 + np.exp(-values))


def with_others(genres: Ragged, words: Words, names: int) -> Words:
    """Add what no list says but the catalogue knows, as one more voice."""
    rows = np.repeat(np.arange(len(genres)), np.diff(genres.starts))
    said = np.unique(words.rows * max(names, 1) + words.genres)
    other = ~np.isin(rows * max(names, 1) + genres.ids, said)
    lists = np.concatenate((words.lists, np.full(int(other.sum()), OTHERS)))
    return Words(
        lists,
        np.concatenate((words.rows, rows[other])),
        np.concatenate((words.genres, genres.ids[other])).astype(np.int32),
    )


def with_catalogue(popularity: Floats, said: Popularities) -> Popularities:
    """Add the catalogue's own word where it is none of the lists'."""
    if not len(said.rows):
        return said
    best = np.full(len(popularity), -np.inf, dtype=np.float32)
    np.maximum.at(best, said.rows, said.values)
    rows = np.flatnonzero(np.isfinite(best) & (popularity > best))
    return Popularities(
        np.concatenate((said.lists, np.full(len(rows), OTHERS))),
        np.concatenate((said.rows, rows)),
        np.concatenate((said.values, popularity[rows])),
    )


def ordinals_of(rows: Indices, lists: Indices) -> Indices:
    """Return for each word which of its row's voices says it: 0, 1, 2 …"""
    order = np.lexsort((lists, rows))
    row, voice = rows[order], lists[order]
    starts = np.append(True, row[1:] != row[:-1])[: len(row)]
    fresh = np.append(True, (row[1:] != row[:-1]) | (voice[1:] != voice[:-1]))[: len(row)]
    running = np.cumsum(fresh)
    first = np.repeat(running[starts], np.diff(np.append(np.flatnonzero(starts), len(row))))
    ordinals = np.empty(len(rows), dtype=np.int64)
    ordinals[order] = running - first
    return ordinals


def draw_voices(rows: Indices, ordinals: Indices, size: int, rng: np.random.Generator) -> Indices:
    """Return for each word the voice its row loses."""
    counts = np.zeros(size, dtype=np.int64)
    np.maximum.at(counts, rows, ordinals + 1)
    return (rng.random(size) * counts).astype(np.int64)[rows]


def ragged(rows: Indices, ids: NDArray[np.int32], size: int) -> Ragged:
    """Return the ids of `size` rows, each id once a row."""
    width = int(ids.max(initial=0)) + 1
    pairs = np.unique(rows * width + ids)
    owners, unique = np.divmod(pairs, width)
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(owners, minlength=size), out=starts[1:])
    return Ragged(starts, unique.astype(np.int32))
