"""Lists of tracks as files: what a prior learns from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyarrow.parquet import ParquetFile  # pyright: ignore[reportMissingTypeStubs]

from models.lists import collect
from models.profiles import Indices
from models.tracks import Ragged, Rows
from storage.catalogue import Catalogue, Wanted
from storage.cleaning import split_names
from storage.names import recording_key
from storage.tables import TEXTS

LIST_IDS: Final = ("list_id", "playlist_id")
GENRES: Final = TEXTS["genres"]
FEWEST: Final = 2
"""Songs in a list; with fewer it says of nothing what stands beside it."""
MOST: Final = 10_000_000
"""Entries that teach: of more, an even part of the lists does, so that a prior of a million lists
is learned in an hour and still looked up in a second."""
_ID_LENGTH: Final = 22


class ListsError(Exception):
    """A file of lists cannot be used; the text says why in one sentence."""


@dataclass(frozen=True, slots=True)
class TeachingLists:
    """Lists over `v` items: recordings of the catalogue first, then what it does not hold."""

    lists: Ragged
    """Items of each list, each once."""
    rows: Rows
    """(v,) catalogue rows, -1 outside the catalogue."""
    artists: Rows
    """(v,) the catalogue's number of the first artist, -1 where it knows none."""
    ids: NDArray[np.bytes_]
    """(v,) S22 track ids, empty where a file gives names alone."""
    entries: int
    refused: int
    """Entries without a list, or with neither an id nor a name."""
    spared: int
    """Lists left out because the others are enough."""
    told_genres: bool
    """Whether the file names genres, which a catalogue may then have from it."""


def read_lists(paths: Sequence[Path], catalogue: Catalogue, most: int = MOST) -> TeachingLists:
    """Read files of lists; raises `ListsError`. The order of their rows is of no matter.

    About 100 bytes of memory an entry.
    """
    entries, told_genres = _join([_read(path, place) for place, path in enumerate(paths)])
    kept = _clean(entries)
    songs, places = _songs(kept)
    rows = catalogue.match(
        Wanted(track_id=song.track_id or None, title=song.title or None, artist=song.artist or None)
        for song in songs
    )
    items, item_rows, ids, names = _number_items(catalogue, songs, rows)
    numbers = catalogue.artist_ids(names)
    inside = item_rows >= 0
    artists = np.array([numbers.get(name, -1) for name in names], dtype=np.int32)
    artists[inside] = catalogue.arrays.artist[item_rows[inside]]
    lists = _gather(kept["list"], items[places])
    if not len(lists):
        raise ListsError(f"No list in {paths[0].name} holds two songs.")
    refused = len(entries["list"]) - len(kept["list"])
    teaching = _spare(lists, most)
    return TeachingLists(
        lists=teaching,
        rows=item_rows,
        artists=artists,
        ids=ids,
        entries=len(entries["list"]),
        refused=refused,
        spared=len(lists) - len(teaching),
        told_genres=told_genres,
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    """One text an entry, each different text kept once."""

    codes: NDArray[np.int32]
    """(entries,) positions in `values`."""
    values: list[str]

    def __len__(self) -> int:
        return len(self.codes)

    def at(self, places: Indices) -> list[str]:
        """Return the texts of some entries."""
        return [self.values[code] for code in self.codes[places].tolist()]


_Entries = dict[str, _Texts]


@dataclass(frozen=True, slots=True)
class _Song:
    track_id: str
    title: str
    artist: str


def _read(path: Path, place: int) -> tuple[_Entries, bool]:
    """Return `list`, `track_id`, `title` and `artist` as text, and whether genres are told."""
    try:
        with path.open("rb") as file:
            is_parquet = file.read(4) == b"PAR1"
        header = _parquet_header(path) if is_parquet else _csv_header(path)
        columns = {
            "list": _pick(header, LIST_IDS),
            "track_id": _pick(header, ("track_id", "spotify_id")),
            "title": _pick(header, TEXTS["title"]),
            "artist": _pick(header, TEXTS["artists"]),
        }
        _check(path, columns)
        wanted = [name for name in columns.values() if name]
        table = (
            pd.read_parquet(path, columns=wanted, read_dictionary=wanted)
            if is_parquet
            else pd.read_csv(path, usecols=wanted, dtype=str)
        )
    except FileNotFoundError as error:
        raise ListsError(f"There is no file {path}.") from error
    except (OSError, ValueError) as error:
        raise ListsError(f"{path} cannot be read as Parquet or CSV.") from error
    read = {
        role: _texts(table[name]) if name else _Texts(np.zeros(len(table), dtype=np.int32), [""])
        for role, name in columns.items()
    }
    # Two files may give the same id to different lists.
    named = [f"{place} {text}" if text else "" for text in read["list"].values]
    read["list"] = _Texts(read["list"].codes, named)
    return read, _pick(header, GENRES) is not None


def _parquet_header(path: Path) -> list[str]:
    return [str(name) for name in ParquetFile(path).schema_arrow.names]  # pyright: ignore


def _csv_header(path: Path) -> list[str]:
    return [str(name) for name in pd.read_csv(path, nrows=0).columns]


def _check(path: Path, columns: dict[str, str | None]) -> None:
    if columns["list"] is None:
        raise ListsError(f"{path.name} has no column {' or '.join(LIST_IDS)}.")
    if columns["track_id"] is None and None in (columns["title"], columns["artist"]):
        raise ListsError(
            f"{path.name} names no tracks: it needs track_id, or the title and the artist."
        )


def _texts(column: "pd.Series[str]") -> _Texts:
    """Return text without spaces around it, empty where unknown; of several artists the first."""
    if column.dtype == object:
        column = column.map(_first, na_action="ignore")
    known = pd.Categorical(column)
    texts = ["", *(str(value).strip() for value in known.categories)]
    numbers, values = pd.factorize(np.array(texts, dtype=object))
    codes = numbers[np.asarray(known.codes) + 1]
    return _Texts(codes.astype(np.int32), [str(value) for value in values])


def _join(read: Sequence[tuple[_Entries, bool]]) -> tuple[_Entries, bool]:
    """Return the entries of several files as those of one."""
    joined: _Entries = {}
    for role in read[0][0]:
        texts = [entries[role] for entries, _ in read]
        numbers, values = pd.factorize(
            np.array([value for text in texts for value in text.values], dtype=object)
        )
        starts = np.cumsum([0, *(len(text.values) for text in texts)])
        codes = [numbers[text.codes + start] for text, start in zip(texts, starts, strict=False)]
        joined[role] = _Texts(np.concatenate(codes).astype(np.int32), [str(v) for v in values])
    return joined, any(told for _, told in read)


def _first(value: object) -> object:
    """Return the first of several values, nothing of none, a single one as it is."""
    if isinstance(value, list | np.ndarray):
        return next(iter(value), "")  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return value


def _clean(entries: _Entries) -> _Entries:
    """Leave out entries that belong to no list or name no track; long ids are none."""
    ids = entries["track_id"]
    short = [text if len(text) <= _ID_LENGTH else "" for text in ids.values]
    entries = {**entries, "track_id": _Texts(ids.codes, short)}
    given = {
        role: np.array([text != "" for text in texts.values])[texts.codes]
        for role, texts in entries.items()
    }
    kept = given["list"] & (given["track_id"] | (given["title"] & given["artist"]))
    return {role: _Texts(texts.codes[kept], texts.values) for role, texts in entries.items()}


def _songs(entries: _Entries) -> tuple[list[_Song], Indices]:
    """Return the different tracks in a fixed order, and for each entry which one it names."""
    roles = ("track_id", "title", "artist")
    # Texts are looked at once for each way a track is named, not for each entry.
    kinds = np.zeros(len(entries["list"]), dtype=np.int64)
    for role in roles:
        kinds, _ = pd.factorize(kinds * len(entries[role].values) + entries[role].codes)
    firsts = np.empty(int(kinds.max(initial=-1)) + 1, dtype=np.int64)
    firsts[kinds[::-1]] = np.arange(len(kinds))[::-1]
    table = pd.DataFrame({role: entries[role].at(firsts) for role in roles}, dtype=object)
    keys = table["track_id"].where(
        table["track_id"] != "", "\x1f" + table["title"] + "\x1f" + table["artist"]
    )
    # The smallest name stands for a track that goes by several.
    ordered = table.assign(key=keys).sort_values(["key", "title", "artist"], kind="stable")
    chosen = ordered.drop_duplicates("key")
    songs = [
        _Song(str(track_id), str(title), str(artist))
        for track_id, title, artist in zip(
            chosen["track_id"], chosen["title"], chosen["artist"], strict=True
        )
    ]
    places = pd.Index(chosen["key"]).get_indexer(pd.Index(keys)).astype(np.int64)
    return songs, places[kinds]


def _number_items(
    catalogue: Catalogue, songs: Sequence[_Song], rows: Sequence[int | None]
) -> tuple[Indices, Rows, NDArray[np.bytes_], list[str]]:
    """Return the item of each song; then of each item its row, its id and its artist's name.

    Songs outside the catalogue are one item where they have the same name, else one an id.
    """
    outside = [
        str(recording_key(song.title, song.artist)) if song.title and song.artist else song.track_id
        for song in songs
    ]
    keys: list[tuple[int, str]] = [
        (row, "") if row is not None else (len(catalogue), key)
        for row, key in zip(rows, outside, strict=True)
    ]
    numbers = {key: number for number, key in enumerate(sorted(set(keys)))}
    items = np.array([numbers[key] for key in keys], dtype=np.int64)
    item_rows = np.array([row if row < len(catalogue) else -1 for row, _ in numbers], np.int32)
    ids = np.zeros(len(numbers), dtype=f"S{_ID_LENGTH}")
    names = [""] * len(numbers)
    for item, song in zip(items, songs, strict=True):
        ids[item] = ids[item] or song.track_id.encode()
        names[item] = names[item] or next(iter(split_names(song.artist)), "")
    inside = np.flatnonzero(item_rows >= 0)
    tracks = catalogue.tracks([int(row) for row in item_rows[inside]])
    ids[inside] = [track.track_id for track in tracks]
    return items, item_rows, ids, names


def _gather(names: _Texts, items: Indices) -> Ragged:
    """Return the items of each list in the order of the lists' names; short lists are dropped."""
    ranks = np.empty(len(names.values), dtype=np.int64)
    ranks[sorted(range(len(ranks)), key=names.values.__getitem__)] = np.arange(len(ranks))
    lists, _ = collect(ranks[names.codes], items, len(ranks))
    return _only(lists, np.diff(lists.starts) >= FEWEST)


def _spare(lists: Ragged, most: int) -> Ragged:
    """Return an even part of the lists with about so many entries; all where there are no more."""
    if len(lists.ids) <= most:
        return lists
    kept = np.zeros(len(lists), dtype=np.bool_)
    kept[np.linspace(0, len(lists) - 1, len(lists) * most // len(lists.ids)).astype(np.int64)] = (
        True
    )
    return _only(lists, kept)


def _only(lists: Ragged, kept: NDArray[np.bool_]) -> Ragged:
    counts = np.diff(lists.starts)
    starts = np.concatenate(([0], np.cumsum(counts[kept]))).astype(np.int64)
    return Ragged(starts, lists.ids[np.repeat(kept, counts)])


def _pick(header: Sequence[str], names: Sequence[str]) -> str | None:
    return next((name for name in names if name in header), None)
