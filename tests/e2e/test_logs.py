"""Logs at their loudest, over a whole link, list and unlink: no token, no name, no address."""

import dataclasses
import io
import json
import logging
import re
from collections.abc import Iterator

import pytest

from bot import log as logs
from bot.sandbox.client import Visitor
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.listeners import Library
from tests.e2e.conftest import LEARNED, PATIENCE, Scene

NAME, USER = "Quetzalina Marrow", "zebulon.thistlewood"
EMAIL = "quetz.marrow@example.org"


class Kept(logging.Handler):
    """Everything that reaches a handler, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []
        self.names: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.names.add(record.name.partition(".")[0])
        self.lines.append(logging.Formatter("%(name)s %(message)s").format(record))


@pytest.fixture
def levels() -> Iterator[None]:
    """Leave to the tests that follow what setting up changes for good."""
    found = [logging.getLogger(name) for name in (None, *logs.OURS, *logs.QUIET)]
    before = [logger.level for logger in found]
    yield
    for logger, level in zip(found, before, strict=True):
        logger.setLevel(level)


@pytest.fixture
def kept(levels: None) -> Iterator[Kept]:
    root = logging.getLogger()
    handlers = root.handlers[:]
    # Taken off first: setting up closes what it finds.
    for handler in handlers:
        root.removeHandler(handler)
    logs.set_up("DEBUG")
    keeping = Kept()
    root.addHandler(keeping)
    yield keeping
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    for handler in handlers:
        root.addHandler(handler)


def secrets_of(scene: Scene) -> dict[str, str]:
    """Return everything that must not be in a log, by what it is."""
    spotify, discord = scene.stage.spotify, scene.stage.discord
    grants = spotify._grants
    found = {f"access token {place}": token for place, token in enumerate(grants._tokens)} | {
        f"refresh token {place}": token for place, token in enumerate(grants._refresh)
    }
    interactions = discord.member_side._interactions._by_token
    found |= {f"interaction token {place}": token for place, token in enumerate(interactions)}
    found |= {
        "token of the bot": discord.token,
        "key of the store": scene.stage.settings.keys[0],
        "name at Spotify": NAME,
        "first name": NAME.split()[0],
        "name in Discord": USER,
        "name shown in Discord": "Zebulon",
        "e-mail": EMAIL,
    }
    return found


async def test_no_secret_and_no_name_is_ever_logged(
    kept: Kept, scene: Scene, songs: CatalogueSongs
) -> None:
    listener = make_listener(songs, NAME, ("techno", "house"), saved=60, seed=1)
    scene.stage.spotify.libraries[listener.account_id] = Library.of(listener)
    member = Visitor(scene.stage.discord, scene.stage.discord.join(USER, "Zebulon Thistlewood"))
    # First without a place on the app's user list, for which an e-mail is given.
    barred = dataclasses.replace(listener, allow_listed=False)
    scene.stage.spotify.libraries[listener.account_id] = Library.of(barred)
    offer = await member.run("link")
    await scene.stage.link(offer.links["Open Spotify"], barred)
    form = await member.press(await offer.until("user list"), "Send my Spotify e-mail to the owner")
    await (await member.submit(form, email=EMAIL)).settled()
    scene.stage.spotify.libraries[listener.account_id] = Library.of(listener)
    offer = await member.run("link")
    address = await scene.stage.consent(offer.links["Open Spotify"], listener)
    # Once refused, once pasted, once by the page with an unreadable form before it.
    form = await member.press(offer, "Paste the address")
    await (await member.submit(form, address=address.replace("state=", "state=x"))).settled()
    await scene.stage.confirm(address)
    await offer.until(LEARNED, PATIENCE)
    link = await scene.store.links.get(member.user.id)
    assert link is not None
    reply = await scene.recommend(5, member)
    for label in ("👍", "👎", "Why"):
        await (await member.press(reply, label)).settled()
    await scene.learned(member)
    scene.stage.spotify.expire(listener)
    scene.clock.forward(hours=2)
    await scene.recommend(8, member)
    scene.stage.spotify.revoke(listener)
    await scene.recommend(8, member)
    secrets = secrets_of(scene)
    await (await member.run("unlink")).settled()
    await scene.stage.stop()

    secrets |= {
        "stored access token": link.access_token,
        "stored refresh token": link.refresh_token,
        "account": link.account_id,
        "code": address.partition("code=")[2].partition("&")[0],
        "state": address.partition("state=")[2].partition("&")[0],
        "a liked title": next(iter(Library.of(listener).tracks())).title,
    }
    assert {"bot", "discord"} <= kept.names
    text = "\n".join(kept.lines)
    for what, secret in secrets.items():
        assert secret not in text, f"{what}: {_around(text, secret)}"
    assert "linked" in text


def _around(text: str, secret: str) -> str:
    place = text.index(secret)
    return text[max(0, place - 200) : place].rpartition("\n")[2]


async def test_every_line_of_an_interaction_carries_the_id_that_the_reply_quotes(
    kept: Kept, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ours,) = (handler for handler in logging.getLogger().handlers if handler.filters)
    assert isinstance(ours, logging.StreamHandler)
    ours.setStream(stream := io.StringIO())
    refused = await (await scene.ana.run("recommend")).settled()
    reference = refused.text.rpartition("Reference ")[2].strip()
    assert re.fullmatch("[0-9a-f]{8}", reference)
    await scene.link()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("bot.services.training.fit", fail)
    failing = await (await scene.start_link()).until("this id: `", PATIENCE)
    written = stream.getvalue().splitlines()
    assert [line for line in written if f"interaction={reference} " in line and "NotLinked" in line]
    (failed,) = [line for line in written if "training failed" in line]
    (of_training,) = re.findall("interaction=([0-9a-f]{8}) ", failed)
    assert f"this id: `{of_training}`" in failing.text


@pytest.mark.usefixtures("levels")
def test_lines_as_objects_hold_the_same_fields(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:]
    try:
        for handler in before:
            root.removeHandler(handler)
        logs.set_up("INFO", "json")
        identifier = logs.begin_interaction()
        try:
            raise ValueError("a\nb")
        except ValueError:
            logging.getLogger("bot.test").exception("it said %s", "x\ny")
        logging.getLogger("discord.app_commands.tree").error(
            "Ignoring exception in autocomplete for %r (Guild: %s, User: %s)",
            "similar",
            # As long as real ids, so that no time or id of a line holds them by chance.
            (guild := 111222333444555666),
            (user := 777888999000111222),
        )
        first, second = map(json.loads, capsys.readouterr().err.splitlines())
    finally:
        for handler in (*root.handlers, *before):
            root.removeHandler(handler)
        for handler in before:
            root.addHandler(handler)
    assert (first["level"], first["logger"], first["interaction"]) == (
        "ERROR",
        "bot.test",
        identifier,
    )
    assert first["message"] == "it said x\ny"
    assert "ValueError" in first["exception"]
    assert second["message"] == "autocomplete failed: 'similar'"
    assert str(guild) not in str(second)
    assert str(user) not in str(second)
