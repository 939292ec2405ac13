"""/privacy: what is shown, handed out and deleted."""

import asyncio
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.render import privacy as layouts
from bot.render.wording import languages, wording
from bot.results.privacy import Copies, Forgotten, Holding, Kept
from bot.sandbox.client import Reply, Visitor
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.faults import held
from bot.sandbox.spotify.listeners import Listener, StandInTrack
from bot.services.privacy import LARGEST_PLAIN, LIVES, pack
from storage.like import Source
from storage.schema import MEMBER_TABLES
from tests.e2e.conftest import PATIENCE, Scene
from tests.e2e.keeping_world import PUT, Keeper
from tests.e2e.playlist_world import CREATE, DONE, row_ids

PLANTED = "Planted Øresund Lullaby 4711"
COUNTED = [table.name for table in MEMBER_TABLES if table.name not in {"likes", "members"}]


@pytest.fixture
def listener(songs: CatalogueSongs) -> Listener:
    """Somebody with a small library and one song that nobody else could have."""
    listener = make_listener(songs, "Ana", ("techno", "house"), saved=20, seed=1)
    own = next(track for track in listener.saved if isinstance(track, StandInTrack))
    planted = StandInTrack("4Planted0Planted0Plant", PLANTED, own.artists)
    return replace(listener, saved=(*listener.saved, planted))


async def use_everything(scene: Scene) -> None:
    """Link, ask for songs, rate one, make a playlist, take part in the weekly post."""
    await scene.link()
    await scene.press(await scene.recommend(2), "👍")
    await (await scene.ana.run(CREATE, count=3)).until(DONE, PATIENCE)
    await (await scene.ana.run("weekly join")).settled()
    await scene.learned()


async def ask(visitor: Visitor) -> Reply:
    return await (await visitor.run("privacy")).settled()


async def press(visitor: Visitor, reply: Reply, button: str) -> Reply:
    return await (await visitor.press(reply, button)).settled()


async def delete(visitor: Visitor, reply: Reply) -> Reply:
    """Press both buttons; return what stands in the place of the question."""
    question = await press(visitor, reply, "Delete everything")
    await visitor.press(question, "Yes, delete everything")
    return await question.until("Everything is deleted")


def files(path: Path) -> dict[str, bytes]:
    """Read the database's file, its log and whatever else lies beside it."""
    return {file.name: file.read_bytes() for file in path.parent.glob(f"{path.name}*")}


def count(path: Path, trace: bytes) -> int:
    return sum(content.count(trace) for content in files(path).values())


async def test_privacy_shows_what_is_kept_why_and_how_long(scene: Scene) -> None:
    await use_everything(scene)
    kept = await scene.store.likes.counts(scene.ana.user.id)
    shown = await scene.store.lists.songs_since(
        scene.ana.user.id, scene.clock() - timedelta(days=1)
    )
    reply = await ask(scene.ana)
    assert reply.ephemeral
    assert f"{kept[Source.SAVED]} liked songs from Spotify" in reply.text
    assert "one song you gave a 👍" in reply.text
    assert "Model" in reply.text
    assert "Spotify link" in reply.text
    assert "2 lists shown to you, so that their buttons work: 90 days" in plain(reply)
    assert f"{len(shown)} songs shown to you, to show them no more: 60 days" in plain(reply)
    assert "One playlist I made for you" in plain(reply)
    assert "One server whose weekly post you take part in" in plain(reply)
    assert "E-mail" not in reply.text
    assert "What I posted in servers stays there" in reply.text
    assert "I make no copies of my store here" in reply.text
    assert reply.buttons == ["Export", "Privacy policy", "Delete everything"]


def plain(reply: Reply) -> str:
    return reply.text.replace("**", "")


async def test_privacy_names_an_email_and_works_in_direct_messages(scene: Scene) -> None:
    await scene.store.allow_list.ask(scene.ana.user.id, "ana@example.org", scene.clock())
    reply = await ask(scene.ana.in_dm())
    assert "E-mail you gave for a place" in plain(reply)
    assert "at most 90 days" in reply.text
    assert "ana@example.org" not in reply.text


@pytest.mark.parametrize("where", ["the server", "direct messages"])
async def test_privacy_tells_a_stranger_that_nothing_is_kept(scene: Scene, where: str) -> None:
    ben = scene.join("Ben")
    reply = await ask(ben if where == "the server" else ben.in_dm())
    assert "I keep nothing about you" in reply.text
    assert reply.buttons == []
    assert await scene.store.members.get(ben.user.id) is None


async def test_export_is_whole_and_holds_no_token(scene: Scene) -> None:
    await use_everything(scene)
    member_id = scene.ana.user.id
    link = await scene.store.links.get(member_id)
    assert link is not None
    answer = await press(scene.ana, await ask(scene.ana), "Export")
    assert answer.ephemeral
    [(name, content)] = scene.ana.files(answer).items()
    assert name == "cratemate-export.json"
    found = json.loads(content)
    with closing(sqlite3.connect(scene.stage.settings.database)) as database:
        for table in MEMBER_TABLES:
            query = f"SELECT count(*) FROM {table.name} WHERE member_id = ?"
            assert database.execute(query, (member_id,)).fetchone() == (len(found[table.name]),)
        sealed = database.execute("SELECT access_token, refresh_token FROM links").fetchone()
    assert found["links"][0]["account_id"] == link.account_id
    assert PLANTED in {like["title"] for like in found["likes"]}
    for token in (link.access_token, link.refresh_token):
        assert token.encode() not in content
    for bytes_kept in sealed:
        text = bytes_kept if isinstance(bytes_kept, str) else bytes_kept.decode("ascii")
        assert text not in content.decode()
    assert found["links"][0]["access_token"] == "kept, sealed"


async def test_export_is_of_whoever_presses_the_button(scene: Scene) -> None:
    await scene.link()
    ben = scene.join("Ben")
    await (await ben.run("weekly join")).settled()
    theirs = await ask(scene.ana)
    theirs.message.audience = None
    answer = await press(ben, theirs, "Export")
    [content] = ben.files(answer).values()
    found = json.loads(content)
    assert found["participants"][0]["member_id"] == ben.user.id
    assert found["likes"] == found["links"] == []


def test_export_is_packed_where_it_is_large() -> None:
    found = {"likes": [{"title": "ø" * LARGEST_PLAIN}]}
    export = pack(found)
    assert export.filename == "cratemate-export.zip"
    assert len(export.content) < LARGEST_PLAIN
    with zipfile.ZipFile(io.BytesIO(export.content)) as archive:
        assert json.loads(archive.read("cratemate-export.json")) == found


async def test_delete_leaves_no_byte_of_the_member_and_tells_what_stays(scene: Scene) -> None:
    await use_everything(scene)
    ben = scene.join("Ben")
    await (await ben.run("weekly join")).settled()
    path, member_id = scene.stage.settings.database, scene.ana.user.id
    link = await scene.store.links.get(member_id)
    assert link is not None
    traces: tuple[bytes, ...] = (
        member_id.to_bytes(8, "big"),
        PLANTED.encode(),
        link.account_id.encode(),
        link.refresh_token.encode(),
    )
    assert all(count(path, trace) for trace in traces[:3])
    traces += (str(member_id).encode(),)
    outcome = await delete(scene.ana, await ask(scene.ana))
    assert outcome.ephemeral
    assert "What I posted in servers stays there" in outcome.text
    assert "https://www.spotify.com/account/apps" in outcome.text
    assert not any("elete" in button for button in outcome.buttons)
    assert [count(path, trace) for trace in traces] == [0] * len(traces)
    assert await scene.store.members.get(ben.user.id) is not None
    assert len(await scene.store.guilds.participants(scene.stage.discord.guild.id)) == 1
    await scene.stage.stop()
    assert [count(path, trace) for trace in traces] == [0] * len(traces)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


async def test_delete_asks_first_and_a_second_press_finds_nothing(scene: Scene) -> None:
    await (await scene.ana.run("weekly join")).settled()
    member_id = scene.ana.user.id
    reply = await ask(scene.ana)
    first = await press(scene.ana, reply, "Delete everything")
    second = await press(scene.ana, reply, "Delete everything")
    assert first.ephemeral
    assert "I cannot bring them back" in first.text
    assert await scene.store.members.get(member_id) is not None
    await scene.ana.press(first, "Yes, delete everything")
    outcome = await first.until("Everything is deleted")
    assert "Spotify: https" not in outcome.text
    assert await scene.store.members.get(member_id) is None
    again = await scene.ana.press(second, "Yes, delete everything")
    await again.until("I keep nothing about you")
    for button in ("Delete everything", "Export"):
        assert "I keep nothing about you" in (await press(scene.ana, reply, button)).text
    assert "I keep nothing about you" in (await ask(scene.ana)).text


async def test_delete_works_after_a_restart_and_the_member_can_come_back(scene: Scene) -> None:
    await scene.link()
    reply = await ask(scene.ana)
    await scene.stage.restart()
    await delete(scene.ana, reply)
    assert "Run `/link`" in (await scene.recommend()).text
    await scene.link()
    assert "liked songs from Spotify" in (await ask(scene.ana)).text


async def test_delete_stops_a_reading_and_a_training_under_way(scene: Scene) -> None:
    await scene.link()
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), "/me/top/tracks")
    reading = await scene.start_link()
    await scene.stage.spotify.faults.bitten.wait()
    job = scene.services.training.request(scene.ana.user.id)
    await delete(scene.ana, await ask(scene.ana))
    await reading.until("The link was removed or renewed while I was reading")
    gate.set()
    await asyncio.wait([job.done], timeout=PATIENCE)
    assert scene.services.intake.running(scene.ana.user.id) is None
    assert await scene.store.members.count(scene.ana.user.id) == {}


async def test_delete_stops_a_playlist_under_way(scene: Scene) -> None:
    await scene.link()
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), "/items", method="POST")
    making = await scene.ana.run(CREATE, count=3)
    await scene.stage.spotify.faults.bitten.wait()
    await delete(scene.ana, await ask(scene.ana))
    await making.until("/link")
    gate.set()
    assert await scene.services.playlists.resume() == []
    assert await scene.store.members.count(scene.ana.user.id) == {}


@pytest.mark.stage(learning=False)
async def test_delete_stops_a_refresh_under_way(scene: Scene, songs: CatalogueSongs) -> None:
    keeper = Keeper(scene, songs)
    await keeper.learn()
    await keeper.link()
    playlist = await keeper.keep(count=3)
    before = row_ids(playlist)
    gate = asyncio.Event()
    scene.stage.spotify.faults.add(held(gate), PUT, method="PUT")
    scene.stage.spotify.faults.bitten.clear()
    scene.clock.time = due = await keeper.next_at()
    [task] = await scene.services.refreshing.tick(due)
    await asyncio.wait_for(scene.stage.spotify.faults.bitten.wait(), PATIENCE)
    assert "One refresh of such playlists" in plain(await ask(scene.ana))
    outcome = await delete(scene.ana, await ask(scene.ana))
    assert "playlists in your Spotify account stay yours" in outcome.text
    assert task.done()
    assert await scene.services.refreshing.tick(due) == []
    assert await scene.store.members.count(keeper.id) == {}
    assert [one.playlist_id for one in keeper.made()] == [playlist.playlist_id]
    assert row_ids(playlist) == before
    gate.set()


async def test_delete_says_where_bytes_remain_until_the_next_start(scene: Scene) -> None:
    await (await scene.ana.run("weekly join")).settled()
    path, trace = scene.stage.settings.database, scene.ana.user.id.to_bytes(8, "big")
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM members").fetchall()
        done = await scene.services.privacy.forget(scene.ana.user.id, patience=0.2)
        assert count(path, trace) > 0
    assert done == Forgotten(linked=False, scrubbed=False, copies=None)
    told = layouts.forgotten(wording(), done)
    assert "traces in its file go at my next start" in str(told.to_components())
    await scene.stage.restart()
    assert count(path, trace) == 0


def test_privacy_has_a_sentence_for_every_table_and_every_source() -> None:
    for say in languages().values():
        for name in COUNTED:
            assert say.has(f"privacy-kept-{name.replace('_', '-')}"), name
        for source in Source:
            assert say.has(f"privacy-likes-{source.value}"), source


def test_privacy_fits_into_a_message_with_everything_in_it() -> None:
    holdings = tuple(Holding(name, 1_234_567, LIVES.get(name)) for name in COUNTED)
    likes = dict.fromkeys(Source, 1_234_567)
    for say in languages().values():
        view = layouts.kept(say, Kept(likes, holdings, Copies(1000, "weekly", 3650)))
        assert view.content_length() <= 4000
        words = str(view.to_components())
        assert all(f"{life.days} " in words for life in LIVES.values() if life.days)


@pytest.mark.parametrize(
    ("copies", "sentence"),
    [
        (
            Copies(7, "daily", 30),
            "every day and keep 7 copies: what you delete is gone from them after 7 days",
        ),
        (
            Copies(1, "weekly", 30),
            "every week and keep one copy: what you delete is gone from it after 7 days",
        ),
        (
            Copies(7, "weekly", 30),
            "every week and keep 7 copies: what you delete is gone from them after 30 days",
        ),
    ],
)
def test_privacy_says_how_long_copies_are_kept(copies: Copies, sentence: str) -> None:
    view = layouts.kept(wording(), Kept({}, (), copies))
    assert sentence in str(view.to_components())
