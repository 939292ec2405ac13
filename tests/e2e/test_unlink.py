"""/unlink: what goes, what stays, and what was under way."""

import asyncio
import sqlite3

import pytest

from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.faults import held
from bot.sandbox.spotify.listeners import Listener, StandInTrack
from storage.like import SPOTIFY, Source
from tests.e2e.conftest import LEARNED, PATIENCE, Scene
from tests.e2e.test_recommend import ids


@pytest.fixture
def listener(songs: CatalogueSongs) -> Listener:
    """Somebody with a small library, whose model is quickly trained."""
    return make_listener(songs, "Ana", ("techno", "house"), saved=20, seed=1)


async def unlink(scene: Scene) -> str:
    reply = await (await scene.ana.run("unlink")).settled()
    assert reply.ephemeral
    return reply.text


def bytes_of_store(scene: Scene) -> bytes:
    path = scene.stage.settings.database
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))


async def test_tokens_and_likes_from_spotify_go_and_ratings_stay(scene: Scene) -> None:
    await scene.link()
    reply = await scene.recommend(2)
    await scene.press(reply, "👍")
    await scene.press(reply, "👎", nth=2)
    from_spotify = len({track.track_id for track in scene.library().tracks()})
    text = await unlink(scene)
    assert f"all {from_spotify} songs that came from Spotify" in text
    assert "2 ratings of yours stay" in text
    assert await scene.store.links.get(scene.ana.user.id) is None
    left = await scene.store.likes.of(scene.ana.user.id)
    assert {like.source for like in left} == {Source.UP, Source.DOWN}
    # It learns again from what stays.
    await scene.learned()
    assert len(ids(await scene.recommend(2))) == 2
    taste = await scene.store.tastes.get(scene.ana.user.id)
    assert taste is not None
    assert taste.likes == 1


async def test_no_byte_of_the_account_or_its_songs_is_left(scene: Scene) -> None:
    await scene.link()
    link = await scene.store.links.get(scene.ana.user.id)
    assert link is not None
    unheard = [t for t in scene.library().saved if isinstance(t, StandInTrack)]
    basement = next(track for track in unheard if track.title.startswith("Basement Tape"))
    assert basement.track_id.encode() in bytes_of_store(scene)
    assert "Nothing else of your taste is left" in await unlink(scene)
    await scene.stage.stop()
    left = bytes_of_store(scene)
    for trace in (basement.track_id, basement.title, link.account_id, link.refresh_token):
        assert trace.encode() not in left


async def test_without_a_link_there_is_nothing_to_remove(scene: Scene) -> None:
    assert "Run `/link`" in await unlink(scene)
    await scene.link()
    await unlink(scene)
    assert "Run `/link`" in await unlink(scene)
    assert "Run `/link`" in (await scene.recommend()).text


async def test_a_reading_under_way_is_given_up_and_leaves_nothing(scene: Scene) -> None:
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), "/me/top/tracks")
    reply = await scene.start_link()
    await scene.stage.spotify.faults.bitten.wait()
    assert "deleted" in await unlink(scene)
    await reply.until("The link was removed or renewed while I was reading")
    gate.set()
    assert await scene.store.likes.of(scene.ana.user.id) == []
    assert await scene.store.tastes.get(scene.ana.user.id) is None
    assert scene.services.intake.running(scene.ana.user.id) is None
    await scene.link()


async def test_a_training_under_way_is_given_up_and_leaves_no_model(scene: Scene) -> None:
    await scene.link()
    job = scene.services.training.request(scene.ana.user.id)
    assert "deleted" in await unlink(scene)
    await asyncio.wait([job.done], timeout=10)
    assert job.done.done()
    assert await scene.store.tastes.get(scene.ana.user.id) is None


async def test_a_login_begun_before_unlinking_is_refused_after_it(scene: Scene) -> None:
    await scene.link()
    offer = await scene.ana.run("link")
    address = await scene.stage.consent(offer.links["Open Spotify"], scene.listener)
    await unlink(scene)
    status, page = await scene.stage.confirm(address)
    assert status == 410
    assert "no longer good" in page
    assert await scene.store.links.get(scene.ana.user.id) is None


async def test_unlinking_frees_the_account_for_another_member(scene: Scene) -> None:
    await scene.link()
    await unlink(scene)
    ben = scene.join("Ben")
    await scene.link(ben)
    assert (await scene.store.links.get(ben.user.id)) is not None


async def test_nothing_of_spotify_is_asked_after_unlinking(scene: Scene) -> None:
    await scene.link()
    reply = await scene.recommend(5)
    await scene.press(reply, "👍")
    await unlink(scene)
    scene.stage.spotify.exchanges.clear()
    before = dict(scene.stage.spotify.token_requests)
    await scene.learned()
    await scene.recommend(8)
    assert not scene.stage.spotify.exchanges
    assert scene.stage.spotify.token_requests == before


async def test_the_store_holds_no_like_from_spotify_in_any_table(scene: Scene) -> None:
    await scene.link()
    await unlink(scene)
    with sqlite3.connect(scene.stage.settings.database) as other:
        sources = {row[0] for row in other.execute("SELECT DISTINCT source FROM likes")}
        assert other.execute("SELECT count(*) FROM links").fetchone() == (0,)
        assert other.execute("SELECT count(*) FROM logins").fetchone() == (0,)
    assert not sources & {source.value for source in SPOTIFY}


async def test_linking_again_after_unlinking_works(scene: Scene) -> None:
    await scene.link()
    await unlink(scene)
    reply = await scene.start_link()
    await reply.until(LEARNED, PATIENCE)
    assert len(ids(await scene.recommend(2))) == 2
