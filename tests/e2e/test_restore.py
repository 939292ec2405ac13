"""`cratemate backup` and `cratemate restore`, for real: a bot, its members, a lost store."""

import asyncio
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.cli import main
from bot.services.app import open_services
from bot.settings import Settings
from storage.copying import _lock, copy_store, in_use
from storage.errors import StoreInUse
from storage.members import Member
from storage.store import Store
from storage.vault import fresh_key
from tests.e2e.conftest import Scene


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, str]:
    """A store's path and its key, as the settings name them."""
    path, key = tmp_path / "cratemate.sqlite", fresh_key()
    monkeypatch.setenv("CRATEMATE_DATABASE", str(path))
    monkeypatch.setenv("CRATEMATE_KEY", key)
    monkeypatch.chdir(tmp_path)
    return path, key


async def fill(path: Path, key: str, *member_ids: int) -> None:
    store = await Store.open(path, [key])
    for member_id in member_ids:
        await store.members.ensure(member_id)
    await store.close()


async def members(path: Path, key: str) -> list[int]:
    store = await Store.open(path, [key])
    found: list[Member | None] = [await store.members.get(number) for number in range(1, 10)]
    await store.close()
    return [member.member_id for member in found if member]


def replaced(folder: Path) -> Path:
    """Return the one store that was set aside; nothing else is left over."""
    assert not list(folder.glob("*.restoring*"))
    names = [path for path in folder.glob("*.replaced-*") if path.suffix.endswith("Z")]
    (aside,) = names
    return aside


def damage(copy: Path) -> None:
    body = bytearray(copy.read_bytes())
    body[4096 * 2 : 4096 * 4] = os.urandom(8192)
    copy.write_bytes(body)


async def cratemate(*arguments: str) -> int:
    return await asyncio.to_thread(main, arguments)


async def test_a_lost_taste_comes_back(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = scene.stage.settings
    monkeypatch.setenv("CRATEMATE_DATABASE", str(settings.database))
    monkeypatch.setenv("CRATEMATE_KEY", settings.keys[0])
    copy = settings.database.parent / "copies" / "by-hand.sqlite"
    await scene.link()
    before = await scene.store.members.export(scene.ana.user.id)
    assert await cratemate("backup", str(copy)) == 0, "while the bot runs"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    await (await scene.ana.run("unlink")).settled()

    assert await cratemate("restore", str(copy)) == 1
    assert "a bot runs on it" in capsys.readouterr().err
    await scene.stage.stop()
    assert await cratemate("restore", str(copy)) == 0
    assert "in it again" in capsys.readouterr().out
    await scene.stage.start()
    assert await scene.store.members.export(scene.ana.user.id) == before
    assert "👍" in str((await scene.recommend(3)).buttons)


async def test_the_replaced_store_is_kept(use: tuple[Path, str], tmp_path: Path) -> None:
    path, key = use
    await fill(path, key, 1)
    assert await cratemate("backup", "copy.sqlite") == 0
    await fill(path, key, 2)
    assert await cratemate("restore", "copy.sqlite") == 0
    assert await members(path, key) == [1]
    aside = replaced(tmp_path)
    assert await members(aside, key) == [1, 2]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_copy_is_put_where_there_is_no_store(use: tuple[Path, str]) -> None:
    path, key = use
    await fill(path, key, 1)
    assert await cratemate("backup", "copy.sqlite") == 0
    path.unlink()
    assert await cratemate("restore", "copy.sqlite") == 0
    assert await members(path, key) == [1]


async def test_a_destroyed_store_is_replaced_and_kept_as_it_is(
    use: tuple[Path, str], tmp_path: Path
) -> None:
    path, key = use
    await fill(path, key, 1)
    assert await cratemate("backup", "copy.sqlite") == 0
    path.write_bytes(b"not a database at all " * 1000)
    assert await cratemate("restore", "copy.sqlite") == 0
    assert await members(path, key) == [1]
    aside = replaced(tmp_path)
    assert aside.read_bytes().startswith(b"not a database")


async def refused(capsys: pytest.CaptureFixture[str], use: tuple[Path, str], sentence: str) -> None:
    """Try to restore `copy.sqlite`; it has to fail with a sentence and leave the store alone."""
    path, key = use
    capsys.readouterr()
    assert await cratemate("restore", "copy.sqlite") == 1
    told = capsys.readouterr().err
    assert sentence in told
    assert "Nothing was changed" in told
    os.environ["CRATEMATE_KEY"] = key
    assert await members(path, key) == [1]
    assert not list(path.parent.glob("*.restoring*"))
    assert not list(path.parent.glob("*.replaced-*"))


async def test_a_damaged_copy_is_refused(
    use: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    await fill(*use, 1)
    assert await cratemate("backup", "copy.sqlite") == 0
    damage(Path("copy.sqlite"))
    await refused(capsys, use, "is damaged or no store")


async def test_a_copy_under_another_key_is_refused(
    use: tuple[Path, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(*use, 1)
    assert await cratemate("backup", "copy.sqlite") == 0
    monkeypatch.setenv("CRATEMATE_KEY", fresh_key())
    await refused(capsys, use, "None of the keys in CRATEMATE_KEY")


async def test_another_programs_database_is_refused(
    use: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    await fill(*use, 1)
    with closing(sqlite3.connect("copy.sqlite")) as other:
        other.execute("CREATE TABLE notes (text)")
    await refused(capsys, use, "is no copy of a members' store")


async def test_a_newer_programs_copy_is_refused(
    use: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    await fill(*use, 1)
    assert await cratemate("backup", "copy.sqlite") == 0
    with closing(sqlite3.connect("copy.sqlite")) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
        copy.commit()
    await refused(capsys, use, "a newer Cratemate wrote")


async def test_another_program_that_has_the_store_open_is_named(
    use: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = use
    await fill(*use, 1)
    assert await cratemate("backup", "copy.sqlite") == 0
    with closing(sqlite3.connect(path)) as other:
        other.execute("SELECT count(*) FROM members").fetchone()
        await refused(capsys, use, "is in use (database is locked)")


async def test_a_copy_is_never_written_over_a_file(
    use: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    await fill(*use, 1)
    assert await cratemate("backup", "mine") == 0
    await fill(*use, *range(2, 9))
    assert await cratemate("backup", "mine") == 1
    assert "name another file" in capsys.readouterr().err
    assert await members(use[0].with_name("mine"), use[1]) == [1]


async def test_without_a_store_or_a_copy_it_says_so(
    use: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert await cratemate("backup", "copy.sqlite") == 1
    assert "There is no store" in capsys.readouterr().err
    assert await cratemate("restore", "copy.sqlite") == 1
    assert "There is no file" in capsys.readouterr().err


def test_any_number_of_bots_may_use_a_store_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "cratemate.sqlite"
    with in_use(path), in_use(path):
        assert Path(f"{path}.lock").exists()


def test_a_copy_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error):
        copy_store(tmp_path / "missing.sqlite", tmp_path / "copy.sqlite")
    assert list(tmp_path.iterdir()) == []


async def test_a_swap_that_fails_leaves_the_store_where_it_was(
    use: tuple[Path, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(*use, 1)
    assert await cratemate("backup", "copy.sqlite") == 0
    replace, store = Path.replace, use[0]

    def fail(path: Path, target: Path) -> Path:
        if path.name.endswith(".restoring") and target == store:
            raise OSError(5, "Input/output error")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    await refused(capsys, use, "Input/output error")


async def test_a_bot_does_not_start_while_a_copy_is_being_put_back(
    use: tuple[Path, str],
) -> None:
    path, _ = use
    settings = Settings(_env_file=None, discord_token=SecretStr("MTA.a.b"))  # type: ignore[call-arg]
    with _lock(path, exclusive=True), pytest.raises(StoreInUse, match="being put back"):
        async with open_services(settings):
            pass
