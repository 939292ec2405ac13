"""The weekly post under failures, wrong clocks and two processes: once, or not at all."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.board import DiscordBoard
from bot.render.picture import draw_genres
from bot.sandbox.client import Visitor
from bot.sandbox.discord.state import EVERYONE, Permission
from bot.services.posting import Posting
from bot.weekly import Share
from storage.posts import Status
from storage.store import Store
from tests.e2e.conftest import Scene
from tests.e2e.weekly_world import WeeklyWorld
from tests.weekly import like_songs

POST = "/channels/*/messages"


@pytest.fixture
async def world(scene: Scene, catalogue: Path) -> WeeklyWorld:
    world = WeeklyWorld.of(scene, catalogue)
    await world.plan()
    return world


@pytest.fixture
async def pair(world: WeeklyWorld) -> list[Visitor]:
    return await world.let_in_some(2)


async def shown(world: WeeklyWorld, visitor: Visitor) -> frozenset[int]:
    since = world.scene.clock.time - timedelta(days=60)
    return await world.scene.store.lists.songs_since(visitor.user.id, since)


async def test_a_lost_receipt_makes_no_second_post(world: WeeklyWorld, pair: list[Visitor]) -> None:
    """The post arrived, its answer did not: found in the history after the nonce has gone."""
    world.scene.stage.discord.faults.cut("POST", POST, after=True)
    await world.tick(hours=1)
    assert len(world.posts()) == 1
    assert await shown(world, pair[0]) == frozenset()
    await world.tick(minutes=30)
    assert len(world.posts()) == 1
    claim = await world.claim()
    assert (claim.status, claim.message_id) == (Status.POSTED, world.posts()[0].id)
    assert await shown(world, pair[0])


async def test_it_is_found_among_many_messages(world: WeeklyWorld, pair: list[Visitor]) -> None:
    for number in range(30):
        pair[0].say(f"before {number}")
    world.scene.stage.discord.faults.cut("POST", POST, after=True)
    await world.tick(hours=1)
    for number in range(250):
        pair[0].say(f"after {number}")
    await world.tick(hours=2)
    assert len(world.posts()) == 1
    assert (await world.claim()).status is Status.POSTED


async def test_what_did_not_arrive_is_sent_again(world: WeeklyWorld, pair: list[Visitor]) -> None:
    world.scene.stage.discord.faults.cut("POST", POST)
    await world.tick(hours=1)
    assert world.posts() == []
    await world.tick(minutes=1)
    assert len(world.posts()) == 1


async def test_without_the_history_it_is_uncertain_and_never_sent_again(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    discord = world.scene.stage.discord
    discord.restrict(world.channel, EVERYONE & ~Permission.READ_MESSAGE_HISTORY)
    discord.faults.cut("POST", POST, after=True)
    await world.tick(hours=1)
    for _ in range(3):
        await world.tick(hours=1)
    assert len(world.posts()) == 1
    assert (await world.claim()).status is Status.UNCERTAIN
    (told,) = world.told()
    assert "Read Message History" in told
    assert await shown(world, pair[0])
    await world.tick(days=7)
    assert len(world.posts()) == 2


async def test_trouble_at_discord_is_tried_again_all_day(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    world.scene.stage.discord.faults.fail("GET", "/channels/*", times=10**6, status=503)
    await world.tick(hours=1)
    for _ in range(40):
        await world.tick(minutes=30)
    assert world.posts() == []
    assert world.told() == []
    world.scene.stage.discord.faults.clear()
    await world.tick(minutes=31)
    assert len(world.posts()) == 1


async def test_trouble_beyond_the_day_ends_it(world: WeeklyWorld, pair: list[Visitor]) -> None:
    faults = world.scene.stage.discord.faults
    faults.cut("POST", POST, times=10**6)
    await world.tick(hours=1)
    for _ in range(9):
        await world.tick(hours=3)
    faults.clear()
    await world.tick(minutes=1)
    assert world.posts() == []
    assert (await world.claim()).status is Status.SKIPPED


async def test_a_clock_that_jumps_ahead_and_back_posts_once(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    """Discord's own clock stays right; ours is nine days ahead for a while."""
    clock = world.scene.clock
    clock.forward(hours=1)
    right = clock.time
    await world.tick(days=9)
    ahead = len(world.posts())
    clock.time = right
    await world.tick(minutes=1)
    for _ in range(40):
        await world.tick(hours=6)
    assert ahead == 0
    assert len(world.posts()) == 2
    await world.tick(hours=-5)
    await world.tick(hours=5)
    assert len(world.posts()) == 2


async def test_what_was_sent_by_a_clock_far_ahead_is_found(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    """The history is looked through by messages' order, not by our clock."""
    world.scene.stage.discord.world.now = lambda: 1_700_000_000.0
    pair[0].say("hello")
    world.scene.stage.discord.faults.cut("POST", POST, after=True)
    await world.tick(hours=1)
    await world.tick(hours=1)
    assert len(world.posts()) == 1
    assert (await world.claim()).status is Status.POSTED


async def test_two_processes_post_once(world: WeeklyWorld, pair: list[Visitor]) -> None:
    settings = world.scene.stage.settings
    services = world.scene.services
    bot = world.scene.stage.running.bot  # type: ignore[union-attr]
    other_store = await Store.open(settings.database, settings.keys)
    other = Posting(other_store, services.posting.weekly, world.scene.clock)
    other.attach(DiscordBoard(bot, other_store.servers))
    try:
        world.scene.clock.forward(hours=1)
        for _ in range(20):
            now = world.scene.clock.time
            both = await asyncio.gather(services.posting.tick(now), other.tick(now))
            await asyncio.gather(*both[0], *both[1])
            world.scene.clock.forward(seconds=20)
    finally:
        await other.close()
        await other_store.close()
    assert len(world.posts()) == 1


async def test_a_process_that_was_stopped_for_minutes_does_not_post_after_its_lease(
    world: WeeklyWorld, pair: list[Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    at, store = world.scene.clock.time, world.scene.store
    for visitor in pair:
        await like_songs(store, world.catalogue, visitor.user.id, ("salsa",), at, seed=1)

    def draw_for_minutes(shares: Sequence[Share]) -> bytes:
        world.scene.clock.forward(minutes=5)
        return draw_genres(shares)

    with monkeypatch.context() as patch:
        patch.setattr("bot.board.draw_genres", draw_for_minutes)
        await world.tick(hours=1)
    assert world.posts() == []
    await world.tick(minutes=30)
    assert len(world.posts()) == 1


async def test_stopping_finishes_what_is_being_sent(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    gate = world.scene.stage.discord.faults.hold("POST", POST)
    world.scene.clock.forward(hours=1)
    await world.scene.services.posting.tick(world.scene.clock.time)
    async with asyncio.timeout(10):
        await gate.reached.wait()
    stopping = asyncio.create_task(world.scene.stage.stop())
    await asyncio.sleep(0)
    gate.open()
    await stopping
    await world.scene.stage.start()
    assert (await world.claim()).status is Status.POSTED
    await world.tick(minutes=10)
    assert len(world.posts()) == 1
