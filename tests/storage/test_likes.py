import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from storage.errors import Superseded
from storage.like import SPOTIFY, THUMBS, Like, Source
from storage.store import Store
from tests.storage.examples import MEMBER, OTHER, like, likes


@pytest.fixture
async def generation(store: Store) -> int:
    return (await store.members.ensure(MEMBER)).generation


async def test_a_like_comes_back_as_it_was_kept(store: Store, generation: int) -> None:
    bare = Like("bare", Source.PICK, "Bare", ())
    kept = [replace(bare), like("full", Source.IMPORT, song=-(2**63))]
    await store.likes.add(MEMBER, generation, kept)
    assert await store.likes.of(MEMBER) == kept


async def test_an_instant_without_a_zone_is_refused(store: Store, generation: int) -> None:
    with pytest.raises(Exception, match="an instant needs a time zone"):
        await store.likes.add(MEMBER, generation, [replace(like(), liked_at=datetime(2026, 1, 1))])
    assert await store.likes.of(MEMBER) == []


async def test_one_track_may_be_liked_from_several_sources(store: Store, generation: int) -> None:
    kept = [like("a", Source.IMPORT), like("a", Source.SAVED)]
    await store.likes.add(MEMBER, generation, kept)
    await store.likes.add(MEMBER, generation, kept)
    assert await store.likes.of(MEMBER) == kept
    assert await store.likes.counts(MEMBER) == {Source.IMPORT: 1, Source.SAVED: 1}


async def test_replacing_swaps_the_named_sources_only(store: Store, generation: int) -> None:
    await store.likes.add(MEMBER, generation, [like("old"), like("mine", Source.IMPORT)])
    await store.likes.rate(MEMBER, like("thumb", Source.UP))
    await store.likes.replace(MEMBER, generation, SPOTIFY, [like("new", Source.TOP)])
    found = [(kept.track_id, kept.source) for kept in await store.likes.of(MEMBER)]
    assert found == [("mine", Source.IMPORT), ("new", Source.TOP), ("thumb", Source.UP)]


async def test_a_replacement_that_fails_leaves_what_was(store: Store, generation: int) -> None:
    await store.likes.replace(MEMBER, generation, [Source.SAVED], likes(300))
    with pytest.raises(ValueError, match="import is not among the sources"):
        await store.likes.replace(
            MEMBER, generation, [Source.SAVED], [*likes(300), like("x", Source.IMPORT)]
        )
    assert await store.likes.of(MEMBER) == likes(300)


async def test_a_track_read_twice_is_kept_as_read_last(store: Store, generation: int) -> None:
    later = replace(like(), title="Renamed")
    await store.likes.replace(MEMBER, generation, [Source.SAVED], [like(), later])
    assert await store.likes.of(MEMBER) == [later]


async def test_work_of_an_earlier_generation_is_refused(store: Store, generation: int) -> None:
    await store.likes.add(MEMBER, generation, [like()])
    newer = await store.members.advance(MEMBER)
    with pytest.raises(Superseded):
        await store.likes.replace(MEMBER, generation, [Source.SAVED], [])
    assert await store.likes.of(MEMBER) == [like()]
    await store.likes.replace(MEMBER, newer, [Source.SAVED], [])
    assert await store.likes.of(MEMBER) == []


async def test_the_opposite_thumb_gives_way(store: Store) -> None:
    await store.likes.rate(MEMBER, like("a", Source.UP))
    await store.likes.rate(MEMBER, like("b", Source.UP))
    await store.likes.rate(MEMBER, like("a", Source.DOWN))
    assert await store.likes.of(MEMBER) == [like("a", Source.DOWN), like("b", Source.UP)]
    await store.likes.rate(MEMBER, like("a", Source.UP))
    assert await store.likes.counts(MEMBER) == {Source.UP: 2}


async def test_a_thumb_replaces_one_on_another_version_of_the_song(store: Store) -> None:
    generation = (await store.members.ensure(MEMBER)).generation
    await store.likes.add(MEMBER, generation, [like("live", Source.SAVED, song=5)])
    await store.likes.rate(MEMBER, like("live", Source.UP, song=5))
    await store.likes.rate(MEMBER, like("other", Source.UP, song=6))
    await store.likes.rate(MEMBER, like("studio", Source.DOWN, song=5))
    found = [(kept.track_id, kept.source) for kept in await store.likes.of(MEMBER)]
    assert found == [("live", Source.SAVED), ("other", Source.UP), ("studio", Source.DOWN)]


async def test_thumbs_come_by_rating_alone(store: Store, generation: int) -> None:
    with pytest.raises(ValueError, match="saved is no thumb"):
        await store.likes.rate(MEMBER, like())
    with pytest.raises(ValueError, match="down is not among"):
        await store.likes.add(MEMBER, generation, [like("a", Source.DOWN)])


async def test_removing_tells_how_many(store: Store, generation: int) -> None:
    await store.likes.add(MEMBER, generation, [like("a"), like("b", Source.TOP), like("b")])
    assert await store.likes.remove(MEMBER, [Source.SAVED]) == 2
    assert await store.likes.remove(MEMBER, [Source.SAVED]) == 0
    assert await store.likes.of(MEMBER) == [like("b", Source.TOP)]


async def test_unlinking_keeps_imports_picks_and_thumbs(store: Store, generation: int) -> None:
    await store.likes.add(
        MEMBER, generation, [like(source, source) for source in Source if source not in THUMBS]
    )
    await store.likes.rate(MEMBER, like("up", Source.UP))
    await store.likes.rate(MEMBER, like("down", Source.DOWN))
    assert await store.unlink(MEMBER) == len(SPOTIFY)
    kept = await store.likes.counts(MEMBER)
    assert kept == {Source.IMPORT: 1, Source.PICK: 1, Source.UP: 1, Source.DOWN: 1}
    with pytest.raises(Superseded):
        await store.likes.replace(MEMBER, generation, SPOTIFY, [like()])


async def test_members_do_not_see_each_other(store: Store, generation: int) -> None:
    await store.likes.add(MEMBER, generation, [like()])
    await store.likes.rate(OTHER, like("theirs", Source.DOWN))
    await store.likes.remove(OTHER, frozenset(Source))
    assert await store.likes.of(MEMBER) == [like()]
    assert await store.likes.of(OTHER) == []


async def test_the_loop_gets_its_turn_within_long_reads_and_writes(
    store: Store, generation: int
) -> None:
    turns = 0

    async def take_turns() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    other = asyncio.create_task(take_turns())
    many = likes(10_000)
    for work in (
        lambda: store.likes.replace(MEMBER, generation, [Source.SAVED], many),
        lambda: store.likes.of(MEMBER),
        lambda: store.members.export(MEMBER),
    ):
        turns = 0
        await work()
        assert turns > len(many) / 100
    other.cancel()
    assert await store.likes.of(MEMBER) == many
