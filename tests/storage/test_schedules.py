"""Who takes part, when posts are wanted, and chores that one process takes."""

from datetime import timedelta

from storage.schedules import Slot
from storage.store import Store
from tests.storage.examples import CHANNEL, GUILD, MEMBER, NOW, OTHER, schedule

WEEK = timedelta(weeks=1)
SLOT = Slot(weekday=4, minute=18 * 60, zone="America/New_York")


async def test_members_take_part_in_each_server_on_its_own(store: Store) -> None:
    assert await store.guilds.join(GUILD, MEMBER, NOW)
    assert not await store.guilds.join(GUILD, MEMBER, NOW + WEEK)
    assert await store.guilds.join(GUILD, OTHER, NOW)
    await store.guilds.join(GUILD + 1, OTHER, NOW)
    assert await store.guilds.leave(GUILD, [OTHER]) == 1
    assert await store.guilds.leave(GUILD, [OTHER]) == 0
    (kept,) = await store.guilds.participants(GUILD)
    assert (kept.member_id, kept.joined_at, kept.featured_at) == (MEMBER, NOW, None)
    assert len(await store.guilds.participants(GUILD + 1)) == 1


async def test_a_channel_has_one_schedule(store: Store) -> None:
    first = await schedule(store)
    elsewhere = await schedule(store, channel_id=CHANNEL + 1)
    second = await store.schedules.set(GUILD, CHANNEL, SLOT, OTHER, NOW)
    assert second.schedule_id != first.schedule_id
    assert await store.schedules.of(GUILD) == [elsewhere, second]
    assert await store.schedules.get(first.schedule_id) is None
    assert await store.schedules.get(second.schedule_id) == second
    assert await store.schedules.keeper(second.schedule_id) == OTHER
    assert await store.schedules.of(GUILD + 1) == []


async def test_a_deleted_keeper_leaves_the_schedule(store: Store) -> None:
    kept = await schedule(store)
    await store.members.forget(MEMBER)
    assert await store.schedules.get(kept.schedule_id) == kept
    assert await store.schedules.keeper(kept.schedule_id) is None


async def test_a_removed_schedule_is_gone_with_its_keeper(store: Store) -> None:
    kept = await schedule(store)
    assert await store.schedules.remove(kept.schedule_id)
    assert not await store.schedules.remove(kept.schedule_id)
    assert (await store.members.export(MEMBER))["schedule_keepers"] == []


async def test_a_resumed_schedule_begins_anew(store: Store) -> None:
    kept = await schedule(store)
    assert not await store.schedules.resume(kept.schedule_id, NOW)
    assert await store.schedules.pause(kept.schedule_id)
    assert not await store.schedules.pause(kept.schedule_id)
    assert await store.schedules.to_check(NOW, everything=True) == []
    assert await store.schedules.resume(kept.schedule_id, NOW)
    (again,) = await store.schedules.to_check(NOW)
    assert (again.since, again.paused) == (NOW, False)


async def test_a_note_is_told_once_until_another_one(store: Store) -> None:
    kept = await schedule(store)
    told = [
        await store.schedules.tell(kept.schedule_id, note)
        for note in ("nobody", "nobody", "channel-lost", None, None, "nobody")
    ]
    assert told == [True, False, True, True, False, True]


async def test_a_schedule_is_checked_when_its_time_comes_or_the_clock_went_back(
    store: Store,
) -> None:
    kept = await schedule(store)
    assert await store.schedules.to_check(NOW) == [kept]
    await store.schedules.checked(kept, NOW, NOW + WEEK)
    assert await store.schedules.to_check(NOW + WEEK / 2) == []
    assert await store.schedules.to_check(NOW + WEEK / 2, everything=True) == [kept]
    assert await store.schedules.to_check(NOW + WEEK) == [kept]
    assert await store.schedules.to_check(NOW - timedelta(hours=1)) == [kept]


async def test_what_was_resumed_during_a_check_stays_to_be_checked(store: Store) -> None:
    kept = await schedule(store)
    await store.schedules.pause(kept.schedule_id)
    await store.schedules.resume(kept.schedule_id, NOW)
    await store.schedules.checked(kept, NOW, NOW + WEEK)
    assert len(await store.schedules.to_check(NOW)) == 1


async def test_a_chore_is_taken_once_in_its_time(store: Store) -> None:
    day, hour = timedelta(days=1), timedelta(hours=1)
    taken = [
        await store.chores.take("backup", NOW + after, day)
        for after in (hour * 0, hour, 24 * hour, 30 * hour)
    ]
    assert taken == [True, False, True, False]
    assert await store.chores.take("prune", NOW, day)


async def test_a_chore_that_failed_or_was_taken_in_the_future_is_due(store: Store) -> None:
    day = timedelta(days=1)
    await store.chores.take("backup", NOW, day)
    await store.chores.retake("backup", NOW - day + timedelta(hours=1))
    assert not await store.chores.take("backup", NOW, day)
    assert await store.chores.take("backup", NOW + timedelta(hours=1), day)
    assert await store.chores.take("backup", NOW - day, day)
