"""Writing one version of a catalogue: the text, the arrays and the record of all editions."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from storage.arrays import AUDIO, create_array, save_array
from storage.catalogue_folder import EDITIONS, TRACKS
from storage.cleaning import NUMBERS
from storage.editions import EditionRecord, EditionWriter
from storage.names import fold, normalise
from storage.recordings import Groups, Recordings, first_known, unite_genres
from storage.staging import RowText, Staged, Staging
from storage.words import WordWriter

_BLOCK = 20_000
_POPULARITY = NUMBERS.index("popularity")
_SCHEMA = """
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
CREATE TABLE track (
    number INTEGER PRIMARY KEY,  -- the row of the arrays + 1
    id TEXT NOT NULL, title TEXT NOT NULL, artists TEXT NOT NULL, album TEXT, isrc TEXT,
    recording INTEGER NOT NULL
);
CREATE TABLE alias (id TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE artist (number INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL);
"""
_INDEXES = """
CREATE INDEX track_recording ON track (recording);
CREATE INDEX track_isrc ON track (isrc) WHERE isrc IS NOT NULL;
CREATE INDEX artist_key ON artist (key);
"""

Share = Callable[[float], None]
"""Is told the share of the work that is done, 0-1."""


def write_version(
    folder: Path, staging: Staging, staged: Staged, recordings: Recordings, share: Share
) -> int:
    """Write everything but the manifest into a folder and return the number of artists."""
    _write_numbers(folder, staged, recordings)
    share(0.15)
    artists = _write_text(
        folder, staging, staged, recordings, lambda part: share(0.15 + 0.65 * part)
    )
    _write_editions(folder, staging, staged, recordings, lambda part: share(0.8 + 0.2 * part))
    return artists


def _write_numbers(folder: Path, staged: Staged, recordings: Recordings) -> None:
    _write_columns(folder, staged, recordings)
    texts = recordings.edition_text[recordings.canonical]
    save_array(folder, "song", staged.song[texts])
    starts, ids = unite_genres(staged, recordings.rows())
    save_array(folder, "genre_starts", starts)
    save_array(folder, "genre_ids", ids)


def _write_columns(folder: Path, staged: Staged, recordings: Recordings) -> None:
    # What is mapped here counts as memory until it is let go of at the end.
    rows, count = recordings.rows(), len(recordings.recordings)
    canonical = recordings.canonical
    audio = create_array(folder, "audio", (count, len(AUDIO)), np.float32)
    columns = {
        name: create_array(folder, name, (count,), np.float32)
        for name in NUMBERS
        if name not in AUDIO
    }
    for first, last in _blocks(count):
        block = rows.block(first, last)
        numbers = first_known(staged.numbers[block.members], block)
        numbers[:, _POPULARITY] = recordings.edition_popularity[canonical[first:last]]
        audio[first:last] = numbers[:, : len(AUDIO)]
        for name, column in columns.items():
            column[first:last] = numbers[:, NUMBERS.index(name)]


def _write_text(
    folder: Path, staging: Staging, staged: Staged, recordings: Recordings, share: Share
) -> int:
    database = sqlite3.connect(folder / TRACKS, isolation_level=None)
    try:
        database.executescript(_SCHEMA)
        artists, words = _Artists(), WordWriter()
        rows = recordings.edition_text[recordings.canonical]
        for first, last in _blocks(len(rows)):
            texts = list(staging.texts(rows[first:last]))
            database.execute("BEGIN")
            folded = artists.add(texts)
            keys = staged.recording[rows[first:last]]
            _insert_tracks(database, first, texts, recordings.isrcs[first:last], keys)
            words.add(f"{fold(t.title)} {names}" for t, names in zip(texts, folded, strict=True))
            database.execute("COMMIT")
            share(0.8 * last / len(rows))
        database.executemany("INSERT INTO artist VALUES (?, ?, ?)", artists.named())
        artists.save(folder)
        count = len(artists)
        # One after the other, as each takes room: artists, words, ids.
        del artists
        words.save(folder)
        _insert_aliases(database, staged, recordings)
        share(0.85)
        database.executescript(_INDEXES)
        return count
    finally:
        database.close()


def _insert_tracks(
    database: sqlite3.Connection,
    first: int,
    texts: list[RowText],
    isrcs: NDArray[np.bytes_],
    recording: NDArray[np.int64],
) -> None:
    rows = zip(texts, isrcs.tolist(), recording.tolist(), strict=True)
    database.executemany(
        "INSERT INTO track VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                text.track_id,
                text.title,
                json.dumps(text.artists, ensure_ascii=False),
                text.album,
                isrc.decode("ascii") or None,
                key,
            )
            for number, (text, isrc, key) in enumerate(rows, first + 1)
        ),
    )


def _insert_aliases(database: sqlite3.Connection, staged: Staged, recordings: Recordings) -> None:
    number = np.empty(len(recordings.editions), np.int64)
    number[recordings.recordings.members] = recordings.recordings.of_each() + 1
    editions = recordings.editions
    database.execute("BEGIN")
    for first, last in _blocks(len(editions)):
        ids = staged.ids[editions.members[editions.starts[first:last]]]
        texts = (track_id.decode("ascii") for track_id in ids.tolist())
        database.executemany(
            "INSERT INTO alias VALUES (?, ?)",
            zip(texts, number[first:last].tolist(), strict=True),
        )
    database.execute("COMMIT")


class _Artists:
    """Artists numbered in the order in which the rows name them, one number a name."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        # Names come again and again, and folding one takes longer than all the rest.
        self._known: dict[str, tuple[int, str]] = {}
        self._ids: list[NDArray[np.int32]] = []
        self._counts: list[NDArray[np.int64]] = []

    def __len__(self) -> int:
        return len(self._names)

    def add(self, texts: list[RowText]) -> list[str]:
        """Number the artists of some rows and return their names, folded, row by row."""
        known = [[self._look_up(name) for name in text.artists] for text in texts]
        ids = [list(dict.fromkeys(number for number, _ in row)) for row in known]
        self._ids.append(np.array([number for row in ids for number in row], np.int32))
        self._counts.append(np.array([len(row) for row in ids], np.int64))
        return [" ".join(folded for _, folded in row) for row in known]

    def named(self) -> Iterator[tuple[int, str, str]]:
        """Return number, name and the name to look it up by of each artist."""
        for number, (key, name) in enumerate(zip(self._numbers, self._names, strict=True)):
            yield number, name, key

    def save(self, folder: Path) -> None:
        """Write the numbers as arrays."""
        ids = np.concatenate([*self._ids, np.empty(0, np.int32)])
        starts = np.cumsum(np.concatenate([np.zeros(1, np.int64), *self._counts]))
        save_array(folder, "artist", ids[starts[:-1]])
        save_array(folder, "artist_starts", starts)
        save_array(folder, "artist_ids", ids)

    def _look_up(self, name: str) -> tuple[int, str]:
        if name not in self._known:
            key = normalise(name)
            if key not in self._numbers:
                self._numbers[key] = len(self._names)
                self._names.append(name)
            self._known[name] = self._numbers[key], fold(name)
        return self._known[name]


def _write_editions(
    folder: Path, staging: Staging, staged: Staged, recordings: Recordings, share: Share
) -> None:
    editions = recordings.editions
    starts, ids = unite_genres(staged, editions)
    with EditionWriter(folder / EDITIONS) as writer:
        for first, last in _blocks(len(editions)):
            block = editions.block(first, last)
            numbers = first_known(staged.numbers[block.members], block)
            numbers[:, _POPULARITY] = recordings.edition_popularity[first:last]
            writer.write(
                EditionRecord(
                    texts=list(staging.texts(recordings.edition_text[first:last])),
                    isrcs=_isrcs(staged, block),
                    genres=[
                        [staged.genre_names[genre] for genre in ids[starts[row] : starts[row + 1]]]
                        for row in range(first, last)
                    ],
                    numbers=numbers,
                )
            )
            share(last / len(editions))


def _isrcs(staged: Staged, block: Groups) -> list[str | None]:
    values: list[str] = [isrc.decode("ascii") for isrc in staged.isrcs[block.members].tolist()]
    bounds = block.starts.tolist()
    return [
        next((isrc for isrc in values[bounds[row] : bounds[row + 1]] if isrc), None)
        for row in range(len(block))
    ]


def _blocks(count: int) -> Iterator[tuple[int, int]]:
    for first in range(0, count, _BLOCK):
        yield first, min(first + _BLOCK, count)
