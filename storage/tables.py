# pyright: basic
# pyarrow ships no types; everything that leaves this module is a list, an array or a dataclass.
"""Feature tables as files: recognising their columns and streaming them in chunks.

The well-known tables name the same things differently. `ROLES` holds what each thing may be
called; a table's other columns are not even read.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from storage.arrays import AUDIO
from storage.catalogue_folder import CatalogueError, explain

TEXTS: Mapping[str, tuple[str, ...]] = {
    "track_id": ("track_id", "id", "spotify_id"),
    "title": ("track_name", "name", "song_name", "title"),
    "artists": ("artists", "track_artist", "artist_name", "artist"),
    "album": ("album_name", "track_album_name", "album"),
    "date": ("track_album_release_date", "release_date", "album_release_date"),
    "isrc": ("isrc",),
    "genres": ("track_genre", "playlist_subgenre", "genres", "genre", "playlist_genre"),
}
NUMBERS: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in AUDIO},
    "popularity": ("popularity", "track_popularity"),
    "year": ("year",),
    "explicit": ("explicit",),
}
ROLES: Mapping[str, tuple[str, ...]] = {**TEXTS, **NUMBERS}
"""What a column may be called, the best name first."""

CHUNK_ROWS = 16_384
# The reader keeps some thirty blocks ahead of us.
_BLOCK_BYTES = 1 << 20
_MISSING = frozenset({"", "na", "n/a", "nan", "none", "null"})
_HEAD_BYTES = 1 << 16
# A quotation mark that is never closed swallows the rows after it into one.
_SWALLOWED_LINES = 50


class TableError(CatalogueError):
    """A file is no table the catalogue can use; the text is one sentence that says why."""


class MalformedRow(NamedTuple):
    """A row of a CSV file with more or fewer fields than the header."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table, a column a role; roles the table lacks are absent."""

    numbers_of_rows: NDArray[np.int64]
    """(k,) where each row stands in its file, the header being row 1"""
    texts: dict[str, list[Any]]
    """(k,) strings, lists of strings or None"""
    values: dict[str, NDArray[np.float64]]
    """(k,) NaN where empty"""
    unreadable: dict[str, NDArray[np.bool_]]
    """(k,) true where there is something that is no number; only roles with such values"""
    malformed: list[MalformedRow]
    """rows met on the way that are not among the k"""

    def __len__(self) -> int:
        return len(self.numbers_of_rows)


@dataclass(slots=True)
class Table:
    """One file, its columns recognised."""

    path: Path
    columns: dict[str, str]
    """role -> the file's own name of it"""
    is_parquet: bool
    progress: float = 0.0
    """the share that has been read, 0-1"""
    _malformed: list[MalformedRow] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.name

    def chunks(self) -> Iterator[Chunk]:
        """Stream the rows; raises `TableError` where the file turns out to be broken."""
        batches = self._parquet_batches() if self.is_parquet else self._csv_batches()
        following = 2
        try:
            for batch in batches:
                numbers, malformed, following = self._number_rows(batch.num_rows, following)
                yield _chunk(batch, self.columns, numbers, malformed)
            if self._malformed:
                yield _chunk(None, {}, np.empty(0, np.int64), self._malformed)
        except UnicodeDecodeError as error:
            raise _not_text(self.path) from error
        except pa.ArrowException as error:
            raise self._explain(error) from error
        except OSError as error:
            raise TableError(f"{self.name} cannot be read: {explain(error)}.") from error
        finally:
            pa.default_memory_pool().release_unused()

    def track_ids(self) -> Iterator[str | None]:
        """Stream the ids alone."""
        narrow = Table(self.path, {"track_id": self.columns["track_id"]}, self.is_parquet)
        for chunk in narrow.chunks():
            yield from chunk.texts.get("track_id", [])

    def _parquet_batches(self) -> Iterator[pa.RecordBatch]:
        names = list(self.columns.values())
        # Reading ahead and decoding in threads costs a hundred megabytes and gains nothing here.
        with pq.ParquetFile(self.path, pre_buffer=False) as file:
            done, total = 0, max(1, file.metadata.num_rows)
            for batch in file.iter_batches(CHUNK_ROWS, columns=names, use_threads=False):
                done += batch.num_rows
                self.progress = done / total
                yield batch

    def _csv_batches(self) -> Iterator[pa.RecordBatch]:
        size = max(1, self.path.stat().st_size)
        names = list(self.columns.values())
        with self.path.open("rb", buffering=0) as file:
            reader = arrow_csv.open_csv(
                file,
                # Row numbers of malformed rows are known to the serial reader only.
                read_options=arrow_csv.ReadOptions(use_threads=False, block_size=_BLOCK_BYTES),
                parse_options=arrow_csv.ParseOptions(
                    newlines_in_values=True, invalid_row_handler=self._note_malformed
                ),
                convert_options=arrow_csv.ConvertOptions(
                    include_columns=names,
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=True,
                    null_values=[""],
                ),
            )
            for batch in reader:
                self.progress = min(1.0, file.tell() / size)
                for start in range(0, batch.num_rows, CHUNK_ROWS):
                    yield batch.slice(start, CHUNK_ROWS)

    def _note_malformed(self, row: Any) -> str:
        if row.text.count("\n") > _SWALLOWED_LINES:
            return "error"
        self._malformed.append(MalformedRow(int(row.number), row.text[:200]))
        return "skip"

    def _number_rows(
        self, count: int, following: int
    ) -> tuple[NDArray[np.int64], list[MalformedRow], int]:
        """Number the next `count` rows, leaving out the malformed ones among them."""
        passed: list[MalformedRow] = []
        numbers = np.empty(count, np.int64)
        filled = 0
        while self._malformed and self._malformed[0].number < following + count - filled:
            skipped = self._malformed.pop(0)
            passed.append(skipped)
            ahead = max(0, skipped.number - following)
            numbers[filled : filled + ahead] = np.arange(following, following + ahead)
            filled += ahead
            following = skipped.number + 1
        rest = count - filled
        numbers[filled:] = np.arange(following, following + rest)
        return numbers, passed, following + rest

    def _explain(self, error: Exception) -> TableError:
        text = str(error)
        if self.is_parquet:
            return _not_parquet(self.path)
        if "UTF8" in text:
            return _not_text(self.path)
        if "straddling" in text or "out of sync" in text or "Expected" in text:
            return TableError(
                f"{self.name} cannot be split into rows: a quotation mark that is never closed "
                "makes one row of many."
            )
        return TableError(f"{self.name} cannot be read as CSV: {explain(error)}.")


def open_table(path: Path) -> Table:
    """Recognise a table by its header; raises `TableError` where it is none we can use."""
    table = open_ids(path)
    if "title" not in table.columns:
        raise TableError(
            f"{path.name} has no column of titles ({_options('title')}); {_listed(path)}."
        )
    if "artists" not in table.columns:
        raise TableError(
            f"{path.name} names no artists ({_options('artists')}), and without them its tracks "
            "cannot be told apart."
        )
    return table


def open_ids(path: Path) -> Table:
    """Recognise a table that needs nothing but track ids, such as a list of likes."""
    is_parquet = _looks_like_parquet(path)
    header = _parquet_header(path) if is_parquet else _csv_header(path)
    columns = _recognise(path, header)
    if "track_id" not in columns:
        raise TableError(
            f"{path.name} has no column of track ids ({_options('track_id')}); {_listed(path)}."
        )
    return Table(path, columns, is_parquet)


def write_texts(path: Path, columns: Mapping[str, list[str]]) -> None:
    """Write columns of text as a Parquet file, whole or not at all; raises `TableError`."""
    table = pa.table({name: pa.array(texts, pa.string()) for name, texts in columns.items()})
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("wb") as file:
            pq.write_table(table, file)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise TableError(f"{path} cannot be written: {explain(error)}.") from error


def _recognise(path: Path, header: list[str]) -> dict[str, str]:
    known = {name.strip().casefold(): name for name in reversed(header)}
    columns = {
        role: next((known[option] for option in options if option in known), None)
        for role, options in ROLES.items()
    }
    for name in columns.values():
        if name is not None and header.count(name) > 1:
            raise TableError(f"{path.name} has two columns called {name}.")
    return {role: name for role, name in columns.items() if name is not None}


def _options(role: str) -> str:
    return " or ".join(ROLES[role])


def _listed(path: Path) -> str:
    header = _parquet_header(path) if _looks_like_parquet(path) else _csv_header(path)
    names = [name.strip()[:40] for name in header if name.strip()]
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""
    return f"its columns are {', '.join(names[:12])}{more}" if names else "its header is empty"


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except FileNotFoundError:
        raise TableError(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise TableError(f"{path} is a folder, not a table.") from None
    except OSError as error:
        raise TableError(f"{path} cannot be opened: {explain(error)}.") from error


def _looks_like_parquet(path: Path) -> bool:
    head = _head(path)
    if not head:
        raise TableError(f"{path.name} is empty.")
    if head.startswith(b"PAR1"):
        return True
    if path.suffix.casefold() in {".parquet", ".pq"}:
        raise _not_parquet(path)
    return False


def _parquet_header(path: Path) -> list[str]:
    try:
        return list(pq.read_schema(path).names)
    except (pa.ArrowException, OSError) as error:
        raise _not_parquet(path) from error


def _csv_header(path: Path) -> list[str]:
    head = _head(path)
    if b"\x00" in head:
        raise TableError(f"{path.name} is neither CSV in UTF-8 nor Parquet.")
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError as error:
        raise _not_text(path) from error
    rows = csv.reader(io.StringIO(text))
    try:
        return next((row for row in rows if row), [])
    except csv.Error as error:
        raise TableError(f"{path.name} cannot be read as CSV: {explain(error)}.") from error


def _not_text(path: Path) -> TableError:
    return TableError(f"{path.name} is not UTF-8: save it in that encoding, or as Parquet.")


def _not_parquet(path: Path) -> TableError:
    return TableError(f"{path.name} is not a whole Parquet file: it may have been cut short.")


def _chunk(
    batch: pa.RecordBatch | None,
    columns: Mapping[str, str],
    numbers: NDArray[np.int64],
    malformed: list[MalformedRow],
) -> Chunk:
    chunk = Chunk(numbers, {}, {}, {}, malformed)
    if batch is None:
        return chunk
    for role, name in columns.items():
        column = batch.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if role in TEXTS:
            chunk.texts[role] = _texts(column)
            continue
        values, unreadable = _numbers(column)
        chunk.values[role] = values
        if unreadable.any():
            chunk.unreadable[role] = unreadable
    return chunk


def _texts(column: pa.Array) -> list[Any]:
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        return column.to_pylist()
    return column.cast(pa.string()).to_pylist()


def _numbers(column: pa.Array) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the values, NaN where empty, and where there is something that is no number."""
    none = np.zeros(len(column), np.bool_)
    try:
        values = column.cast(pa.float64(), safe=False)
        return pc.fill_null(values, float("nan")).to_numpy(zero_copy_only=False), none
    except pa.ArrowException:
        pass
    try:
        texts = column.cast(pa.string()).to_pylist()
    except pa.ArrowException:
        return np.full(len(column), np.nan), ~none
    values = np.full(len(texts), np.nan)
    for place, text in enumerate(texts):
        number = _number(text)
        none[place] = number is None
        values[place] = np.nan if number is None else number
    return values, none


def _number(text: str | None) -> float | None:
    """Return the number a text stands for, NaN for an empty one, None for no number at all."""
    plain = (text or "").strip().casefold()
    if plain in _MISSING:
        return float("nan")
    if plain in {"true", "false"}:
        return float(plain == "true")
    try:
        return float(plain)
    except ValueError:
        return None
