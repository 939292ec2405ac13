"""Where tracks lie: vectors of sound and genre whose angles say how alike two tracks are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from models.background import SOUND
from models.genres import NO_GENRE, macro_genres
from models.profiles import Indices, Profiles
from models.tracks import AUDIO, Floats, Tracks

GENRE_SHARE: Final = 0.4
"""What genre says of a likeness, the sound says the rest.

Held against playlists of other artists, 0.3 to 0.6 did equally well and better than either alone.
"""
GENRE_AXES: Final = 22
"""With the axes of the sound 32 columns: 1.2 million tracks are then read in 5-8 ms."""

SOUND_COLUMNS: Final = [AUDIO.index(name) for name in SOUND]

_SAME_MACRO: Final = 0.5
"""What belonging to one macro-genre adds to how alike two genres are, beside 1 for the same."""
_FURTHEST: Final = 3.0
"""Standard deviations at which a measure is cut: one odd value must not drown all others."""
_BLOCK: Final = 65_536


class Representation(Protocol):
    """Places tracks so that tracks that are alike point the same way."""

    def place(self, tracks: Tracks, /) -> Floats:
        """Return (n, d) vectors no longer than 1; 0 where nothing is known of a track."""
        ...


@dataclass(frozen=True, slots=True)
class Scale:
    """How the measures of the sound are spread over a catalogue."""

    means: Floats
    """(len(SOUND),)"""
    deviations: Floats
    """(len(SOUND),) never 0"""

    @classmethod
    def of(cls, tracks: Tracks) -> "Scale":
        """Measure a catalogue; a column it does not know is left as it is."""
        means = np.zeros(len(SOUND), dtype=np.float32)
        deviations = np.ones(len(SOUND), dtype=np.float32)
        for place, column in enumerate(SOUND_COLUMNS):
            values = tracks.audio[:, column]
            values = values[np.isfinite(values)]
            if len(values):
                means[place] = values.mean(dtype=np.float64)
                deviations[place] = values.std(dtype=np.float64) or 1
        return cls(means, deviations)

    def measure(self, tracks: Tracks, rows: Indices) -> Floats:
        """Return (r, len(SOUND)) standard deviations from the mean, NaN where unknown."""
        values = (tracks.audio[rows][:, SOUND_COLUMNS] - self.means) / self.deviations
        values[~np.isfinite(values)] = np.nan
        return np.clip(values, -_FURTHEST, _FURTHEST)


class SoundAndGenre:
    """Scaled audio beside genres: the cosine of two tracks is a mean of two cosines.

    A track of which only some measures are known gets a shorter vector, one without a genre has
    nothing but its sound: the unknown is never taken for agreement.
    """

    def place(self, tracks: Tracks, /) -> Floats:
        """Return (n, up to 32) vectors no longer than 1."""
        profiles = artist_profiles(tracks)
        axes = place_genres(profiles, tracks.genre_names)
        share = GENRE_SHARE if len(tracks.genres.ids) else 0.0
        scale = Scale.of(tracks)
        vectors = np.zeros((len(tracks), len(SOUND) + axes.shape[1]), dtype=np.float32)
        for first in range(0, len(tracks), _BLOCK):
            rows = np.arange(first, min(first + _BLOCK, len(tracks)))
            measured = scale.measure(tracks, rows)
            known = np.isfinite(measured).mean(axis=1, keepdims=True)
            sound = unit(np.nan_to_num(measured)) * np.sqrt(known * (1 - share))
            genres = unit(np.nan_to_num(profiles.means(rows, axes))) * np.sqrt(share)
            vectors[rows] = np.hstack((sound, genres))
        return vectors


def place_genres(
    profiles: Profiles,
    names: Sequence[str],
    axes: int = GENRE_AXES,
    *,
    same_macro: float = _SAME_MACRO,
    common_first: bool = False,
) -> Floats:
    """Return (genres, up to `axes`) unit vectors, close where artists play both genres.

    Where there are more genres than axes, those of one macro-genre draw together first, or,
    where common genres come first, those that few artists play.
    """
    count, by_artist = len(names), profiles.by_artist
    artists = np.repeat(np.arange(len(by_artist)), np.diff(by_artist.starts))
    if count <= axes:
        return np.eye(count, dtype=np.float32)
    together = _count_together(artists, by_artist.ids, count)
    artists_of = np.maximum(np.diag(together), 1)
    alike = together / np.sqrt(np.outer(artists_of, artists_of))
    macro = np.array(macro_genres(names))
    alike += same_macro * ((macro[:, None] == macro) & (macro != NO_GENRE))
    np.fill_diagonal(alike, 1 + same_macro)
    weights = artists_of**0.25 if common_first else np.ones(count)
    values, vectors = np.linalg.eigh(alike * np.outer(weights, weights))
    best = vectors[:, -axes:] * np.sqrt(np.maximum(values[-axes:], 0)) / weights[:, None]
    return unit(best.astype(np.float32))


def _count_together(artists: Indices, genres: NDArray[np.int32], count: int) -> NDArray[np.float64]:
    """Return (genres, genres) how many artists play both; `artists` come in order."""
    together = np.zeros((count, count))
    # Pairs at a distance: an artist's first genre with its second, with its third, and so on.
    for distance in range(count):
        one, other = genres[: len(genres) - distance], genres[distance:]
        same = artists[: len(artists) - distance] == artists[distance:]
        if not same.any():
            break
        np.add.at(together, (one[same], other[same]), 1)
    return np.maximum(together, together.T)


def artist_profiles(tracks: Tracks) -> Profiles:
    """Return genre profiles by first artist; tracks of nobody share nothing."""
    artists = int(tracks.artist.max(initial=-1)) + 1
    nobody = tracks.artist < 0
    alone = artists + np.cumsum(nobody) - 1
    artist = np.where(nobody, alone, tracks.artist).astype(np.int64)
    count = artists + int(nobody.sum())
    return Profiles.of(tracks.genres, artist, count, len(tracks.genre_names))


def unit(vectors: Floats) -> Floats:
    """Return vectors of length 1; those of length 0 stay 0."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(lengths, np.float32(1e-9))
