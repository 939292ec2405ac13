"""A disk that takes no more: a clear sentence, nothing half kept, and work goes on afterwards."""

import resource
from collections.abc import Generator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from sqlalchemy.util import greenlet_spawn

from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import library
from storage.like import Source
from tests.e2e.conftest import Scene

SENTENCE = "its disk is full or failing"


async def let_write(scene: Scene, *, allowed: bool) -> None:
    """Let SQLite take the store for one on a read-only disk, or no longer.

    Tests may run as root, whom no permission keeps from writing.
    """
    pooled = await scene.store.database._writer.raw_connection()
    connection: Any = pooled.driver_connection
    pragma = f"PRAGMA query_only = {'OFF' if allowed else 'ON'}"
    await connection.execute(pragma)
    await greenlet_spawn(pooled.close)
    with closing(scene.store.database._changing.raw_connection()) as changing:
        changing.cursor().execute(pragma)


@contextmanager
def no_file_grows() -> Generator[None]:
    """Let no write of this process reach the disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_disk_that_is_read_only_is_named_and_nothing_is_lost(
    scene: Scene, songs: CatalogueSongs, caplog: pytest.LogCaptureFixture
) -> None:
    loved = library(songs.catalogue, ("jazz", "soul"), 5, 3)
    picks = {f"pick{place}": track.track_id for place, track in enumerate(loved, start=1)}
    await (await scene.ana.run("start", **picks)).settled()
    shown = await scene.recommend(2)
    kept = await scene.store.members.export(scene.ana.user.id)

    await let_write(scene, allowed=False)
    for refused in (
        await scene.press(shown, "👍"),
        await scene.recommend(2),
        await (await scene.ana.run("link")).settled(),
        await (await scene.ana.run("weekly join")).settled(),
    ):
        assert SENTENCE in refused.text
        assert "try again after that" in refused.text
    # What only reads goes on.
    assert "What I keep" in (await (await scene.ana.run("privacy")).settled()).text
    assert "attempt to write a readonly database" in caplog.text
    assert await scene.store.members.export(scene.ana.user.id) == kept

    await let_write(scene, allowed=True)
    assert "counts as liked" in (await scene.press(shown, "👍")).text
    assert "For you" in (await scene.recommend(2)).text


async def test_a_full_disk_is_named_and_work_goes_on_when_there_is_room(
    scene: Scene, songs: CatalogueSongs, caplog: pytest.LogCaptureFixture
) -> None:
    loved = library(songs.catalogue, ("jazz", "soul"), 6, 3)
    picks = {f"pick{place}": track.track_id for place, track in enumerate(loved[:5], start=1)}
    await (await scene.ana.run("start", **picks)).settled()
    shown = await scene.recommend(2)
    before = await scene.store.likes.counts(scene.ana.user.id)

    with no_file_grows():
        refused = await scene.press(shown, "👍")
        again = await (await scene.ana.run("start", pick1=loved[5].track_id)).settled()
    assert SENTENCE in refused.text
    assert SENTENCE in again.text
    assert "The members' store cannot be written" in caplog.text
    assert await scene.store.likes.counts(scene.ana.user.id) == before

    await scene.press(shown, "👍")
    after = await scene.store.likes.counts(scene.ana.user.id)
    assert after == {**before, Source.UP: 1}
