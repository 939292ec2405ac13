"""A disk that takes no more: a clear sentence, nothing half kept, and work goes on afterwards."""

import resource
from collections.abc import Generator
from contextlib import contextmanager

import pytest

from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import library
from storage.likes import Source
from tests.e2e.conftest import Scene

SENTENCE = "its disk is full or failing"


@contextmanager
def no_file_grows() -> Generator[None]:
    """Let no write of this process reach the disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


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
