"""What goes together by ear, era and genre: the representation that `/similar` searches.

Sound (the track's own and the mean of its artist's tracks), year, mode and explicitness are read
at soft steps and mapped to few axes by a matrix that was learned from public playlists, so that
two tracks of one list point the same way and a track as popular of no common list does not. Genre
stands beside as a part of its own, and so does a prior where there is one. How the matrix was
made, and what else was tried, stands in `models/data/affinity.md`.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from models.background import SOUND
from models.places import SOUND_COLUMNS, artist_profiles, place_genres, unit
from models.profiles import Indices, Profiles
from models.tracks import AUDIO, Floats, Rows, Tracks

NAME: Final = "affinity.npz"
GENRE_AXES: Final = 32
PRIOR_AXES: Final = 24
KNOTS: Final = np.array([-2, -1, -0.3, 0.3, 1, 2], dtype=np.float32)
"""Steps of a normal score, each as wide as `_WIDTH`: more or less than a step is another matter."""
YEARS: Final = np.arange(1958, 2024, 2, dtype=np.float32)
QUANTILES: Final = 41

_WIDTH: Final = 0.7
_YEAR_WIDTH: Final = 2.5
_SHRINKAGE: Final = 1.0
"""An artist with one track keeps half of its distance to the middle."""
_SAME_MACRO: Final = 0.15
_BACKING: Final = 2.0
"""As many lists as this say as much of a track as all its artist's tracks do."""
_BLOCK: Final = 65_536
_HEARD: Final = 2
"""The first parts, those of sound."""
_MODE: Final = AUDIO.index("mode")
_PARTS: Final = (len(SOUND) * (1 + len(KNOTS)), len(SOUND) * (1 + len(KNOTS)), 1, 1, len(YEARS))
"""Features of own sound, the artist's sound, mode, explicitness and year."""
FEATURES: Final = sum(_PARTS)


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """What was learned: how to describe a track, and how to place the description."""

    quantiles: Floats
    """(len(SOUND), QUANTILES) of each measure of the sound, where it was learned."""
    centre: Floats
    """(FEATURES,) the mean description; what is unknown of a track lies there."""
    axes: Floats
    """(FEATURES, d)"""
    energies: Floats
    """(len(_PARTS),) how much each part moves a track, in sum 1."""
    shares: Floats
    """(3,) what the map, genre and a prior say of a likeness, in sum 1."""

    @classmethod
    def load(cls, content: bytes) -> "Map":
        """Read what `dump` wrote."""
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            return cls(**{name: arrays[name] for name in cls.__slots__})

    def dump(self) -> bytes:
        """Return the form that is shipped."""
        file = BytesIO()
        np.savez_compressed(file, **{name: getattr(self, name) for name in self.__slots__})
        return file.getvalue()


@lru_cache(maxsize=1)
def shipped() -> Map:
    """Return the map that came with the package."""
    return Map.load((files("models") / "data" / NAME).read_bytes())


class Describer:
    """Describes the tracks of one catalogue; made once, then asked block by block."""

    def __init__(self, tracks: Tracks, quantiles: Floats) -> None:
        self._tracks = tracks
        self._quantiles = quantiles
        self._artists = self._listen_to_artists()
        self.there = self._find_parts()
        """(len(_PARTS),) whether the catalogue knows a part of any track."""

    def describe(self, rows: Indices, centre: Floats | None) -> tuple[Floats, Floats]:
        """Return (r, FEATURES) descriptions and (r, len(_PARTS)) how much of each part is known.

        What is unknown is put at the centre, and the centre at 0; without one both stay NaN.
        """
        own = self._scores(rows)
        artist = self._tracks.artist[rows]
        theirs = np.where(artist[:, None] >= 0, self._artists[artist], np.float32(np.nan))
        year = np.asarray(self._tracks.year[rows])[:, None]
        parts = (
            _steps(own),
            _steps(theirs),
            np.asarray(self._tracks.audio[rows, _MODE])[:, None] * 2 - 1,
            np.asarray(self._tracks.explicit[rows])[:, None] * 2 - 1,
            np.exp(-np.square((year - YEARS) / _YEAR_WIDTH)),
        )
        described = np.hstack(parts).astype(np.float32)
        known = np.column_stack([np.isfinite(part).mean(axis=1) for part in parts])
        if centre is not None:
            described = np.nan_to_num(described - centre)
        return described, known.astype(np.float32)

    def _scores(self, rows: Indices) -> Floats:
        """Return (r, len(SOUND)) normal scores by the quantiles; NaN where unknown."""
        values = np.asarray(self._tracks.audio[rows])[:, SOUND_COLUMNS]
        shares = np.linspace(0, 1, QUANTILES)
        scores = np.empty_like(values)
        for place, (column, known) in enumerate(zip(values.T, self._quantiles, strict=True)):
            found = cast(Floats, np.interp(column, known, shares))
            share = np.clip(found, 0.01, 0.99)
            scores[:, place] = np.log(share / (1 - share)) / 1.702
        scores[~np.isfinite(values)] = np.nan
        return scores

    def _find_parts(self) -> NDArray[np.bool_]:
        columns = (self._tracks.audio[:, _MODE], self._tracks.explicit, self._tracks.year)
        others = [bool(np.isfinite(column).any()) for column in columns]
        heard = bool(np.isfinite(np.asarray(self._tracks.audio)[:, SOUND_COLUMNS]).any())
        return np.array([heard, bool(np.isfinite(self._artists).any()), *others])

    def _listen_to_artists(self) -> Floats:
        """Return (a, len(SOUND)) means of the first artists' tracks, NaN where none is known."""
        artist = np.asarray(self._tracks.artist)
        size = int(artist.max(initial=0)) + 1
        sums = np.zeros((size, len(SOUND)))
        counts = np.zeros((size, len(SOUND)))
        for rows in blocks(len(artist)):
            mine = rows[artist[rows] >= 0]
            scores = self._scores(mine)
            for place, column in enumerate(scores.T):
                known = np.isfinite(column)
                owners = artist[mine[known]]
                sums[:, place] += np.bincount(owners, column[known], minlength=size)
                counts[:, place] += np.bincount(owners, minlength=size)
        means = np.where(counts > 0, sums / (counts + _SHRINKAGE), np.nan)
        return means.astype(np.float32)


def lay_over(factors: Floats, held: Floats, rows: Rows, tracks: Tracks) -> Floats:
    """Return (n, f) what a prior says of each track: its own factors drawn to its artist's mean.

    `factors` is (v, f) of items, `held` (v,) in how many lists each stands, and `rows` (v,) where
    each is in the catalogue, -1 outside. What neither holds lies at 0.
    """
    inside = rows >= 0
    rows, factors, held = rows[inside], factors[inside], held[inside]
    artist = np.asarray(tracks.artist)
    size = int(artist.max(initial=0)) + 1
    owners = artist[rows]
    mine = owners >= 0
    counts = np.bincount(owners[mine], held[mine], minlength=size)
    sums = [np.bincount(owners[mine], f[mine] * held[mine], minlength=size) for f in factors.T]
    means = (np.column_stack(sums) / (counts + _BACKING)[:, None]).astype(np.float32)
    laid = np.where(artist[:, None] >= 0, means[artist], np.float32(0))
    backed = factors * held[:, None] + _BACKING * laid[rows]
    laid[rows] = backed / (held + _BACKING)[:, None]
    return laid


def narrow(vectors: Floats) -> Floats:
    """Return (n, up to `PRIOR_AXES`) the directions in which vectors (n, f) are longest."""
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    return vectors @ axes[:, -PRIOR_AXES:]


class Affinity:
    """Places tracks by a learned map, beside their genres and a prior."""

    def __init__(self, learned: Map | None = None, prior: Floats | None = None) -> None:
        """`prior` is (n, f), rows of 0 or NaN where it knows nothing of a track."""
        self._map = learned or shipped()
        self._prior = prior

    def place(self, tracks: Tracks, /) -> Floats:
        """Return (n, d) vectors no longer than 1: 64 columns, more with a prior."""
        shares = self._shares(tracks)
        profiles = artist_profiles(tracks)
        axes = genre_axes(profiles, tracks.genre_names)
        describer = Describer(tracks, self._map.quantiles)
        # What a catalogue knows of no track at all is no gap of any of them.
        energies = np.where(describer.there, self._map.energies, 0)
        energies /= max(float(energies.sum()), 1e-9)
        widths = [self._map.axes.shape[1], axes.shape[1]]
        widths.append(0 if self._prior is None else self._prior.shape[1])
        vectors = np.zeros((len(tracks), sum(widths)), dtype=np.float32)
        for rows in blocks(len(tracks)):
            described, known = describer.describe(rows, self._map.centre)
            # A part that is unknown must make nobody alike, so what is left weighs as before.
            length = np.sqrt(known @ energies)[:, None]
            # Nor do year, mode and explicitness alone say what a track is like.
            length[~known[:, :_HEARD].any(axis=1)] = 0
            parts = [unit(described @ self._map.axes) * length]
            parts.append(unit(np.nan_to_num(profiles.means(rows, axes))))
            if self._prior is not None:
                parts.append(unit(np.nan_to_num(self._prior[rows])))
            scaled = [part * np.sqrt(share) for part, share in zip(parts, shares, strict=False)]
            vectors[rows] = np.hstack(scaled)
        return vectors

    def _shares(self, tracks: Tracks) -> Floats:
        there = np.array([True, len(tracks.genres.ids) > 0, self._prior is not None])
        shares = np.where(there, self._map.shares, 0)
        return (shares / shares.sum()).astype(np.float32)


def genre_axes(profiles: Profiles, names: tuple[str, ...]) -> Floats:
    """Return (genres, up to `GENRE_AXES`) unit vectors, as far apart as so few axes allow."""
    return place_genres(profiles, names, GENRE_AXES, same_macro=_SAME_MACRO, common_first=True)


def blocks(size: int) -> list[Indices]:
    """Return the rows of a catalogue in pieces that fit in memory."""
    return [np.arange(first, min(first + _BLOCK, size)) for first in range(0, size, _BLOCK)]


def part_sizes() -> tuple[int, ...]:
    """Return how many features each part has, in order."""
    return _PARTS


def _steps(scores: Floats) -> Floats:
    """Return scores (r, m) and how near each is to each knot."""
    near = np.exp(-np.square((scores[:, :, None] - KNOTS) / _WIDTH))
    return np.hstack((scores, near.reshape(len(scores), -1)))
