"""Rows on their way into a catalogue: text in a scratch database, numbers in a scratch file.

Nothing stays in memory until all rows have come, and then only what grouping needs, some 60 bytes
a row, so that a table of a million rows passes through a few hundred megabytes.
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
_KEYS = np.dtype(
    [
        ("id", "S22"),
        ("isrc", "S12"),
        ("recording", np.int64),
        ("song", np.int64),
        ("wealth", np.int16),
        ("source", np.int16),
    ]
)
_MENTIONS = np.dtype([("row", np.int32), ("genre", np.int32)])


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
        self._folder = folder
        self._database = sqlite3.connect(folder / "staging.sqlite", isolation_level=None)
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("PRAGMA synchronous=OFF")
        self._database.execute(
            "CREATE TABLE row (seq INTEGER PRIMARY KEY, id TEXT, title TEXT, artists TEXT,"
            " album TEXT)"
        )
        self._keys = (folder / "staging.keys").open("wb")
        self._mentions = (folder / "staging.mentions").open("wb")
        self._numbers = (folder / "staging.numbers").open("wb")
        self._count = 0
        self._genres: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(self, rows: Cleaned, source: int) -> None:
        """Add rows of one table."""
        if not len(rows):
            return
        _keys(rows, source).tofile(self._keys)
        self._mention(rows.genres).tofile(self._mentions)
        rows.numbers.tofile(self._numbers)
        self._insert(rows)
        self._count += len(rows)

    def finish(self) -> Staged:
        """Return all rows; nothing can be added afterwards."""
        self._close_files()
        keys = np.fromfile(self._folder / "staging.keys", _KEYS)
        mentions = np.fromfile(self._folder / "staging.mentions", _MENTIONS)
        names, genre_ids = self._sort_genres(mentions["genre"])
        return Staged(
            ids=keys["id"],
            isrcs=keys["isrc"],
            recording=keys["recording"],
            song=keys["song"],
            wealth=keys["wealth"],
            source=keys["source"],
            genre_rows=mentions["row"],
            genre_ids=genre_ids,
            genre_names=names,
            numbers=self._map_numbers(),
        )

    def texts(self, rows: Sequence[int] | NDArray[np.int32]) -> Iterator[RowText]:
        """Return the names in some rows, in the order asked for."""
        for start in range(0, len(rows), _FETCH):
            wanted = [int(row) for row in rows[start : start + _FETCH]]
            found = dict(self._fetch(wanted))
            yield from (found[row] for row in wanted)

    def close(self) -> None:
        """Remove the scratch files."""
        self._close_files()
        self._database.close()
        for file in self._folder.glob("staging.*"):
            file.unlink(missing_ok=True)

    def _close_files(self) -> None:
        for file in (self._keys, self._mentions, self._numbers):
            file.close()

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

    def _mention(self, genres: list[tuple[str, ...]]) -> NDArray[np.void]:
        known = self._genres
        pairs = [
            (self._count + row, known.setdefault(name, len(known)))
            for row, names in enumerate(genres)
            for name in names
        ]
        return np.array(pairs, _MENTIONS)

    def _sort_genres(self, ids: NDArray[np.int32]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
        names = tuple(sorted(self._genres))
        places = {name: place for place, name in enumerate(names)}
        order = np.array([places[name] for name in self._genres], np.int32)
        return names, order[ids] if len(ids) else ids

    def _map_numbers(self) -> NDArray[np.float32]:
        shape = (self._count, len(NUMBERS))
        if not self._count:
            return np.empty(shape, np.float32)
        return np.memmap(self._folder / "staging.numbers", np.float32, "r", shape=shape)


def _keys(rows: Cleaned, source: int) -> NDArray[np.void]:
    keys = np.zeros(len(rows), _KEYS)
    keys["id"] = rows.ids
    keys["isrc"] = [isrc or "" for isrc in rows.isrcs]
    pairs = [both_keys(t, a[0]) for t, a in zip(rows.titles, rows.artists, strict=True)]
    keys["recording"] = [recording for recording, _ in pairs]
    keys["song"] = [song for _, song in pairs]
    keys["wealth"] = [
        min(2 * len(artists), 1000) + (album is not None)
        for artists, album in zip(rows.artists, rows.albums, strict=True)
    ]
    keys["source"] = source
    return keys
