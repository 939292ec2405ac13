"""What has grown old, what was tried lately, and for how long it is left alone."""

from dataclasses import replace
from datetime import datetime, timedelta

from storage.like import Source
from storage.links import LinkState
from storage.store import Store
from storage.upkeep import Due, Work
from tests.storage.examples import MEMBER, NOW, OTHER, like, link, taste

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def linked(store: Store, member_id: int = MEMBER, account_id: str = "account-1") -> None:
    member = await store.members.ensure(member_id)
    await store.links.save(link(member_id, account_id), member.generation)


async def libraries(store: Store, now: datetime) -> list[int]:
    return [one.member_id for one in await store.upkeep.libraries(now - DAY, now, limit=9)]


async def test_libraries_are_due_after_a_day_the_longest_unread_first(store: Store) -> None:
    await linked(store)
    await linked(store, OTHER, "account-2")
    await store.links.synced(MEMBER, NOW)
    # Never read, since its first reading failed: counted from the consent.
    assert await libraries(store, NOW + DAY) == []
    assert await libraries(store, NOW + DAY + HOUR) == [MEMBER, OTHER]
    await store.links.synced(MEMBER, NOW + HOUR)
    assert await libraries(store, NOW + DAY + 2 * HOUR) == [OTHER, MEMBER]
    await store.links.mark(link(OTHER, "account-2"), LinkState.NEEDS_RELINKING)
    assert await libraries(store, NOW + DAY + 2 * HOUR) == [MEMBER]


async def tried(store: Store, done_at: datetime | None, now: datetime) -> timedelta:
    """Begin a try, and return after how many hours the next one is due."""
    await store.upkeep.begin(Due(MEMBER, done_at), Work.LIBRARY, now, HOUR, 5 * HOUR)
    for hours in range(9):
        if await libraries(store, now + hours * HOUR):
            return timedelta(hours=hours)
    raise AssertionError("never due again")


async def test_what_fails_is_tried_less_and_less_often_until_it_ends_well(store: Store) -> None:
    await linked(store)
    now = NOW + 2 * DAY
    assert [await tried(store, None, now) for _ in range(4)] == [HOUR, 2 * HOUR, 4 * HOUR, 5 * HOUR]
    assert await tried(store, now + HOUR, now + 2 * HOUR) == HOUR


async def test_when_spotify_asks_to_wait_all_members_wait(store: Store) -> None:
    await linked(store)
    await store.upkeep.begin(Due(MEMBER, None), Work.LIBRARY, NOW, HOUR, DAY)
    assert not await store.upkeep.limited(Work.LIBRARY, NOW)
    await store.upkeep.limit(MEMBER, Work.LIBRARY, NOW + HOUR)
    assert await store.upkeep.limited(Work.LIBRARY, NOW)
    assert not await store.upkeep.limited(Work.TASTE, NOW)
    assert not await store.upkeep.limited(Work.LIBRARY, NOW + HOUR)


async def test_nothing_is_tried_for_a_member_who_is_gone(store: Store) -> None:
    assert not await store.upkeep.begin(Due(MEMBER, None), Work.TASTE, NOW, HOUR, DAY)


async def stale(store: Store, catalogue: str = "c1", features: str = "f1") -> list[int]:
    found = await store.upkeep.tastes(catalogue, features, NOW, limit=9)
    return [one.member_id for one in found]


async def learn(store: Store) -> None:
    member = await store.members.get(MEMBER)
    assert member is not None
    learned = replace(taste(), likes_version=member.likes_version)
    await store.tastes.save(MEMBER, member.generation, learned)


async def test_every_change_of_likes_makes_a_taste_stale(store: Store) -> None:
    member = await store.members.ensure(MEMBER)
    assert await stale(store) == []
    await store.likes.add(MEMBER, member.generation, [like()])
    assert await stale(store) == [MEMBER]
    await learn(store)
    assert await stale(store) == []
    assert await stale(store, catalogue="c2") == await stale(store, features="f2") == [MEMBER]
    await store.likes.rate(MEMBER, like("track-2", Source.DOWN))
    assert await stale(store) == [MEMBER]
    await learn(store)
    await store.likes.replace(MEMBER, member.generation, {Source.PICK}, [])
    assert await stale(store) == [MEMBER]
    await learn(store)
    await store.likes.remove(MEMBER, {Source.DOWN})
    assert await stale(store) == [MEMBER]


async def test_who_likes_nothing_has_nothing_to_learn(store: Store) -> None:
    member = await store.members.ensure(MEMBER)
    await store.likes.rate(member.member_id, like("track-2", Source.DOWN))
    assert await stale(store) == []
