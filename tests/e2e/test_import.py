"""/import: what a member brings along is read apart from the bot, kept and learned from."""

import asyncio
import logging
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.imports.download import download
from bot.imports.errors import ImportTooLarge
from bot.imports.unpacking import MOST_BYTES
from bot.sandbox.client import Reply
from bot.sandbox.discord import Upload
from bot.sandbox.discord.wire import Wire
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import library
from storage.like import Source
from tests.e2e.conftest import LEARNED, PATIENCE, Scene
from tests.unit import import_files as files
from tests.unit.import_files import Song


def known_songs(songs: CatalogueSongs, count: int = 12) -> list[Song]:
    found = library(songs.catalogue, ("jazz", "soul"), count, 3)
    return [
        Song(track.track_id, track.title, track.artists[0], track.isrc or "") for track in found
    ]


_FEW = [Song("", title, "Somebody Else") for title in ("Rain", "Snow", "Wind", "Fog")]


def bytes_below(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def bring(scene: Scene, data: bytes, said: str) -> Reply:
    """Bring a file and wait for the words that end it."""
    reply = await scene.ana.run("import", file=Upload("upload.bin", data))
    return await reply.until(said, PATIENCE)


def lead_nowhere(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the addresses of attachments name none."""
    nowhere = f"{scene.stage.discord.base_url}/attachments/1/1/x"
    monkeypatch.setattr(Wire, "url", lambda *_: nowhere)


async def test_import_of_an_account_export_is_learned_from(
    scene: Scene, songs: CatalogueSongs, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    learned = "I learned from 12 songs of yours"
    reply = await bring(scene, files.account(known_songs(songs)), learned)
    assert "12 different songs" in reply.text
    assert await scene.store.likes.counts(scene.ana.user.id) == {Source.IMPORT: 12}
    assert "For you" in (await scene.recommend()).text
    kept = bytes_below(tmp_path)
    for secret in files.SECRETS:
        assert secret.encode() not in kept
        assert secret not in caplog.text


async def test_import_of_the_same_file_twice_changes_nothing(
    scene: Scene, songs: CatalogueSongs
) -> None:
    data = files.extended(known_songs(songs)).encode()
    await bring(scene, data, LEARNED)
    before = await scene.store.likes.of(scene.ana.user.id)
    trained = await scene.store.tastes.get(scene.ana.user.id)
    await bring(scene, data, "nothing has changed")
    assert await scene.store.likes.of(scene.ana.user.id) == before
    assert await scene.store.tastes.get(scene.ana.user.id) == trained


async def test_import_finds_songs_by_name_and_lists_what_it_does_not_find(
    scene: Scene, songs: CatalogueSongs
) -> None:
    known = known_songs(songs)
    strange = Song("", "=HYPERLINK(1)", known[0].artist)
    reply = await bring(scene, files.soundiiz([*known, strange]).encode(), LEARNED)
    assert "**12** are in my catalogue" in reply.text
    assert "**One** is not in it" in reply.text
    told = scene.ana.files(reply)["import-report.csv"].decode("utf-8-sig")
    assert "not in the catalogue,'=HYPERLINK(1)" in told


async def test_import_of_songs_nobody_has_keeps_them(scene: Scene) -> None:
    strange = [Song("", f"Song {number}", "Nobody At All") for number in range(3)]
    await bring(scene, files.soundiiz(strange).encode(), "None of your songs is in my catalogue")
    assert await scene.store.likes.counts(scene.ana.user.id) == {Source.IMPORT: 3}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\0", "There is no song in that file"),
        (b"PK\x03\x04" + bytes(80), "That file is damaged"),
        (b"what is this", "I do not know that kind of file"),
        ("title,artist\nÄ,Ö".encode("latin-1"), "Save it as UTF-8"),
    ],
)
async def test_import_of_what_cannot_be_read_changes_nothing(
    scene: Scene, data: bytes, sentence: str
) -> None:
    await bring(scene, data, sentence)
    assert await scene.store.members.get(scene.ana.user.id) is None


async def test_import_of_a_file_that_takes_too_long_is_not_called_damaged(
    scene: Scene, songs: CatalogueSongs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene.services.importing, "_seconds", 1)
    many = [Song("", f"{song.title} {n}", song.artist) for n in range(12_000) for song in _FEW]
    reply = await bring(scene, files.soundiiz(many).encode(), "takes more time or memory")
    assert "Nothing is changed" in reply.text
    assert await scene.store.members.get(scene.ana.user.id) is None
    monkeypatch.undo()
    await bring(scene, files.account(known_songs(songs)), LEARNED)


async def test_import_refuses_a_large_file_before_downloading_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever asked for it would be told that it is not there.
    lead_nowhere(scene, monkeypatch)
    await bring(scene, bytes(MOST_BYTES + 1), "larger than the 64 MiB")


async def test_import_of_a_file_that_discord_does_not_hand_out_changes_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_nowhere(scene, monkeypatch)
    await bring(scene, b"title,artist", "Discord did not hand me all of that file")
    assert await scene.store.members.get(scene.ana.user.id) is None


async def test_import_stops_a_download_that_is_larger_than_was_said() -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        answer = web.StreamResponse()
        await answer.prepare(request)
        with suppress(ConnectionError):
            while sent < 10 * MOST_BYTES:
                await answer.write(bytes(2**20))
                sent += 2**20
        return answer

    app = web.Application()
    app.router.add_get("/", endless)
    async with TestServer(app, host="127.0.0.1") as server:
        with pytest.raises(ImportTooLarge):
            await download(str(server.make_url("/")))
    assert sent < 2 * MOST_BYTES


async def test_import_is_gone_where_the_member_was_deleted_meanwhile(
    scene: Scene, songs: CatalogueSongs, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = known_songs(songs)
    await bring(scene, files.soundiiz(known[:6]).encode(), LEARNED)
    start = asyncio.create_subprocess_exec

    async def start_after_a_deletion(*words: str, **options: Any) -> asyncio.subprocess.Process:
        await scene.store.members.forget(scene.ana.user.id)
        return await start(*words, **options)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start_after_a_deletion)
    await bring(scene, files.account(known), "Your data was deleted while I read the file")
    assert await scene.store.members.get(scene.ana.user.id) is None


async def test_import_asks_for_one_thing_at_a_time(scene: Scene) -> None:
    for options in ({}, {"listenbrainz": "ana", "lastfm": "ana"}):
        reply = await (await scene.ana.run("import", **options)).settled()
        assert "Give me one thing to read" in reply.text


@pytest.mark.stage(lastfm_key=SecretStr(""))
async def test_import_from_lastfm_is_off_without_the_owners_key(scene: Scene) -> None:
    reply = await scene.ana.run("import", lastfm="ana")
    await reply.until("CRATEMATE_LASTFM_KEY", PATIENCE)


@pytest.mark.parametrize("service", ["listenbrainz", "lastfm"])
async def test_import_of_a_profile_is_learned_from(scene: Scene, service: str) -> None:
    reply = await scene.ana.run("import", **{service: "nobody"})
    await reply.until("knows nobody called", PATIENCE)
    assert await scene.store.members.get(scene.ana.user.id) is None
    reply = await scene.ana.run("import", **{service: "ana"})
    await reply.until(LEARNED, PATIENCE)
    loved = {track.title for track in (*scene.listener.top, *scene.listener.recent)}
    kept = await scene.store.likes.of(scene.ana.user.id)
    assert kept
    assert {like.title for like in kept} <= loved
    assert {like.source for like in kept} == {Source.IMPORT}
