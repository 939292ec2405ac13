"""A killed bot keeps its word, in short; `python -m tests.faults.kill` has the long way."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.sandbox.spotify.listeners import Playlist
from storage.store import Store
from storage.vault import fresh_key
from tests.faults.kill import set_up, try_kills


async def test_a_killed_bot_keeps_its_word(tmp_path: Path, catalogue: Path) -> None:
    run = await try_kills(tmp_path, catalogue, rounds=2, seed=3)
    assert run.figures(2) == {
        "rounds": 2,
        "lost": 0,
        "duplicates": 0,
        "corrupt": 0,
        "plain_tokens": 0,
    }, run.findings
    assert run.acts.tally.begun.total() >= 4
    assert "interrupted" in run.acts.tally.table()


async def test_each_kind_of_broken_word_is_found(tmp_path: Path, catalogue: Path) -> None:
    async with set_up(tmp_path, catalogue, seed=1) as run:
        await (await Store.open(tmp_path / "written" / "cratemate.sqlite", [fresh_key()])).close()
        scene, person = run.scene, run.scene.people[0]
        assert not scene.look().sentences()
        assert not scene.look_for_tokens().sentences()

        person.linked = True
        person.likes.add(("pick", "nothing"))
        person.playlists["Crate 1"] = 3
        assert len(scene.look().lost) == 3

        assert person.listener is not None
        twice = [Playlist(text, "Crate 1", "somebody", []) for text in ("one", "two")]
        scene.spotify.playlists_of(person.listener).extend(twice)
        assert len(scene.look().duplicates) == 1

        with closing(sqlite3.connect(scene.folder / "cratemate.sqlite")) as store, store:
            store.execute("INSERT INTO shown VALUES (77, 1, '2026-01-01 00:00:00')")
        assert any("orphans in shown" in sentence for sentence in scene.look().corrupt)

        (secret, *_) = scene.secrets
        (scene.folder / "somewhere").write_bytes(b"..." + secret + b"...")
        assert len(scene.look_for_tokens().plain_tokens) == 1
