"""Folders of mapped arrays: opened in no time, shared between processes, never copied."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

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
"""Columns of `CatalogueArrays.audio`, in the units of Spotify's audio features."""

DURATION = AUDIO.index("duration_ms")

TOLERANCE_MS = 3_000.0
"""How far durations of one recording may lie apart."""


@dataclass(frozen=True, slots=True)
class CatalogueArrays:
    """The numbers of a catalogue of `n` recordings, most popular first; NaN where unknown."""

    audio: NDArray[np.float32]
    """(n, len(AUDIO))"""
    popularity: NDArray[np.float32]
    """(n,) 0-100"""
    year: NDArray[np.float32]
    """(n,)"""
    explicit: NDArray[np.float32]
    """(n,) 1 explicit, 0 not"""
    song: NDArray[np.int64]
    """(n,) `names.song_key` of each row"""
    artist: NDArray[np.int32]
    """(n,) the number of the first artist"""
    artist_starts: NDArray[np.int64]
    """(n + 1,) row `i` has the artists `artist_ids[artist_starts[i]:artist_starts[i + 1]]`"""
    artist_ids: NDArray[np.int32]
    genre_starts: NDArray[np.int64]
    """(n + 1,) row `i` has the genres `genre_ids[genre_starts[i]:genre_starts[i + 1]]`"""
    genre_ids: NDArray[np.int32]
    """positions in the catalogue's `genre_names`"""

    def __len__(self) -> int:
        return len(self.song)

    def genres_of(self, row: int) -> list[int]:
        """Return the genres of one row as positions in the catalogue's `genre_names`."""
        ids = self.genre_ids[self.genre_starts[row] : self.genre_starts[row + 1]]
        return [int(genre) for genre in ids]

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map the arrays of a folder; raises OSError or ValueError where one does not fit."""
        arrays = cls(**{field.name: map_array(folder, field.name) for field in fields(cls)})
        arrays._check()
        return arrays

    def _check(self) -> None:
        rows = len(self.song)
        expected = {
            "audio": (rows, len(AUDIO)),
            "artist_starts": (rows + 1,),
            "genre_starts": (rows + 1,),
            "artist_ids": self.artist_ids.shape,
            "genre_ids": self.genre_ids.shape,
        }
        for field in fields(self):
            shape = getattr(self, field.name).shape
            if shape != expected.get(field.name, (rows,)):
                raise ValueError(f"{field.name}.npy has the shape {shape}")
        for name in ("artist", "genre"):
            starts, ids = getattr(self, f"{name}_starts"), getattr(self, f"{name}_ids")
            if starts[0] != 0 or starts[-1] != len(ids):
                raise ValueError(f"{name}_starts.npy does not fit {name}_ids.npy")


def map_array(folder: Path, name: str) -> NDArray[Any]:
    """Map one array of a folder, read only; raises OSError or ValueError."""
    mapped = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    # A plain view: taking pieces of what numpy knows to be mapped takes several times as long.
    return mapped.view(np.ndarray)


def save_array(folder: Path, name: str, values: NDArray[Any]) -> None:
    """Write one array into a folder."""
    np.save(folder / f"{name}.npy", values, allow_pickle=False)


def create_array(
    folder: Path, name: str, shape: tuple[int, ...], kind: type[np.generic]
) -> NDArray[Any]:
    """Create one array in a folder, to be filled in place."""
    path = folder / f"{name}.npy"
    if 0 in shape:
        np.save(path, np.empty(shape, kind), allow_pickle=False)
        return np.empty(shape, kind)
    return np.lib.format.open_memmap(path, mode="w+", dtype=kind, shape=shape)
