"""Backups and pruning, found by the tick."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.services.backups import expire, make_copy
from storage.lists import ListItem
from storage.store import Store
from storage.vault import fresh_key
from tests.e2e.conftest import Scene

ITEM = ListItem("track", 5, 1.0, None, {})


async def rows(path: Path, key: str) -> int:
    """Open a copy as the bot would, and count its members."""
    store = await Store.open(path, [key])
    await store.close()
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM members").fetchone()
    return int(count)


async def test_a_copy_of_a_store_in_use_is_whole_and_private(tmp_path: Path) -> None:
    key, path, folder = fresh_key(), tmp_path / "cratemate.sqlite", tmp_path / "copies"
    store = await Store.open(path, [key])
    await store.members.ensure(1)
    first = make_copy(path, folder, datetime(2026, 1, 1, tzinfo=UTC), keep=3)
    await store.members.ensure(2)
    second = make_copy(path, folder, datetime(2026, 1, 2, tzinfo=UTC), keep=3)
    await store.close()
    assert [entry.name for entry in sorted(folder.iterdir())] == [first.name, second.name]
    assert stat.S_IMODE(second.stat().st_mode) == 0o600
    assert (await rows(first, key), await rows(second, key)) == (1, 2)


async def test_the_newest_copies_are_kept_and_other_files_left_alone(tmp_path: Path) -> None:
    path, folder = tmp_path / "cratemate.sqlite", tmp_path / "copies"
    store = await Store.open(path, [fresh_key()])
    folder.mkdir()
    (folder / "mine.sqlite").touch()
    for day in range(1, 6):
        make_copy(path, folder, datetime(2026, 1, day, tzinfo=UTC), keep=2)
    await store.close()
    assert sorted(entry.name for entry in folder.iterdir()) == [
        "cratemate-20260104T000000Z.sqlite",
        "cratemate-20260105T000000Z.sqlite",
        "mine.sqlite",
    ]


async def test_expired_copies_are_deleted_but_never_the_last(tmp_path: Path) -> None:
    path, folder = tmp_path / "cratemate.sqlite", tmp_path / "copies"
    store = await Store.open(path, [fresh_key()])
    for day in (1, 2, 9):
        make_copy(path, folder, datetime(2026, 1, day, tzinfo=UTC), keep=9)
    await store.close()
    (folder / "mine.sqlite").touch()
    assert expire(folder, datetime(2026, 1, 2, tzinfo=UTC)) == 1
    assert expire(folder, datetime(2027, 1, 1, tzinfo=UTC)) == 1
    assert copies(folder) == ["cratemate-20260109T000000Z.sqlite", "mine.sqlite"]


async def test_a_damaged_store_leaves_no_copy(tmp_path: Path) -> None:
    path, folder = tmp_path / "cratemate.sqlite", tmp_path / "copies"
    path.write_bytes(b"no store at all, but long enough to be looked at" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        make_copy(path, folder, datetime(2026, 1, 1, tzinfo=UTC), keep=2)
    assert list(folder.iterdir()) == []


def copies(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.glob("*.sqlite"))


async def first_copy(folder: Path) -> None:
    """Wait for the copy that the tick of the bot's start makes."""
    async with asyncio.timeout(10):
        while not copies(folder):  # noqa: ASYNC110 - a folder tells nobody of what is put there
            await asyncio.sleep(0.01)


def block(folder: Path) -> None:
    """Put a file where the folder was."""
    for entry in folder.iterdir():
        entry.unlink()
    folder.rmdir()
    folder.write_text("in the way")


def unblock(folder: Path) -> None:
    folder.unlink()


@pytest.fixture
def folder(scene: Scene) -> Path:
    folder = scene.stage.settings.backups
    assert folder is not None
    return folder


@pytest.fixture
def backups(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> None:
    """Let the scene make backups; named before it."""
    where = tmp_path_factory.mktemp("backups") / "copies"
    request.node.add_marker(pytest.mark.stage(backups=where, backups_kept=2))


@pytest.mark.usefixtures("backups", "scene")
class TestBackups:
    async def test_they_come_daily(self, scene: Scene, folder: Path) -> None:
        await first_copy(folder)
        for hours in (1, 22, 1, 1, 24, 24):
            scene.clock.forward(hours=hours)
            await scene.services.housekeeping.tick()
        days = [scene.clock.time - timedelta(days=1), scene.clock.time]
        assert copies(folder) == [f"cratemate-{day:%Y%m%dT%H%M%SZ}.sqlite" for day in days]

    async def test_what_was_deleted_is_gone_from_them_when_they_expire(
        self, scene: Scene, folder: Path
    ) -> None:
        await first_copy(folder)
        first = copies(folder)
        scene.clock.forward(days=29)
        await scene.services.housekeeping.tick()
        assert copies(folder)[:1] == first
        scene.clock.forward(days=2)
        await scene.services.housekeeping.tick()
        assert not set(first) & set(copies(folder))

    async def test_a_failed_one_is_tried_again_after_an_hour(
        self, scene: Scene, folder: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        await first_copy(folder)
        block(folder)
        scene.clock.forward(hours=24)
        for _ in range(3):
            await scene.services.housekeeping.tick()
        assert caplog.text.count("no backup could be made") == 1
        unblock(folder)
        scene.clock.forward(hours=1)
        await scene.services.housekeeping.tick()
        assert len(copies(folder)) == 1


async def test_without_a_folder_nothing_is_made(scene: Scene) -> None:
    before = set(scene.stage.settings.database.parent.iterdir())
    scene.clock.forward(days=2)
    await scene.services.housekeeping.tick()
    made = set(scene.stage.settings.database.parent.iterdir()) - before
    assert not [entry for entry in made if "cratemate-" in entry.name]


async def test_old_rows_go(scene: Scene) -> None:
    store, clock = scene.store, scene.clock
    await store.members.ensure(1)
    old = await store.lists.save(1, "recommend", [ITEM], clock.time)
    await scene.services.housekeeping.tick()
    clock.forward(days=61)
    await scene.services.housekeeping.tick()
    assert await store.lists.songs_since(1, clock.time - timedelta(days=400)) == frozenset()
    assert await store.lists.get(old) is not None
    clock.forward(days=30)
    await scene.services.housekeeping.tick()
    assert await store.lists.get(old) is None


async def test_what_fails_keeps_nothing_else_from_being_done(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.store.members.ensure(1)
    old = await scene.store.lists.save(1, "recommend", [ITEM], scene.clock.time)
    await scene.services.housekeeping.tick()
    async with scene.store.database.write() as connection:
        await connection.exec_driver_sql("DROP TABLE posts")
    scene.clock.forward(days=91)
    await scene.services.housekeeping.tick()
    assert "weekly posts" in caplog.text
    assert await scene.store.lists.get(old) is None
