"""The text of a catalogue: one read-only SQLite file, asked from any thread."""

import json
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from storage.catalogue_folder import damaged

_BATCH = 2_000


class CatalogueText:
    """A connection that threads take turns with; `CatalogueError` where the file is broken."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent.parent
        self._lock = threading.Lock()
        # A version never changes once it is in use, so SQLite need not look for locks.
        self._database = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1",
            uri=True,
            check_same_thread=False,
            isolation_level=None,
        )
        # The garbage collector may be the last to know that a replaced version is out of use.
        self._finalizer = weakref.finalize(self, self._database.close)

    def close(self) -> None:
        """Close the file; closing twice does no harm."""
        self._finalizer()

    def query(self, sql: str, *values: object) -> list[Any]:
        """Return the rows of one query."""
        try:
            with self._lock:
                return self._database.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as fault:
            raise damaged(self._folder, fault) from fault

    def each(
        self, columns: str, source: str, values: Iterable[str] | Iterable[int]
    ) -> Iterator[Any]:
        """Return the columns of the rows of a source for many values, which it reads as `?`.

        Their order is nobody's. Values are asked for in batches, so that other threads get their
        turn. Each batch comes as one row: SQLite's driver lets go of the interpreter at every row,
        and beside busy threads it takes up to 5 ms to get it back.
        """
        sql = f"SELECT json_group_array(json_array({columns})) FROM {source}"
        sql = sql.replace("?", "(SELECT value FROM json_each(?))")
        iterator = iter(values)
        while batch := list(islice(iterator, _BATCH)):
            ((found,),) = self.query(sql, json.dumps(batch))
            yield from json.loads(found)
