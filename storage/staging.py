"""Rows on their way into a catalogue: text in a scratch database, numbers in a scratch file.

Only what grouping needs stays in memory, about 70 bytes a row, so that a table of a million rows
passes through a few hundred megabytes.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from storage.cleaning import NUMBERS, Cleaned
from storage.names import both_keys

_FETCH = 20_000


class RowText(NamedTuple):
    """The names in one staged row."""

    track_id: str
    title: str
    artists: tuple[str, ...]
    album: str | None


@dataclass(frozen=True, slots=True)
class Staged:
    """What grouping reads of `n` staged rows, in the order in which they came."""

    ids: NDArray[np.bytes_]
    """(n,) S22"""
    isrcs: NDArray[np.bytes_]
    """(n,) S12, empty where there is none"""
    recording: NDArray[np.int64]
    """(n,) `names.recording_key`"""
    song: NDArray[np.int64]
    """(n,) `names.song_key`"""
    wealth: NDArray[np.int16]
    """(n,) how much the text of a row tells: artists named, and whether an album is"""
    source: NDArray[np.int16]
    """(n,) the number of the table it came from"""
    genre_rows: NDArray[np.int32]
    """(g,) the row of each genre mention"""
    genre_ids: NDArray[np.int32]
    """(g,) positions in `genre_names`"""
    genre_names: tuple[str, ...]
    numbers: NDArray[np.float32]
    """(n, len(NUMBERS)), mapped"""

    def __len__(self) -> int:
        return len(self.ids)


class Staging:
    """Collects cleaned rows in a folder; close it, or use it as a context."""

    def __init__(self, folder: Path) -> None:
        self._files = (folder / "staging.sqlite", folder / "staging.f32")
        self._database = sqlite3.connect(self._files[0], isolation_level=None)
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("PRAGMA synchronous=OFF")
        self._database.execute(
            "CREATE TABLE row (seq INTEGER PRIMARY KEY, id TEXT, title TEXT, artists TEXT,"
            " album TEXT)"
        )
        self._numbers = self._files[1].open("wb")
        self._count = 0
        self._ids: list[NDArray[np.bytes_]] = []
        self._isrcs: list[NDArray[np.bytes_]] = []
        self._keys: list[NDArray[np.int64]] = []
        self._small: list[NDArray[np.int16]] = []
        self._mentions: list[NDArray[np.int32]] = []
        self._genres: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(self, rows: Cleaned, source: int) -> None:
        """Add rows of one table."""
        if not len(rows):
            return
        keys = [both_keys(t, a[0]) for t, a in zip(rows.titles, rows.artists, strict=True)]
        wealth = [
            min(2 * len(artists), 1000) + (album is not None)
            for artists, album in zip(rows.artists, rows.albums, strict=True)
        ]
        self._ids.append(np.array(rows.ids, "S22"))
        self._isrcs.append(np.array([isrc or "" for isrc in rows.isrcs], "S12"))
        self._keys.append(np.array(keys, np.int64))
        self._small.append(np.array([wealth, [source] * len(rows)], np.int16))
        self._mentions.append(self._mention(rows.genres))
        rows.numbers.tofile(self._numbers)
        self._insert(rows)
        self._count += len(rows)

    def finish(self) -> Staged:
        """Return all rows; nothing can be added afterwards."""
        self._numbers.close()
        keys = np.concatenate([*self._keys, np.empty((0, 2), np.int64)])
        small = np.concatenate([*self._small, np.empty((2, 0), np.int16)], axis=1)
        mentions = np.concatenate([*self._mentions, np.empty((2, 0), np.int32)], axis=1)
        names, genre_ids = self._sort_genres(mentions[1])
        staged = Staged(
            ids=np.concatenate([*self._ids, np.empty(0, "S22")]),
            isrcs=np.concatenate([*self._isrcs, np.empty(0, "S12")]),
            recording=np.ascontiguousarray(keys[:, 0]),
            song=np.ascontiguousarray(keys[:, 1]),
            wealth=small[0],
            source=small[1],
            genre_rows=mentions[0],
            genre_ids=genre_ids,
            genre_names=names,
            numbers=self._map_numbers(),
        )
        for chunks in (self._ids, self._isrcs, self._keys, self._small, self._mentions):
            chunks.clear()
        return staged

    def texts(self, rows: Sequence[int] | NDArray[np.int64]) -> Iterator[RowText]:
        """Return the names in some rows, in the order asked for."""
        for start in range(0, len(rows), _FETCH):
            wanted = [int(row) for row in rows[start : start + _FETCH]]
            found = dict(self._fetch(wanted))
            yield from (found[row] for row in wanted)

    def close(self) -> None:
        """Remove the scratch files."""
        self._database.close()
        self._numbers.close()
        for file in self._files:
            file.unlink(missing_ok=True)

    def _fetch(self, rows: list[int]) -> Iterable[tuple[int, RowText]]:
        cursor = self._database.execute(
            "SELECT seq, id, title, artists, album FROM row"
            " WHERE seq IN (SELECT value FROM json_each(?))",
            [json.dumps(rows)],
        )
        for row, track_id, title, artists, album in cursor:
            yield row, RowText(track_id, title, tuple(json.loads(artists)), album)

    def _insert(self, rows: Cleaned) -> None:
        artists = (json.dumps(names, ensure_ascii=False) for names in rows.artists)
        numbers = range(self._count, self._count + len(rows))
        self._database.execute("BEGIN")
        self._database.executemany(
            "INSERT INTO row VALUES (?, ?, ?, ?, ?)",
            zip(numbers, rows.ids, rows.titles, artists, rows.albums, strict=True),
        )
        self._database.execute("COMMIT")

    def _mention(self, genres: list[tuple[str, ...]]) -> NDArray[np.int32]:
        known = self._genres
        pairs = [
            (self._count + row, known.setdefault(name, len(known)))
            for row, names in enumerate(genres)
            for name in names
        ]
        return np.array(pairs, np.int32).reshape(-1, 2).T

    def _sort_genres(self, ids: NDArray[np.int32]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
        names = tuple(sorted(self._genres))
        places = {name: place for place, name in enumerate(names)}
        order = np.array([places[name] for name in self._genres], np.int32)
        return names, order[ids] if len(ids) else ids

    def _map_numbers(self) -> NDArray[np.float32]:
        shape = (self._count, len(NUMBERS))
        if not self._count:
            return np.empty(shape, np.float32)
        return np.memmap(self._files[1], np.float32, "r", shape=shape)
