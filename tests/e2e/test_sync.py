"""/sync: the library read anew."""

import pytest

from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import library
from bot.sandbox.spotify.listeners import StandInTrack
from storage.like import Source
from tests.e2e.conftest import LEARNED, PATIENCE, Scene


async def test_what_is_new_at_spotify_is_learned(scene: Scene, songs: CatalogueSongs) -> None:
    await scene.link()
    new = library(songs.catalogue, ("jazz", "soul"), 1, 3)[0]
    scene.library().saved.append(StandInTrack(new.track_id, new.title, new.artists))
    scene.clock.forward(minutes=11)
    reply = await (await scene.ana.run("sync")).until(LEARNED, PATIENCE)
    assert "That did not work" not in reply.text
    likes = await scene.store.likes.of(scene.ana.user.id)
    assert (new.track_id, Source.SAVED) in {(like.track_id, like.source) for like in likes}


async def test_twice_in_a_row_is_refused_with_the_time_to_wait(scene: Scene) -> None:
    await scene.link()
    before = scene.asked("/me/tracks")
    reply = await (await scene.ana.run("sync")).settled()
    assert "again in 10 minutes" in reply.text
    assert scene.asked("/me/tracks") == before


async def test_without_a_link_it_says_what_to_do(scene: Scene) -> None:
    assert "/link" in (await (await scene.ana.run("sync")).settled()).text


@pytest.mark.stage(learning=False)
async def test_where_learning_is_off_nothing_is_read(scene: Scene) -> None:
    reply = await scene.start_link()
    await reply.until("Learning from Spotify is off", PATIENCE)
    assert "switched learning" in (await (await scene.ana.run("sync")).settled()).text
    assert scene.asked("/me/tracks") == 0
