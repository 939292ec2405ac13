"""Opening a store: its keys, its version, its file."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, create_engine

import storage.migrations
from storage.errors import KeyMissing, KeyWrong, StoreTooNew, StoreUnusable
from storage.migrations.__main__ import draft
from storage.schema import metadata
from storage.store import Store
from storage.vault import fresh_key
from tests.storage.examples import MEMBER, like, link, taste


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


def read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def overwrite(path: Path, place: int, data: bytes) -> bytes:
    """Write bytes into a file; return those that were there."""
    with path.open("r+b") as file:
        file.seek(place)
        before = file.read(len(data))
        file.seek(place)
        file.write(data)
    return before


async def fill(path: Path, *keys: str) -> None:
    store = await Store.open(path, keys)
    member = await store.members.ensure(MEMBER)
    await store.links.save(link(), member.generation)
    await store.likes.add(MEMBER, member.generation, [like()])
    await store.logins.begin("state", MEMBER, "Ada", "verifier", "challenge", link().expires_at)
    await store.close()


async def test_a_store_survives_a_restart(path: Path, key: str) -> None:
    await fill(path, key)
    store = await Store.open(path, [key])
    assert await store.links.get(MEMBER) == link()
    assert await store.likes.of(MEMBER) == [like()]
    await store.close()


async def test_its_folder_is_made_and_its_file_is_private(tmp_path: Path, key: str) -> None:
    path = tmp_path / "100% new" / "store.sqlite"
    store = await Store.open(path, [key])
    await store.members.ensure(MEMBER)
    files = list(path.parent.iterdir())
    assert len(files) == 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    await store.close()


@pytest.mark.parametrize("keys", [[], [""], ["  "]])
async def test_without_a_key_nothing_is_opened(path: Path, keys: list[str]) -> None:
    with pytest.raises(KeyMissing, match="set CRATEMATE_KEY; `cratemate doctor` prints"):
        await Store.open(path, keys)
    assert read(path) is None


@pytest.mark.parametrize("wrong", ["short", "x" * 44, "é" * 44])
async def test_a_malformed_key_is_named_by_its_place_and_not_shown(
    path: Path, key: str, wrong: str
) -> None:
    with pytest.raises(KeyWrong, match="Key 2 in CRATEMATE_KEY is malformed") as caught:
        await Store.open(path, [key, wrong])
    assert wrong not in str(caught.value)


async def test_another_key_is_noticed_before_any_token_is_read(path: Path, key: str) -> None:
    store = await Store.open(path, [key])
    await store.close()
    with pytest.raises(KeyWrong, match="None of the keys"):
        await Store.open(path, [fresh_key()])


async def test_a_new_first_key_reseals_everything(path: Path, key: str) -> None:
    await fill(path, key)
    newer = fresh_key()
    store = await Store.open(path, [newer, key])
    assert await store.links.get(MEMBER) == link()
    await store.close()

    store = await Store.open(path, [newer])
    assert await store.links.get(MEMBER) == link()
    login = await store.logins.peek("state", link().consented_at)
    assert login is not None
    assert login.verifier == "verifier"
    await store.close()
    with pytest.raises(KeyWrong):
        await Store.open(path, [key])


async def test_tokens_do_not_lie_in_plain_text(path: Path, key: str) -> None:
    await fill(path, key)
    content = read(path)
    assert content is not None
    assert b"account-1" in content
    for secret in (b"access-secret", b"refresh-secret", b"verifier\x00", key.encode()):
        assert secret not in content
    verifiers = query(path, "SELECT verifier, state_hash FROM logins")
    assert verifiers[0][0] != b"verifier"
    assert verifiers[0][1] != b"state"


async def test_a_store_that_is_damaged_says_what_to_do(path: Path, key: str) -> None:
    await fill(path, key)
    ((page, size),) = query(
        path, "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = 'likes'"
    )
    assert isinstance(page, int)
    assert isinstance(size, int)
    store = await Store.open(path, [key])
    sound = overwrite(path, (page - 1) * size, b"\xff" * size)
    with pytest.raises(StoreUnusable, match=r"is damaged: .*`cratemate restore`"):
        await store.likes.of(MEMBER)
    await store.close()

    overwrite(path, (page - 1) * size, sound)
    store = await Store.open(path, [key])
    assert await store.likes.of(MEMBER) == [like()]
    await store.close()


async def test_a_read_only_disk_is_named(
    path: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(path, key)

    def refuse(file: Path, *_: object) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(file))

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with pytest.raises(StoreUnusable, match=r"cannot be opened: .*Read-only file system"):
            await Store.open(path, [key])
    await (await Store.open(path, [key])).close()


async def test_tastes_kept_before_there_were_digests_are_good(path: Path, key: str) -> None:
    store = await Store.open(path, [key])
    member = await store.members.ensure(MEMBER)
    await store.tastes.save(MEMBER, member.generation, taste())
    await store.close()
    later = ("tastes.digest", "likes.explicit", "playlist_intents.clean", "keeps.clean")
    for table, _, column in (name.partition(".") for name in later):
        query(path, f"ALTER TABLE {table} DROP COLUMN {column}")
    query(path, "DROP INDEX ix_lists_shelf")
    query(path, "UPDATE alembic_version SET version_num = '0012'")
    store = await Store.open(path, [key])
    assert await store.tastes.get(MEMBER) == taste()
    await store.close()


async def test_migrations_and_schema_agree(path: Path, key: str) -> None:
    store = await Store.open(path, [key])
    await store.close()
    engine = create_engine(URL.create("sqlite", database=str(path)))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    # What the comparison does not see: rowids, cascades, names of constraints.
    made = create_engine("sqlite://")
    with made.connect() as connection:
        metadata.create_all(connection)
        wanted = connection.exec_driver_sql(_DEFINITIONS).all()
    assert _plain(query(path, _DEFINITIONS)) == _plain(wanted)


_DEFINITIONS = (
    "SELECT name, sql FROM sqlite_master"
    " WHERE sql IS NOT NULL AND name != 'alembic_version' ORDER BY name"
)


def _plain(definitions: object) -> list[tuple[str, list[str]]]:
    assert isinstance(definitions, list)
    return [(name, sorted(sql.replace(",", " ").split())) for name, sql in definitions]


async def test_a_newer_store_is_refused_and_left_alone(path: Path, key: str) -> None:
    await fill(path, key)
    query(path, "UPDATE alembic_version SET version_num = '9999'")
    before = read(path)
    with pytest.raises(StoreTooNew, match="version 9999, which a newer Cratemate wrote"):
        await Store.open(path, [key])
    assert read(path) == before


def newest_version(folder: Path) -> str:
    return max(file.name for file in (folder / "versions").glob("0*.py"))[:4]


def add_version(folder: Path, body: str) -> None:
    text = "import sqlalchemy as sa\nfrom alembic import op\n"
    text += f'revision = "9000"\ndown_revision = "{newest_version(folder)}"\n'
    text += f"def upgrade():\n{body}"
    (folder / "versions" / "9000_later.py").write_text(text)


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that a test may add versions to."""
    folder = tmp_path / "migrations"
    shutil.copytree(storage.migrations.FOLDER, folder)
    monkeypatch.setattr(storage.migrations, "FOLDER", folder)
    return folder


async def test_a_version_that_fails_changes_nothing(path: Path, key: str, versions: Path) -> None:
    await fill(path, key)
    before = query(path, "SELECT name, sql FROM sqlite_master ORDER BY name")
    add_version(
        versions,
        "    op.create_table('late', sa.Column('x', sa.Integer()))\n"
        "    op.execute('DELETE FROM likes')\n"
        "    op.execute('SELECT * FROM missing')\n",
    )
    with pytest.raises(StoreUnusable, match="no such table: missing"):
        await Store.open(path, [key])
    assert query(path, "SELECT name, sql FROM sqlite_master ORDER BY name") == before
    assert query(path, "SELECT count(*) FROM likes") == [(1,)]
    newest = newest_version(versions)
    assert query(path, "SELECT version_num FROM alembic_version") == [(newest,)]


async def test_a_version_that_rebuilds_members_keeps_their_rows(
    path: Path, key: str, versions: Path
) -> None:
    await fill(path, key)
    add_version(
        versions,
        "    with op.batch_alter_table('members', recreate='always') as members:\n"
        "        members.add_column(sa.Column('language', sa.String()))\n",
    )
    store = await Store.open(path, [key])
    assert await store.likes.of(MEMBER) == [like()]
    await store.close()
    assert query(path, "SELECT language FROM members") == [(None,)]


async def test_a_draft_of_everything_makes_the_store(
    path: Path, key: str, versions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `python -m storage.migrations` writes outlives the code: it names no type of ours."""
    clear(versions)
    draft("all anew")
    assert "0001_all_anew.py" in capsys.readouterr().out
    assert b"storage" not in (read(versions / "versions" / "0001_all_anew.py") or b"storage")
    await fill(path, key)
    store = await Store.open(path, [key])
    assert await store.links.get(MEMBER) == link()
    await store.close()


def clear(versions: Path) -> None:
    for file in (versions / "versions").glob("0*.py"):
        file.unlink()


async def test_rows_without_a_member_are_noticed(path: Path, key: str) -> None:
    await fill(path, key)
    query(path, "DELETE FROM members")
    with pytest.raises(StoreUnusable, match="restore a backup"):
        await Store.open(path, [key])


@pytest.fixture
def text_file(path: Path) -> Path:
    path.write_bytes(b"not a database, but long enough to be read as one " * 100)
    return path


async def test_what_is_no_store_is_refused(text_file: Path, key: str) -> None:
    with pytest.raises(StoreUnusable, match="cannot be opened: file is not a database"):
        await Store.open(text_file, [key])


async def test_a_folder_in_the_way_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        await Store.open(tmp_path, [key])
