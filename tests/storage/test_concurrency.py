"""Several at once, and the process killed in between."""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Connection, Engine, Insert, event, insert, select

from storage.errors import StoreUnusable
from storage.like import Source
from storage.schema import counters
from storage.store import Store
from tests.storage.examples import MEMBER, OTHER, like, likes

TIMEOUT = 60.0
"""Only what hangs takes so long, also where the machine has much else to do."""


async def test_readers_do_not_wait_for_a_writer(store: Store) -> None:
    await store.likes.rate(MEMBER, like("before", Source.UP))
    async with asyncio.timeout(TIMEOUT), store.database.write() as connection:
        await connection.exec_driver_sql("DELETE FROM likes")
        reads = [store.likes.of(MEMBER) for _ in range(20)]
        for found in await asyncio.gather(*reads):
            assert found == [like("before", Source.UP)]
    assert await store.likes.of(MEMBER) == []


async def test_a_reader_sees_a_long_write_whole_or_not_at_all(store: Store) -> None:
    generation = (await store.members.ensure(MEMBER)).generation
    many = likes(3000)
    writing = asyncio.create_task(store.likes.replace(MEMBER, generation, [Source.SAVED], many))
    seen: set[int] = set()
    while not writing.done():
        seen.add(len(await store.likes.of(MEMBER)))
    await writing
    assert seen <= {0, len(many)}
    assert await store.likes.of(MEMBER) == many


async def test_writers_take_turns(store: Store, path: Path, key: str) -> None:
    """Both within a process and across two, none is lost and none fails."""
    other = await Store.open(path, [key])
    async with asyncio.timeout(TIMEOUT):
        await asyncio.gather(
            *(
                each.likes.rate(member_id, like(f"{name}-{number}", Source.UP))
                for name, each in (("one", store), ("two", other))
                for member_id in (MEMBER, OTHER)
                # So few that neither waits for all of the other in vain, however slow the disk.
                for number in range(5)
            )
        )
    assert await store.likes.counts(MEMBER) == {Source.UP: 10}
    assert await store.likes.counts(OTHER) == {Source.UP: 10}
    await other.close()


async def test_both_ways_of_writing_take_turns(store: Store) -> None:
    """What either writes is whole when the other comes, or not there."""
    theirs = counters.c.name.startswith("row ")

    def put(name: str) -> Insert:
        return insert(counters).values(name=f"row {name}", value=1)

    def put_and_count(connection: Connection) -> int:
        connection.execute(put("one"))
        return len(connection.execute(select(counters).where(theirs)).all())

    def put_and_fail(connection: Connection) -> None:
        put_and_count(connection)
        raise ValueError("half way")

    async with asyncio.timeout(TIMEOUT):
        with pytest.raises(ValueError, match="half way"):
            await store.database.change(put_and_fail)
        async with store.database.write() as connection:
            changing = asyncio.create_task(store.database.change(put_and_count))
            await connection.execute(put("two"))
            assert not changing.done()
        assert await changing == 2


async def test_members_made_at_once_are_one(store: Store) -> None:
    made = await asyncio.gather(*(store.members.ensure(MEMBER) for _ in range(20)))
    assert len(set(made)) == 1


async def test_a_write_whose_caller_is_cancelled_is_finished_whole(store: Store) -> None:
    generation = (await store.members.ensure(MEMBER)).generation
    many = likes(5000)
    replacing = store.likes.replace(MEMBER, generation, [Source.SAVED], many)
    async with asyncio.timeout(TIMEOUT):
        with halted(store.database._changing, "INSERT INTO likes") as reached:
            writing = asyncio.create_task(replacing)
            await reached.wait()
            writing.cancel()
            # Whoever keeps the exception, as a log does, keeps its frames and their cursors too.
            with pytest.raises(asyncio.CancelledError) as caught:
                await writing
            assert await store.likes.of(MEMBER) == []
        await store.likes.rate(MEMBER, like("zz", Source.UP))
    assert await store.likes.of(MEMBER) == [*many, like("zz", Source.UP)]
    assert caught.value is not None


async def test_a_cancelled_read_holds_up_no_deletion(store: Store) -> None:
    generation = (await store.members.ensure(MEMBER)).generation
    await store.likes.replace(MEMBER, generation, [Source.SAVED], likes(5000))
    async with asyncio.timeout(TIMEOUT):
        with halted(store.database._fetching, "SELECT likes") as reached:
            reading = asyncio.create_task(store.likes.of(MEMBER))
            await reached.wait()
            reading.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await reading
        await store.members.forget(MEMBER)
    assert caught.value is not None


async def test_closing_waits_for_writes_of_callers_who_left(path: Path, key: str) -> None:
    store = await Store.open(path, [key])
    leaving = [
        asyncio.create_task(store.likes.rate(MEMBER, like(f"{number}", Source.UP)))
        for number in range(5)
    ]
    await asyncio.sleep(0)
    for task in leaving:
        task.cancel()
    await asyncio.gather(*leaving, return_exceptions=True)
    await store.close()
    store = await Store.open(path, [key])
    assert await store.likes.counts(MEMBER) == {Source.UP: 5}
    await store.close()


@contextmanager
def halted(engine: Engine, start: str) -> Generator[asyncio.Event]:
    """Halt statements that start so until the block ends; gives an event that one is reached."""
    reached, ended, loop = asyncio.Event(), Event(), asyncio.get_running_loop()

    def halt(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(start):
            loop.call_soon_threadsafe(reached.set)
            ended.wait(TIMEOUT)

    event.listen(engine, "before_cursor_execute", halt)
    try:
        yield reached
    finally:
        ended.set()


async def test_an_error_names_no_like(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE likes")
    with pytest.raises(StoreUnusable, match="no such table: likes") as caught:
        await store.likes.rate(MEMBER, like("private", Source.UP))
    assert "private" not in f"{caught.value} {caught.value.__cause__}"


_VICTIM = """
import asyncio, sys
from pathlib import Path
from storage.like import Source
from storage.store import Store
from tests.storage.examples import MEMBER, like, likes

async def main():
    store = await Store.open(Path(sys.argv[1]), [sys.argv[2]])
    generation = (await store.members.ensure(MEMBER)).generation
    for number in range(10_000):
        await store.likes.rate(MEMBER, like(f"{number:05}", Source.UP))
        print(number, flush=True)
        many = likes(500, prefix=f"{number:05}")
        await store.likes.replace(MEMBER, generation, [Source.SAVED], many)

asyncio.run(main())
"""


async def test_what_was_acknowledged_survives_a_kill(path: Path, key: str) -> None:
    acknowledged = -1
    for kill in range(3):
        victim = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _VICTIM, str(path), key), stdout=asyncio.subprocess.PIPE
        )
        assert victim.stdout is not None
        async with asyncio.timeout(TIMEOUT):
            for _ in range(4 + 3 * kill):
                acknowledged = int(await victim.stdout.readline())
            victim.send_signal(signal.SIGKILL)
            acknowledged = max([acknowledged, *map(int, (await victim.stdout.read()).split())])
            assert await victim.wait() == -signal.SIGKILL

        store = await Store.open(path, [key])
        kept = await store.likes.of(MEMBER)
        thumbs = {one.track_id for one in kept if one.source is Source.UP}
        assert thumbs >= {f"{number:05}" for number in range(acknowledged + 1)}
        # The replacement under way was never acknowledged: it is there as a whole or not at all.
        saved = [one.track_id.split("-")[0] for one in kept if one.source is Source.SAVED]
        assert len(saved) in (0, 500)
        assert len(set(saved)) <= 1
        await store.close()
        check(path)


def check(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
