"""Copies of the members' store, made and put back; and the lock that tells whether it is in use."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from storage.errors import StoreInUse, StoreUnusable
from storage.store import Store

try:
    import fcntl
except ImportError:  # Windows has none; there SQLite's own locks have to do.
    fcntl = None

_LOGS: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file, by the end of its name."""


@contextmanager
def in_use(store: Path) -> Generator[None]:
    """Say that a bot works on a store; any number of them may. Raises `StoreInUse`, `OSError`."""
    with _lock(store, exclusive=False):
        yield


def copy_store(store: Path, into: Path) -> None:
    """Copy a store, which may be in use, to a file of its owner's alone.

    The copy is whole or not there. Raises `OSError`, and `sqlite3.Error` where the store or the
    copy is damaged; work for a thread.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    draft = into.with_name(f"{into.name}.part")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT, 0o600))
    try:
        with (
            closing(sqlite3.connect(_read_only(store), uri=True)) as source,
            closing(sqlite3.connect(draft, isolation_level=None)) as target,
        ):
            # In one go: a copy made in steps begins anew whenever somebody writes in between.
            source.backup(target)
            # One file instead of three, and no log that holds what is deleted later.
            target.execute("PRAGMA journal_mode = DELETE")
            _examine(target)
        draft.replace(into)
    finally:
        draft.unlink(missing_ok=True)


def restore_store(copy: Path, store: Path, keys: Sequence[str], aside: Path) -> bool:
    """Put a copy in the place of a store, which is kept `aside`; tell whether there was one.

    The copy is looked through and opened with the keys first, and brought to the newest version.
    Raises `StoreInUse` while a bot works on the store, `StoreUnusable`, `KeyWrong`, `StoreTooNew`
    where the copy is no good, and `OSError`; the store is as it was then. Not to be called from a
    running loop.
    """
    draft = store.with_name(f"{store.name}.restoring")
    with _lock(store, exclusive=True):
        try:
            try:
                copy_store(copy, draft)
            except sqlite3.Error as fault:
                raise StoreUnusable(f"The copy {copy} is damaged or no store: {fault}.") from fault
            _require_store(draft, copy)
            asyncio.run(_open(draft, keys))
            _fold(draft)
            there = store.exists()
            if there:
                _close_off(store, aside)
                _swap(draft, store, aside)
            else:
                draft.replace(store)
        finally:
            for end in ("", *_LOGS):
                Path(f"{draft}{end}").unlink(missing_ok=True)
    return there


async def _open(draft: Path, keys: Sequence[str]) -> None:
    await (await Store.open(draft, keys)).close()


def _close_off(store: Path, aside: Path) -> None:
    """Let a store be one file that nobody has open."""
    try:
        _fold(store)
    except sqlite3.OperationalError as fault:
        # Some other program has it open, though no bot does.
        raise StoreInUse(f"The store {store} is in use ({fault}): stop what uses it.") from fault
    except sqlite3.DatabaseError:
        # Too damaged to be opened, which may be why a copy is put back: it is kept as it is.
        for end in _LOGS:
            with suppress(FileNotFoundError):
                shutil.move(f"{store}{end}", f"{aside}{end}")


def _swap(draft: Path, store: Path, aside: Path) -> None:
    """Put a draft in the place of a store; whatever happens meanwhile, one of them is there."""
    try:
        os.link(store, aside)
    except OSError:
        # A file system without links: for a moment there is none.
        store.rename(aside)
    try:
        draft.replace(store)
    except OSError:
        aside.replace(store)
        aside.unlink(missing_ok=True)
        raise


def _fold(path: Path) -> None:
    """Move the write-ahead log into its file; SQLite refuses where anybody else has it open."""
    with closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _require_store(draft: Path, copy: Path) -> None:
    """Refuse a file that SQLite can read but that never was a members' store."""
    with closing(sqlite3.connect(_read_only(draft), uri=True)) as connection:
        found = connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE name IN ('members', 'meta')"
        ).fetchone()
    if found != (2,):
        raise StoreUnusable(f"{copy} is no copy of a members' store.")


def _examine(connection: sqlite3.Connection) -> None:
    (fault,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if fault != "ok":
        raise sqlite3.DatabaseError(f"the copy is damaged: {fault}")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise sqlite3.DatabaseError("the copy is damaged: rows point at rows that are not there")


def _read_only(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"


@contextmanager
def _lock(store: Path, *, exclusive: bool) -> Generator[None]:
    """Hold the lock beside a store; the system lets go of it when the process ends, however."""
    store.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{store}.lock").open("a") as file:
        if fcntl is not None:
            kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
            try:
                fcntl.flock(file, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                what = (
                    "a bot runs on it. Stop it first."
                    if exclusive
                    else "a copy is being put back. Wait for that."
                )
                raise StoreInUse(f"The store {store} is in use: {what}") from None
        yield
