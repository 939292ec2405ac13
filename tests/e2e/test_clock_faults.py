"""A clock that was far ahead, and then is right: nothing waits for the time it showed."""

import asyncio

import pytest

from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.faults import cut
from bot.sandbox.spotify.listeners import Listener
from storage.playlists import Status
from tests.e2e.conftest import LEARNED, PATIENCE, Scene
from tests.e2e.playlist_world import MAKING, Member

AHEAD = 100


@pytest.fixture
def listener(songs: CatalogueSongs) -> Listener:
    """Somebody with a small library, whose model is quickly trained."""
    return make_listener(songs, "Ana", ("techno", "house"), saved=20, seed=1)


async def test_who_linked_by_a_clock_ahead_is_served_when_it_is_right(scene: Scene) -> None:
    scene.clock.forward(days=AHEAD)
    await scene.link()
    scene.clock.forward(days=-AHEAD)
    # To Spotify the access token is as old as any; the store takes it for good for months.
    scene.stage.spotify.expire(scene.listener)
    assert (await scene.recommend(2)).text.count("(picture: Cover of") == 2
    assert scene.stage.spotify.token_requests["refresh_token"] == 1
    await (await scene.ana.run("sync")).until(LEARNED, PATIENCE)
    assert "again in 10 minutes" in (await (await scene.ana.run("sync")).settled()).text


async def test_a_library_read_by_a_clock_ahead_is_read_daily_again(scene: Scene) -> None:
    await scene.link()
    scene.clock.forward(days=AHEAD)
    steps = scene.services.intake.follow(scene.ana.user.id)
    await scene.services.housekeeping.tick()
    async with asyncio.timeout(PATIENCE):
        assert all([step.error is None async for step in steps])
    before = scene.asked("/me/tracks")
    scene.clock.forward(days=-AHEAD)
    steps = scene.services.intake.follow(scene.ana.user.id)
    await scene.services.housekeeping.tick()
    async with asyncio.timeout(PATIENCE):
        assert all([step.error is None async for step in steps])
    assert scene.asked("/me/tracks") == before + 1
    await scene.services.housekeeping.tick()
    assert not scene.services.intake.busy


@pytest.mark.parametrize("days", [-AHEAD, 1])
async def test_a_login_is_good_for_minutes_by_any_clock(scene: Scene, days: int) -> None:
    offer = await scene.ana.run("link")
    address = await scene.stage.consent(offer.links["Open Spotify"], scene.listener)
    scene.clock.forward(days=days)
    status, page = await scene.stage.confirm(address)
    assert status == 410
    assert "This login is no longer good" in page
    assert "/link" in page
    await scene.link()


@pytest.mark.stage(learning=False)
async def test_a_playlist_sent_by_a_clock_ahead_is_found_within_minutes(
    scene: Scene, songs: CatalogueSongs
) -> None:
    member = Member(scene, songs)
    await member.learn()
    await member.link()
    scene.clock.forward(days=AHEAD)
    member.faults.add(cut(), MAKING, method="POST")
    await (await member.create(count=5)).until("not known yet")
    scene.clock.forward(days=-AHEAD)
    await member.resume()
    assert member.made() == []
    await member.settle()
    await member.hold_exactly_one(5)
    assert [intent.status for intent in await member.intents()] == [Status.DONE]
