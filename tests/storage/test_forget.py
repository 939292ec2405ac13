"""Deletion of a member leaves no byte in the store's files."""

import random
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.errors import BytesRemain
from storage.like import Like, Source
from storage.links import Link
from storage.lists import ListItem
from storage.playlists import MadePlaylist
from storage.store import Store
from storage.tastes import Taste
from tests.storage.examples import MEMBER, NOW, OTHER, like, take_part


def count(path: Path, *traces: bytes) -> int:
    """Count traces in the file, its log and whatever else lies beside it."""
    files = [file.read_bytes() for file in path.parent.glob(f"{path.name}*")]
    return sum(content.count(trace) for content in files for trace in traces)


def traces(member_id: int) -> tuple[bytes, bytes, bytes]:
    """A member's planted text, and the two ways in which SQLite writes numbers down."""
    return mark(member_id).encode(), member_id.to_bytes(8, "big"), as_varint(member_id)


def as_varint(number: int) -> bytes:
    """SQLite's form of a rowid beyond 2^56: eight times 7 bits, then 8."""
    high = [(number >> shift) & 0x7F | 0x80 for shift in range(57, 0, -7)]
    return bytes([*high, number & 0xFF])


def mark(member_id: int) -> str:
    return f"PLANTED-{member_id:x}-"


async def plant(store: Store, member_id: int) -> None:
    """Put the member's mark into every table that takes text."""
    text = mark(member_id)
    generation = (await store.members.ensure(member_id)).generation
    link = Link(member_id, text, text, frozenset({text}), text, text, NOW, NOW)
    await store.links.save(link, generation)
    await store.allow_list.ask(member_id, text, NOW)
    await store.logins.begin(secrets.token_hex(), member_id, text, text, text, NOW)
    blob = text.encode() * 2000
    taste = Taste(blob, {text: text}, text, text, 1, NOW, blob)
    await store.tastes.save(member_id, generation, taste)
    await store.lists.save(member_id, text, [ListItem(text, 1, 1.0, None, {text: text})], NOW)
    await store.playlists.add(member_id, MadePlaylist(text, text, NOW))
    await take_part(store, member_id)


def random_likes(member_id: int, chance: random.Random, count: int) -> list[Like]:
    text = mark(member_id)
    return [
        Like(
            track_id=f"{chance.getrandbits(60):x}",
            source=Source.SAVED,
            title=text + "x" * chance.randrange(60),
            artists=(text,),
        )
        for _ in range(count)
    ]


async def plant_many(store: Store, members: int, chance: random.Random) -> list[int]:
    """Let members' rows come, go and move about until pages hold copies of moved rows."""
    ids = [2**62 + chance.getrandbits(50) for _ in range(members)]
    for member_id in ids:
        await plant(store, member_id)
    for _ in range(3):
        for member_id in chance.sample(ids, members):
            generation = (await store.members.ensure(member_id)).generation
            found = random_likes(member_id, chance, chance.randrange(200))
            await store.likes.replace(member_id, generation, [Source.SAVED], found)
            await store.likes.rate(member_id, like(mark(member_id), Source.UP))
    return ids


async def test_deletion_leaves_no_byte_of_a_member(store: Store, path: Path) -> None:
    ids = await plant_many(store, 50, random.Random(5))
    assert all(count(path, *traces(member_id)[:2]) > 10 for member_id in ids)
    gone, kept = ids[:20], ids[20:]
    for member_id in gone:
        await store.members.forget(member_id)
    for member_id in gone:
        assert count(path, *traces(member_id)) == 0
    for member_id in kept:
        assert await store.links.get(member_id) is not None
        assert await store.likes.counts(member_id)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


async def test_deletion_waits_for_readers_under_way(store: Store, path: Path) -> None:
    await plant(store, MEMBER)
    async with store.database.read() as connection:
        await connection.exec_driver_sql("SELECT count(*) FROM members")
        with pytest.raises(BytesRemain, match="Delete once more"):
            await store.members.forget(MEMBER, patience=0.2)
        assert await store.members.get(MEMBER) is None
    await store.members.forget(MEMBER)
    assert count(path, *traces(MEMBER)) == 0


@pytest.fixture
def reader(path: Path) -> Iterator[sqlite3.Connection]:
    """A reader in another program."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


async def test_what_a_reader_kept_goes_at_the_next_start(
    store: Store, path: Path, key: str, reader: sqlite3.Connection
) -> None:
    await plant(store, MEMBER)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM members").fetchall()
    with pytest.raises(BytesRemain):
        await store.members.forget(MEMBER, patience=0.2)
    await store.close()
    assert count(path, *traces(MEMBER)) > 0

    again = await Store.open(path, [key])
    assert count(path, *traces(MEMBER)) > 0
    await again.close()
    reader.execute("COMMIT")
    third = await Store.open(path, [key])
    assert count(path, *traces(MEMBER)) == 0
    assert await third.members.get(MEMBER) is None
    await third.close()


async def test_deleting_a_stranger_does_not_rewrite_the_file(store: Store, path: Path) -> None:
    await plant(store, OTHER)
    await store.members.forget(OTHER)
    await plant(store, OTHER)
    before = read(path)
    await store.members.forget(MEMBER)
    assert read(path) == before
    assert await store.members.get(OTHER) is not None


def read(path: Path) -> bytes:
    return path.read_bytes()


async def test_unlinking_overwrites_what_it_deletes(path: Path, key: str) -> None:
    store = await Store.open(path, [key])
    await plant(store, MEMBER)
    async with store.database.read() as connection:
        tokens = (await connection.exec_driver_sql("SELECT access_token FROM links")).scalar_one()
    await store.unlink(MEMBER)
    await store.close()
    assert count(path, tokens) == 0
    assert count(path, mark(MEMBER).encode() * 10) == 0
