"""/start: from five picks to the first list, without any account."""

from bot.sandbox.client import Reply
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import library
from storage.like import Source
from tests.e2e.conftest import Scene


async def start(scene: Scene, *picks: str) -> Reply:
    options = {f"pick{number}": text for number, text in enumerate(picks, start=1)}
    return await (await scene.ana.run("start", **options)).settled()


async def test_five_picks_bring_the_first_list(scene: Scene, songs: CatalogueSongs) -> None:
    loved = library(songs.catalogue, ("jazz", "soul"), 5, 3)
    offered = await scene.ana.choices("start", "pick1", loved[0].title)
    assert loved[0].track_id in {choice.value for choice in offered}
    reply = await start(scene, *(track.track_id for track in loved))
    assert reply.text.count("[Why]") == 4
    assert "learned from 5 likes" in reply.text
    assert not any(track.track_id in reply.text for track in loved)
    assert "For you" in (await scene.recommend()).text


async def test_new_picks_take_the_place_of_old_ones_and_of_nothing_else(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await scene.link()
    before = await scene.store.likes.counts(scene.ana.user.id)
    loved = library(songs.catalogue, ("jazz", "soul"), 6, 3)
    await start(scene, *(track.track_id for track in loved[:4]))
    await start(scene, loved[4].track_id, loved[5].track_id, loved[5].track_id)
    after = await scene.store.likes.counts(scene.ana.user.id)
    assert after == {**before, Source.PICK: 2}


async def test_a_song_nobody_knows_changes_nothing(scene: Scene, songs: CatalogueSongs) -> None:
    loved = library(songs.catalogue, ("jazz", "soul"), 2, 3)
    await start(scene, loved[0].track_id)
    reply = await start(scene, loved[1].track_id, "qqqqqq zzzzzz xxxxxx")
    assert "qqqqqq" in reply.text
    kept = [like.track_id for like in await scene.store.likes.of(scene.ana.user.id)]
    assert kept == [loved[0].track_id]
