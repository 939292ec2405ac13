"""Building a catalogue: `add_tables` streams tables in and takes a new version into use."""

import csv
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import numpy as np

from storage.arrays import AUDIO
from storage.catalogue_folder import (
    EDITIONS,
    FORMAT,
    READABLE,
    REFUSED,
    CatalogueError,
    building,
    current_version,
    explain,
    read_manifest,
    version_of,
    write_manifest,
)
from storage.catalogue_writing import write_version
from storage.cleaning import Cleaner, Refusal
from storage.recordings import Recordings, group
from storage.staging import Staged, Staging
from storage.tables import Table, open_table

Progress = Callable[[str, float], None]
"""Is told what is being done and which share of it is done, 0-1."""


@dataclass(frozen=True, slots=True)
class Source:
    """One table that went into a catalogue."""

    name: str
    read: int
    """rows in the table"""
    new: int
    """recordings first brought by it"""
    merged: int
    """rows that are another edition, or another mention, of a recording already there"""
    refused: dict[str, int]
    """rows left out, by reason"""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    version: str
    folder: Path
    """the new version's own folder"""
    before: int
    """recordings before"""
    recordings: int
    ids: int
    """ids that lead to a recording"""
    artists: int
    sources: tuple[Source, ...]
    """the tables of this build"""

    @property
    def refused(self) -> int:
        """Rows left out of all tables."""
        return sum(sum(source.refused.values()) for source in self.sources)

    @property
    def refused_file(self) -> Path:
        """The CSV file that lists refused rows; it exists where there are any."""
        return self.folder / REFUSED


def add_tables(
    files: Sequence[Path],
    into: Path,
    *,
    replace: bool = False,
    progress: Progress = lambda _doing, _share: None,
) -> Report:
    """Merge tables into a catalogue, or start it anew; all of the files count or none.

    Raises `CatalogueError` with one sentence; the catalogue in use is untouched then.
    """
    tables = [open_table(file) for file in files]
    if not tables:
        raise CatalogueError("No table was named.")
    try:
        with building(into) as folder:
            base = None if replace else _Base.find(into)
            return _build(folder, into, base, tables, progress)
    except (OSError, sqlite3.Error) as error:
        raise CatalogueError(
            f"The catalogue could not be built in {into}: {explain(error)}."
        ) from error


@dataclass(frozen=True, slots=True)
class _Base:
    """What exists and is merged into."""

    table: Table
    recordings: int
    sources: list[Any]

    @classmethod
    def find(cls, into: Path) -> "_Base | None":
        version = current_version(into)
        if version is None:
            return None
        folder = into / version
        try:
            manifest = cast(dict[str, Any], read_manifest(folder))
            if manifest["format"] not in READABLE:
                raise ValueError("it was written by another version of the program")
            sources = cast(list[Any], manifest["sources"])
            return cls(open_table(folder / EDITIONS), int(manifest["recordings"]), sources)
        except (OSError, ValueError, KeyError, TypeError, CatalogueError) as error:
            raise CatalogueError(
                f"The catalogue in {into} is damaged and cannot be merged into: build it again "
                "with --replace."
            ) from error


def _build(
    folder: Path, into: Path, base: _Base | None, tables: list[Table], progress: Progress
) -> Report:
    existing = [base.table] if base else []
    with Staging(folder) as staging:
        refusals = _RefusedFile(folder / REFUSED)
        try:
            cleaners = [
                _stage(
                    table,
                    number,
                    staging,
                    None if number < len(existing) else refusals,
                    progress,
                )
                for number, table in enumerate([*existing, *tables])
            ]
        finally:
            refusals.close()
        staged = staging.finish()
        progress("merging", 0.0)
        recordings = group(staged)
        progress("merging", 1.0)
        artists = write_version(
            folder, staging, staged, recordings, lambda share: progress("writing", share)
        )
    sources = _sources(cleaners, staged, recordings)[len(existing) :]
    version = version_of(folder)
    report = Report(
        version=version,
        folder=into / version,
        before=base.recordings if base else 0,
        recordings=len(recordings.recordings),
        ids=len(recordings.editions),
        artists=artists,
        sources=tuple(sources),
    )
    _write_manifest(folder, report, base, staged)
    return report


def _stage(
    table: Table,
    number: int,
    staging: Staging,
    refused: "_RefusedFile | None",
    progress: Progress,
) -> Cleaner:
    doing = f"reading {table.name}" if refused else "reading what is there"
    cleaner = Cleaner(table.name, table.columns)
    for chunk in table.chunks():
        rows, refusals = cleaner.clean(chunk)
        staging.append(rows, number)
        if refused:
            refused.add(table.name, refusals)
        progress(doing, table.progress)
    cleaner.finish()
    progress(doing, 1.0)
    return cleaner


def _sources(cleaners: list[Cleaner], staged: Staged, recordings: Recordings) -> list[Source]:
    rows = recordings.rows()
    first = np.minimum.reduceat(staged.source[rows.members], rows.starts[:-1])
    new = np.bincount(first, minlength=len(cleaners))
    return [
        Source(
            name=cleaner.table,
            read=cleaner.read,
            new=int(new[number]),
            merged=cleaner.read - cleaner.refused.total() - int(new[number]),
            refused={str(reason): count for reason, count in cleaner.refused.most_common()},
        )
        for number, cleaner in enumerate(cleaners)
    ]


def _write_manifest(folder: Path, report: Report, base: _Base | None, staged: Staged) -> None:
    earlier = base.sources if base else []
    write_manifest(
        folder,
        {
            "format": FORMAT,
            "version": report.version,
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "recordings": report.recordings,
            "ids": report.ids,
            "artists": report.artists,
            "audio": list(AUDIO),
            "sources": [*earlier, *(asdict(source) for source in report.sources)],
            "genre_names": list(staged.genre_names),
        },
    )


class _RefusedFile:
    """The refused rows as CSV; no file is made where there are none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = None

    def add(self, table: str, refusals: list[Refusal]) -> None:
        """Append refused rows of one table."""
        if not refusals:
            return
        if self._file is None:
            self._file = self._path.open("w", encoding="utf-8", newline="")
            csv.writer(self._file).writerow(
                ["file", "row", "reason", "column", "track_id", "title"]
            )
        csv.writer(self._file).writerows(
            [table, r.row, r.reason, r.column, r.track_id, r.title] for r in refusals
        )

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()
