"""What members see when Spotify or Discord fails: a sentence with the next step, or success."""

import asyncio
import logging

import pytest

from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.faults import (
    Fault,
    cut,
    expired,
    failing,
    garbled,
    held,
    limited,
    quota_exceeded,
    revoked,
    slow,
)
from bot.sandbox.spotify.listeners import Library, Listener
from storage.like import Source
from storage.links import LinkState
from tests.e2e.conftest import LEARNED, PATIENCE, Scene
from tests.faults.bench import give_up_after

ALWAYS = 1_000
SCOPE = {"error": {"status": 403, "message": "Insufficient client scope"}}
FORBIDDEN = {"error": {"status": 403, "message": "Forbidden"}}

MENDED = {
    "429 for 2 s": (limited(2), 1),
    "429 without Retry-After": (limited(None), 2),
    "500": (failing(500), 2),
    "502 without JSON": (garbled(502), 2),
    "unreadable answer": (garbled(200), 1),
    "cut": (cut(), 2),
    "slow": (slow(0.3), 2),
    "expired token": (expired(), 1),
}
"""Faults that pass, and how often they happen."""

TOLD: dict[str, tuple[Fault, int, tuple[str, str]]] = {
    "429 for an hour": (limited(3600), 1, ("slow down", "Try again in 60 minutes")),
    "429 without end": (limited(None), ALWAYS, ("slow down", "Try again in")),
    "quota": (quota_exceeded(), 1, ("quota", "Try again tomorrow")),
    "500 without end": (failing(500), ALWAYS, ("does not answer properly", "Try again")),
    "cut without end": (cut(), ALWAYS, ("does not answer properly", "Try again")),
    "garbled without end": (garbled(200), ALWAYS, ("does not answer properly", "Try again")),
    "scope": (failing(403, SCOPE), 1, ("not granted me", "Run `/link` again")),
    "403": (failing(403, FORBIDDEN), 1, ("e-mail address", "Run `/link` again")),
    "odd": (failing(400), 1, ("status 400", "Run `/link` again")),
}
"""Faults that stay, how often they happen, what is said and the next step."""

PARTS = ("/me/tracks", "/me/top/tracks", "/me/player/recently-played", "/me/playlists", "/items")


@pytest.fixture
def listener(songs: CatalogueSongs) -> Listener:
    """Somebody with a small library, whose model is quickly trained."""
    return make_listener(songs, "Ana", ("techno", "house"), saved=20, seed=1)


async def likes_from_spotify(scene: Scene) -> int:
    counts = await scene.store.likes.counts(scene.ana.user.id)
    return sum(counts.values()) - counts.get(Source.UP, 0)


@pytest.mark.parametrize("name", MENDED)
async def test_a_passing_fault_while_reading_costs_nothing(scene: Scene, name: str) -> None:
    fault, times = MENDED[name]
    scene.stage.spotify.faults.add(fault, "/me/tracks", times=times)
    await scene.link()
    kept = {like.track_id for like in await scene.store.likes.of(scene.ana.user.id)}
    assert kept == {track.track_id for track in scene.library().tracks()}


@pytest.mark.parametrize("part", PARTS)
async def test_every_part_is_read_again_after_a_fault(scene: Scene, part: str) -> None:
    scene.stage.spotify.faults.add(failing(503), part)
    await scene.link()
    assert scene.stage.spotify.faults.bitten.is_set()
    kept = {like.track_id for like in await scene.store.likes.of(scene.ana.user.id)}
    assert kept == {track.track_id for track in scene.library().tracks()}


async def test_a_retry_after_is_obeyed(scene: Scene) -> None:
    scene.stage.spotify.faults.add(limited(7), "/me/top/tracks")
    await scene.link()
    assert any(7 <= seconds <= 9 for seconds in scene.waits)


@pytest.mark.parametrize("name", TOLD)
async def test_a_lasting_fault_while_reading_is_told_and_made_up_for(
    scene: Scene, name: str
) -> None:
    fault, times, (what, then) = TOLD[name]
    scene.stage.spotify.faults.add(fault, "/me/top/tracks", times=times)
    reply = await scene.start_link()
    await reply.until("That did not work", PATIENCE)
    assert what in reply.text
    assert then in reply.text
    assert len(reply.messages) == 1
    assert await likes_from_spotify(scene) == 0
    scene.stage.spotify.faults.clear()
    # The link is kept: the next list reads what is missing.
    assert (await scene.recommend(2)).text.count("[👍]") == 2
    assert await likes_from_spotify(scene) > 20


async def test_silence_of_spotify_ends_in_a_sentence(scene: Scene) -> None:
    await scene.link()
    scene.clock.forward(minutes=11)
    give_up_after(0.2, scene.services)
    scene.stage.spotify.faults.add(held(asyncio.Event()), "/me/top/tracks", times=ALWAYS)
    reply = await scene.ana.run("sync")
    await reply.until("does not answer properly", PATIENCE)


@pytest.mark.parametrize("name", ["429 for an hour", "quota", "500 without end", "403"])
async def test_a_lasting_fault_while_reading_anew_keeps_the_old_likes(
    scene: Scene, name: str
) -> None:
    await scene.link()
    before = await scene.store.likes.of(scene.ana.user.id)
    fault, times, (what, _) = TOLD[name]
    scene.stage.spotify.faults.add(fault, "/me/top/tracks", times=times)
    reply = await scene.start_link()
    await reply.until(what, PATIENCE)
    assert await scene.store.likes.of(scene.ana.user.id) == before
    assert (await scene.recommend(2)).text.count("[👍]") == 2


async def test_a_member_who_is_not_allow_listed_is_told_what_to_do(scene: Scene) -> None:
    barred = Listener(account_id="barred0001", name="Ana", allow_listed=False)
    scene.stage.spotify.libraries[barred.account_id] = Library.of(barred)
    offer = await scene.ana.run("link")
    status, page = await scene.stage.link(offer.links["Open Spotify"], barred)
    assert status == 400
    assert "has not added you to the app" in page
    assert "e-mail address of your Spotify account" in page
    assert await scene.store.links.get(scene.ana.user.id) is None
    offer = await scene.ana.run("link")
    address = await scene.stage.consent(offer.links["Open Spotify"], barred)
    assert "has not added you to the app" in (await scene.paste(offer, address)).text


async def test_a_lapsed_premium_of_the_owner_is_named(scene: Scene) -> None:
    scene.stage.spotify.lapse_premium()
    offer = await scene.ana.run("link")
    status, page = await scene.stage.link(offer.links["Open Spotify"], scene.listener)
    assert status == 400
    assert "Premium of the owner of this bot has lapsed" in page


async def test_a_lapse_while_reading_is_told_in_the_message(scene: Scene) -> None:
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), "/me/top/tracks")
    reply = await scene.start_link()
    await scene.stage.spotify.faults.bitten.wait()
    scene.stage.spotify.lapse_premium()
    gate.set()
    await reply.until("Premium of the owner of this bot has lapsed", PATIENCE)
    assert "run `/link` again" in reply.text


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (failing(500), "in a minute"),
        (cut(), "in a minute"),
        (garbled(200), "in a minute"),
        (limited(3600), "in 60 minutes"),
        (quota_exceeded(), "tomorrow"),
        (failing(400, {"error": "invalid_client"}), "refused the request"),
    ],
)
async def test_a_fault_at_the_exchange_ends_on_a_page_with_the_next_step(
    scene: Scene, fault: Fault, told: str
) -> None:
    scene.stage.spotify.faults.add(fault, "/api/token")
    offer = await scene.ana.run("link")
    status, page = await scene.stage.link(offer.links["Open Spotify"], scene.listener)
    assert status == 400
    assert told in page
    assert await scene.store.links.get(scene.ana.user.id) is None
    await scene.link()


async def test_an_access_token_that_ended_while_reading_is_renewed(scene: Scene) -> None:
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), "/me/top/tracks")
    reply = await scene.start_link()
    await scene.stage.spotify.faults.bitten.wait()
    scene.stage.spotify.expire(scene.listener)
    gate.set()
    await reply.until(LEARNED, PATIENCE)
    assert scene.stage.spotify.token_requests["refresh_token"] == 1


async def test_an_access_token_past_its_hour_is_renewed_before_use(scene: Scene) -> None:
    await scene.link()
    scene.clock.forward(hours=2)
    reply = await scene.recommend(2)
    assert reply.text.count("(picture: Cover of") == 2
    assert scene.stage.spotify.token_requests["refresh_token"] == 1


async def test_a_revoked_link_while_reading_asks_to_renew_it(scene: Scene) -> None:
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), "/me/top/tracks")
    reply = await scene.start_link()
    await scene.stage.spotify.faults.bitten.wait()
    scene.stage.spotify.revoke(scene.listener)
    gate.set()
    await reply.until("no longer accepts your link", PATIENCE)
    assert "Run `/link` to renew it" in reply.text
    assert "no longer accepts your link" in (await scene.recommend()).text
    await scene.link()


async def test_a_revoked_link_is_told_once_under_a_list_and_likes_stay(scene: Scene) -> None:
    await scene.link()
    scene.stage.spotify.revoke(scene.listener)
    first = await scene.recommend(2)
    assert first.text.count("[👍]") == 2
    assert "(picture:" not in first.text
    assert "Spotify no longer accepts your link" in first.text
    assert "Run `/link` to renew it" in first.text
    link = await scene.store.links.get(scene.ana.user.id)
    assert link is not None
    assert link.state is LinkState.NEEDS_RELINKING
    assert "no longer accepts" not in (await scene.recommend(2)).text
    assert await likes_from_spotify(scene) > 20
    await scene.link()
    assert (await scene.recommend(2)).text.count("(picture: Cover of") == 2
    scene.stage.spotify.revoke(scene.listener)
    assert "no longer accepts your link" in (await scene.recommend(2)).text


async def test_a_consent_of_six_months_ago_needs_renewing(scene: Scene) -> None:
    await scene.link()
    scene.clock.forward(days=190)
    assert "no longer accepts your link" in (await scene.recommend(1)).text
    assert "no longer accepts your link" not in (await scene.recommend(1)).text


async def test_a_false_revocation_heals_by_itself(scene: Scene) -> None:
    await scene.link()
    scene.clock.forward(hours=2)
    scene.stage.spotify.faults.add(revoked(), "/api/token")
    assert "no longer accepts your link" in (await scene.recommend(1)).text
    assert (await scene.recommend(2)).text.count("(picture: Cover of") == 2
    link = await scene.store.links.get(scene.ana.user.id)
    assert link is not None
    assert link.state is LinkState.LINKED


@pytest.mark.parametrize(
    "fault", [limited(3600), quota_exceeded(), failing(500), cut(), garbled(200), failing(404)]
)
async def test_a_list_needs_no_spotify_it_only_lacks_covers(scene: Scene, fault: Fault) -> None:
    await scene.link()
    scene.stage.spotify.faults.add(fault, "/tracks/", times=ALWAYS)
    reply = await scene.recommend(4)
    assert reply.text.count("[👍]") == 4
    assert "(picture:" not in reply.text
    assert "did not work" not in reply.text


@pytest.mark.usefixtures("impatience")
async def test_a_list_does_not_wait_for_a_silent_spotify(scene: Scene) -> None:
    await scene.link()
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), "/tracks/", times=ALWAYS)
    reply = await scene.recommend(4)
    assert reply.text.count("[👍]") == 4
    gate.set()


@pytest.mark.usefixtures("impatience")
async def test_an_interaction_answered_too_late_is_logged_and_the_bot_goes_on(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.link()
    running = asyncio.create_task(scene.ana.run("recommend", count=1))
    # The interaction is on its way; before the bot can answer, Discord's three seconds are over.
    await asyncio.sleep(0)
    scene.clock.forward(seconds=4)
    with caplog.at_level(logging.WARNING), pytest.raises(Exception, match="did not respond"):
        await running
    assert "interaction is gone: code=10062" in caplog.text
    assert "Traceback" not in caplog.text
    assert (await scene.recommend(1)).text.count("[👍]") == 1


async def test_a_second_first_response_is_refused_and_the_bot_goes_on(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.link()
    # The promise is taken but its receipt is lost: discord.py sends it again and is told 40060.
    scene.stage.discord.faults.fail("POST", "/interactions/*/callback", status=500, after=True)
    reply = await scene.recommend(1)
    assert reply.text.count("[👍]") == 1
    refused = [e for e in scene.stage.discord.exchanges if b"40060" in e.answer]
    assert refused
    assert "Traceback" not in caplog.text


async def test_a_lost_receipt_of_an_answer_is_no_second_answer(scene: Scene) -> None:
    scene.stage.discord.faults.fail("POST", "/interactions/*/callback", status=500, after=True)
    offer = await scene.ana.run("link")
    await scene.stage.link(offer.links["Open Spotify"], scene.listener)
    await offer.until(LEARNED, PATIENCE)
    assert len(offer.messages) == 1


async def test_a_cut_edit_does_not_end_the_progress(scene: Scene) -> None:
    reply = await scene.ana.run("link")
    scene.stage.discord.faults.cut("PATCH", "/webhooks/*", times=2)
    await scene.stage.link(reply.links["Open Spotify"], scene.listener)
    await reply.until(LEARNED, PATIENCE)


async def test_a_resumed_gateway_in_the_middle_of_a_link_loses_nothing(scene: Scene) -> None:
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), "/me/top/tracks")
    reply = await scene.start_link()
    await scene.stage.spotify.faults.bitten.wait()
    scene.stage.discord.gateway.reconnect()
    gate.set()
    await reply.until(LEARNED, PATIENCE)
    assert (await scene.recommend(1)).text.count("[👍]") == 1
