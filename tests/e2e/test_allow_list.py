"""A member without a place on the app's user list, from the refusal to the first list."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from bot.sandbox.client import Reply
from bot.sandbox.spotify.listeners import Library, Listener
from bot.services.allow_list import KEPT
from bot.services.renewal import LINK_LIFE
from tests.e2e.conftest import LEARNED, PATIENCE, Scene

BUTTON = "Send my Spotify e-mail to the owner"
EMAIL = "ana.plantedmark@example.org"


@pytest.fixture
def barred(scene: Scene) -> Listener:
    """The member's own account, which the owner has not entered yet."""
    listener = replace(scene.listener, allow_listed=False)
    scene.stage.spotify.libraries[listener.account_id] = Library.of(listener)
    return listener


@pytest.fixture(autouse=True)
def settings(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line read this scene's store."""
    monkeypatch.setenv("CRATEMATE_DATABASE", str(scene.stage.settings.database))
    monkeypatch.setenv("CRATEMATE_KEY", scene.stage.settings.keys[0])


async def be_refused(scene: Scene, barred: Listener) -> Reply:
    """Link by the callback page, which Spotify refuses; return the message of /link."""
    reply = await scene.ana.run("link")
    status, page = await scene.stage.link(reply.links["Open Spotify"], barred)
    assert status == 400
    assert "user list" in page
    return await reply.until("user list")


async def give(scene: Scene, reply: Reply, email: str) -> str:
    form = await scene.ana.press(reply, BUTTON)
    return (await (await scene.ana.submit(form, email=email)).settled()).text


async def cratemate(*arguments: str) -> int:
    return await asyncio.to_thread(main, arguments)


async def test_the_owner_learns_whom_to_enter_and_the_member_gets_in(
    scene: Scene,
    barred: Listener,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    reply = await be_refused(scene, barred)
    assert "Kept for the owner" in await give(scene, reply, f" {EMAIL} ")
    assert await cratemate("allow-list") == 0
    listed = capsys.readouterr().out
    assert f"{EMAIL}   Discord id {scene.ana.user.id}" in listed
    await cratemate("doctor")
    told = capsys.readouterr().out
    assert "user list: 1" in told
    assert EMAIL not in told + caplog.text

    scene.stage.spotify.libraries[barred.account_id] = Library.of(scene.listener)
    linked = await scene.start_link()
    await linked.until(LEARNED, PATIENCE)
    assert await scene.store.allow_list.count() == 0, "linking was what it was for"


async def test_the_form_is_offered_wherever_spotify_refuses_and_after_a_restart(
    scene: Scene, barred: Listener
) -> None:
    scene.stage.spotify.libraries[barred.account_id] = Library.of(scene.listener)
    await scene.link()
    scene.stage.spotify.libraries[barred.account_id] = Library.of(barred)
    refused = await (await scene.ana.run("playlist create", count=5)).settled()
    form = await scene.ana.press(refused, BUTTON)
    await scene.stage.restart()
    sent = await (await scene.ana.submit(form, email="ana at home")).settled()
    assert "does not look like an e-mail" in sent.text
    assert await scene.store.allow_list.count() == 0
    assert "Kept for the owner" in await give(scene, refused, EMAIL)
    assert "Kept for the owner" in await give(scene, refused, EMAIL.upper())
    assert [one.email for one in await scene.store.allow_list.waiting()] == [EMAIL.upper()]


async def test_what_the_owner_has_dealt_with_is_forgotten(
    scene: Scene, barred: Listener, capsys: pytest.CaptureFixture[str]
) -> None:
    await give(scene, await be_refused(scene, barred), EMAIL)
    assert await cratemate("allow-list", "done", "other@example.org") == 1
    assert await cratemate("allow-list", "done", EMAIL.upper()) == 0
    assert await cratemate("allow-list") == 0
    assert "Nobody waits" in capsys.readouterr().out


async def test_an_email_is_exported_and_deleted_with_its_member_and_sealed_meanwhile(
    scene: Scene, barred: Listener
) -> None:
    await give(scene, await be_refused(scene, barred), EMAIL)
    exported = await scene.store.members.export(scene.ana.user.id)
    assert [row["email"] for row in exported["allow_list"]] == [EMAIL]
    assert EMAIL.encode() not in store_bytes(scene.stage.settings.database)
    await scene.store.members.forget(scene.ana.user.id)
    with closing(sqlite3.connect(scene.stage.settings.database)) as store:
        assert store.execute("SELECT count(*) FROM allow_list").fetchone() == (0,)


def store_bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


async def test_privacy_what_nobody_deals_with_is_deleted_after_ninety_days(
    scene: Scene, barred: Listener
) -> None:
    await give(scene, await be_refused(scene, barred), EMAIL)
    scene.clock.forward(days=KEPT.days - 1)
    await scene.services.housekeeping.tick()
    assert await scene.store.allow_list.count() == 1
    scene.clock.forward(days=2)
    await scene.services.housekeeping.tick()
    assert await scene.store.allow_list.count() == 0


async def test_other_refusals_offer_no_form(scene: Scene) -> None:
    refused = await (await scene.ana.run("recommend")).settled()
    assert BUTTON not in refused.buttons


ENDS = "Your link to Spotify ends about"


async def test_the_end_of_a_link_is_told_once_a_week_before(scene: Scene) -> None:
    await scene.link()
    link = await scene.store.links.get(scene.ana.user.id)
    assert link is not None
    scene.clock.forward(days=LINK_LIFE.days - 8)
    await scene.services.housekeeping.tick()
    assert ENDS not in (await scene.recommend(1)).text
    scene.clock.forward(days=1, minutes=5)
    await scene.services.housekeeping.tick()
    # Had it been told before, this answer would be without it.
    told = await (await scene.recommend(1)).until(ENDS)
    ends = (link.consented_at + LINK_LIFE).date()
    assert f"{ends:%B} {ends.day}, {ends.year}" in told.text
    await scene.services.housekeeping.tick()
    for _ in range(3):
        await scene.recommend(1)
    assert scene.ana.read().count(ENDS) == 1


async def test_the_end_of_a_new_consent_is_told_anew(scene: Scene) -> None:
    for _ in range(2):
        await scene.link()
        scene.clock.forward(days=LINK_LIFE.days - 3)
        await scene.services.housekeeping.tick()
        await (await scene.recommend(1)).until(ENDS)
