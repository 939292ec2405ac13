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
    told_genres: bool
    """Whether the file names genres, which a catalogue may then have from it."""


def read_lists(paths: Sequence[Path], catalogue: Catalogue) -> TeachingLists:
    """Read files of lists; raises `ListsError`. The order of their rows is of no matter."""
    tables = [_read(path, place) for place, path in enumerate(paths)]
    told_genres = any(told for _, told in tables)
    table = pd.concat([table for table, _ in tables], ignore_index=True)
    entries = len(table)
    table = _clean(table)
    songs, places = _songs(table)
    rows = catalogue.match(
        Wanted(track_id=song.track_id or None, title=song.title or None, artist=song.artist or None)
        for song in songs
    )
    items, item_rows, ids, names = _number_items(catalogue, songs, rows)
    numbers = catalogue.artist_ids(names)
    inside = item_rows >= 0
    artists = np.array([numbers.get(name, -1) for name in names], dtype=np.int32)
    artists[inside] = catalogue.arrays.artist[item_rows[inside]]
    lists = _gather(table["list"], items[places])
    if not len(lists):
        raise ListsError(f"No list in {paths[0].name} holds two songs.")
    return TeachingLists(lists, item_rows, artists, ids, entries, entries - len(table), told_genres)


@dataclass(frozen=True, slots=True)
class _Song:
    track_id: str
    title: str
    artist: str


def _read(path: Path, place: int) -> tuple[pd.DataFrame, bool]:
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
            pd.read_parquet(path, columns=wanted)
            if is_parquet
            else pd.read_csv(path, usecols=wanted, dtype=str)
        )
    except FileNotFoundError as error:
        raise ListsError(f"There is no file {path}.") from error
    except (OSError, ValueError) as error:
        raise ListsError(f"{path} cannot be read as Parquet or CSV.") from error
    read = pd.DataFrame(
        {role: _texts(table[name]) if name else "" for role, name in columns.items()}
    )
    # Two files may give the same id to different lists.
    named = read["list"] != ""
    read["list"] = read["list"].where(~named, f"{place} " + read["list"])
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


def _texts(column: "pd.Series[str]") -> "pd.Series[str]":
    """Return text without spaces around it; of several artists the first."""
    texts = column.map(_first, na_action="ignore").astype(object)
    return texts.fillna("").astype(str).str.strip()


def _first(value: object) -> object:
    """Return the first of several values, nothing of none, a single one as it is."""
    if isinstance(value, list | np.ndarray):
        return next(iter(value), "")  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return value


def _clean(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out entries that belong to no list or name no track; long ids are none."""
    table.loc[table["track_id"].str.len() > _ID_LENGTH, "track_id"] = ""
    named = (table["title"] != "") & (table["artist"] != "")
    kept = (table["list"] != "") & ((table["track_id"] != "") | named)
    return table[kept].reset_index(drop=True)


def _songs(table: pd.DataFrame) -> tuple[list[_Song], Indices]:
    """Return the different tracks in a fixed order, and for each entry which one it names."""
    keys = table["track_id"].where(
        table["track_id"] != "", "\x1f" + table["title"] + "\x1f" + table["artist"]
    )
    # The smallest name stands for a track that goes by several.
    ordered = table.assign(key=keys).sort_values(["key", "title", "artist"], kind="stable")
    firsts = ordered.drop_duplicates("key")
    songs = [
        _Song(str(track_id), str(title), str(artist))
        for track_id, title, artist in zip(
            firsts["track_id"], firsts["title"], firsts["artist"], strict=True
        )
    ]
    places = pd.Index(firsts["key"]).get_indexer(pd.Index(keys))
    return songs, places.astype(np.int64)


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


def _gather(names: "pd.Series[str]", items: Indices) -> Ragged:
    """Return the items of each list in the order of the lists' names; short lists are dropped."""
    owners, unique = pd.factorize(names, sort=True)
    lists, _ = collect(owners.astype(np.int64), items, len(unique))
    counts = np.diff(lists.starts)
    kept = counts >= FEWEST
    starts = np.concatenate(([0], np.cumsum(counts[kept]))).astype(np.int64)
    return Ragged(starts, lists.ids[np.repeat(kept, counts)])


def _pick(header: Sequence[str], names: Sequence[str]) -> str | None:
    return next((name for name in names if name in header), None)
