"""The catalogue as arrays: what every model reads."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]

AUDIO = (
    "danceability",
    "energy",
    "key",
    "loudness",
    "mode",
    "speechiness",
    "acousticness",
    "instrumentalness",
    "liveness",
    "valence",
    "tempo",
    "time_signature",
    "duration_ms",
)
"""Columns of `Tracks.audio`, in order, in the units of Spotify's audio features."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """Lists of different lengths in two flat arrays.

    Row `i` owns `ids[starts[i]:starts[i + 1]]`; `starts` is int64 of shape (n + 1,), `ids` is
    int32.
    """

    starts: NDArray[np.int64]
    ids: NDArray[np.int32]

    def of(self, row: int) -> NDArray[np.int32]:
        """Return the ids of one row."""
        return self.ids[self.starts[row] : self.starts[row + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True)
class Tracks:
    """One catalogue of `n` recordings; row 0 is the most popular.

    Float arrays carry NaN where a value is unknown; nothing is imputed here.
    """

    version: str
    """Changes with every rebuilt catalogue; row numbers hold within one version only."""
    audio: Floats
    """(n, len(AUDIO)) in the units of `AUDIO`."""
    popularity: Floats
    """(n,) 0-100."""
    year: Floats
    """(n,) year of release."""
    explicit: Floats
    """(n,) 1 explicit, 0 not."""
    song: NDArray[np.int64]
    """(n,) the same number for all versions of one song; stable across catalogues."""
    artist: Rows
    """(n,) the first artist's number, -1 where there is none."""
    artists: Ragged
    """All artists of each row, the first one first."""
    genres: Ragged
    """Fine genres of each row, as positions in `genre_names`."""
    genre_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.song)
