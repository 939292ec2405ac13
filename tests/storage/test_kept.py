"""Tastes, lists and playlists."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.dialects import sqlite

from storage.errors import Superseded
from storage.lists import ShownList, newest_with
from storage.playlists import MadePlaylist
from storage.store import Store
from tests.storage.examples import MEMBER, NOW, OTHER, item, taste


@pytest.fixture
async def generation(store: Store) -> int:
    return (await store.members.ensure(MEMBER)).generation


async def test_a_taste_comes_back_as_it_was_kept(store: Store, generation: int) -> None:
    assert await store.tastes.get(MEMBER) is None
    kept = replace(taste(), model=bytes(range(256)) * 700, items=b"")
    await store.tastes.save(MEMBER, generation, taste())
    await store.tastes.save(MEMBER, generation, kept)
    assert await store.tastes.get(MEMBER) == kept
    await store.tastes.drop(MEMBER)
    assert await store.tastes.get(MEMBER) is None


async def test_a_late_training_is_refused(store: Store, generation: int) -> None:
    await store.tastes.save(MEMBER, generation, taste())
    await store.members.advance(MEMBER)
    with pytest.raises(Superseded):
        await store.tastes.save(MEMBER, generation, replace(taste(), model=b"late"))
    assert await store.tastes.get(MEMBER) == taste()


async def test_a_metric_that_could_not_be_computed_stays_exportable(
    store: Store, generation: int
) -> None:
    await store.tastes.save(
        MEMBER, generation, replace(taste(), metrics={"auc": float("nan"), "loss": float("inf")})
    )
    kept = await store.tastes.get(MEMBER)
    assert kept is not None
    assert kept.metrics == {"auc": None, "loss": None}
    json.dumps(await store.members.export(MEMBER), allow_nan=False)


async def test_a_list_comes_back_as_it_was_shown(store: Store, generation: int) -> None:
    items = (item("b", -3), item("a", 2**62))
    list_id = await store.lists.save(MEMBER, "recommend", items, NOW, wanted=5)
    kept = ShownList(list_id, MEMBER, "recommend", NOW, 5, items)
    assert await store.lists.get(list_id) == kept
    assert await store.lists.get("nothing") is None


async def test_ids_of_lists_are_short_and_differ(store: Store, generation: int) -> None:
    ids = [await store.lists.save(MEMBER, "recommend", [item()], NOW) for _ in range(20)]
    assert len(set(ids)) == 20
    assert all(len(list_id) == 12 and ":" not in list_id for list_id in ids)


async def test_a_song_of_a_shelf_is_found_by_the_index_of_such_lists(
    store: Store, generation: int
) -> None:
    shelved = [replace(item("s"), reason={"kind": "shelf", "title": str(n)}) for n in range(2)]
    for days, one in enumerate((item("s"), shelved[0], shelved[1], item("s"))):
        await store.lists.save(MEMBER, "recommend", [item(), one], NOW - timedelta(days=days))
    assert await store.lists.newest_of_shelf("s") == shelved[0]
    assert await store.lists.newest_of_shelf("%") is None
    compiled = newest_with("s").compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
    )
    async with store.database.read() as connection:
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")
        steps = [row["detail"] for row in plan.mappings()]
    assert steps == ["SCAN lists USING INDEX ix_lists_shelf"]


async def test_shown_songs_count_from_their_last_time(store: Store, generation: int) -> None:
    await store.members.ensure(OTHER)
    day = timedelta(days=1)
    await store.lists.save(MEMBER, "recommend", [item("a", 1), item("b", 2)], NOW - 70 * day)
    await store.lists.save(MEMBER, "similar", [item("c", 2), item("d", 2)], NOW - 10 * day)
    await store.lists.save(OTHER, "recommend", [item("e", 9)], NOW)
    assert await store.lists.songs_since(MEMBER, NOW - 60 * day) == {2}
    assert await store.lists.songs_since(MEMBER, NOW - 70 * day) == {1, 2}
    assert await store.lists.songs_since(MEMBER, NOW) == frozenset()


async def test_the_bots_playlists_stay_known_after_unlinking(store: Store, generation: int) -> None:
    await store.playlists.add(MEMBER, MadePlaylist("p1", "One", NOW))
    await store.playlists.add(MEMBER, MadePlaylist("p1", "One, renamed", NOW))
    await store.playlists.add(MEMBER, MadePlaylist("p2", "Two", NOW))
    await store.unlink(MEMBER)
    assert await store.playlists.ids(MEMBER) == {"p1", "p2"}
    assert await store.playlists.ids(OTHER) == frozenset()
