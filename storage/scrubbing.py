"""Letting the bytes of deleted rows vanish, where deleting the rows is not enough.

`secure_delete` overwrites a row where it lies. It does not reach the copies that SQLite leaves in
the free middle of a page when it moves rows to a neighbouring page (in trials, 2 to 5 % of deleted
members left some), so the file has to be rewritten. A deletion asks for that in its own
transaction; the request stays until the work is done, over a crash too.
"""

import secrets
from contextlib import closing
from pathlib import Path

import aiosqlite
from sqlalchemy import Engine, Select, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import meta

_REQUEST = "scrub"
_BUSY_SECONDS = 0.1


async def request_scrub(connection: AsyncConnection) -> None:
    """Ask for a scrub inside an open write, in the place of earlier requests."""
    await connection.execute(delete(meta).where(meta.c.name == _REQUEST))
    await connection.execute(meta.insert().values(name=_REQUEST, value=secrets.token_bytes(8)))


async def find_request(connection: AsyncConnection) -> bytes | None:
    """Return the newest request, or None."""
    return await connection.scalar(_query())


async def drop_request(connection: AsyncConnection, request: bytes) -> None:
    """Take back a request that is done, but not one that came after it."""
    done = (meta.c.name == _REQUEST) & (meta.c.value == request)
    await connection.execute(delete(meta).where(done))


async def rewrite(path: Path) -> None:
    """Write the whole file anew, row by row; no other writer may be at work."""
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await connection.execute("VACUUM")


async def empty_log(path: Path) -> bool:
    """Move the write-ahead log into the file and cut it to nothing; False where one reads it."""
    async with aiosqlite.connect(path, timeout=_BUSY_SECONDS, isolation_level=None) as connection:
        (busy, _, _), *_ = await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
    return not busy


def finish_scrub(engine: Engine) -> None:
    """Do what a crash or a reader kept an earlier scrub from doing."""
    with engine.begin() as connection:
        pending = connection.scalar(_query()) is not None
    if not pending:
        return
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM")
        emptying = connection.cursor()
        emptying.execute(f"PRAGMA busy_timeout = {round(_BUSY_SECONDS * 1000)}")
        emptying.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = emptying.fetchone() or (1,)
    if not busy:
        with engine.begin() as connection:
            connection.execute(delete(meta).where(meta.c.name == _REQUEST))


def _query() -> Select[bytes]:
    return select(meta.c.value).where(meta.c.name == _REQUEST)
