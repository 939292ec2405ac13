"""Bytes on the disk that went bad: a sentence that says what to do, and work goes on afterwards."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.sandbox.client import Reply
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import library, make_catalogue
from storage.catalogue import current_version
from storage.errors import TasteDamaged
from storage.like import Source
from tests.e2e.conftest import Scene
from tests.e2e.weekly_world import GENRES, WeeklyWorld
from tests.weekly import like_songs

UNREADABLE = "no catalogue of songs that I can read"


def spoil_tastes(scene: Scene) -> None:
    """Let every model and shortlist be other bytes than were kept."""
    with closing(sqlite3.connect(scene.store.database.path)) as store, store:
        store.execute("UPDATE tastes SET model = x'00', items = substr(items, 2)")


async def pick_songs(scene: Scene, songs: CatalogueSongs) -> Reply:
    loved = library(songs.catalogue, ("jazz", "soul"), 5, 3)
    picks = {f"pick{place}": track.track_id for place, track in enumerate(loved, start=1)}
    return await (await scene.ana.run("start", **picks)).settled()


async def test_a_damaged_taste_is_learned_anew_by_whatever_needs_it(
    scene: Scene, catalogue: Path
) -> None:
    world = WeeklyWorld.of(scene, catalogue)
    await world.plan()
    ana, ben = [await world.let_in(name, GENRES[n]) for n, name in enumerate(("Ana", "Ben"))]
    at = scene.clock.time
    for seed, visitor in enumerate((ana, ben)):
        liked = GENRES[seed]
        await like_songs(
            scene.store, catalogue, visitor.user.id, liked, at, seed=seed, source=Source.PICK
        )
    shown = await scene.recommend(2, ana)

    async def why() -> Reply:
        return await (await ana.press(shown, "Why")).settled()

    async def run(command: str, **options: object) -> Reply:
        return await (await ana.run(command, **options)).settled()  # type: ignore[arg-type]

    for act, words in (
        (lambda: scene.recommend(2, ana), "For you"),
        (lambda: run("taste card"), "What decides"),
        (lambda: run("blend", member=ben.user, count=2), "For Ana and Ben"),
        (why, "Your model has learned from"),
    ):
        spoil_tastes(scene)
        with pytest.raises(TasteDamaged):
            await scene.store.tastes.get(ana.user.id)
        reply = await act()
        assert words in reply.text, reply.text
        assert await scene.store.tastes.get(ana.user.id) is not None

    spoil_tastes(scene)
    await world.tick(hours=1)
    (post,) = world.posts()
    assert "**Ana**" in world.read(post)
    assert "**Ben**" in world.read(post)


async def test_damaged_tokens_ask_for_a_new_link(scene: Scene) -> None:
    await scene.link()
    with closing(sqlite3.connect(scene.store.database.path)) as store, store:
        store.execute("UPDATE links SET refresh_token = x'00'")
    told = await scene.recommend(2)
    assert told.text.count("[👍]") == 2
    assert "Run `/link` to renew it" in told.text
    assert "Run `/link`" in (await (await scene.ana.run("sync")).settled()).text
    await scene.link()
    assert (await scene.recommend(2)).text.count("(picture: Cover of") == 2


def cut_text(folder: Path) -> None:
    """Overwrite the text but for its first page, as a failing disk does."""
    file = folder / "tracks.sqlite"
    with file.open("r+b") as text:
        text.seek(4096)
        text.write(b"\xff" * (file.stat().st_size - 4096))


@pytest.fixture
def own_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "catalogue"
    make_catalogue(folder, count=300)
    return folder


async def test_a_catalogue_that_is_damaged_in_use_is_named_until_another_one_is_there(
    scene: Scene,
    own_catalogue: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await scene.stage.stop()
    monkeypatch.setattr(scene.stage, "_catalogue", own_catalogue)
    await scene.stage.start()
    songs = CatalogueSongs(own_catalogue)
    await pick_songs(scene, songs)
    shown = await scene.recommend(2)
    assert "For you" in shown.text

    version = current_version(own_catalogue)
    assert version is not None
    cut_text(own_catalogue / version)
    # What SQLite has read it keeps; a larger catalogue than this one it reads again and again.
    scene.services.catalogue.current().catalogue.text.query("PRAGMA shrink_memory")
    for refused in (await scene.recommend(2), await scene.press(shown, "👍")):
        assert UNREADABLE in refused.text
        assert "cratemate catalogue add" in refused.text
    assert "is damaged" in caplog.text
    assert "cratemate catalogue add --replace" in caplog.text

    shutil.rmtree(own_catalogue / version)
    make_catalogue(own_catalogue, count=300)
    scene.services.catalogue._check_at = float("-inf")
    assert "For you" in (await scene.recommend(2)).text


async def test_a_bot_that_starts_on_a_damaged_catalogue_recovers_without_a_restart(
    scene: Scene, own_catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.stage.stop()
    version = current_version(own_catalogue)
    assert version is not None
    (own_catalogue / version / "audio.npy").write_bytes(b"\x93NUMPY")
    monkeypatch.setattr(scene.stage, "_catalogue", own_catalogue)
    await scene.stage.start()
    assert UNREADABLE in (await (await scene.ana.run("start", pick1="love")).settled()).text
    make_catalogue(own_catalogue, count=300)
    assert UNREADABLE not in (await pick_songs(scene, CatalogueSongs(own_catalogue))).text
    assert "For you" in (await scene.recommend(2)).text
