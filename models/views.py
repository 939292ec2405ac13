"""The catalogue as one evaluated member may see it: without what their own list told it.

A playlist's label becomes the genre of its tracks, so a catalogue built from the evaluated lists
knows which tracks belong together. Taking a list's word back from its own tracks alone would leave
them as the only ones without a genre, which gives them away just as well. So other tracks lose
their genres as often: what is unknown then says nothing about which tracks were held out.
"""

from dataclasses import dataclass, replace
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from models.genres import MACRO_GENRES, NO_GENRE, macro_genres
from models.profiles import Indices, spans
from models.tracks import AUDIO, Floats, Ragged, Tracks

OTHERS: Final = -1
"""The voice of whatever told a genre besides the lists."""

KNOWN_ENOUGH: Final = 0.99
"""A column known for fewer tracks is one that not every source has."""

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


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The catalogue of `n` tracks as one member may see it."""

    tracks: Tracks
    features: Floats
    """(n, f) scaled audio, popularity and macro-genres: what classifiers are given."""

    @property
    def popularity(self) -> Floats:
        """(n,) popularity, 0 where unknown."""
        return np.nan_to_num(self.tracks.popularity)


class Views:
    """Makes the view of every list of a collection from one catalogue."""

    def __init__(
        self, tracks: Tracks, words: Words, popularities: Popularities, seed: int = 0
    ) -> None:
        rng = np.random.default_rng([seed, 7])
        self.masked, self._tracks = mask(tracks)
        self._genres = Voices(_with_others(tracks.genres, words, len(tracks.genre_names)), tracks)
        self._hiding = _Hiding.of(self._genres, tracks, rng)
        self._popularities = _with_catalogue(tracks.popularity, popularities)
        ordinals = _ordinals(self._popularities.rows, self._popularities.lists)
        drawn = _draw(self._popularities.rows, ordinals, len(tracks), rng)
        self._kept_popularities = ordinals != drawn
        self._plain = _scale(self._tracks.audio)
        self._macros = _macro_table(tracks.genre_names)

    def __len__(self) -> int:
        return len(self._tracks)

    def of(self, number: int, rows: Indices) -> View:
        """Return the view of one list of tracks `rows`; `NOBODY` sees what no list is behind."""
        inside = np.zeros(len(self._tracks), dtype=np.bool_)
        inside[rows] = number != NOBODY
        words = self._genres.words
        kept = self._hiding.kept(self._genres, number, inside)
        genres = _ragged(words.rows[kept], words.genres[kept], len(inside))
        popularity = self._popularity(number, inside)
        tracks = replace(self._tracks, genres=genres, popularity=popularity)
        shown = _scale(np.nan_to_num(popularity)[:, None])
        return View(tracks, np.column_stack((self._plain, shown, _macros(genres, self._macros))))

    def _popularity(self, number: int, inside: NDArray[np.bool_]) -> Floats:
        said = self._popularities
        if not len(said.rows):
            return self._tracks.popularity
        mine = inside[said.rows]
        kept = (mine & (said.lists != number)) | (~mine & self._kept_popularities)
        popularity = self._tracks.popularity.copy()
        popularity[said.rows] = np.nan
        rows, values = said.rows[kept], said.values[kept]
        best = np.full(len(popularity), -np.inf, dtype=np.float32)
        np.maximum.at(best, rows, values)
        return np.where(np.isfinite(best), best, popularity).astype(np.float32)


class Voices:
    """Who gave each track its genres: lists, and `OTHERS` for all that is no list."""

    def __init__(self, words: Words, tracks: Tracks) -> None:
        self.words = words
        self.ordinals = _ordinals(words.rows, words.lists)
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
class _Hiding:
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


def mask(tracks: Tracks) -> tuple[tuple[str, ...], Tracks]:
    """Blank the columns that not every source has; return their names and the tracks."""
    masked: list[str] = []
    audio = np.array(tracks.audio)
    for place, name in enumerate(AUDIO):
        if _partly(audio[:, place]):
            audio[:, place] = np.nan
            masked.append(name)
    columns: dict[str, Floats] = {}
    for name in ("year", "explicit"):
        values: Floats = np.asarray(getattr(tracks, name))
        if _partly(values):
            columns[name] = np.full_like(values, np.nan)
            masked.append(name)
    return tuple(masked), replace(tracks, audio=audio, **columns)


def without(tracks: Tracks, words: Words, popularities: Popularities, number: int) -> Tracks:
    """Take back only what one list alone said, as a careless evaluation would."""
    everything = _with_others(tracks.genres, words, len(tracks.genre_names))
    kept = everything.lists != number
    genres = _ragged(everything.rows[kept], everything.genres[kept], len(tracks))
    said = _with_catalogue(tracks.popularity, popularities)
    popularity = np.array(tracks.popularity)
    popularity[said.rows] = np.nan
    others = said.lists != number
    np.fmax.at(popularity, said.rows[others], said.values[others])
    return replace(tracks, genres=genres, popularity=popularity)


def with_words(tracks: Tracks, words: Words, popularities: Popularities) -> Tracks:
    """Return a catalogue that has heard these words as well."""
    rows = np.repeat(np.arange(len(tracks)), np.diff(tracks.genres.starts))
    genres = _ragged(
        np.concatenate((rows, words.rows)),
        np.concatenate((tracks.genres.ids, words.genres)),
        len(tracks),
    )
    popularity = np.array(tracks.popularity)
    np.fmax.at(popularity, popularities.rows, popularities.values)
    return replace(tracks, genres=genres, popularity=popularity)


def known(tracks: Tracks) -> Floats:
    """Return (n, f) 1 where a column is known: all that is left to tell the sources apart."""
    columns = np.column_stack((tracks.audio, tracks.popularity, tracks.year, tracks.explicit))
    named = np.diff(tracks.genres.starts) > 0
    return np.column_stack((~np.isnan(columns), named)).astype(np.float32)


def _partly(values: Floats) -> bool:
    share = float((~np.isnan(values)).mean()) if len(values) else 1.0
    return 0 < share < KNOWN_ENOUGH


def _with_others(genres: Ragged, words: Words, names: int) -> Words:
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


def _with_catalogue(popularity: Floats, said: Popularities) -> Popularities:
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


def _ordinals(rows: Indices, lists: Indices) -> Indices:
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


def _draw(rows: Indices, ordinals: Indices, size: int, rng: np.random.Generator) -> Indices:
    """Return for each word the voice its row loses."""
    counts = np.zeros(size, dtype=np.int64)
    np.maximum.at(counts, rows, ordinals + 1)
    return (rng.random(size) * counts).astype(np.int64)[rows]


def _ragged(rows: Indices, ids: NDArray[np.int32], size: int) -> Ragged:
    width = int(ids.max(initial=0)) + 1
    pairs = np.unique(rows * width + ids)
    owners, unique = np.divmod(pairs, width)
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(owners, minlength=size), out=starts[1:])
    return Ragged(starts, unique.astype(np.int32))


def _scale(values: Floats) -> Floats:
    """Return columns of mean 0 and deviation 1, unknown values in the middle; empty ones go."""
    some = ~np.isnan(values).all(axis=0)
    values = values[:, some]
    means, deviations = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
    scaled = (values - means) / np.where(deviations > 0, deviations, 1)
    return np.nan_to_num(scaled).astype(np.float32)


def _macro_table(names: tuple[str, ...]) -> Floats:
    table = np.zeros((len(names), len(MACRO_GENRES)), dtype=np.float32)
    for genre, macro in enumerate(macro_genres(names)):
        if macro != NO_GENRE:
            table[genre, macro] = 1
    return table


def _macros(genres: Ragged, table: Floats) -> Floats:
    """Return (n, len(MACRO_GENRES)) the mean over each track's genres, 0 where it has none."""
    rows = np.arange(len(genres))
    owners, places = spans(genres, rows)
    counts = np.maximum(np.bincount(owners, minlength=len(rows)), 1)
    sums = [
        np.bincount(owners, table[genres.ids[places], macro], minlength=len(rows)) / counts
        for macro in range(len(MACRO_GENRES))
    ]
    return np.column_stack(sums).astype(np.float32)
