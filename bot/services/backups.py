"""Copies of the members' store, made while it is in use."""

import asyncio
import logging
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from storage.store import Store

log = logging.getLogger(__name__)

_NAME: Final = "cratemate-%Y%m%dT%H%M%SZ.sqlite"
_PATTERN: Final = "cratemate-????????T??????Z.sqlite"
_AGAIN: Final = timedelta(hours=1)
_CHORE: Final = "backup"


class Backups:
    """Makes a copy every so often and keeps the newest few."""

    def __init__(self, store: Store, folder: Path | None, every: timedelta, keep: int) -> None:
        """Without a folder nothing is ever due."""
        self._store = store
        self._folder = folder
        self._every = every
        self._keep = keep

    async def tick(self, now: datetime) -> None:
        """Make a copy where one is due; one that failed is tried again after an hour."""
        if self._folder is None or not await self._store.chores.take(_CHORE, now, self._every):
            return
        try:
            made = await asyncio.to_thread(
                copy_store, self._store.database.path, self._folder, now, self._keep
            )
        except (OSError, sqlite3.Error) as error:
            log.error("no backup could be made: %s", error)
            await self._store.chores.retake(_CHORE, now - self._every + _AGAIN)
        else:
            log.info("backup made: %s", made.name)


def copy_store(store: Path, folder: Path, now: datetime, keep: int) -> Path:
    """Copy a store in use into a folder, drop all but the newest `keep` copies, return the new one.

    The copy is whole or not there. Raises `OSError` and `sqlite3.Error`; work for a thread.
    """
    folder.mkdir(parents=True, exist_ok=True)
    into = folder / now.astimezone(UTC).strftime(_NAME)
    draft = into.with_suffix(".part")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT, 0o600))
    try:
        _copy(store, draft)
        draft.replace(into)
    finally:
        draft.unlink(missing_ok=True)
    for old in sorted(folder.glob(_PATTERN))[:-keep]:
        old.unlink()
    return into


def _copy(store: Path, draft: Path) -> None:
    with (
        closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(draft, isolation_level=None)) as target,
    ):
        # In one go: a copy made in steps begins anew whenever somebody writes in between.
        source.backup(target)
        # One file instead of three, and no log that holds what is deleted later.
        target.execute("PRAGMA journal_mode = DELETE")
        (fault,) = target.execute("PRAGMA quick_check").fetchone()
        if fault != "ok":
            raise sqlite3.DatabaseError(f"the copy is damaged: {fault}")
