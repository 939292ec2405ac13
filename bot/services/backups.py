"""Copies of the members' store, made while it is in use."""

import asyncio
import logging
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from storage.copying import copy_store
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
                make_copy, self._store.database.path, self._folder, now, self._keep
            )
        except (OSError, sqlite3.Error) as error:
            log.error("no backup could be made: %s", error)
            await self._store.chores.retake(_CHORE, now - self._every + _AGAIN)
        else:
            log.info("backup made: %s", made.name)


def make_copy(store: Path, folder: Path, now: datetime, keep: int) -> Path:
    """Copy a store in use into a folder, drop all but the newest `keep` copies, return the new one.

    The copy is whole or not there. Raises `OSError` and `sqlite3.Error`; work for a thread.
    """
    into = folder / now.astimezone(UTC).strftime(_NAME)
    copy_store(store, into)
    for old in sorted(folder.glob(_PATTERN))[:-keep]:
        old.unlink()
    return into
