"""Lists of tracks as files: who stands for a listener, and what their lists say of their tracks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import numpy as np
import pandas as pd

from bot.services.catalogue import Snapshot
from models.profiles import Indices
from models.splits import Member, is_member, one_version
from models.tracks import Floats, Ragged
from models.views import Popularities, Words
from storage.cleaning import split_names
from storage.tables import TEXTS

LIST_IDS: Final = ("list_id", "playlist_id")
DATES: Final = ("added_at", "liked_at", "played_at")
GENRES: Final = TEXTS["genres"]
POPULARITIES: Final = ("popularity", "track_popularity")


class ListsError(Exception):
    """A file of lists cannot be used; the text says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Entries:
    """All entries of a file of lists whose tracks the catalogue knows."""

    names: tuple[str, ...]
    """Ids of the lists."""
    rows: Ragged
    """Catalogue rows of each list, in its order, each once."""
    dates: tuple[Floats, ...] | None
    words: Words
    popularities: Popularities
    unknown: int
    """Entries whose track the catalogue does not hold."""

    def of(self, number: int) -> Indices:
        """Return the rows of one list."""
        return self.rows.of(number).astype(np.int64)


def read_entries(path: Path, snapshot: Snapshot) -> Entries:
    """Read a file of lists; raises `ListsError`."""
    table = _read(path)
    table["list"], names = _number(table["list"])
    known = snapshot.catalogue.resolve(set(table["track_id"]))
    table["row"] = table["track_id"].map(known)
    found = table.dropna(subset=["row"]).astype({"row": "int64"})
    if found.empty:
        raise ListsError(f"None of the tracks in {path.name} are in the catalogue.")
    words = _words(found, snapshot.catalogue.genre_names)
    popularities = _popularities(found)
    once = found.drop_duplicates(["list", "row"]).sort_values("list", kind="stable")
    counts = np.bincount(once["list"].to_numpy(), minlength=len(names))
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    dates = None
    if "date" in once:
        dates = tuple(np.split(once["date"].to_numpy(dtype=np.float64), starts[1:-1]))
    return Entries(
        names=names,
        rows=Ragged(starts, once["row"].to_numpy(dtype=np.int32)),
        dates=dates,
        words=words,
        popularities=popularities,
        unknown=len(table) - len(found),
    )


def members_of(entries: Entries, snapshot: Snapshot) -> list[Member]:
    """Return the lists long and varied enough to stand for a listener."""
    song = np.asarray(snapshot.tracks.song)
    members: list[Member] = []
    for number, name in enumerate(entries.names):
        rows = entries.of(number)
        places = one_version(rows, song)
        if is_member(rows[places], snapshot.tracks):
            dates = _known_dates(entries.dates[number][places]) if entries.dates else None
            members.append(Member(number, name, rows[places], dates))
    return members


def _known_dates(dates: Floats) -> Floats | None:
    return None if np.isnan(dates).any() else dates


def _read(path: Path) -> pd.DataFrame:
    """Return `list`, `track_id` and what there is of `genres`, `popularity` and `date`."""
    try:
        with path.open("rb") as file:
            is_parquet = file.read(4) == b"PAR1"
        table = pd.read_parquet(path) if is_parquet else pd.read_csv(path)
    except (OSError, ValueError) as error:
        raise ListsError(f"{path} cannot be read as Parquet or CSV: {error}.") from error
    columns = {
        "list": _pick(table, LIST_IDS),
        "track_id": _pick(table, ("track_id",)),
        "genres": _pick(table, GENRES),
        "popularity": _pick(table, POPULARITIES),
        "date": _pick(table, DATES),
    }
    for role, wanted in (("list", " or ".join(LIST_IDS)), ("track_id", "track_id")):
        if columns[role] is None:
            raise ListsError(f"{path.name} has no column {wanted}.")
    chosen = pd.DataFrame({role: table[name] for role, name in columns.items() if name})
    chosen = chosen.dropna(subset=["list", "track_id"])
    chosen["track_id"] = chosen["track_id"].astype(str)
    if "date" in chosen:
        moments = pd.to_datetime(chosen["date"], errors="coerce", utc=True)
        chosen["date"] = (moments - pd.Timestamp(0, tz="UTC")).dt.total_seconds()
    return chosen


def _pick(table: pd.DataFrame, names: Sequence[str]) -> str | None:
    return next((name for name in names if name in table.columns), None)


def _number(ids: "pd.Series[str]") -> tuple[Indices, tuple[str, ...]]:
    """Number the lists in the order of their ids, whatever the order of the file."""
    names = sorted({str(name) for name in ids})
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers[str(name)] for name in ids], dtype=np.int64), tuple(names)


def _words(found: pd.DataFrame, genre_names: Sequence[str]) -> Words:
    if "genres" not in found:
        empty = np.empty(0, dtype=np.int64)
        return Words(empty, empty, empty.astype(np.int32))
    numbers = {name.casefold(): number for number, name in enumerate(genre_names)}
    told = found.dropna(subset=["genres"])
    said = {
        (int(number), int(row), numbers[genre])
        for number, row, value in zip(told["list"], told["row"], told["genres"], strict=True)
        for genre in _genres(value)
        if genre in numbers
    }
    columns = np.array(sorted(said), dtype=np.int64).reshape(-1, 3)
    return Words(columns[:, 0], columns[:, 1], columns[:, 2].astype(np.int32))


def _genres(value: object) -> list[str]:
    names = cast(list[str], list(value)) if isinstance(value, list | np.ndarray) else str(value)  # pyright: ignore[reportUnknownArgumentType]
    return [name.casefold() for name in split_names(names)]


def _popularities(found: pd.DataFrame) -> Popularities:
    """Return what lists say of popularity, nothing where it is the track's own number.

    A track with one value in all lists has it from elsewhere; where lists give it different
    values, they made them.
    """
    if "popularity" not in found:
        return Popularities.none()
    told = found.dropna(subset=["popularity"])
    values = told.groupby("track_id")["popularity"].nunique()
    if values.empty or int(values.max()) <= 1:
        return Popularities.none()
    most = told.groupby(["list", "row"], as_index=False)["popularity"].max()
    return Popularities(
        most["list"].to_numpy(dtype=np.int64),
        most["row"].to_numpy(dtype=np.int64),
        most["popularity"].to_numpy(dtype=np.float32),
    )
