"""The folder of a catalogue: versions side by side, and one pointer to the one in use.

`current` is a small file holding the name of a version's folder. It is swapped in one step, so that
a reader sees the old version or the new one and never half of either.
"""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

POINTER = "current"
TRACKS = "tracks.sqlite"
MANIFEST = "manifest.json"
EDITIONS = "editions.parquet"
REFUSED = "refused.csv"
FORMAT = 2
"""Raised when older programs can no longer read what is written."""
READABLE = {1, FORMAT}
"""Folders of format 1 have no arrays of words."""

_LOCK = "build.lock"
_HALF_BUILT = "building-"
_VERSION = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")


class CatalogueError(Exception):
    """A catalogue cannot be read or built; the text is one sentence for the operator."""


def current_version(folder: Path) -> str | None:
    """Return the version in use, or None where no catalogue has been built."""
    try:
        version = (folder / POINTER).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(
            f"The pointer {folder / POINTER} cannot be read: {explain(error)}."
        ) from error
    if not _VERSION.fullmatch(version):
        raise CatalogueError(
            f"The pointer {folder / POINTER} is damaged: build the catalogue again with "
            "`cratemate catalogue add --replace`."
        )
    return version


def damaged(folder: Path, error: Exception) -> CatalogueError:
    """Return what to raise where a version cannot be read."""
    return CatalogueError(
        f"The catalogue in {folder} is damaged ({explain(error)}): build it again with "
        "`cratemate catalogue add --replace`."
    )


def explain(error: Exception) -> str:
    """Return what an error of the system says, without its number."""
    text = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return " ".join(text.split()).rstrip(".") or type(error).__name__


def read_manifest(folder: Path) -> dict[str, object]:
    """Return the manifest of one version's folder; raises OSError or ValueError."""
    manifest: object = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if not isinstance(manifest, dict):
        raise ValueError("the manifest is no object")
    return manifest  # pyright: ignore[reportUnknownVariableType]  # JSON objects have text keys


def write_manifest(folder: Path, manifest: dict[str, object]) -> None:
    """Write the manifest of one version's folder."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


@contextmanager
def building(folder: Path) -> Generator[Path]:
    """Give an empty folder to build a version in, and take it into use when the block ends well.

    Only one build runs in a folder at a time; leftovers of an interrupted one are removed first.
    The version just replaced is kept, since a running bot may still have it mapped.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder):
        for leftover in folder.glob(f"{_HALF_BUILT}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        version = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{token_hex(4)}"
        half_built = folder / f"{_HALF_BUILT}{version}"
        half_built.mkdir()
        try:
            yield half_built
            _take_into_use(folder, half_built, version)
        except BaseException:
            shutil.rmtree(half_built, ignore_errors=True)
            raise


def version_of(half_built: Path) -> str:
    """Return the version a half-built folder will become."""
    return half_built.name.removeprefix(_HALF_BUILT)


@contextmanager
def _locked(folder: Path) -> Generator[None]:
    # SQLite's lock is the portable one that dies with its process.
    lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise CatalogueError(
                f"Another build is at work in {folder}: wait until it has ended."
            ) from error
        yield
    finally:
        lock.close()


def _take_into_use(folder: Path, half_built: Path, version: str) -> None:
    try:
        replaced = current_version(folder)
    except CatalogueError:
        replaced = None
    for path in half_built.iterdir():
        _sync(path)
    _sync(half_built)
    half_built.rename(folder / version)
    pointer = folder / f"{POINTER}.new"
    pointer.write_text(version + "\n", encoding="ascii")
    _sync(pointer)
    pointer.replace(folder / POINTER)
    _sync(folder)
    for path in folder.iterdir():
        if _VERSION.fullmatch(path.name) and path.name not in {version, replaced}:
            shutil.rmtree(path, ignore_errors=True)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
