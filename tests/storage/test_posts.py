"""Claims on posts: each post once, one holder at a time, and what it leaves behind."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from storage.lists import ListItem
from storage.posts import (
    LEASE,
    LONGEST_PAUSE,
    GenreShare,
    LovedSong,
    PostContent,
    PostPart,
    Status,
    make_claim_id,
)
from storage.schedules import Schedule
from storage.store import Store
from tests.storage.examples import CHANNEL, GUILD, MEMBER, NOW, OTHER, claim, item, schedule

HOUR = timedelta(hours=1)
CONTENT = PostContent(
    group=(item("group-1", 100), item("group-2", 2**62)),
    loved=(LovedSong("loved", "Title", ("One", "Two"), 3),),
    rising=(GenreShare("techno", 0.5, 0.25),),
    genres=(GenreShare("techno", 0.5),),
)


@pytest.fixture
async def weekly(store: Store) -> Schedule:
    return await schedule(store)


@pytest.fixture
async def post(store: Store, weekly: Schedule) -> str:
    return await claim(store, weekly)


async def prepare(store: Store, post: str, *parts: PostPart, holder: str = "me") -> bool:
    for part in parts:
        await store.guilds.join(GUILD, part.member_id, NOW)
    return await store.posts.prepare(post, holder, NOW, CONTENT, parts)


async def test_a_post_is_arranged_once(store: Store, weekly: Schedule) -> None:
    week = timedelta(weeks=1)
    assert await store.posts.arrange(weekly, [NOW], [NOW - week], NOW) == [NOW - week, NOW]
    assert await store.posts.arrange(weekly, [NOW], [NOW - week], NOW) == []
    assert await store.posts.waiting(NOW) == [make_claim_id(weekly.schedule_id, NOW)]
    missed = await store.posts.get(make_claim_id(weekly.schedule_id, NOW - week))
    assert missed is not None
    assert missed.status is Status.SKIPPED


async def test_what_was_missed_by_a_clock_that_was_ahead_is_due_again(
    store: Store, weekly: Schedule
) -> None:
    await store.posts.arrange(weekly, [], [NOW], NOW + 99 * HOUR)
    assert await store.posts.waiting(NOW) == []
    await store.posts.arrange(weekly, [NOW], [], NOW)
    assert len(await store.posts.waiting(NOW)) == 1


async def test_new_rules_of_a_zone_make_no_second_post_of_a_week(
    store: Store, weekly: Schedule
) -> None:
    await store.posts.arrange(weekly, [NOW], [], NOW)
    assert await store.posts.arrange(weekly, [NOW + HOUR], [], NOW + HOUR) == []


async def test_ids_fit_a_nonce_and_follow_from_the_post(weekly: Schedule) -> None:
    ids = {make_claim_id(weekly.schedule_id, NOW + HOUR * hours) for hours in range(100)}
    assert len(ids) == 100
    assert all(len(claim_id) == 25 and claim_id.isalnum() for claim_id in ids)


async def test_a_claim_has_one_holder(store: Store, post: str) -> None:
    held = await asyncio.gather(*(store.posts.take(post, f"h{n}", NOW) for n in range(8)))
    assert sum(taken is not None for taken in held) == 1
    assert await store.posts.waiting(NOW) == []


async def test_two_processes_take_a_claim_once(
    store: Store, post: str, path: Path, key: str
) -> None:
    other = await Store.open(path, [key])
    try:
        held = await asyncio.gather(
            *(part.posts.take(post, f"h{n}", NOW) for n, part in enumerate([store, other] * 4))
        )
    finally:
        await other.close()
    assert sum(taken is not None for taken in held) == 1


async def test_a_claim_is_free_again_after_its_lease(store: Store, post: str) -> None:
    await store.posts.take(post, "me", NOW)
    assert await store.posts.take(post, "you", NOW + LEASE / 2) is None
    assert await store.posts.take(post, "you", NOW + LEASE) is not None
    assert not await prepare(store, post)
    assert not await store.posts.sending(post, "me", NOW, None)
    assert not await store.posts.settle(post, "me", Status.POSTED, NOW)
    taken = await store.posts.get(post)
    assert taken is not None
    assert (taken.status, taken.content) == (Status.DUE, None)


async def test_each_step_renews_the_lease(store: Store, post: str) -> None:
    await store.posts.take(post, "me", NOW)
    later = NOW + LEASE * 0.8
    assert await store.posts.prepare(post, "me", later, CONTENT, [])
    assert await store.posts.take(post, "you", NOW + LEASE) is None
    assert await store.posts.sending(post, "me", later + LEASE * 0.8, None)
    assert await store.posts.take(post, "you", later + LEASE) is None


async def test_a_lease_from_a_clock_that_was_ahead_does_not_hold(store: Store, post: str) -> None:
    await store.posts.take(post, "me", NOW + 5 * HOUR)
    assert await store.posts.take(post, "you", NOW + HOUR) is not None


async def test_a_post_waits_for_its_instant(store: Store, weekly: Schedule) -> None:
    await store.posts.arrange(weekly, [NOW + HOUR], [], NOW + HOUR)
    assert await store.posts.waiting(NOW) == []


async def test_a_postponed_post_waits(store: Store, post: str) -> None:
    await store.posts.take(post, "me", NOW)
    await store.posts.postpone(post, "me", NOW + LONGEST_PAUSE)
    assert await store.posts.take(post, "me", NOW + LONGEST_PAUSE / 2) is None
    assert await store.posts.take(post, "me", NOW - HOUR) is None
    taken = await store.posts.take(post, "me", NOW + LONGEST_PAUSE)
    assert taken is not None
    assert taken.tries == 1


async def test_a_claim_handed_back_is_free(store: Store, post: str) -> None:
    await store.posts.take(post, "me", NOW)
    await store.posts.hand_back(post, "you")
    assert await store.posts.take(post, "you", NOW) is None
    await store.posts.hand_back(post, "me")
    taken = await store.posts.take(post, "you", NOW)
    assert taken is not None
    assert taken.tries == 0


async def test_what_a_post_says_comes_back_as_it_was_written(store: Store, post: str) -> None:
    parts = [
        PostPart(OTHER, 0, 0.75, (item("a", -3), item("b", 2**62))),
        PostPart(MEMBER, None, None),
    ]
    await store.posts.take(post, "me", NOW)
    assert await prepare(store, post, *parts)
    kept = await store.posts.get(post)
    assert kept is not None
    assert kept.content == CONTENT
    assert await store.posts.parts(post) == parts


async def test_a_member_deleted_meanwhile_is_left_out(store: Store, post: str) -> None:
    await store.posts.take(post, "me", NOW)
    await prepare(store, post, PostPart(OTHER, 0, 0.5), PostPart(MEMBER, 1, 0.5))
    await store.members.forget(OTHER)
    assert [part.member_id for part in await store.posts.parts(post)] == [MEMBER]
    gone = PostPart(OTHER, 0, 0.5)
    await store.posts.prepare(post, "me", NOW, CONTENT, [gone])
    assert OTHER not in [part.member_id for part in await store.posts.parts(post)]


async def test_the_first_sending_is_remembered(store: Store, post: str) -> None:
    await store.posts.take(post, "me", NOW)
    await store.posts.sending(post, "me", NOW, 77)
    await store.posts.sending(post, "me", NOW + HOUR, 99)
    kept = await store.posts.get(post)
    assert kept is not None
    assert (kept.status, kept.sent_at, kept.anchor) == (Status.SENDING, NOW, 77)


async def shown(store: Store, member_id: int) -> frozenset[int]:
    return await store.lists.songs_since(member_id, NOW - HOUR)


@pytest.mark.parametrize("status", [Status.POSTED, Status.UNCERTAIN])
async def test_what_was_posted_counts_as_shown(store: Store, post: str, status: Status) -> None:
    await store.posts.take(post, "me", NOW)
    mine = PostPart(MEMBER, 0, 0.5, (item("a", 1), item("b", 2)))
    await prepare(store, post, mine, PostPart(OTHER, 1, None, (item("c", 3),)))
    assert await shown(store, MEMBER) == frozenset()
    assert await store.posts.settle(post, "me", status, NOW, 55)
    assert await shown(store, MEMBER) == {1, 2, 100, 2**62}
    assert await shown(store, OTHER) == {3}
    turns = [(p.member_id, p.featured_at) for p in await store.guilds.participants(GUILD)]
    assert turns == [(MEMBER, NOW), (OTHER, NOW + timedelta(microseconds=1))]
    assert await store.posts.parts(post) == []
    kept = await store.posts.get(post)
    assert kept is not None
    assert (kept.status, kept.message_id, kept.content) == (status, 55, CONTENT)
    assert await store.posts.waiting(NOW + HOUR) == []
    assert not await store.posts.settle(post, "me", Status.SKIPPED, NOW)


async def test_what_was_not_posted_does_not_count(store: Store, post: str) -> None:
    await store.posts.take(post, "me", NOW)
    await prepare(store, post, PostPart(MEMBER, 0, 0.5, (item("a", 1),)))
    await store.posts.settle(post, "me", Status.REFUSED, NOW)
    assert await shown(store, MEMBER) == frozenset()
    (participant,) = await store.guilds.participants(GUILD)
    assert participant.featured_at is None


async def test_turns_rotate(store: Store, weekly: Schedule) -> None:
    for number in range(4):
        await store.guilds.join(GUILD, OTHER + number, NOW + number * HOUR)
    turns: list[int] = []
    for week in range(6):
        at = NOW + timedelta(weeks=week)
        post = await claim(store, weekly, at)
        await store.posts.take(post, "me", at)
        chosen = (await store.guilds.participants(GUILD))[:3]
        parts = [PostPart(p.member_id, n, None) for n, p in enumerate(chosen)]
        await store.posts.prepare(post, "me", at, CONTENT, parts)
        await store.posts.settle(post, "me", Status.POSTED, at)
        turns += [one.member_id - OTHER for one in chosen]
    assert turns == [0, 1, 2, 3] * 4 + [0, 1]


async def test_posts_outlive_their_schedule_and_go_after_a_year(
    store: Store, weekly: Schedule, post: str
) -> None:
    await store.posts.take(post, "me", NOW)
    await store.posts.settle(post, "me", Status.POSTED, NOW)
    await store.schedules.remove(weekly.schedule_id)
    latest = await store.posts.latest(weekly.schedule_id)
    assert latest is not None
    assert (latest.claim_id, latest.channel_id) == (post, CHANNEL)
    assert await store.posts.prune(NOW) == 0
    assert await store.posts.prune(NOW + HOUR) == 1
    assert await store.posts.latest(weekly.schedule_id) is None


async def test_lists_and_what_was_shown_are_pruned(store: Store) -> None:
    await store.members.ensure(MEMBER)
    old = await store.lists.save(MEMBER, "recommend", [item("a", 1)], NOW)
    new = await store.lists.save(MEMBER, "recommend", [item("b", 2)], NOW + HOUR)
    assert await store.lists.prune(NOW + HOUR, NOW + HOUR) == 2
    assert await store.lists.get(old) is None
    assert await store.lists.get(new) is not None
    assert await shown(store, MEMBER) == {2}


async def test_a_list_with_a_given_id_is_kept_once(store: Store) -> None:
    await store.members.ensure(MEMBER)
    for items in ([item("a", 1)], [item("b", 2)]):
        assert await store.lists.save(MEMBER, "weekly", items, NOW, list_id="given") == "given"
    kept = await store.lists.get("given")
    assert kept is not None
    assert kept.items == (ListItem("b", 2, 0.9, 0.4, item().reason),)
