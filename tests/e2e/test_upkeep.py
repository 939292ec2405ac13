"""What happens by itself: libraries read daily, stale models learned at night, lost servers."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.songs import library
from bot.sandbox.spotify.faults import failing, limited
from bot.sandbox.spotify.listeners import Library, StandInTrack
from storage.like import Like, Source
from tests.e2e.conftest import PATIENCE, Scene
from tests.e2e.weekly_world import WeeklyWorld


async def read_through(scene: Scene) -> None:
    """Let one tick begin a reading and wait for its end."""
    steps = scene.services.intake.follow(scene.ana.user.id)
    await scene.services.housekeeping.tick()
    assert scene.services.intake.busy
    async with asyncio.timeout(PATIENCE):
        async for step in steps:
            assert step.error is None


async def test_a_library_is_read_anew_after_a_day_and_not_before(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await scene.link()
    before = await scene.store.likes.counts(scene.ana.user.id)
    new = library(songs.catalogue, ("jazz",), 1, 9)[0]
    scene.library().saved.append(StandInTrack(new.track_id, new.title, new.artists))
    scene.clock.forward(hours=23)
    await scene.services.housekeeping.tick()
    assert not scene.services.intake.busy
    scene.clock.forward(hours=2)
    await read_through(scene)
    after = await scene.store.likes.counts(scene.ana.user.id)
    assert after[Source.SAVED] == before[Source.SAVED] + 1
    await scene.services.housekeeping.tick()
    assert not scene.services.intake.busy


async def test_a_reading_that_fails_is_not_begun_again_at_once(scene: Scene) -> None:
    await scene.link()
    scene.clock.forward(hours=25)
    scene.stage.spotify.faults.add(failing(503), "/me/tracks", times=50)
    steps = scene.services.intake.follow(scene.ana.user.id)
    await scene.services.housekeeping.tick()
    async with asyncio.timeout(PATIENCE):
        assert [step.error is not None async for step in steps][-1]
    scene.clock.forward(minutes=10)
    await scene.services.housekeeping.tick()
    assert not scene.services.intake.busy


async def test_a_library_that_was_never_read_is_read_in_the_end(scene: Scene) -> None:
    await scene.link()
    link = await scene.store.links.get(scene.ana.user.id)
    assert link is not None
    member = await scene.store.members.ensure(link.member_id)
    # As a bot leaves it that is stopped in the middle of the first reading.
    await scene.store.links.save(replace(link, synced_at=None), member.generation)
    scene.clock.forward(hours=25)
    await read_through(scene)


async def test_when_spotify_asks_to_wait_no_other_library_is_read(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await scene.link()
    other = make_listener(songs, "Bea", ("jazz",), saved=20, seed=2)
    bea = scene.join("Bea")
    scene.stage.spotify.libraries[other.account_id] = Library.of(other)
    await scene.link(bea, other)
    scene.clock.forward(hours=25)
    scene.stage.spotify.faults.add(limited(900), "/me/tracks", times=1)
    steps = scene.services.intake.follow(scene.ana.user.id)
    await scene.services.housekeeping.tick()
    async with asyncio.timeout(PATIENCE):
        assert [step.error is not None async for step in steps][-1]
    await scene.services.housekeeping.tick()
    assert not scene.services.intake.busy
    # Also after a restart, which forgets all but the store.
    await scene.stage.restart()
    scene.clock.forward(hours=5)
    await scene.services.housekeeping.tick()
    assert not scene.services.intake.busy
    scene.clock.forward(hours=1)
    await scene.services.housekeeping.tick()
    assert scene.services.intake.busy


async def test_files_imported_right_before_a_stop_are_learned_at_night(
    scene: Scene, songs: CatalogueSongs
) -> None:
    scene.clock.time = datetime.now(UTC).replace(hour=2) + timedelta(days=1)
    member = await scene.store.members.ensure(scene.ana.user.id)
    loved = library(songs.catalogue, ("jazz", "soul"), 6, 3)
    long_ago = scene.clock.time - timedelta(days=900)
    likes = [Like(t.track_id, Source.IMPORT, t.title, t.artists, liked_at=long_ago) for t in loved]
    await scene.store.likes.add(member.member_id, member.generation, likes)
    await scene.services.housekeeping.tick()
    await scene.learned()
    assert await scene.store.tastes.get(member.member_id) is not None
    # Learned: the next tick finds nothing.
    await scene.services.housekeeping.tick()
    assert scene.services.training.job(member.member_id) is None


@pytest.mark.parametrize(("hour", "learned"), [(3, True), (14, False)])
async def test_a_model_its_thumbs_outran_is_learned_at_night(
    scene: Scene, songs: CatalogueSongs, hour: int, learned: bool
) -> None:
    scene.clock.time = datetime.now(UTC).replace(hour=hour, minute=5) + timedelta(days=1)
    loved = library(songs.catalogue, ("jazz", "soul"), 6, 3)
    member = await scene.store.members.ensure(scene.ana.user.id)
    likes = [Like(t.track_id, Source.PICK, t.title, t.artists, song=t.song) for t in loved]
    await scene.store.likes.add(member.member_id, member.generation, likes)
    await scene.services.training.request(member.member_id).finished()
    trained = await scene.store.tastes.get(member.member_id)
    scene.clock.forward(minutes=1)
    # Kept as a bot keeps it that is stopped before it has learned.
    other = library(songs.catalogue, ("metal",), 1, 4)[0]
    thumb = Like(other.track_id, Source.UP, other.title, other.artists, liked_at=scene.clock())
    await scene.store.likes.rate(member.member_id, thumb)
    scene.clock.forward(minutes=1)
    await scene.services.housekeeping.tick()
    await scene.learned()
    taste = await scene.store.tastes.get(member.member_id)
    assert taste is not None
    assert trained is not None
    assert (taste.trained_at > trained.trained_at) is learned


async def forgotten(scene: Scene) -> None:
    """Wait until no server is known."""
    async with asyncio.timeout(PATIENCE):
        while await scene.store.guilds.known():  # noqa: ASYNC110 - the bot tells nobody of it
            await asyncio.sleep(0.01)


async def test_a_server_that_removes_the_bot_is_forgotten(scene: Scene, catalogue: Path) -> None:
    world = WeeklyWorld.of(scene, catalogue)
    await world.plan()
    await world.let_in("bea", ("jazz", "soul"))
    guild_id = scene.stage.discord.guild.id
    assert await scene.store.guilds.known() == {guild_id}
    await scene.stage.stop()
    scene.stage.discord.remove_guild(scene.stage.discord.guild)
    await scene.stage.start()
    await forgotten(scene)
    assert not await scene.store.guilds.participants(guild_id)
    assert not await scene.store.schedules.of(guild_id)


async def test_a_server_that_removes_the_running_bot_is_forgotten(
    scene: Scene, catalogue: Path
) -> None:
    world = WeeklyWorld.of(scene, catalogue)
    await world.plan()
    scene.stage.discord.remove_guild(scene.stage.discord.guild)
    await forgotten(scene)
