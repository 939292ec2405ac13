"""Which playlists count: shown after linking, chosen in menus, honoured by the next reading."""

import asyncio

import pytest

from bot.sandbox.client import Reply
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.songs import library
from bot.sandbox.spotify.listeners import Listener, Row, StandInPlaylist, StandInTrack
from storage.like import Source
from tests.e2e.conftest import LEARNED, PATIENCE, Scene

MENUS = ("These count as liked", "These count as disliked")


def playlist(songs: CatalogueSongs, number: int, genre: str) -> StandInPlaylist:
    found = library(songs.catalogue, (genre,), 5, 40 + number)
    tracks = [StandInTrack(t.track_id, t.title, t.artists) for t in found]
    return StandInPlaylist(f"{number:022d}", f"My {genre} {number}", _rows(tracks))


def _rows(tracks: list[StandInTrack]) -> tuple[Row, ...]:
    return tuple(tracks)


@pytest.fixture
def listener(songs: CatalogueSongs) -> Listener:
    made = make_listener(songs, "Ana", ("techno", "house"), saved=40, seed=1)
    genres = ("jazz", "metal", "soul")
    lists = tuple(playlist(songs, n, genre) for n, genre in enumerate(genres))
    return Listener(made.account_id, made.name, saved=made.saved, playlists=lists)


async def choose(scene: Scene, linked: Reply) -> Reply:
    return await (await scene.ana.press(linked, "Choose playlists")).settled()


async def read_so(scene: Scene, page: Reply) -> dict[Source, int]:
    await (await scene.ana.press(page, "Read them so")).until(LEARNED, PATIENCE)
    return await scene.store.likes.counts(scene.ana.user.id)


async def test_playlists_count_as_their_member_says(scene: Scene) -> None:
    linked = await scene.link()
    assert (await scene.store.likes.counts(scene.ana.user.id))[Source.PLAYLIST] == 15
    page = await choose(scene, linked)
    assert page.text.count("👍") == 3
    page = await (await scene.ana.select(page, MENUS[1], "My metal 1")).settled()
    assert "👎 **My metal 1**" in page.text
    page = await (await scene.ana.select(page, MENUS[0], "My jazz 0")).settled()
    assert "➖ **My soul 2**" in page.text
    after = await read_so(scene, page)
    assert (after[Source.PLAYLIST], after[Source.SHUNNED]) == (5, 5)
    page = await (await scene.ana.select(page, MENUS[0], "My jazz 0", "My metal 1")).settled()
    assert (await read_so(scene, page))[Source.PLAYLIST] == 10


async def test_the_choice_is_open_at_any_time(scene: Scene) -> None:
    refused = await (await scene.ana.run("playlist choose")).settled()
    assert "/link" in refused.text
    await scene.link()
    page = await (await scene.ana.run("playlist choose")).settled()
    page = await (await scene.ana.select(page, MENUS[1], "My metal 1")).settled()
    assert "👎 **My metal 1**" in page.text
    again = await (await scene.ana.run("playlist choose")).settled()
    assert again.text.count("👎") == 1
    # A daily reading honours it too, without anybody pressing anything.
    scene.clock.forward(hours=25)
    steps = scene.services.intake.follow(scene.ana.user.id)
    await scene.services.housekeeping.tick()
    async with asyncio.timeout(PATIENCE):
        assert all([step.error is None async for step in steps])
    counts = await scene.store.likes.counts(scene.ana.user.id)
    assert (counts[Source.PLAYLIST], counts[Source.SHUNNED]) == (10, 5)


async def test_songs_of_a_disliked_playlist_are_not_recommended(scene: Scene) -> None:
    page = await choose(scene, await scene.link())
    page = await (await scene.ana.select(page, MENUS[1], "My metal 1")).settled()
    await read_so(scene, page)
    likes = await scene.store.likes.of(scene.ana.user.id)
    shunned = {like.track_id for like in likes if like.source is Source.SHUNNED}
    reply = await scene.recommend(20)
    assert shunned
    assert not any(track_id in reply.text for track_id in shunned)


async def test_unlinking_forgets_the_choice(scene: Scene) -> None:
    page = await choose(scene, await scene.link())
    await (await scene.ana.select(page, MENUS[1], "My metal 1")).settled()
    assert await scene.store.verdicts.of(scene.ana.user.id)
    await (await scene.ana.run("unlink")).settled()
    assert not await scene.store.verdicts.of(scene.ana.user.id)
    refused = await (await scene.ana.press(page, "Read them so")).settled()
    assert "/link" in refused.text


async def test_many_playlists_come_in_pages(scene: Scene, songs: CatalogueSongs) -> None:
    found = scene.library().playlists
    first = found[0]
    linked = await scene.link()
    for number in range(30):
        found.append(type(first)(f"many{number:018d}", f"Many {number}", first.owner_id, []))
    page = await choose(scene, linked)
    assert "Many 21" in page.text
    assert "Many 22" not in page.text
    page = await (await scene.ana.press(page, "Next")).settled()
    assert "Many 22" in page.text
    page = await (await scene.ana.select(page, MENUS[1], "Many 22")).settled()
    assert "👎 **Many 22**" in page.text
