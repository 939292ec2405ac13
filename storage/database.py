"""The SQLite file of the members' store: one writer, readers that never wait for it."""

import asyncio
import os
import sqlite3
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Callable,
    Coroutine,
    Generator,
    Iterable,
    Sequence,
)
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import cache, wraps
from inspect import iscoroutinefunction
from itertools import islice
from pathlib import Path
from typing import Any, ParamSpec, Self, TypeVar, TypeVarTuple

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Insert,
    NullPool,
    Row,
    Select,
    Table,
    create_engine,
    event,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.errors import BytesRemain, StoreUnusable
from storage.migrations import upgrade
from storage.scrubbing import drop_request, empty_log, find_request, finish_scrub, rewrite
from storage.vault import Vault, unlock

C = TypeVar("C")
P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
Columns = TypeVarTuple("Columns")

CHUNK = 64
"""Rows handled between two turns of the event loop: about 0.5 ms of its time."""

READERS = 4
"""Connections that read at the same time, each with a thread of its own."""

FETCHERS = 2
"""Threads that fetch. More of them only wait for the interpreter, and the loop waits with them."""

BUSY_SECONDS = 5.0
"""How long to wait for a writer in another process, in seconds."""

_REMAIN = (
    "The rows are deleted, but their bytes could not be removed from the members' store yet: {}."
    " Delete once more when the cause is gone, or restart Cratemate."
)

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""The lowest byte of what SQLite says of a file that is damaged, or is no store."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    # Every acknowledged write reaches the disk: writes are few, and a token or a claim lost in a
    # power cut cannot be had again.
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    # What SQLite sorts or sets aside must not reach the disk, where nothing would overwrite it.
    "PRAGMA temp_store = MEMORY",
)


class Database:
    """An open store file; made by `open`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = asyncio.Lock()
        self._scrubbing = asyncio.Lock()
        self._reads = 0
        self._unread = asyncio.Event()
        self._writer = _make_engine(path, "BEGIN IMMEDIATE", connections=1)
        self._readers = _make_engine(path, "BEGIN", connections=READERS)
        self._fetch_threads = ThreadPoolExecutor(FETCHERS, thread_name_prefix="store")
        self._fetching = _make_threads_engine(path, None, connections=FETCHERS)
        # Of its own: reads that queue must not keep a write from its turn.
        self._write_thread = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._changing = _make_threads_engine(path, "BEGIN IMMEDIATE", connections=1)

    @classmethod
    async def open(cls, path: Path, vault: Vault) -> Self:
        """Bring the file to the newest version and open it; make it where there is none."""
        await asyncio.to_thread(_prepare, path, vault)
        return cls(path)

    async def close(self) -> None:
        """Wait for the write and the reads under way, then close every connection."""
        async with self._turn:
            while self._reads:
                self._unread.clear()
                await self._unread.wait()
            await self._readers.dispose()
            await self._writer.dispose()
            for threads in (self._fetch_threads, self._write_thread):
                await asyncio.to_thread(threads.shutdown)
            self._fetching.dispose()
            self._changing.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection]:
        """Give a connection that sees one unchanging state of the store.

        To be used in calls that nothing cuts short; see `uninterrupted`.
        """
        self._reads += 1
        try:
            with _explaining("read"):
                async with self._readers.connect() as connection:
                    yield connection
        finally:
            self._reads -= 1
            self._unread.set()

    async def fetch(self, query: Select[*Columns]) -> Sequence[Row[*Columns]]:
        """Return the rows of one query, as of one moment; for few rows.

        One turn of a thread does it all, so it takes the loop a fraction of what `read` takes.
        """
        return await self.gather(query, lambda rows: rows)

    async def gather(
        self, query: Select[*Columns], shape: Callable[[Sequence[Row[*Columns]]], T]
    ) -> T:
        """Return what `shape` makes of the rows of one query; called in the thread of `fetch`."""

        def work() -> T:
            with _explaining("read"), self._fetching.connect() as connection:
                return shape(connection.execute(query).all())

        self._reads += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._fetch_threads, work)
        finally:
            self._reads -= 1
            self._unread.set()

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncConnection]:
        """Give the connection of the one writer; everything is kept at the end, or nothing.

        To be used in calls that nothing cuts short; see `uninterrupted`. Nothing but the store
        may be awaited inside: all other writers wait meanwhile.
        """
        with _explaining("written"):
            async with self._turn, self._writer.begin() as connection:
                yield connection

    async def change(self, work: Callable[[Connection], T]) -> T:
        """Let a function write in one turn of a thread; all of it is kept, or nothing.

        For what is written often: each statement of `write` waits for a busy loop to come round,
        and all other writers wait with it.
        """

        def transaction() -> T:
            with _explaining("written"), self._changing.begin() as connection:
                return work(connection)

        async with self._turn:
            return await asyncio.get_running_loop().run_in_executor(self._write_thread, transaction)

    async def scrub(self, patience: float) -> None:
        """Let every byte of deleted rows vanish from the file and its log.

        Does nothing where no deletion has asked for it since the last time. Tries for `patience`
        seconds to empty the log, which readers under way hold on to, then raises `BytesRemain`;
        the next scrub or the next start makes up for it.
        """
        async with self._scrubbing:
            async with self.read() as connection:
                request = await find_request(connection)
            if request is None:
                return
            await self._rewrite(patience)
            async with self.write() as connection:
                await drop_request(connection, request)

    async def _rewrite(self, patience: float) -> None:
        clock = asyncio.get_running_loop().time
        deadline = clock() + patience
        try:
            async with self._turn:
                await rewrite(self.path)
            while not await self._empty_log():
                if clock() >= deadline:
                    raise BytesRemain(_REMAIN.format("another program reads it"))
                await asyncio.sleep(0.05)
        except sqlite3.Error as fault:
            raise BytesRemain(_REMAIN.format(fault)) from fault

    async def _empty_log(self) -> bool:
        async with self._turn:
            return await empty_log(self.path)


def uninterrupted(repository: type[C]) -> type[C]:
    """Let every public call of a class run to its end, also when its caller is cancelled.

    A cancelled caller is let go at once. The call itself must not be cut short: SQLite keeps the
    transaction of a cut statement for as long as anybody holds the exception, and with it the
    statement's cursor; all writers would wait for it, and deletions could not empty the log.
    """
    for name, method in list(vars(repository).items()):
        if iscoroutinefunction(method) and not name.startswith("_"):
            setattr(repository, name, _shield(method))
    return repository


def _shield(method: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    @wraps(method)
    async def call(*args: P.args, **kwargs: P.kwargs) -> R:
        task = asyncio.create_task(method(*args, **kwargs))
        _calls.add(task)
        task.add_done_callback(_calls.discard)
        return await asyncio.shield(task)

    return call


_calls: set[asyncio.Task[Any]] = set()
"""The loop itself holds its tasks only weakly."""


async def stream(connection: AsyncConnection, query: Select[Any]) -> AsyncIterator[Row[Any]]:
    """Yield rows, fetched in chunks so that the event loop gets its turn between them."""
    async with connection.stream(query.execution_options(yield_per=CHUNK)) as result:
        async for chunk in result.partitions():
            for row in chunk:
                yield row


async def put_all(
    connection: AsyncConnection, statement: Insert, values: Iterable[dict[str, Any]]
) -> None:
    """Execute a statement for many rows, in chunks so that the event loop gets its turn."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        await connection.execute(statement, chunk)


@cache
def upsert(table: Table) -> Insert:
    """Return an insert that overwrites the row of the same primary key."""
    statement = insert(table)
    keys = list(table.primary_key)
    others: Sequence[Column[Any]] = [column for column in table.c if not column.primary_key]
    changes = {column.name: statement.excluded[column.name] for column in others}
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)


@contextmanager
def _explaining(what: str) -> Generator[None]:
    try:
        yield
    except DatabaseError as fault:
        reason = fault.orig
        if getattr(reason, "sqlite_errorcode", 0) & 0xFF in _DAMAGE:
            raise StoreUnusable(
                f"The members' store is damaged: {reason}. Stop the bot and put a copy in its"
                " place with `cratemate restore`."
            ) from fault
        if isinstance(fault, OperationalError):
            raise StoreUnusable(f"The members' store cannot be {what}: {reason}.") from fault
        raise


def _make_engine(path: Path, begin: str, *, connections: int) -> AsyncEngine:
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(path)),
        connect_args=_connect_args(),
        pool_size=connections,
        max_overflow=0,
        # An error would quote the values of its statement, and so a log would hold likes.
        hide_parameters=True,
    )
    _listen(engine.sync_engine, begin, ("PRAGMA foreign_keys = ON", *_PRAGMAS))
    return engine


def _make_threads_engine(path: Path, begin: str | None, *, connections: int) -> Engine:
    """Return an engine for threads; without a `begin` each statement is its own transaction."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args=_connect_args(),
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,
    )
    _listen(engine, begin, ("PRAGMA foreign_keys = ON", *_PRAGMAS))
    return engine


def _prepare(path: Path, vault: Vault) -> None:
    """Do what has to be done alone, before anything is read: versions and keys."""
    try:
        _make_private(path)
        engine = create_engine(
            URL.create("sqlite", database=str(path)),
            connect_args=_connect_args(),
            poolclass=NullPool,
            hide_parameters=True,
        )
        _listen(engine, "BEGIN IMMEDIATE", ("PRAGMA foreign_keys = OFF", *_PRAGMAS))
        with engine.begin() as connection:
            upgrade(connection)
            unlock(connection, vault)
        finish_scrub(engine)
    except (DatabaseError, sqlite3.Error, OSError) as fault:
        reason = fault.orig if isinstance(fault, DatabaseError) else fault
        raise StoreUnusable(f"The members' store {path} cannot be opened: {reason}.") from fault


def _make_private(path: Path) -> None:
    """Make the file readable to its owner alone; SQLite gives its log the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _connect_args() -> dict[str, Any]:
    # Python's driver would begin transactions of its own accord, and late; see `_listen`.
    return {"isolation_level": None, "timeout": BUSY_SECONDS}


def _listen(engine: Engine, begin: str | None, pragmas: Sequence[str]) -> None:
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    event.listen(engine, "connect", set_up)
    if begin is not None:

        def start(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        event.listen(engine, "begin", start)
