# pyright: basic
# pyarrow ships no types.
"""The record of every edition a catalogue was built from, itself a table like any other.

A later merge reads it as its first table, so that the outcome depends on what was added and never
on how many steps it took.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from storage.cleaning import NUMBERS
from storage.staging import RowText

_NAMES = pa.list_(pa.string())
_SCHEMA = pa.schema(
    [
        ("track_id", pa.string()),
        ("track_name", pa.string()),
        ("artists", _NAMES),
        ("album_name", pa.string()),
        ("isrc", pa.string()),
        ("genres", _NAMES),
        *((name, pa.float32()) for name in NUMBERS),
    ]
)


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """Some editions, one place each in every field."""

    texts: list[RowText]
    isrcs: list[str | None]
    genres: list[list[str]]
    numbers: NDArray[np.float32]


class EditionWriter:
    """Writes editions to a Parquet file; use it as a context."""

    def __init__(self, path: Path) -> None:
        self._writer = pq.ParquetWriter(path, _SCHEMA, compression="zstd")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()

    def write(self, editions: EditionRecord) -> None:
        """Add some editions."""
        columns = [
            pa.array([text.track_id for text in editions.texts], pa.string()),
            pa.array([text.title for text in editions.texts], pa.string()),
            pa.array([list(text.artists) for text in editions.texts], _NAMES),
            pa.array([text.album for text in editions.texts], pa.string()),
            pa.array(editions.isrcs, pa.string()),
            pa.array(editions.genres, _NAMES),
        ]
        for values in editions.numbers.T:
            columns.append(pa.array(np.ascontiguousarray(values), from_pandas=True))
        self._writer.write_batch(pa.record_batch(columns, schema=_SCHEMA))
