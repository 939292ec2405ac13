"""Known: a song that its presser knows stays away, and says nothing of their taste."""

from bot.sandbox.listeners import CatalogueSongs
from storage.like import Source
from tests.e2e.conftest import Scene
from tests.e2e.test_recommend import all_pages, tracks


async def test_a_known_song_stays_away_for_good_and_teaches_nothing(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await scene.link()
    reply = await scene.recommend(1)
    said = await scene.press(reply, "Known")
    assert "will not come again, and I learn nothing from it" in said.text
    rated = [
        like for like in await scene.store.likes.of(scene.ana.user.id) if like.source == "known"
    ]
    assert len(rated) == 1
    await scene.learned()
    scene.clock.forward(days=61)
    again = tracks(songs, await all_pages(scene, await scene.recommend(20)))
    assert rated[0].song not in {track.song for track in again}
    taste = await scene.store.tastes.get(scene.ana.user.id)
    assert taste is not None
    before = await scene.store.likes.counts(scene.ana.user.id)
    assert taste.likes <= sum(
        count for source, count in before.items() if source is not Source.KNOWN
    )


async def test_a_thumb_up_stays_where_the_song_is_known_too(scene: Scene) -> None:
    await scene.link()
    reply = await scene.recommend(1)
    await scene.press(reply, "👍")
    await scene.press(reply, "Known")
    counts = await scene.store.likes.counts(scene.ana.user.id)
    assert counts[Source.UP] == 1
    assert Source.KNOWN not in counts
    await scene.press(reply, "👎")
    await scene.press(reply, "Known")
    counts = await scene.store.likes.counts(scene.ana.user.id)
    assert counts[Source.KNOWN] == 1
    assert Source.DOWN not in counts
