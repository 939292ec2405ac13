"""The weekly refresh where a link, an account or the playlist itself is lost: told once."""

import pytest

from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.listeners import Listener, Playlist
from storage.keeps import Outcome
from storage.links import LinkState
from tests.e2e.conftest import Scene
from tests.e2e.keeping_world import Keeper, fresh
from tests.e2e.playlist_world import row_ids

pytestmark = pytest.mark.stage(learning=False)

SIZE = 5


@pytest.fixture
async def keeper(scene: Scene, songs: CatalogueSongs) -> Keeper:
    keeper = Keeper(scene, songs)
    await keeper.learn()
    await keeper.link()
    return keeper


@pytest.fixture
async def playlist(keeper: Keeper) -> Playlist:
    """A kept playlist of five songs whose refresh comes within days."""
    return await keeper.keep(count=SIZE)


async def test_an_expired_link_pauses_it_and_is_told_once(
    keeper: Keeper, playlist: Playlist
) -> None:
    before = row_ids(playlist)
    keeper.scene.stage.spotify.revoke(keeper.scene.listener)
    await keeper.until_due()
    await keeper.tick(hours=3)
    link = await keeper.scene.store.links.get(keeper.id)
    assert link is not None
    assert link.state is LinkState.NEEDS_RELINKING
    assert row_ids(playlist) == before
    reply = await keeper.scene.recommend(1)
    await reply.until("gets no fresh songs: Spotify no longer lets me change it. Run `/link`")
    await keeper.told_everything()
    assert "no fresh songs" not in (await keeper.scene.recommend(1)).text
    assert "No fresh songs until you run `/link`" in await keeper.lines()

    await keeper.link()
    await keeper.tick(hours=2)
    ids = fresh(playlist, before)
    assert len(ids) == SIZE
    assert "No fresh songs" not in await keeper.lines()
    assert keeper.replaced() == 1


async def test_a_pause_of_weeks_makes_up_for_nothing(keeper: Keeper, playlist: Playlist) -> None:
    before = row_ids(playlist)
    keeper.scene.stage.spotify.revoke(keeper.scene.listener)
    await keeper.until_due()
    for _ in range(20):
        await keeper.tick(days=1)
    assert await keeper.outcomes() == [Outcome.SKIPPED] * 3
    await keeper.scene.recommend(1)
    await keeper.link()
    for _ in range(7):
        await keeper.tick(days=1)
    assert len(fresh(playlist, before)) == SIZE
    assert keeper.replaced() == 1
    assert (await keeper.outcomes()).count(Outcome.DONE) == 1


async def test_members_spotify_refuses_are_told(keeper: Keeper, playlist: Playlist) -> None:
    keeper.scene.stage.spotify.lapse_premium()
    await keeper.until_due()
    reply = await keeper.scene.recommend(1)
    await reply.until("gets no fresh songs: Spotify refuses me your data")
    assert "Spotify refuses me your data" in await keeper.lines()
    keeper.scene.stage.spotify.lapse_premium(False)
    await keeper.tick(hours=2)
    assert keeper.replaced() == 1
    assert "refuses" not in await keeper.lines()


BOB = Listener("accountBob", "Bob")


@pytest.mark.stage(learning=False, listeners=[BOB])
async def test_a_playlist_of_another_account_waits(keeper: Keeper) -> None:
    playlist = await keeper.keep(count=SIZE)
    before = row_ids(playlist)
    offer = await keeper.scene.ana.run("link")
    status, page = await keeper.scene.stage.link(offer.links["Open Spotify"], BOB)
    assert status == 200, page
    await offer.until("Learning from Spotify is off")
    await keeper.until_due()
    assert row_ids(playlist) == before
    reply = await keeper.scene.recommend(1)
    await reply.until("it is in another Spotify account than the one you have linked now")
    assert "it is in another Spotify account" in await keeper.lines()
    await keeper.link()
    await keeper.tick(hours=2)
    assert len(fresh(playlist, before)) == SIZE


@pytest.mark.parametrize("reachable", [False, True])
async def test_a_deleted_playlist_is_kept_no_longer_and_that_is_told_once(
    keeper: Keeper, playlist: Playlist, songs: CatalogueSongs, reachable: bool
) -> None:
    """What its owner deletes vanishes from their list; its address answers on."""
    keeper.scene.library().playlists.remove(playlist)
    if reachable:
        someone = make_listener(songs, "Someone", ("house",), saved=2, seed=9)
        libraries = keeper.scene.stage.spotify.libraries
        libraries[someone.account_id] = type(keeper.scene.library()).of(someone)
        libraries[someone.account_id].playlists.append(playlist)
    before = row_ids(playlist)
    await keeper.until_due()
    assert row_ids(playlist) == before
    assert keeper.replaced() == 0
    assert await keeper.kept() == []
    reply = await keeper.scene.recommend(1)
    await reply.until("is no longer in your Spotify account, so I do not put songs into it")
    await keeper.told_everything()
    await keeper.tick(days=8)
    assert "no longer in your" not in (await keeper.scene.recommend(1)).text
    assert keeper.replaced() == 0
    assert len(keeper.made()) == 0
