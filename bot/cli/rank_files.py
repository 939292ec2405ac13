# pyright: basic
# pyarrow has no types.
"""The Parquet files of `cratemate rank`: tasks in, ranked tracks out."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq


class FileError(Exception):
    """A file cannot be read or written; the text says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Task:
    """One member to rank for."""

    member: object
    """Whatever the file holds; written back as it came."""
    liked: tuple[str, ...]
    disliked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One row of the answer."""

    track_id: str
    score: float
    probability: float
    reason: str


class TaskFile:
    """The tasks of a Parquet file, read some at a time."""

    def __init__(self, path: Path) -> None:
        """Open a file; raises `FileError` where it holds no tasks."""
        try:
            self._file = pq.ParquetFile(path)
        except FileNotFoundError as error:
            raise FileError(f"There is no file {path}.") from error
        except (OSError, pa.ArrowException) as error:
            raise FileError(f"{path} cannot be read as Parquet.") from error
        self._path = path
        schema = self._file.schema_arrow
        for name in ("member", "liked"):
            if name not in schema.names:
                raise FileError(f"{path} has no column `{name}`: tasks need `member` and `liked`.")
        self._columns = [name for name in ("member", "liked", "disliked") if name in schema.names]
        for name in self._columns[1:]:
            if not _holds_ids(schema.field(name).type):
                raise FileError(f"The column `{name}` of {path} must hold lists of track ids.")
        self.member_type: Any = schema.field("member").type

    def __len__(self) -> int:
        return self._file.metadata.num_rows

    def __iter__(self) -> Iterator[Task]:
        """Yield the tasks in order; raises `FileError` where the file breaks off."""
        try:
            for batch in self._file.iter_batches(batch_size=64, columns=self._columns):
                for row in batch.to_pylist():
                    yield Task(row["member"], _ids(row["liked"]), _ids(row.get("disliked")))
        except (OSError, pa.ArrowException) as error:
            raise FileError(f"{self._path} is damaged.") from error


class RankingFile:
    """A Parquet file that appears under its name only when it is complete."""

    def __init__(self, path: Path, member_type: Any) -> None:
        self._path = path
        self._unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        self._schema = pa.schema(
            [
                ("member", member_type),
                ("rank", pa.int32()),
                ("track_id", pa.string()),
                ("score", pa.float32()),
                ("probability", pa.float32()),
                ("reason", pa.string()),
            ]
        )
        try:
            self._writer = pq.ParquetWriter(self._unfinished, self._schema)
        except OSError as error:
            raise FileError(f"{path} cannot be written: {error.strerror or error}.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writer.close()
        if kind is None:
            self._unfinished.replace(self._path)
        else:
            self._unfinished.unlink(missing_ok=True)

    def write(self, member: object, rows: Iterable[RankedRow]) -> None:
        """Append one member's rows, best first, as a row group of their own."""
        listed = list(rows)
        columns = {
            "member": [member] * len(listed),
            "rank": range(1, len(listed) + 1),
            "track_id": [row.track_id for row in listed],
            "score": [row.score for row in listed],
            "probability": [row.probability for row in listed],
            "reason": [row.reason for row in listed],
        }
        arrays = [pa.array(columns[field.name], field.type) for field in self._schema]
        try:
            self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
        except OSError as error:
            message = f"{self._path} cannot be written: {error.strerror or error}."
            raise FileError(message) from error


def _holds_ids(kind: Any) -> bool:
    lists = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    if not lists:
        return False
    value = kind.value_type
    return pa.types.is_string(value) or pa.types.is_large_string(value) or pa.types.is_null(value)


def _ids(values: list[str | None] | None) -> tuple[str, ...]:
    return tuple(value for value in values or () if value)
