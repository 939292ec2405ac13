"""The catalogue of the two real tables."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from storage.catalogue import Catalogue, Wanted
from storage.catalogue_building import Report, add_tables

DATA = Path(
    os.environ.get("CRATEMATE_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data"
)
TABLES = [DATA / "spotify114k_sample.parquet", DATA / "tidytuesday_spotify_songs.parquet"]

pytestmark = pytest.mark.skipif(
    not all(table.exists() for table in TABLES),
    reason="the real tables are not in the folder CRATEMATE_DATA names",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("real")


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return add_tables(TABLES, folder)


@pytest.fixture(scope="module")
def catalogue(folder: Path, report: Report) -> Iterator[Catalogue]:
    catalogue = Catalogue.open(folder)
    assert len(catalogue) == report.recordings
    yield catalogue
    catalogue.close()


def test_as_many_recordings_as_there_are(report: Report):
    assert 41_000 <= report.recordings <= 43_000
    assert report.ids == 45_929
    assert [source.read for source in report.sources] == [17_949, 32_833]
    assert [source.refused for source in report.sources] == [{}, {"no title": 5}]


def test_every_id_of_the_tables_resolves(catalogue: Catalogue):
    ids = set(pd.read_parquet(TABLES[1], columns=["track_id"])["track_id"])
    rows = catalogue.resolve(ids)
    assert len(ids) - len(rows) == 4  # those whose rows have no title
    assert max(rows.values()) < len(catalogue)


def test_the_order_does_not_matter(folder: Path, catalogue: Catalogue, tmp_path: Path):
    add_tables(TABLES[:1], tmp_path)
    add_tables(TABLES[1:], tmp_path)
    steps = Catalogue.open(tmp_path)
    np.testing.assert_array_equal(catalogue.arrays.song, steps.arrays.song)
    np.testing.assert_array_equal(catalogue.arrays.audio, steps.arrays.audio)
    np.testing.assert_array_equal(catalogue.arrays.genre_ids, steps.arrays.genre_ids)


def test_rows_fall_in_popularity(catalogue: Catalogue):
    assert (np.diff(catalogue.arrays.popularity) <= 0).all()


def test_editions_of_one_recording_have_similar_numbers(catalogue: Catalogue):
    # A wrong merge would join different performances, and their features would disagree.
    table = pd.read_parquet(TABLES[1]).dropna(subset=["track_name"]).drop_duplicates("track_id")
    rows = catalogue.resolve(table["track_id"])
    table["row"] = table["track_id"].map(rows)
    merged = table[table.duplicated("row", keep=False)]
    spread = merged.groupby("row")[["energy", "danceability", "valence"]].agg(np.ptp)
    assert len(spread) > 1_500
    assert (spread.median() < 0.02).all()
    assert (spread.quantile(0.9) < 0.12).all()


def test_versions_share_their_song(catalogue: Catalogue):
    songs = np.unique(catalogue.arrays.song, return_counts=True)[1]
    assert 1_000 < np.count_nonzero(songs > 1) < 4_000


@pytest.mark.parametrize(
    ("text", "artist"), [("queen bohem", "Queen"), ("dua lipa", "Dua Lipa"), ("rosalia", "ROSALÍA")]
)
def test_search_finds_what_people_type(catalogue: Catalogue, text: str, artist: str):
    assert any(artist in track.artists for track in catalogue.search(text))


def test_most_songs_are_found_again_by_their_names(catalogue: Catalogue):
    tracks = catalogue.tracks(range(0, len(catalogue), 20))
    wanted = [
        Wanted(title=track.title, artist=track.artists[0], duration_ms=track.duration_ms)
        for track in tracks
    ]
    found = catalogue.match(wanted)
    right = sum(row == track.row for row, track in zip(found, tracks, strict=True))
    assert right / len(tracks) > 0.995


def test_songs_of_nobody_are_not_guessed(catalogue: Catalogue):
    tracks = catalogue.tracks(range(0, len(catalogue), 200))
    wanted = [Wanted(title=track.title[::-1], artist=track.artists[0]) for track in tracks]
    found = [row for row in catalogue.match(wanted) if row is not None]
    assert len(found) <= len(tracks) // 50  # palindromes and titles of one letter


def test_opening_copies_nothing(catalogue: Catalogue):
    arrays = catalogue.arrays
    assert all(isinstance(a.base, np.memmap) for a in (arrays.audio, arrays.song, arrays.genre_ids))
