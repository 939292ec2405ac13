"""A bot that stops, dies or is started anew: what it has promised is kept."""

import asyncio
import sqlite3
import time

import pytest

from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.faults import held
from bot.sandbox.spotify.listeners import Listener
from tests.e2e.conftest import LEARNED, PATIENCE, Scene
from tests.e2e.test_recommend import ids


@pytest.fixture
def listener(songs: CatalogueSongs) -> Listener:
    """Somebody with a small library, whose model is quickly trained."""
    return make_listener(songs, "Ana", ("techno", "house"), saved=20, seed=1)


async def test_a_login_outlives_a_restart_and_its_paste_shows_the_progress(scene: Scene) -> None:
    offer = await scene.ana.run("link")
    address = await scene.stage.consent(offer.links["Open Spotify"], scene.listener)
    await scene.stage.restart()
    form = await scene.ana.press(offer, "Paste the address")
    done = await scene.ana.submit(form, address=address)
    await done.until(LEARNED, PATIENCE)
    assert len(ids(await scene.recommend(2))) == 2


async def test_a_form_that_was_open_is_taken_after_a_restart(scene: Scene) -> None:
    reply = await scene.ana.run("link")
    form = await scene.ana.press(reply, "Paste the address")
    address = await scene.stage.consent(reply.links["Open Spotify"], scene.listener)
    await scene.stage.restart()
    pasted = await scene.ana.submit(form, address=address)
    await pasted.until(LEARNED, PATIENCE)
    # What is wrong with it is explained as ever.
    again = await (await scene.ana.submit(form, address=address)).settled()
    assert "no longer good" in again.text


async def test_a_login_outlives_a_restart_on_the_page(scene: Scene) -> None:
    offer = await scene.ana.run("link")
    address = await scene.stage.consent(offer.links["Open Spotify"], scene.listener)
    await scene.stage.restart()
    assert (await scene.stage.confirm(address))[0] == 200
    task = scene.services.intake.follow(scene.ana.user.id)
    async with asyncio.timeout(PATIENCE):
        async for step in task:
            assert step.error is None
    assert len(ids(await scene.recommend(2))) == 2


async def test_what_was_shown_rated_and_learned_outlives_a_restart(scene: Scene) -> None:
    await scene.link()
    first = await scene.recommend(4)
    await scene.press(first, "👍")
    await scene.learned()
    before = await scene.store.tastes.get(scene.ana.user.id)
    await scene.stage.restart()
    after = await scene.store.tastes.get(scene.ana.user.id)
    assert before is not None
    assert after is not None
    assert after.model == before.model
    second = await scene.recommend(4)
    assert not set(ids(first)) & set(ids(second))
    assert second.text.count("(picture: Cover of") == 4


async def test_a_reading_cut_off_by_a_stop_is_made_up_for(scene: Scene) -> None:
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), "/me/top/tracks")
    await scene.start_link()
    await scene.stage.spotify.faults.bitten.wait()
    stopping = asyncio.create_task(scene.stage.restart())
    gate.set()
    await stopping
    assert len(ids(await scene.recommend(2))) == 2
    kept = {like.track_id for like in await scene.store.likes.of(scene.ana.user.id)}
    assert kept == {track.track_id for track in scene.library().tracks()}


async def test_a_training_cut_off_by_a_stop_is_made_up_for(scene: Scene) -> None:
    await scene.link()
    await scene.store.tastes.drop(scene.ana.user.id)
    scene.services.training.request(scene.ana.user.id)
    await scene.stage.restart()
    assert len(ids(await scene.recommend(2))) == 2


@pytest.mark.stage(timeout=2.0)
async def test_a_stop_under_load_takes_less_than_ten_seconds(scene: Scene) -> None:
    await scene.link()
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), "/me/top/tracks")
    await scene.start_link()
    await scene.stage.spotify.faults.bitten.wait()
    scene.services.training.request(scene.ana.user.id)
    begun = time.monotonic()
    await scene.stage.stop()
    assert time.monotonic() - begun < 10
    gate.set()
    left = [task for task in asyncio.all_tasks() if "bot/services" in str(task.get_coro())]
    assert left == []


async def test_the_store_is_sound_after_a_stop(scene: Scene) -> None:
    await scene.link()
    await scene.recommend(4)
    await scene.stage.stop()
    with sqlite3.connect(scene.stage.settings.database) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert other.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("times", [1, 2])
async def test_a_restart_registers_the_same_commands(scene: Scene, times: int) -> None:
    before = scene.ana.commands()
    for _ in range(times):
        await scene.stage.restart()
    assert scene.ana.commands() == before
    assert {"link", "unlink", "recommend"} <= set(before)
