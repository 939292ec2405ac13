"""The bot always has one whole catalogue: text and arrays of the same version."""

from pathlib import Path

import numpy as np
import pytest

from bot.errors import CatalogueMissing
from bot.services.catalogue import CatalogueService, load_snapshot
from storage.catalogue import current_version
from storage.catalogue_building import add_tables
from tests.storage.feature_tables import an_id, big_row, write_csv


class Clock:
    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "catalogue"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(into: Path, clock: Clock) -> CatalogueService:
    return CatalogueService(into, now=clock)


def add(into: Path, *numbers: int) -> str:
    rows = [big_row(n, popularity=n, track_genre=f"genre {n}", year=1990 + n) for n in numbers]
    return add_tables([write_csv(into.parent / "table.csv", rows)], into).version


def test_missing_until_it_is_built(service: CatalogueService, into: Path):
    with pytest.raises(CatalogueMissing):
        service.current()
    version = add(into, 1)
    assert service.current().tracks.version == version


def test_a_new_version_is_taken_into_use_after_a_few_seconds(
    service: CatalogueService, into: Path, clock: Clock
):
    first = add(into, 1)
    before = service.current()
    second = add(into, 2)
    assert service.current() is before
    clock.time += 6
    after = service.current()
    assert (before.tracks.version, after.tracks.version) == (first, second)
    assert after.catalogue.version == second
    assert len(after.tracks) == len(after.catalogue) == 2
    assert before.catalogue.tracks([0])[0].track_id == an_id(1)


def test_an_unchanged_catalogue_is_not_opened_again(
    service: CatalogueService, into: Path, clock: Clock
):
    add(into, 1)
    before = service.current()
    clock.time += 100
    assert service.current() is before


def test_a_broken_version_leaves_the_old_one_in_use(
    service: CatalogueService, into: Path, clock: Clock, caplog: pytest.LogCaptureFixture
):
    first = add(into, 1)
    service.current()
    second = add(into, 2)
    (into / second / "audio.npy").unlink()
    clock.time += 6
    assert service.current().tracks.version == first
    assert "damaged" in caplog.text
    third = add_tables([into.parent / "table.csv"], into, replace=True).version
    clock.time += 6
    assert service.current().tracks.version == third


def test_a_catalogue_that_vanishes_stays_in_use(
    service: CatalogueService, into: Path, clock: Clock
):
    first = add(into, 1)
    service.current()
    (into / "current").unlink()
    clock.time += 6
    assert service.current().tracks.version == first
    assert current_version(into) is None


def test_tracks_are_what_the_text_says_row_for_row(into: Path):
    add(into, 3, 1, 2)
    snapshot = load_snapshot(into)
    tracks = snapshot.tracks
    for track in snapshot.catalogue.tracks(range(3)):
        row, number = track.row, int(track.track_id)
        assert tracks.popularity[row] == number
        assert tracks.year[row] == track.year == 1990 + number
        assert tracks.song[row] == track.song
        names = [tracks.genre_names[genre] for genre in tracks.genres.of(row)]
        assert names == list(track.genres) == [f"genre {number}"]
        assert tracks.artists.of(row).tolist() == [tracks.artist[row]]


def test_arrays_are_mapped_and_read_only(into: Path):
    add(into, 1, 2)
    tracks = load_snapshot(into).tracks
    assert isinstance(tracks.audio.base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        tracks.audio[0, 0] = 1
