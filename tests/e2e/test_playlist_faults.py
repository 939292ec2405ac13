"""Whatever fails while a playlist is made: in the end exactly one, with exactly the songs."""

import asyncio
from dataclasses import replace

import pytest

from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.spotify.faults import (
    Fault,
    cut,
    expired,
    failing,
    garbled,
    held,
    limited,
    quota_exceeded,
    slow,
)
from bot.sandbox.spotify.listeners import StandInTrack, make_id
from storage.playlists import Status
from tests.e2e.conftest import PATIENCE, Scene
from tests.e2e.playlist_world import (
    DONE,
    FILLING,
    MAKING,
    PICTURE,
    Member,
    begin_long,
    eventually,
    fail_chunk,
)

pytestmark = pytest.mark.stage(learning=False, timeout=3.0)

LOST = [failing(500), cut(), slow(60), garbled(502)]
"""Nothing happens, and the bot cannot know it."""
DONE_UNSAID = [replace(fault, after=True) for fault in (*LOST, garbled(201))]
"""It happens, and the bot cannot know it either."""
REFUSALS = [
    (limited(None), "slow down"),
    (limited(21_600), "360 minutes"),
    (quota_exceeded(), "quota"),
    (failing(403, {"error": {"status": 403, "message": "Forbidden"}}), "user list"),
    (failing(418), "status 418"),
]
"""Nothing happens, and Spotify says so."""


@pytest.fixture
async def member(scene: Scene, songs: CatalogueSongs) -> Member:
    member = Member(scene, songs)
    await member.learn()
    await member.link()
    return member


# Making


@pytest.mark.parametrize("fault", DONE_UNSAID)
async def test_a_playlist_made_without_an_answer_is_found(member: Member, fault: Fault) -> None:
    member.faults.add(fault, MAKING, method="POST")
    await (await member.create(count=5)).until(DONE)
    await member.hold_exactly_one(5)
    assert member.scene.asked("/me/playlists", "POST") <= 1


@pytest.mark.parametrize("fault", LOST)
async def test_a_playlist_not_made_is_made_when_that_is_certain(
    member: Member, fault: Fault
) -> None:
    member.faults.add(fault, MAKING, method="POST")
    reply = await member.create(count=5)
    await reply.until("not known yet")
    await member.resume()
    assert member.made() == []
    await member.settle()
    await reply.until(DONE)
    await member.hold_exactly_one(5)


async def test_a_playlist_made_late_is_not_made_twice(member: Member) -> None:
    """Spotify works on although the bot no longer waits."""
    release = asyncio.Event()
    member.faults.add(held(release), MAKING, method="POST")
    reply = await member.create(count=5)
    await reply.until("not known yet")
    again = await member.create(count=5)
    await again.until("not known yet")
    assert member.made() == []
    release.set()
    await eventually(lambda: bool(member.made()))
    await member.settle()
    for seen in (reply, again):
        await seen.until(DONE)
    await member.hold_exactly_one(5)
    assert member.scene.asked("/me/playlists", "POST") == 1


async def test_nothing_is_made_while_nobody_can_look(member: Member) -> None:
    member.faults.add(cut(after=True), MAKING, method="POST")
    member.faults.add(failing(503), MAKING, method="GET", times=4)
    reply = await member.create(count=5)
    await reply.until("not known yet")
    assert [len(playlist.rows) for playlist in member.made()] == [0]
    await member.settle()
    await reply.until(DONE)
    await member.hold_exactly_one(5)


@pytest.mark.parametrize(("fault", "sentence"), REFUSALS)
async def test_a_refusal_is_said_and_the_same_songs_come_when_asked_again(
    member: Member, fault: Fault, sentence: str
) -> None:
    member.faults.add(fault, MAKING, method="POST", times=4)
    reply = await member.create(count=5)
    await reply.until(sentence)
    await member.settle()
    assert member.made() == []
    [refused] = await member.intents()

    member.faults.clear()
    await (await member.create(count=5)).until(DONE)
    await member.hold_exactly_one(5)
    assert (await member.intents())[0].songs == refused.songs


# Filling


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_songs_added_without_an_answer_are_not_added_twice(
    member: Member, number: int
) -> None:
    fail_chunk(member, number, cut(after=True))
    await (await begin_long(member)).until(f"250 songs are {DONE}")
    await member.hold_exactly_one(250)
    assert member.scene.asked("/playlists/", "POST") == 3


@pytest.mark.parametrize("fault", LOST[:3])
async def test_a_half_filled_playlist_is_said_and_finished(member: Member, fault: Fault) -> None:
    fail_chunk(member, 2, fault)
    reply = await begin_long(member)
    await reply.until("exists and holds 100 of its 250 songs")
    assert "Open in Spotify" in reply.links
    await member.resume()
    assert len(member.made()[0].rows) == 100
    await member.settle()
    await reply.until(f"250 songs are {DONE}")
    await member.hold_exactly_one(250)


async def test_songs_added_late_are_not_added_twice(member: Member) -> None:
    release = asyncio.Event()
    fail_chunk(member, 2, held(release))
    reply = await begin_long(member)
    await reply.until("holds 100 of its 250 songs")
    again = await member.create(count=5)
    await again.until(f"5 songs are {DONE}")
    long = member.made()[1]
    release.set()
    await eventually(lambda: len(long.rows) == 200)
    await member.settle()
    await reply.until(f"250 songs are {DONE}")
    assert len({row.track_id for row in long.rows if isinstance(row, StandInTrack)}) == 250
    assert len(long.rows) == 250


@pytest.mark.parametrize("fault", [fault for fault, _ in REFUSALS[1:4]])
async def test_songs_refused_for_now_are_added_later(member: Member, fault: Fault) -> None:
    fail_chunk(member, 2, fault, times=4)
    reply = await begin_long(member)
    await reply.until("100 of its 250 songs")
    await member.settle()
    member.faults.clear()
    member.scene.clock.forward(hours=7)
    await member.resume()
    await member.hold_exactly_one(250)
    # The reply can no longer be edited, so it is said with the next command.
    await (await member.scene.recommend(1)).until(f"250 songs are {DONE}")


async def test_pressing_again_goes_on_with_the_same_playlist(member: Member) -> None:
    fail_chunk(member, 2, limited(100))
    page = await member.scene.recommend(2)
    await member.widen(page, 250)
    first = await member.save(page)
    await first.until("100 of its 250 songs")
    second = await member.save(page)
    for reply in (first, second):
        await reply.until(f"250 songs are {DONE}")
    await member.hold_exactly_one(250)


async def test_another_id_of_the_same_recording_counts_as_there(member: Member) -> None:
    """Spotify lists songs under the id that is licensed in the member's country."""
    fail_chunk(member, 2, cut())
    reply = await begin_long(member)
    await reply.until("100 of its 250 songs")
    [playlist] = member.made()
    first = playlist.rows[0]
    assert isinstance(first, StandInTrack)
    playlist.rows[0] = replace(first, track_id=make_id("elsewhere"))
    await member.settle()
    await reply.until(f"250 songs are {DONE}")
    ids = [row.track_id for row in playlist.rows if isinstance(row, StandInTrack)]
    assert len(ids) == len(set(ids)) == 250
    assert first.track_id not in ids


async def test_a_playlist_deleted_by_its_owner_is_left_alone(member: Member) -> None:
    fail_chunk(member, 2, cut())
    reply = await begin_long(member)
    await reply.until("100 of its 250 songs")
    member.scene.library().playlists.remove(member.made()[0])
    await member.settle()
    await reply.until("is no longer at Spotify, so I stopped filling it")
    assert member.made() == []
    assert [intent.status for intent in await member.intents()] == [Status.GIVEN_UP]


async def test_a_playlist_that_cannot_be_read_for_now_is_not_taken_for_deleted(
    member: Member,
) -> None:
    fail_chunk(member, 2, cut())
    reply = await begin_long(member)
    await reply.until("100 of its 250 songs")
    closed = failing(403, {"error": {"status": 403, "message": "Forbidden"}})
    member.faults.add(closed, FILLING, method="GET")
    await member.settle()
    assert len(member.made()[0].rows) == 100
    member.scene.clock.forward(minutes=8)
    await member.resume()
    await reply.until(f"250 songs are {DONE}")
    await member.hold_exactly_one(250)


@pytest.mark.stage(learning=False, timeout=PATIENCE)
async def test_a_slow_playlist_shows_how_far_it_is(member: Member) -> None:
    made, added = asyncio.Event(), asyncio.Event()
    member.faults.add(held(made, after=True), MAKING, method="POST")
    fail_chunk(member, 2, held(added))
    page = await member.scene.recommend(2)
    await member.widen(page, 250)
    reply = await member.scene.ana.press(page, "Save as playlist")
    await reply.until("Making **")
    made.set()
    await reply.until("100 of 250 songs are in it")
    added.set()
    await reply.until(f"250 songs are {DONE}")
    await member.hold_exactly_one(250)


# The cover


@pytest.mark.parametrize("fault", [failing(500), cut(), limited(21_600), failing(413)])
async def test_a_cover_that_fails_is_mentioned_and_harms_nothing(
    member: Member, fault: Fault
) -> None:
    member.faults.add(fault, PICTURE)
    reply = await member.create(count=5)
    await reply.until("could not give it a cover")
    assert f"5 songs are {DONE}" in reply.text
    assert (await member.hold_exactly_one(5)).cover is None


async def test_without_the_scope_no_cover_is_tried(scene: Scene, songs: CatalogueSongs) -> None:
    member = Member(scene, songs)
    await member.learn()
    await member.link(without="ugc-image-upload")
    reply = await member.create(count=5)
    await reply.until("could not give it a cover")
    await member.hold_exactly_one(5)
    assert scene.asked("/playlists/", "PUT") == 0


# Tokens and scopes


@pytest.mark.parametrize("scope", ["playlist-modify-private", "playlist-read-private"])
async def test_a_missing_scope_is_said_before_anything_is_made(
    scene: Scene, songs: CatalogueSongs, scope: str
) -> None:
    member = Member(scene, songs)
    await member.learn()
    await member.link(without=scope)
    reply = await member.create(count=5)
    await reply.until("Run `/link` again and agree to everything")
    assert scene.asked("/me/playlists", "POST") == 0
    assert await member.intents() == []


async def test_only_a_public_playlist_needs_the_public_scope(
    scene: Scene, songs: CatalogueSongs
) -> None:
    member = Member(scene, songs)
    await member.learn()
    await member.link(without="playlist-modify-public")
    await (await member.create(count=2, public=True)).until("agree to everything")
    assert member.made() == []
    await (await member.create(count=2)).until(DONE)
    await member.hold_exactly_one(2)


async def test_a_token_that_has_run_out_is_renewed_in_the_middle(member: Member) -> None:
    member.faults.add(expired(), MAKING, method="POST")
    fail_chunk(member, 2, expired())
    await (await begin_long(member)).until(f"250 songs are {DONE}")
    await member.hold_exactly_one(250)


async def test_a_revoked_link_is_said_before_anything_is_made(member: Member) -> None:
    member.scene.stage.spotify.revoke(member.scene.listener)
    member.scene.clock.forward(hours=2)
    reply = await member.create(count=5)
    await reply.until("Run `/link` to renew it")
    assert member.made() == []
    await member.link()
    await (await member.create(count=5)).until(DONE)
    await member.hold_exactly_one(5)


async def test_a_link_revoked_in_the_middle_is_said_and_finished_after_linking(
    member: Member,
) -> None:
    release = asyncio.Event()
    fail_chunk(member, 2, held(release, after=True))
    page = await member.scene.recommend(2)
    await member.widen(page, 250)
    member.faults.bitten.clear()
    reply = await member.scene.ana.press(page, "Save as playlist")
    await eventually(lambda: any(len(one.rows) == 200 for one in member.made()))
    member.scene.stage.spotify.revoke(member.scene.listener)
    release.set()
    await reply.until("After that I add the rest")
    assert "Run `/link` to renew it" in reply.text
    assert "200 of its 250 songs" in reply.text
    await member.settle()
    assert len(member.made()[0].rows) == 200
    await member.link()
    await member.settle()
    await reply.until(f"250 songs are {DONE}")
    await member.hold_exactly_one(250)


async def test_unlinking_in_the_middle_ends_the_work_until_the_same_account_is_back(
    member: Member,
) -> None:
    fail_chunk(member, 2, cut())
    reply = await begin_long(member)
    await reply.until("100 of its 250 songs")
    await (await member.scene.ana.run("unlink")).settled()
    await member.settle()
    assert len(member.made()[0].rows) == 100
    await member.link()
    await member.settle()
    await reply.until(f"250 songs are {DONE}")
    await member.hold_exactly_one(250)


async def test_deleting_everything_in_the_middle_leaves_nothing(member: Member) -> None:
    release = asyncio.Event()
    member.faults.add(held(release, after=True), FILLING, method="POST")
    member.faults.bitten.clear()
    reply = await member.scene.ana.run("playlist create", count=5)
    await asyncio.wait_for(member.faults.bitten.wait(), PATIENCE)
    await member.scene.store.members.forget(member.id)
    release.set()
    await reply.until("Run `/link` to connect it")
    assert not any((await member.scene.store.members.export(member.id)).values())


async def test_a_fault_of_ours_is_no_half_filled_secret(
    member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fall_over(*_: object) -> int:
        raise RuntimeError("a fault of ours")

    with monkeypatch.context() as patch:
        patch.setattr("bot.spotify.client.SpotifyClient.add_items", fall_over)
        reply = await member.create(count=5)
        await reply.until("holds 0 of its 5 songs")
    await member.settle()
    await reply.until(DONE)
    await member.hold_exactly_one(5)
