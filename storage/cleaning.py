"""From the rows of a table to tracks: reading names and numbers, refusing what is wrong."""

import ast
import re
import warnings
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storage.arrays import AUDIO
from storage.names import fold
from storage.tables import Chunk, MalformedRow, TableError

NUMBERS = (*AUDIO, "popularity", "year", "explicit")
"""Columns of `Cleaned.numbers`."""

LIMITS = dict.fromkeys(AUDIO, (0.0, 1.0)) | {
    # -1 is Spotify's own word for "no key found".
    "key": (-1.0, 11.0),
    "loudness": (-70.0, 15.0),
    "tempo": (0.0, 300.0),
    "time_signature": (0.0, 7.0),
    # A second to a day.
    "duration_ms": (1_000.0, 86_400_000.0),
    "popularity": (0.0, 100.0),
    # Recorded sound begins in 1857; a year 0 stands for an unknown one in the 1.2M table.
    "year": (1850.0, 2100.0),
    "explicit": (0.0, 1.0),
}
"""The least and greatest value a column can hold, in Spotify's units."""

_ID = re.compile(r"[0-9A-Za-z]{22}")
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")
_YEAR = re.compile(r"\s*(\d{4})(?:-|$)")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LONGEST_LIST = 20_000
# A column is judged as a whole once this many of its values were seen, and at the end.
_ENOUGH = 5_000


class Reason(StrEnum):
    """Why a single row is refused."""

    FIELDS = "wrong number of fields"
    ID = "malformed id"
    TITLE = "no title"
    ARTIST = "no artist"
    UNREADABLE = "no number"
    RANGE = "value out of range"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that is left out."""

    row: int
    reason: Reason
    column: str
    track_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Rows that are fit for the catalogue."""

    ids: list[str]
    titles: list[str]
    artists: list[tuple[str, ...]]
    albums: list[str | None]
    isrcs: list[str | None]
    genres: list[tuple[str, ...]]
    numbers: NDArray[np.float32]
    """(k, len(NUMBERS)) NaN where unknown"""

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(slots=True)
class Cleaner:
    """Cleans the chunks of one table and judges its columns as wholes."""

    table: str
    columns: dict[str, str]
    """role -> the table's own name of it"""
    read: int = 0
    refused: Counter[Reason] = field(default_factory=Counter[Reason])
    _known: Counter[str] = field(default_factory=Counter[str])
    _wrong: Counter[str] = field(default_factory=Counter[str])

    def clean(self, chunk: Chunk) -> tuple[Cleaned, list[Refusal]]:
        """Return the good rows and the refused ones; raises `TableError` for a wrong column."""
        texts = _Texts(chunk)
        numbers = _numbers(chunk, texts.dates)
        wrong = self._judge_numbers(chunk, numbers)
        refusals = [_malformed(row) for row in chunk.malformed]
        good: list[int] = []
        for row in range(len(chunk)):
            fault = texts.fault(row) or wrong.get(row)
            if fault is None:
                good.append(row)
                continue
            number = int(chunk.numbers_of_rows[row])
            refusals.append(Refusal(number, *fault, texts.ids[row], texts.titles[row]))
        self.read += len(chunk) + len(chunk.malformed)
        self.refused.update(refusal.reason for refusal in refusals)
        return texts.take(good, numbers), refusals

    def finish(self) -> None:
        """Judge the table at its end; raises `TableError` where nothing of it is usable."""
        self._judge_columns(least=1)
        if self.read == 0:
            raise TableError(f"{self.table} has a header and no rows.")
        if self.refused.total() == self.read:
            reason, count = self.refused.most_common(1)[0]
            raise TableError(
                f"{self.table} has no usable row: {count} of {self.read} have {reason}."
            )

    def _judge_numbers(
        self, chunk: Chunk, numbers: NDArray[np.float32]
    ) -> dict[int, tuple[Reason, str]]:
        faults: dict[int, tuple[Reason, str]] = {}
        for place, role in enumerate(NUMBERS):
            low, high = LIMITS[role]
            values = numbers[:, place]
            beyond = (values < low) | (values > high)
            unreadable = chunk.unreadable.get(role)
            self._known[role] += int(np.count_nonzero(~np.isnan(values)))
            self._wrong[role] += int(np.count_nonzero(beyond))
            for row in np.flatnonzero(beyond):
                faults.setdefault(int(row), (Reason.RANGE, self._column(role)))
            if unreadable is not None:
                count = int(np.count_nonzero(unreadable))
                self._known[role] += count
                self._wrong[role] += count
                for row in np.flatnonzero(unreadable):
                    faults.setdefault(int(row), (Reason.UNREADABLE, self._column(role)))
        self._judge_columns(_ENOUGH)
        return faults

    def _judge_columns(self, least: int) -> None:
        for role, wrong in self._wrong.items():
            # In a column that is nearly empty, a few wrong values are only wrong rows.
            enough = max(least, self.read // 10)
            if self._known[role] >= enough and 2 * wrong > self._known[role]:
                low, high = LIMITS[role]
                raise TableError(
                    f"The column {self._column(role)} of {self.table} is not in Spotify's unit: "
                    f"{wrong} of {self._known[role]} values are no numbers from {low:g} to "
                    f"{high:g}."
                )

    def _column(self, role: str) -> str:
        return self.columns.get(role) or self.columns.get("date", role)


class _Texts:
    """The text columns of one chunk, tidied."""

    def __init__(self, chunk: Chunk) -> None:
        rows = len(chunk)
        columns = chunk.texts
        self.ids = [_tidy(value) for value in columns.get("track_id", [None] * rows)]
        self.titles = [_tidy(value) for value in columns.get("title", [None] * rows)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            self.artists = [split_names(value) for value in columns.get("artists", [None] * rows)]
        self.albums = columns.get("album", [None] * rows)
        self.isrcs = columns.get("isrc", [None] * rows)
        self.genres = columns.get("genres", [None] * rows)
        self.dates: list[Any] | None = columns.get("date")

    def fault(self, row: int) -> tuple[Reason, str] | None:
        """Return what is wrong with the names of a row."""
        if not _ID.fullmatch(self.ids[row]):
            return Reason.ID, "track_id"
        # Tables written by R say NA for what is missing; one of the two alone may be a name.
        missing = self.titles[row] == "NA" and self.artists[row] == ("NA",)
        if missing or not _can_be_seen(self.titles[row]):
            return Reason.TITLE, "title"
        seen = self.artists[row] and _can_be_seen(self.artists[row][0])
        return None if seen else (Reason.ARTIST, "artists")

    def take(self, rows: list[int], numbers: NDArray[np.float32]) -> Cleaned:
        """Return some rows as tracks."""
        return Cleaned(
            ids=[self.ids[row] for row in rows],
            titles=[self.titles[row] for row in rows],
            artists=[self.artists[row] for row in rows],
            albums=[_album(self.albums[row]) for row in rows],
            isrcs=[_isrc(self.isrcs[row]) for row in rows],
            genres=[_genres(self.genres[row]) for row in rows],
            numbers=numbers[rows],
        )


def split_names(value: str | list[str] | None) -> tuple[str, ...]:
    """Return the names in a cell: a list, the text of a Python list, or names between ";"."""
    if value is None:
        return ()
    names = value if isinstance(value, list) else _python_list(value) or value.split(";")
    tidied = (_tidy(name) for name in names)
    return tuple(dict.fromkeys(name for name in tidied if name))


def _python_list(text: str) -> list[str] | None:
    """Return the list a text writes out; "[bsd.u]" and the like are names and give None."""
    text = text.strip()
    if not text.startswith("[") or len(text) > _LONGEST_LIST:
        return None
    try:
        value: object = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):  # pyright: ignore[reportUnknownVariableType]
        return None
    return value or [""]  # pyright: ignore[reportUnknownVariableType]  # all are text by now


def _tidy(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return " ".join((value if value.isprintable() else _CONTROLS.sub(" ", value)).split())


def _can_be_seen(name: str) -> bool:
    return bool(name) and (name.isascii() or bool(fold(name)))


def _album(value: Any) -> str | None:
    album = _tidy(value)
    return None if album in ("", "NA") else album


def _isrc(value: Any) -> str | None:
    isrc = _tidy(value).replace("-", "").upper()
    return isrc if _ISRC.fullmatch(isrc) else None


def _genres(value: Any) -> tuple[str, ...]:
    names = (name.casefold() for name in split_names(value))
    return tuple(name for name in names if name not in ("na", "none", "null"))


def _numbers(chunk: Chunk, dates: list[Any] | None) -> NDArray[np.float32]:
    numbers = np.full((len(chunk), len(NUMBERS)), np.nan, np.float32)
    for place, role in enumerate(NUMBERS):
        if role in chunk.values:
            with np.errstate(over="ignore"):
                numbers[:, place] = chunk.values[role]
    year = numbers[:, NUMBERS.index("year")]
    year[year == 0] = np.nan
    if dates is not None and np.isnan(year).any():
        year[:] = np.where(np.isnan(year), [_year(date) for date in dates], year)
    key = numbers[:, NUMBERS.index("key")]
    key[key == -1] = np.nan
    return numbers


def _year(date: Any) -> float:
    found = _YEAR.match(date) if isinstance(date, str) else None
    return float(found[1]) if found and int(found[1]) else float("nan")


def _malformed(row: MalformedRow) -> Refusal:
    return Refusal(row.number, Reason.FIELDS, "", "", row.text)
