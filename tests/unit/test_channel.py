"""Listening to how far a playlist is."""

import asyncio

import pytest

from bot.errors import SpotifyDown
from bot.render.playlists import playlist_news, playlist_step
from bot.render.wording import languages
from bot.results.playlists import PlaylistStage, PlaylistStep
from bot.services.channel import Channel

WITHIN = 60.0
"""Seconds that only what hangs takes, also where the machine has much else to do."""


def step(stage: PlaylistStage, added: int = 0) -> PlaylistStep:
    return PlaylistStep(
        stage=stage,
        name="Mine",
        playlist_id="p1",
        added=added,
        total=3,
        asked=3,
        left_out=0,
        public=False,
        cover=True,
    )


async def listen(channel: Channel) -> list[PlaylistStep]:
    return [told async for told in channel.follow()]


async def start(channel: Channel) -> asyncio.Task[list[PlaylistStep]]:
    task = asyncio.create_task(listen(channel))
    await asyncio.sleep(0)
    return task


async def test_steps_that_pass_quickly_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.channel._PACE", 2 * WITHIN)
    channel = Channel()
    task = await start(channel)
    for number in range(3):
        channel.publish(step(PlaylistStage.FILLING, number))
        await asyncio.sleep(0)
    channel.publish(step(PlaylistStage.DONE, 3))
    async with asyncio.timeout(WITHIN):
        assert await task == [step(PlaylistStage.DONE, 3)]


async def test_a_step_that_lasts_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.services.channel._PACE", 0.01)
    channel = Channel()
    heard = channel.follow()
    first = asyncio.ensure_future(anext(heard))
    await asyncio.sleep(0)
    channel.publish(step(PlaylistStage.CREATING))
    async with asyncio.timeout(WITHIN):
        assert await first == step(PlaylistStage.CREATING)


async def test_what_is_told_while_a_listener_is_busy_is_not_missed() -> None:
    channel = Channel()
    heard = channel.follow()
    first = asyncio.ensure_future(anext(heard))
    await asyncio.sleep(0)
    channel.publish(step(PlaylistStage.WAITING))
    assert await first == step(PlaylistStage.WAITING)
    # The listener is editing its message while the end is told.
    channel.publish(step(PlaylistStage.DONE))
    async with asyncio.timeout(WITHIN):
        assert await anext(heard) == step(PlaylistStage.DONE)
        with pytest.raises(StopAsyncIteration):
            await anext(heard)


async def test_a_listener_hears_only_what_comes_after_it() -> None:
    channel = Channel()
    channel.publish(step(PlaylistStage.WAITING))
    task = await start(channel)
    channel.publish(step(PlaylistStage.DONE))
    assert await task == [step(PlaylistStage.DONE)]


async def test_every_listener_hears_of_a_failure() -> None:
    channel = Channel()
    tasks = [await start(channel) for _ in range(3)]
    channel.publish(SpotifyDown())
    for told in await asyncio.gather(*tasks, return_exceptions=True):
        assert isinstance(told, SpotifyDown)


async def test_listeners_are_let_go_at_the_end() -> None:
    channel = Channel()
    task = await start(channel)
    channel.close()
    async with asyncio.timeout(WITHIN):
        assert await task == []
        assert await listen(channel) == []


async def test_no_listener_is_kept_beyond_the_life_of_an_interaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.services.channel._FOLLOWED", 0.01)
    async with asyncio.timeout(WITHIN):
        assert await listen(Channel()) == []


@pytest.mark.parametrize("stage", PlaylistStage)
def test_every_step_can_be_said_in_every_language(stage: PlaylistStage) -> None:
    for say in languages().values():
        for view in (playlist_step(say, step(stage)), playlist_news(say, step(stage))):
            assert "Mine" in str(view.to_components())
