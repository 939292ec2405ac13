"""Members: generations, export, and the registry of what is theirs."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, Table

from storage.errors import Superseded, UnknownMember
from storage.like import Source
from storage.playlists import MadePlaylist
from storage.schema import IMPERSONAL_TABLES, MEMBER_TABLES, find_undeclared, metadata
from storage.store import Store
from storage.upkeep import Due, Work
from tests.storage.examples import (
    MEMBER,
    NOW,
    OTHER,
    intent,
    item,
    keep_weekly,
    like,
    link,
    take_part,
    taste,
)

HOUR = timedelta(hours=1)


async def fill(store: Store, member_id: int, account_id: str) -> None:
    """Leave a row of the member in every table."""
    generation = (await store.members.ensure(member_id)).generation
    await store.links.save(link(member_id, account_id), generation)
    await store.allow_list.ask(member_id, f"{account_id}@example.org", NOW)
    await store.logins.begin(account_id, member_id, "Ada", "verifier", "challenge", NOW)
    await store.likes.add(member_id, generation, [like()])
    await store.verdicts.keep(member_id, generation, {"playlist-0": "neither"})
    await store.upkeep.begin(Due(member_id, None), Work.TASTE, NOW, HOUR, HOUR)
    await store.tastes.save(member_id, generation, taste())
    await store.lists.save(member_id, "recommend", [item()], NOW)
    await keep_weekly(store, member_id)
    await store.playlists.begin(intent(member_id))
    await take_part(store, member_id)


async def test_a_member_is_made_once(store: Store) -> None:
    assert await store.members.get(MEMBER) is None
    first = await store.members.ensure(MEMBER)
    assert await store.members.ensure(MEMBER) == first
    assert await store.members.get(MEMBER) == first


async def test_no_generation_is_ever_given_twice(store: Store) -> None:
    given = [(await store.members.ensure(MEMBER)).generation]
    given.append((await store.members.ensure(OTHER)).generation)
    given.append(await store.members.advance(MEMBER))
    await store.members.forget(MEMBER)
    await store.members.forget(OTHER)
    given.append((await store.members.ensure(MEMBER)).generation)
    assert sorted(set(given)) == given


async def test_only_a_member_who_is_kept_advances(store: Store) -> None:
    with pytest.raises(UnknownMember):
        await store.members.advance(MEMBER)


async def test_late_results_are_refused_after_deletion_even_when_the_member_came_back(
    store: Store,
) -> None:
    stale = (await store.members.ensure(MEMBER)).generation
    await store.members.forget(MEMBER)
    for _ in ("gone", "back"):
        with pytest.raises(Superseded):
            await store.likes.replace(MEMBER, stale, [Source.SAVED], [like()])
        with pytest.raises(Superseded):
            await store.likes.add(MEMBER, stale, [like()])
        with pytest.raises(Superseded):
            await store.tastes.save(MEMBER, stale, taste())
        with pytest.raises(Superseded):
            await store.links.save(link(), stale)
        with pytest.raises(Superseded):
            await store.lists.save(MEMBER, "recommend", [item()], NOW, generation=stale)
        await store.members.ensure(MEMBER)
    assert await store.likes.of(MEMBER) == []
    assert await store.tastes.get(MEMBER) is None
    assert await store.links.get(MEMBER) is None
    assert await store.lists.songs_since(MEMBER, NOW) == frozenset()


async def test_nothing_is_written_for_a_member_who_is_gone(store: Store) -> None:
    with pytest.raises(UnknownMember):
        await store.lists.save(MEMBER, "recommend", [item()], NOW)
    with pytest.raises(UnknownMember):
        await store.playlists.add(MEMBER, MadePlaylist("playlist-1", "Mine", NOW))


async def test_the_export_holds_everything_but_what_is_sealed(store: Store) -> None:
    await fill(store, MEMBER, "account-1")
    await fill(store, OTHER, "account-2")
    export = await store.members.export(MEMBER)
    assert set(export) == {table.name for table in MEMBER_TABLES}
    assert all(len(rows) == 1 for rows in export.values())
    assert {row["member_id"] for rows in export.values() for row in rows} == {MEMBER}
    assert export["likes"][0]["artists"] == ["Mönster", "Second"]
    assert export["links"][0]["consented_at"] == NOW.isoformat()
    assert export["links"][0]["access_token"] == "kept, sealed"
    assert export["allow_list"][0]["email"] == "account-1@example.org"
    text = json.dumps(export)
    for secret in ("access-secret", "refresh-secret", "verifier-secret", "gAAAA"):
        assert secret not in text


async def test_what_an_export_holds_is_counted(store: Store) -> None:
    await fill(store, MEMBER, "account-1")
    await fill(store, OTHER, "account-2")
    export = await store.members.export(MEMBER)
    assert await store.members.count(MEMBER) == {name: len(rows) for name, rows in export.items()}
    await store.members.forget(MEMBER)
    assert await store.members.count(MEMBER) == {}


async def test_the_export_of_a_stranger_is_empty(store: Store) -> None:
    assert not any((await store.members.export(MEMBER)).values())


async def test_deletion_leaves_no_row_and_touches_nobody_else(store: Store) -> None:
    await fill(store, MEMBER, "account-1")
    await fill(store, OTHER, "account-2")
    others = await store.members.export(OTHER)
    await store.members.forget(MEMBER)
    await store.members.forget(MEMBER)
    assert not any((await store.members.export(MEMBER)).values())
    assert await store.members.export(OTHER) == others


async def test_deletion_reaches_every_table_of_the_file(store: Store, path: Path) -> None:
    await fill(store, MEMBER, "account-1")
    await store.members.forget(MEMBER)
    declared = {table.name for table in (*MEMBER_TABLES, *IMPERSONAL_TABLES)}
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {name for (name,) in names}
        assert tables == declared | {"alembic_version"}
        for table in MEMBER_TABLES:
            left = connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()
            assert left == (0,), table.name


def test_every_table_is_declared() -> None:
    assert find_undeclared() == []


def _plain(tables: MetaData) -> None:
    Table("badges", tables, Column("owner", BigInteger))


def _hers(tables: MetaData) -> None:
    Table("badges", tables, Column("member_id", BigInteger))


def _impersonal_by_column(tables: MetaData) -> None:
    tables.tables["meta"].append_column(Column("member_id", BigInteger))


def _impersonal_by_key(tables: MetaData) -> None:
    tables.tables["counters"].append_column(
        Column("whose", BigInteger, ForeignKey("members.member_id"))
    )


def _nameless(tables: MetaData) -> None:
    tables.remove(tables.tables["likes"])
    Table("likes", tables, Column("number", Integer, primary_key=True))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_plain, "badges stands in neither list"),
        (_hers, "badges stands in neither list"),
        (_impersonal_by_column, "meta is called impersonal but points at a member"),
        (_impersonal_by_key, "counters is called impersonal but points at a member"),
        (_nameless, "likes has no column member_id"),
    ],
)
def test_an_undeclared_table_is_found(change: Callable[[MetaData], None], fault: str) -> None:
    copy = MetaData()
    for table in metadata.sorted_tables:
        table.to_metadata(copy)
    change(copy)
    assert find_undeclared(copy) == [fault]
