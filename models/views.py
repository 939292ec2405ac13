"""The catalogue as one evaluated member may see it: without what their own list told it.

A playlist's label becomes the genre of its tracks, so a catalogue built from the evaluated lists
knows which tracks belong together. Taking a list's word back from its own tracks alone would leave
them as the only ones without a genre, which gives them away just as well. So other tracks lose
their genres as often: what is unknown then says nothing about which tracks were held out.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.genres import MACRO_GENRES, NO_GENRE, macro_genres
from models.profiles import Indices, spans
from models.tracks import AUDIO, Floats, Ragged, Tracks
from models.voices import (
    NOBODY,
    Hiding,
    Popularities,
    Voices,
    Words,
    draw_voices,
    ordinals_of,
    ragged,
    with_catalogue,
    with_others,
)

__all__ = [
    "NOBODY",
    "Popularities",
    "View",
    "Views",
    "Words",
    "known",
    "mask",
    "with_words",
    "without",
]

KNOWN_ENOUGH: Final = 0.99
"""A column known for fewer tracks is one that not every source has."""


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
        self._genres = Voices(with_others(tracks.genres, words, len(tracks.genre_names)), tracks)
        self._hiding = Hiding.of(self._genres, tracks, rng)
        self._popularities = with_catalogue(tracks.popularity, popularities)
        ordinals = ordinals_of(self._popularities.rows, self._popularities.lists)
        drawn = draw_voices(self._popularities.rows, ordinals, len(tracks), rng)
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
        genres = ragged(words.rows[kept], words.genres[kept], len(inside))
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
    everything = with_others(tracks.genres, words, len(tracks.genre_names))
    kept = everything.lists != number
    genres = ragged(everything.rows[kept], everything.genres[kept], len(tracks))
    said = with_catalogue(tracks.popularity, popularities)
    popularity = np.array(tracks.popularity)
    popularity[said.rows] = np.nan
    others = said.lists != number
    np.fmax.at(popularity, said.rows[others], said.values[others])
    return replace(tracks, genres=genres, popularity=popularity)


def with_words(tracks: Tracks, words: Words, popularities: Popularities) -> Tracks:
    """Return a catalogue that has heard these words as well."""
    rows = np.repeat(np.arange(len(tracks)), np.diff(tracks.genres.starts))
    genres = ragged(
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
