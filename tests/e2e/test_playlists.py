"""Playlists in a member's own Spotify account, when nothing fails."""

import asyncio
import base64
import io
import json
import re
from dataclasses import replace

import pytest
from PIL import Image

from bot.results.wishes import ListWish
from bot.sandbox.discord.components import walk
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.services.playlist_wishes import Wish
from storage.like import Source
from storage.lists import ListItem
from tests.e2e.conftest import Scene
from tests.e2e.playlist_world import DONE, Member, newest_list, row_ids

pytestmark = pytest.mark.stage(learning=False)


@pytest.fixture
async def member(scene: Scene, songs: CatalogueSongs) -> Member:
    """Somebody who picked songs and linked for playlists only."""
    member = Member(scene, songs)
    await member.learn()
    await member.link()
    return member


@pytest.mark.parametrize("count", [1, 30, 100])
async def test_a_playlist_is_made_filled_and_given_a_cover(member: Member, count: int) -> None:
    reply = await member.create(count=count)
    await reply.until(DONE)
    playlist = await member.hold_exactly_one(count)
    assert reply.ephemeral
    assert reply.links["Open in Spotify"].endswith(playlist.playlist_id)
    assert ("One song is" if count == 1 else f"{count} songs are") in reply.text
    assert not {"left", "cover"} & set(re.findall(r"\w+", reply.text))

    assert not playlist.public
    assert playlist.name.startswith("For you, ")
    assert str(member.scene.clock().year) in playlist.name
    assert playlist.cover is not None
    picture = Image.open(io.BytesIO(playlist.cover))
    picture.load()
    assert (picture.format, picture.size) == ("JPEG", (640, 640))
    assert len(base64.b64encode(playlist.cover)) <= 256 * 1024
    assert member.scene.asked("/me/playlists", "POST") == 1
    assert member.scene.asked("/playlists/", "POST") == 1


async def test_thirty_songs_unless_told(member: Member) -> None:
    await (await member.create()).until(DONE)
    await member.hold_exactly_one(30)


async def test_its_songs_are_fresh_and_count_as_shown(member: Member) -> None:
    await (await member.create(count=20)).until(DONE)
    [playlist] = member.made()
    liked = {like.track_id for like in await member.scene.store.likes.of(member.id)}
    page = await member.scene.recommend(20)
    kept = await member.scene.store.lists.get(newest_list(page))
    assert kept is not None
    shown = {item.track_id for item in kept.items}
    assert not set(row_ids(playlist)) & (liked | shown)


async def test_a_chosen_name_and_a_public_playlist(member: Member) -> None:
    reply = await member.create(count=3, name="  Run @everyone **fast**  ", public=True)
    await reply.until("in your public playlist")
    playlist = await member.hold_exactly_one(3)
    assert playlist.public
    assert playlist.name == "Run @everyone **fast**"
    assert "**fast**" not in reply.text


async def test_a_blank_name_is_none(member: Member) -> None:
    await (await member.create(count=1, name=" ")).until(DONE)
    assert (await member.hold_exactly_one(1)).name.startswith("For you, ")


async def test_asking_again_after_the_end_makes_another(member: Member) -> None:
    for _ in range(2):
        await (await member.create(count=2)).until(DONE)
    first, second = member.made()
    assert not set(row_ids(first)) & set(row_ids(second))


async def test_fewer_songs_than_asked_for_are_said(member: Member) -> None:
    scene = member.scene
    list_id = await scene.services.recommending.make_list(member.id, ListWish(3), "recommend")
    kept = await scene.store.lists.get(list_id)
    assert kept is not None
    scene.clock.forward(days=61)
    catalogue = member.songs.catalogue
    others = [
        ListItem(track.track_id, track.song, 0.0, None, {})
        for track in catalogue.tracks(range(len(catalogue)))
        if track.song not in {item.song for item in kept.items}
    ]
    await scene.store.lists.save(member.id, "recommend", others, scene.clock())
    reply = await member.create(count=50)
    await reply.until("shorter than the 50 you asked for")
    assert set(row_ids(await member.hold_exactly_one(3))) == {item.track_id for item in kept.items}


# Save as playlist


async def test_the_whole_list_is_saved_and_not_just_the_page(member: Member) -> None:
    page = await member.scene.recommend(9)
    reply = await member.save(page)
    await reply.until(f"9 songs are {DONE}")
    playlist = await member.hold_exactly_one(9)
    kept = await member.scene.store.lists.get(newest_list(page))
    assert kept is not None
    assert row_ids(playlist) == [item.track_id for item in kept.items]
    assert "[Next]" in page.text


async def test_a_page_of_four_songs_stays_within_discords_limit(member: Member) -> None:
    page = await member.scene.recommend(9)
    assert page.text.count("(picture:") == 4
    assert len(list(walk(page.message.components))) <= 40


async def test_a_long_list_goes_in_chunks_and_in_order(member: Member) -> None:
    page = await member.scene.recommend(2)
    ids = await member.widen(page, 250)
    await (await member.save(page)).until(f"250 songs are {DONE}")
    assert row_ids(await member.hold_exactly_one(250)) == ids
    chunks = [
        len(json.loads(exchange.body))
        for exchange in member.scene.stage.spotify.exchanges
        if exchange.method == "POST" and exchange.path.endswith("/items")
    ]
    assert chunks == [100, 100, 50]


async def test_songs_that_spotify_does_not_have_are_left_out_and_counted(member: Member) -> None:
    page = await member.scene.recommend(2)
    odd = ListItem("spotify:local:Us:Tapes:Demo:61", 1, 0.0, None, {})
    unknown = ListItem("0" * 22, 2, 0.0, None, {})
    ids = await member.widen(page, 10, (odd, unknown, replace(odd, track_id="mb-17", song=3)))
    reply = await member.save(page)
    await reply.until("3 songs are not at Spotify, so I left them out.")
    assert row_ids(await member.hold_exactly_one(10)) == ids
    assert f"10 songs are {DONE}" in reply.text


async def test_a_list_without_any_of_spotifys_songs_is_refused(member: Member) -> None:
    page = await member.scene.recommend(2)
    await member.widen(page, 0, (ListItem("mb-17", 3, 0.0, None, {}),))
    assert "nothing to save" in (await member.save(page)).text
    assert member.made() == []


async def test_two_presses_at_once_make_one_playlist(member: Member) -> None:
    page = await member.scene.recommend(5)
    replies = await asyncio.gather(*(member.save(page) for _ in range(3)))
    for reply in replies:
        await reply.until("5 songs are in your")
    await member.hold_exactly_one(5)


async def test_a_list_saved_before_is_shown_again_while_it_is_there(member: Member) -> None:
    page = await member.scene.recommend(5)
    first = await (await member.save(page)).until(DONE)
    again = await (await member.save(page)).until("You have saved this list before")
    assert again.links == first.links
    await member.hold_exactly_one(5)

    member.scene.library().playlists.remove(member.made()[0])
    await (await member.save(page)).until(DONE)
    assert [len(playlist.rows) for playlist in member.made()] == [5]


BOB = "Bob"


async def test_it_is_saved_for_whoever_presses(scene: Scene, songs: CatalogueSongs) -> None:
    """Lists in a channel can be pressed by everybody; Bob has no taste, only a link."""
    ana = Member(scene, songs)
    await ana.learn()
    page = await scene.recommend(5)
    bob, theirs = scene.join(BOB), scene.listener
    offer = await bob.run("link")
    await scene.stage.link(offer.links["Open Spotify"], theirs)
    await offer.until("Learning from Spotify is off")
    wish = Wish("Ours", "Made by a test")
    steps = scene.services.playlists.save(bob.user.id, newest_list(page), lambda _: wish)
    assert [step.added async for step in steps if step.final] == [5]
    [playlist] = Member(replace(scene, ana=bob), songs).made()
    assert (playlist.name, len(playlist.rows)) == ("Ours", 5)


async def test_a_list_that_is_gone_is_said(member: Member) -> None:
    page = await member.scene.recommend(2)
    await member.scene.store.members.forget(member.id)
    reply = await member.save(page)
    assert "no longer kept" in reply.text


async def test_without_a_link_one_sentence_says_how(scene: Scene, songs: CatalogueSongs) -> None:
    ana = Member(scene, songs)
    await ana.learn()
    assert "Run `/link` to connect it" in (await ana.create()).text
    page = await scene.recommend(2)
    assert "Run `/link` to connect it" in (await ana.save(page)).text
    assert await ana.intents() == []


# Never read as likes


@pytest.mark.stage(learning=True)
async def test_the_bots_playlists_are_never_read_as_likes(
    scene: Scene, songs: CatalogueSongs
) -> None:
    ana = Member(scene, songs)
    await scene.link()
    reply = await ana.create(count=30)
    await reply.until(DONE)
    ours = set(row_ids(ana.made()[0]))
    await (await scene.ana.run("unlink")).settled()
    await scene.link()
    assert not ours & await read_from_playlists(ana)
    assert await read_from_playlists(ana)


@pytest.mark.stage(learning=True)
async def test_its_mark_tells_a_playlist_that_the_store_knows_nothing_of(
    scene: Scene, songs: CatalogueSongs
) -> None:
    ana = Member(scene, songs)
    await scene.link()
    await (await ana.create(count=10)).until(DONE)
    ours = set(row_ids(ana.made()[0]))
    await scene.store.members.forget(ana.id)
    await scene.link()
    assert await scene.store.playlists.ids(ana.id) == frozenset()
    assert not ours & await read_from_playlists(ana)


async def read_from_playlists(member: Member) -> set[str]:
    likes = await member.scene.store.likes.of(member.id)
    return {like.track_id for like in likes if like.source is Source.PLAYLIST}


async def test_everything_of_a_playlist_goes_with_its_member(member: Member) -> None:
    await (await member.create(count=2)).until(DONE)
    await member.scene.store.members.forget(member.id)
    assert not any((await member.scene.store.members.export(member.id)).values())


def test_listeners_differ(songs: CatalogueSongs) -> None:
    """The playlist of the listener holds songs, or the tests above would show nothing."""
    assert make_listener(songs, "Ana", ("techno",), saved=60, seed=1).playlists[0].rows
