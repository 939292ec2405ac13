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
_EXPIRY: Final = "expired backups"


class Backups:
    """Makes a copy every so often and keeps the newest few, none longer than `life`."""

    def __init__(
        self, store: Store, folder: Path | None, every: timedelta, keep: int, life: timedelta
    ) -> None:
        """Without a folder nothing is ever due."""
        self._store = store
        self._folder = folder
        self._every = every
        self._keep = keep
        self._life = life

    async def tick(self, now: datetime) -> None:
        """Make a copy where one is due, and delete those that have expired.

        A copy that failed is tried again after an hour.
        """
        if self._folder is None:
            return
        if await self._store.chores.take(_CHORE, now, self._every):
            await self._make(self._folder, now)
        if await self._store.chores.take(_EXPIRY, now, _AGAIN):
            gone = await asyncio.to_thread(expire, self._folder, now - self._life)
            if gone:
                log.info("backups expired: %d", gone)

    async def _make(self, folder: Path, now: datetime) -> None:
        try:
            made = await asyncio.to_thread(
                make_copy, self._store.database.path, folder, now, self._keep
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


def expire(folder: Path, before: datetime) -> int:
    """Delete the copies made before an instant and return how many; work for a thread.

    The newest one stays however old it is: where no more can be made, it may be the last.
    """
    copies = sorted(folder.glob(_PATTERN))[:-1]
    old = [copy for copy in copies if _made_at(copy) < before]
    for copy in old:
        copy.unlink(missing_ok=True)
    return len(old)


def _made_at(copy: Path) -> datetime:
    return datetime.strptime(copy.name, _NAME).replace(tzinfo=UTC)
