"""The weekly refresh under failures, restarts, wrong clocks and two processes: once, and whole."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.spotify.faults import (
    Fault,
    cut,
    failing,
    garbled,
    held,
    limited,
    quota_exceeded,
    slow,
)
from bot.sandbox.spotify.listeners import Playlist, make_id
from bot.services.app import Services, open_services
from bot.spotify.patience import Manners
from storage.keeps import LEASE, Outcome
from storage.schema import refreshes
from tests.e2e.conftest import PATIENCE, Scene
from tests.e2e.keeping_world import PUT, WEEK, Keeper, fresh
from tests.e2e.playlist_world import MAKING, eventually, row_ids
from tests.e2e.test_playlist_restarts import any_fault

pytestmark = pytest.mark.stage(learning=False, timeout=2.0)

LOST = [failing(500), cut(), slow(60), garbled(502)]
"""Nothing happens, and the bot cannot know it."""
DONE_UNSAID = [replace(fault, after=True) for fault in (*LOST, garbled(200))]
"""It happens, and the bot cannot know it either."""
REFUSALS = [
    limited(None),
    limited(21_600),
    quota_exceeded(),
    failing(403, {"error": {"status": 403, "message": "Forbidden"}}),
    failing(418),
]
"""Nothing happens, and Spotify says so."""
SIZE = 5


@pytest.fixture
async def keeper(scene: Scene, songs: CatalogueSongs) -> Keeper:
    keeper = Keeper(scene, songs)
    await keeper.learn()
    await keeper.link()
    return keeper


@pytest.fixture
async def playlist(keeper: Keeper) -> Playlist:
    """A kept playlist of five songs whose refresh comes within days."""
    return await keeper.keep(count=SIZE)


@pytest.fixture
async def other(keeper: Keeper) -> AsyncIterator[Services]:
    """A second process on the same store."""

    async def sleep(_: float) -> None:
        return None

    stage = keeper.scene.stage
    manners = Manners(timeout=2.0, sleep=sleep)
    async with open_services(stage.settings, keeper.scene.clock, manners) as services:
        yield services


async def written_down(keeper: Keeper) -> list[str]:
    """Return the songs of the refresh that is under way."""
    query = select(refreshes.c.songs).where(refreshes.c.outcome == Outcome.OPEN)
    async with keeper.scene.store.database.read() as connection:
        songs = await connection.scalar(query)
    return [track_id for track_id, _ in songs or []]


async def try_for_a_day(keeper: Keeper, *others: Services) -> None:
    for _ in range(13):
        await keeper.tick(*others, hours=2)


# Spotify fails


@pytest.mark.parametrize("fault", DONE_UNSAID)
async def test_songs_that_arrived_without_an_answer_are_seen(
    keeper: Keeper, playlist: Playlist, fault: Fault
) -> None:
    before = row_ids(playlist)
    version = playlist.version
    keeper.faults.add(fault, PUT, method="PUT")
    await keeper.until_due()
    ids = fresh(playlist, before)
    await try_for_a_day(keeper)
    assert row_ids(playlist) == ids
    assert await keeper.outcomes() == [Outcome.DONE]
    assert playlist.version == version + 1


@pytest.mark.parametrize("fault", [*LOST, *REFUSALS])
async def test_what_failed_is_tried_again_with_the_same_songs(
    keeper: Keeper, playlist: Playlist, fault: Fault
) -> None:
    before = row_ids(playlist)
    keeper.faults.add(fault, PUT, method="PUT", times=4)
    await keeper.until_due()
    wanted = await written_down(keeper)
    assert row_ids(playlist) == before
    assert len(wanted) == SIZE
    await keeper.tick(seconds=30)
    assert row_ids(playlist) == before
    keeper.faults.clear()
    await try_for_a_day(keeper)
    assert row_ids(playlist) == wanted == fresh(playlist, before)
    assert await keeper.outcomes() == [Outcome.DONE]


@pytest.mark.parametrize("fault", [failing(503), limited(3_600), garbled(502), garbled(200)])
async def test_nothing_is_sent_while_nobody_can_look(
    keeper: Keeper, playlist: Playlist, fault: Fault
) -> None:
    before = row_ids(playlist)
    keeper.faults.add(fault, MAKING, method="GET", times=1_000)
    await keeper.until_due()
    await keeper.tick(hours=5)
    assert keeper.replaced() == 0
    keeper.faults.clear()
    await try_for_a_day(keeper)
    assert len(fresh(playlist, before)) == SIZE
    assert keeper.replaced() == 1


async def test_an_outage_of_a_day_skips_to_the_next_week(
    keeper: Keeper, playlist: Playlist, caplog: pytest.LogCaptureFixture
) -> None:
    before = row_ids(playlist)
    due = await keeper.next_at()
    keeper.faults.add(failing(503), PUT, method="PUT", times=10_000)
    await keeper.until_due()
    shown = await keeper.scene.store.lists.songs_since(keeper.id, due - 9 * WEEK)
    for _ in range(30):
        await keeper.tick(hours=1)
    asked = keeper.replaced()
    assert 20 <= asked <= 40
    keeper.faults.clear()
    for _ in range(30):
        await keeper.tick(hours=1)
    assert row_ids(playlist) == before
    assert keeper.replaced() == asked
    assert await keeper.outcomes() == [Outcome.SKIPPED]
    assert "refresh skipped" in caplog.text
    # They were sent, and so they may have been seen.
    assert await keeper.scene.store.lists.songs_since(keeper.id, due - 9 * WEEK) == shown
    assert await keeper.next_at() == due + WEEK
    await keeper.until_due()
    fresh(playlist, before)


async def test_a_song_that_spotify_does_not_know_is_left_out(
    keeper: Keeper, playlist: Playlist
) -> None:
    before = row_ids(playlist)
    keeper.faults.add(failing(503), PUT, method="PUT")
    await keeper.until_due()
    wanted = await written_down(keeper)
    [keep] = await keeper.kept()
    store = keeper.scene.store
    async with store.database.write() as connection:
        songs = [[track_id, 1] for track_id in wanted]
        songs.insert(2, [make_id("unknown"), 2])
        await connection.execute(update(refreshes).values(songs=songs))
    await try_for_a_day(keeper)
    assert row_ids(playlist) == wanted
    assert not set(wanted) & set(before)
    assert keep.size == SIZE
    assert await keeper.outcomes() == [Outcome.DONE]


# Restarts and two processes


@pytest.mark.parametrize("late", [False, True], ids=["acted", "acts later"])
@pytest.mark.parametrize(("method", "path"), [("PUT", PUT), ("GET", MAKING), ("GET", PUT)])
async def test_a_restart_in_the_middle_is_made_up_for(
    keeper: Keeper, playlist: Playlist, method: str, path: str, late: bool
) -> None:
    before = row_ids(playlist)
    due = await keeper.next_at()
    release = asyncio.Event()
    keeper.faults.add(held(release, after=not late), path, method=method)
    keeper.faults.bitten.clear()
    keeper.scene.clock.time = due
    await keeper.scene.services.refreshing.tick(due)
    await asyncio.wait_for(keeper.faults.bitten.wait(), PATIENCE)
    await keeper.scene.services.refreshing.close()
    release.set()
    await keeper.scene.stage.restart()
    await keeper.tick(minutes=1)
    wanted = fresh(playlist, before)
    assert len(wanted) == SIZE
    assert await keeper.outcomes() == [Outcome.DONE]
    await try_for_a_day(keeper)
    assert row_ids(playlist) == wanted
    assert keeper.replaced() <= 2


@pytest.mark.parametrize("sent", [False, True])
async def test_a_killed_process_leaves_it_to_the_next_one(
    keeper: Keeper, playlist: Playlist, other: Services, sent: bool
) -> None:
    """Killed, it hands nothing back: its lease has to run out."""
    before = row_ids(playlist)
    due = await keeper.next_at()
    keeper.faults.add(held(asyncio.Event(), after=sent), PUT, method="PUT")
    keeper.faults.bitten.clear()
    keeper.scene.clock.time = due
    [task] = await keeper.scene.services.refreshing.tick(due)
    await asyncio.wait_for(keeper.faults.bitten.wait(), PATIENCE)
    if sent:
        await eventually(lambda: row_ids(playlist) != before)
    wanted = await written_down(keeper)
    for _ in range(4):
        keeper.scene.clock.forward(minutes=1)
        assert await other.refreshing.tick(keeper.scene.clock.time) == []
    keeper.scene.clock.time = due + LEASE
    tasks = await other.refreshing.tick(keeper.scene.clock.time)
    await asyncio.gather(*tasks)
    assert row_ids(playlist) == wanted == fresh(playlist, before)
    assert await keeper.outcomes() == [Outcome.DONE]
    await asyncio.wait([task], timeout=PATIENCE)
    assert row_ids(playlist) == wanted
    assert await keeper.outcomes() == [Outcome.DONE]


async def test_two_processes_refresh_once(
    keeper: Keeper, playlist: Playlist, other: Services
) -> None:
    second = await keeper.keep(count=SIZE, name="Second")
    seen = row_ids(playlist) + row_ids(second)
    await keeper.tick(other, days=1)
    for week in range(1, 4):
        for _ in range(14):
            await keeper.tick(other, hours=12)
        assert keeper.replaced() == 2 * week
        seen += fresh(playlist, seen)
        seen += fresh(second, seen)
    assert await keeper.outcomes() == [Outcome.DONE] * 6
    assert len(set(seen)) == len(seen)


# The clock


@pytest.mark.parametrize("late", [timedelta(minutes=1), timedelta(hours=23)])
async def test_late_within_a_day_it_is_done(
    keeper: Keeper, playlist: Playlist, late: timedelta
) -> None:
    before = row_ids(playlist)
    due = await keeper.next_at()
    await keeper.until_due(late=late)
    fresh(playlist, before)
    assert await keeper.next_at() == due + WEEK


async def test_later_it_is_left_to_the_next_week(
    keeper: Keeper, playlist: Playlist, caplog: pytest.LogCaptureFixture
) -> None:
    before = row_ids(playlist)
    due = await keeper.next_at()
    await keeper.until_due(late=timedelta(days=15, hours=2))
    assert row_ids(playlist) == before
    assert "refresh skipped: missed by more than a day" in caplog.text
    assert await keeper.next_at() == due + 3 * WEEK
    await keeper.until_due()
    fresh(playlist, before)


async def test_a_clock_that_jumps_ahead_and_back_refreshes_once(
    keeper: Keeper, playlist: Playlist
) -> None:
    before = row_ids(playlist)
    due = await keeper.next_at()
    start = due - timedelta(hours=1)
    keeper.scene.clock.time = start
    await keeper.tick(hours=3)
    ids = fresh(playlist, before)
    for jump in (-5, 5, -48, 60, -24):
        await keeper.tick(hours=jump)
    assert row_ids(playlist) == ids
    assert keeper.replaced() == 1

    keeper.scene.clock.time = start
    await keeper.tick(days=100)
    keeper.scene.clock.time = start
    for _ in range(15):
        await keeper.tick(hours=12)
    # 100 days ahead one week's songs came, if that day was one; here the next ones come in time.
    assert await keeper.outcomes() == [Outcome.DONE] * keeper.replaced()
    assert keeper.replaced() in {2, 3}
    assert await keeper.next_at() == due + 2 * WEEK


# Anything


@pytest.mark.parametrize("seed", range(8))
async def test_random_failures_end_in_one_playlist_with_exactly_its_songs(
    keeper: Keeper, playlist: Playlist, other: Services, seed: int
) -> None:
    chance = random.Random(seed)
    seen = row_ids(playlist)
    for _ in range(2):
        keeper.scene.clock.time = await keeper.next_at()
        for _ in range(chance.randint(2, 7)):
            method, path = chance.choice(
                [("GET", MAKING), ("GET", PUT), ("PUT", PUT), ("PUT", PUT), ("GET", "/me")]
            )
            if chance.random() < 0.3:
                keeper.faults.add(Fault(), path, method=method)
            keeper.faults.add(any_fault(chance), path, method=method, times=chance.randint(1, 3))
        for turn in range(24):
            if turn > 8:
                keeper.faults.clear()
                await keeper.link_again()
            await keeper.tick(*([other] if chance.random() < 0.5 else []))
            if (await keeper.outcomes())[-1:] == [Outcome.DONE]:
                break
            keeper.scene.clock.forward(minutes=chance.choice([0, 1, 3, 60]))
        keeper.faults.clear()
        await keeper.link_again()
        ids = fresh(playlist, seen)
        assert len(ids) == SIZE
        seen += ids
    assert await keeper.outcomes() == [Outcome.DONE] * 2
    assert len(keeper.made()) == 1
    assert await keeper.scene.store.lists.songs_since(keeper.id, keeper.scene.clock.time - WEEK)
