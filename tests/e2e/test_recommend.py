"""/recommend: counts, pages, no repeats, variety, and what it says where there is nothing."""

import asyncio
import re
from collections import Counter
from pathlib import Path

import pytest

from bot.sandbox.client import Reply
from bot.sandbox.discord.errors import ClientRefused
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.spotify.faults import held
from bot.services.shortlist import unpack
from storage.catalogue import CatalogueTrack
from storage.names import song_key
from tests.e2e.conftest import LEARNED, PATIENCE, Scene

TRACK = re.compile(r"https://open\.spotify\.com/track/([0-9A-Za-z]+)")


def ids(reply: Reply) -> list[str]:
    return TRACK.findall(reply.text)


def tracks(songs: CatalogueSongs, track_ids: list[str]) -> list[CatalogueTrack]:
    rows = songs.catalogue.resolve(track_ids)
    return songs.catalogue.tracks([rows[track_id] for track_id in track_ids])


async def all_pages(scene: Scene, reply: Reply) -> list[str]:
    """Turn the pages of a list to its end; return the ids of all its songs."""
    found = ids(reply)
    while "Next" in reply.buttons and "[Next, disabled]" not in reply.text:
        before = reply.text
        await scene.ana.press(reply, "Next")
        await reply.until(lambda text, before=before: text != before)
        found += ids(reply)
    return found


@pytest.mark.parametrize(("count", "shown", "pages"), [(1, 1, 1), (4, 4, 1), (5, 4, 2), (20, 4, 5)])
async def test_any_count_comes_in_pages_of_four(
    scene: Scene, count: int, shown: int, pages: int
) -> None:
    await scene.link()
    reply = await scene.recommend(count)
    assert reply.ephemeral
    assert len(ids(reply)) == shown
    assert reply.text.count("[👍] [👎] [Known] [Why]") == shown
    assert reply.text.count("(picture: Cover of") == shown
    assert ("Next" in reply.buttons) == (pages > 1)
    assert ("One for you" in reply.text) == (count == 1)
    assert f"of {count} · learned from" in reply.text
    assert "I have only" not in reply.text
    found = await all_pages(scene, reply)
    assert len(found) == len(set(found)) == count
    assert len(reply.messages) == 1
    if pages > 1:
        last = reply.text
        await scene.ana.press(reply, "Previous")
        await reply.until(lambda text: text != last)
        assert ids(reply) == found[-4 - (count - 1) % 4 - 1 : -1 - (count - 1) % 4]


@pytest.mark.parametrize("count", [0, 21])
async def test_discord_refuses_counts_out_of_range(scene: Scene, count: int) -> None:
    with pytest.raises(ClientRefused):
        await scene.ana.run("recommend", count=count)


async def test_every_song_links_to_spotify_and_gives_a_reason(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await scene.link()
    reply = await scene.recommend(4)
    for track in tracks(songs, ids(reply)):
        assert f"[{track.title}](https://open.spotify.com/track/{track.track_id})" in reply.text
        assert track.artists[0] in reply.text
    assert reply.text.count("-# ") >= 4


async def test_nothing_comes_again_within_sixty_days_and_may_after(scene: Scene) -> None:
    await scene.link()
    first = await all_pages(scene, await scene.recommend(20))
    scene.clock.forward(days=59, hours=23)
    second = await all_pages(scene, await scene.recommend(20))
    assert not set(first) & set(second)
    scene.clock.forward(hours=2)
    third = await all_pages(scene, await scene.recommend(20))
    assert set(third) & set(first)
    assert not set(third) & set(second)


async def test_lists_hold_two_songs_an_artist_one_version_and_nothing_liked(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await scene.link()
    liked = {like.song for like in await scene.store.likes.of(scene.ana.user.id)}
    for _ in range(3):
        found = tracks(songs, await all_pages(scene, await scene.recommend(20)))
        artists = Counter(track.artists[0] for track in found)
        assert max(artists.values()) <= 2
        keys = [song_key(track.title, track.artists[0]) for track in found]
        assert len(keys) == len(set(keys)) == 20
        assert not set(keys) & liked


async def test_a_list_fits_its_members_taste(scene: Scene, songs: CatalogueSongs) -> None:
    """Far more of the member's genres than the catalogue holds."""
    await scene.link()
    found = tracks(songs, await all_pages(scene, await scene.recommend(20)))
    fitting = sum(bool({"techno", "house"} & set(track.genres)) for track in found)
    every = songs.catalogue.tracks(list(range(len(songs.catalogue))))
    share = sum(bool({"techno", "house"} & set(t.genres)) for t in every) / len(every)
    assert fitting / 20 > 3 * share


async def test_without_a_link_it_says_how_to_begin(scene: Scene) -> None:
    reply = await scene.recommend()
    assert "Run `/link`" in reply.text
    assert reply.ephemeral


async def test_while_the_library_is_read_it_says_so(scene: Scene) -> None:
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), "/me/top/tracks")
    reply = await scene.start_link()
    await scene.stage.spotify.faults.bitten.wait()
    told = await scene.recommend()
    assert "Try `/recommend` again in a moment" in told.text
    gate.set()
    await reply.until(LEARNED, PATIENCE)
    assert len(ids(await scene.recommend(2))) == 2


async def test_while_the_first_model_is_trained_it_says_so(scene: Scene) -> None:
    await scene.link()
    await scene.store.tastes.drop(scene.ana.user.id)
    job = scene.services.training.request(scene.ana.user.id)
    told = await scene.recommend()
    if not job.done.done():
        assert "being trained right now" in told.text
    await job.finished()
    assert len(ids(await scene.recommend(2))) == 2


async def test_a_model_that_was_lost_is_made_again(scene: Scene) -> None:
    await scene.link()
    await scene.store.tastes.drop(scene.ana.user.id)
    assert len(ids(await scene.recommend(2))) == 2


@pytest.mark.stage(catalogue=Path("/nonexistent/catalogue"))
async def test_without_a_catalogue_likes_are_kept_and_the_owner_is_named(scene: Scene) -> None:
    reply = await scene.start_link()
    await reply.until("no catalogue of songs that I can read", PATIENCE)
    assert "cratemate catalogue add" in reply.text
    assert len(await scene.store.likes.of(scene.ana.user.id)) > 60
    assert "no catalogue of songs that I can read" in (await scene.recommend()).text


async def test_an_exhausted_shortlist_says_so_and_gives_what_is_left(scene: Scene) -> None:
    await scene.link()
    taste = await scene.store.tastes.get(scene.ana.user.id)
    assert taste is not None
    shown = [candidate.as_item() for candidate in unpack(taste.items)[60:]]
    await scene.store.lists.save(scene.ana.user.id, "recommend", shown, scene.clock())
    found: set[str] = set()
    told: list[str] = []
    while ids(reply := await scene.recommend(20)):
        assert not found & set(ids(reply))
        found.update(ids(reply))
        told.append(reply.text)
    assert "I have only" in told[-1]
    assert "There is no song left" in reply.text
    assert "Link more likes" in reply.text
