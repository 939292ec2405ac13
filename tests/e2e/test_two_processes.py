"""Two processes on one store that hear the same wish make one playlist of it."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.spotify.faults import cut, slow
from bot.services.playlist_wishes import Wish
from bot.services.playlists import Playlists
from storage.playlists import Status
from storage.store import Store
from tests.e2e.conftest import Scene
from tests.e2e.playlist_world import FILLING, MAKING, Member, row_ids

pytestmark = pytest.mark.stage(learning=False)


@pytest.fixture
async def member(scene: Scene, songs: CatalogueSongs) -> Member:
    member = Member(scene, songs)
    await member.learn()
    await member.link()
    return member


@pytest.fixture
async def both(member: Member) -> AsyncIterator[list[Playlists]]:
    """What makes playlists in this process, and in another one on the same store."""
    services, settings = member.scene.services, member.scene.stage.settings
    store = await Store.open(settings.database, settings.keys)
    other = Playlists(replace(services.playlists._tools, store=store), services.recommending)
    yield [services.playlists, other]
    await other.close()
    await store.close()


async def hear(playlists: Playlists, member: Member, name: str) -> None:
    async for _ in playlists.create(member.id, 5, Wish(name, "Fresh."), name):
        pass


async def at_rest(both: list[Playlists]) -> None:
    """Wait until neither works on anything."""
    while tasks := [task for one in both for task in one._tasks.values()]:
        await asyncio.wait(tasks, timeout=20)


async def go_on(both: list[Playlists], member: Member) -> None:
    """Let time pass, and both look for what is due."""
    member.scene.clock.forward(minutes=3)
    for one in both:
        await one.resume()
    await at_rest(both)


@pytest.mark.parametrize("seed", range(4))
async def test_a_wish_that_two_hear_is_one_playlist(
    member: Member, both: list[Playlists], seed: int
) -> None:
    chance, name = random.Random(seed), f"Twice {seed}"
    for path in (MAKING, FILLING):
        member.faults.add(slow(chance.uniform(0, 0.1)), path, method="POST", times=2)
    if seed % 2:
        member.faults.add(cut(after=True), chance.choice((MAKING, FILLING)), method="POST")
    listening: list[asyncio.Task[None]] = []
    for one in both:
        listening.append(asyncio.create_task(hear(one, member, name)))
        await asyncio.sleep(chance.uniform(0, 0.05))
    await at_rest(both)
    for _ in range(3):
        await go_on(both, member)
    for listener in listening:
        listener.cancel()
    [playlist] = member.made()
    [intent] = await member.intents()
    assert intent.status is Status.DONE
    assert row_ids(playlist) == [song.track_id for song in intent.songs]
    assert len(playlist.rows) == 5
