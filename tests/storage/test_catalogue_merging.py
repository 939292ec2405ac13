"""Editions become recordings, versions stay apart, and the order of merging does not matter."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.catalogue import Catalogue, CatalogueTrack
from storage.catalogue_building import add_tables
from tests.storage.feature_tables import Row, an_id, big_row, write_csv, write_parquet


def build(folder: Path, *tables: Sequence[Row], replace: bool = False) -> Catalogue:
    """Add tables one after the other."""
    into = folder / "catalogue"
    for number, rows in enumerate(tables):
        add_tables([write_parquet(folder / f"{number}.parquet", rows)], into, replace=replace)
    return Catalogue.open(into)


def groups_of(catalogue: Catalogue, *ids: int) -> list[set[int]]:
    """Return which of some ids are one recording."""
    rows = catalogue.resolve(an_id(number) for number in ids)
    groups: dict[int, set[int]] = {}
    for number in ids:
        groups.setdefault(rows[an_id(number)], set()).add(number)
    return list(groups.values())


def track_of(catalogue: Catalogue, number: int) -> CatalogueTrack:
    return catalogue.tracks([catalogue.resolve([an_id(number)])[an_id(number)]])[0]


def test_editions_are_one_recording_under_the_most_popular_id(tmp_path: Path):
    catalogue = build(
        tmp_path,
        [
            big_row(1, "Yesterday", "The Beatles", popularity=40, track_genre="rock"),
            big_row(
                2, "Yesterday - 2009 Remaster", "The Beatles", popularity=80, duration_ms=202e3
            ),
            big_row(3, "yesterday (Remastered 2009)", "the beatles;X", track_genre="british"),
            big_row(4, "Yesterday", "Boyz II Men"),
        ],
    )
    assert groups_of(catalogue, 1, 2, 3, 4) == [{1, 2, 3}, {4}]
    track = track_of(catalogue, 1)
    assert track.track_id == an_id(2)
    assert track.row == 0
    assert track.genres == ("british", "rock")
    assert track.title == "Yesterday - 2009 Remaster"


def test_versions_keep_rows_of_their_own_and_share_the_song(tmp_path: Path):
    titles = ["Layla", "Layla - Live at X", "Layla (Acoustic)", "Layla - Someone Remix"]
    rows = [big_row(n, title) for n, title in enumerate(titles)]
    catalogue = build(tmp_path, [*rows, big_row(9, "Another")])
    assert len(catalogue) == 5
    songs = {track_of(catalogue, number).song for number in range(4)}
    assert len(songs) == 1
    assert track_of(catalogue, 9).song not in songs


def test_durations_more_than_three_seconds_apart_are_two_recordings(tmp_path: Path):
    catalogue = build(
        tmp_path,
        [
            big_row(1, "Song", duration_ms=200_000, popularity=90),
            big_row(2, "Song", duration_ms=203_000),
            big_row(3, "Song", duration_ms=206_000),  # near the second, far from the first
            big_row(4, "Song", duration_ms=203_001, popularity=20),
        ],
    )
    assert groups_of(catalogue, 1, 2, 3, 4) == [{1, 2}, {3, 4}]


def test_an_edition_joins_the_recording_whose_duration_is_closest(tmp_path: Path):
    catalogue = build(
        tmp_path,
        [
            big_row(1, "Song", duration_ms=200_000, popularity=90),
            big_row(2, "Song", duration_ms=205_000, popularity=80),
            big_row(3, "Song", duration_ms=203_000, popularity=70),
        ],
    )
    assert groups_of(catalogue, 1, 2, 3) == [{1}, {2, 3}]


def test_an_unknown_duration_joins_the_most_popular_of_the_name(tmp_path: Path):
    catalogue = build(
        tmp_path,
        [
            big_row(1, "Song", duration_ms=200_000, popularity=90),
            big_row(2, "Song", duration_ms=300_000, popularity=95),
            big_row(3, "Song", duration_ms=None),
        ],
    )
    assert groups_of(catalogue, 1, 2, 3) == [{1}, {2, 3}]


def test_the_isrc_decides_where_there_is_one(tmp_path: Path):
    one, other = "GBAYE0601498", "gb-aye-06-01499"
    catalogue = build(
        tmp_path,
        [
            big_row(1, "Song", isrc=one),
            big_row(2, "Chanson", "Otherwise", isrc=one, duration_ms=999_000),
            big_row(3, "Song", isrc=other),
            big_row(4, "Song", isrc="no isrc"),
            big_row(5, "Chanson", "Otherwise", isrc=None, duration_ms=200_500),
        ],
    )
    # 5 has the name of 2, which is the recording 1 by its ISRC and lasts as long.
    assert groups_of(catalogue, 1, 2, 3, 4, 5) == [{1, 2, 4, 5}, {3}]
    assert track_of(catalogue, 3).isrc == "GBAYE0601499"


def test_values_are_the_canonical_ones_and_missing_ones_are_filled(tmp_path: Path):
    catalogue = build(
        tmp_path,
        [
            big_row(1, "Song", popularity=20, energy=0.1, tempo=90.0, year=1999),
            big_row(2, "Song", popularity=80, energy=0.9, tempo=None, year=None),
            big_row(3, "Song", popularity=10, energy=0.2, tempo=70.0, year=1970),
        ],
    )
    energy, tempo = catalogue.manifest["audio"].index("energy"), 10
    assert catalogue.arrays.audio[0, energy] == np.float32(0.9)
    assert catalogue.arrays.audio[0, tempo] == 90
    assert catalogue.arrays.year[0] == 1999
    assert catalogue.arrays.popularity[0] == 80


def test_one_id_on_many_rows_is_united(tmp_path: Path):
    catalogue = build(
        tmp_path,
        [
            big_row(1, "Song", "One", popularity=10, track_genre="rock", album_name=None),
            big_row(1, "Song", "One;Two", popularity=70, track_genre="punk", tempo=None),
            big_row(1, "Song", "One", popularity=30, track_genre="rock"),
        ],
    )
    track = track_of(catalogue, 1)
    assert len(catalogue) == 1
    assert track.genres == ("punk", "rock")
    assert track.artists == ("One", "Two")
    assert catalogue.arrays.popularity[0] == 70


def test_rows_are_in_order_of_popularity_with_unknown_ones_last(tmp_path: Path):
    popularity = [3, None, 50, 50, 100, None, 0]
    catalogue = build(tmp_path, [big_row(n, popularity=p) for n, p in enumerate(popularity)])
    ids = [track.track_id for track in catalogue.tracks(range(7))]
    assert ids == [an_id(number) for number in (4, 2, 3, 0, 6, 1, 5)]


def test_artists_are_one_however_they_are_written(tmp_path: Path):
    catalogue = build(
        tmp_path, [big_row(1, artists="Beyoncé"), big_row(2, artists="JAY-Z;BEYONCE")]
    )
    beyonce = catalogue.artist_ids(["beyoncé", "Nobody"])
    assert list(beyonce) == ["beyoncé"]
    number = beyonce["beyoncé"]
    assert catalogue.artist_names([number]) == {number: "Beyoncé"}
    arrays = catalogue.arrays
    assert np.count_nonzero(arrays.artist_ids == number) == 2
    row = track_of(catalogue, 2).row
    assert arrays.artist[row] != number
    assert arrays.artist_ids[arrays.artist_starts[row]] == arrays.artist[row]


def test_aliases_keep_resolving_after_later_merges(tmp_path: Path):
    catalogue = build(
        tmp_path,
        [big_row(1, "Song", popularity=40), big_row(2, "Song", popularity=50)],
        [big_row(3, "Song", popularity=90)],
        [big_row(4, "Else")],
    )
    assert groups_of(catalogue, 1, 2, 3, 4) == [{1, 2, 3}, {4}]
    assert track_of(catalogue, 1).track_id == an_id(3)


def test_replacing_starts_anew(tmp_path: Path):
    catalogue = build(tmp_path, [big_row(1)], [big_row(2)], replace=True)
    assert catalogue.resolve([an_id(1), an_id(2)]) == {an_id(2): 0}
    assert len(catalogue.manifest["sources"]) == 1


def test_adding_a_table_again_changes_nothing(tmp_path: Path):
    rows = [big_row(n, f"Song {n % 5}", popularity=n) for n in range(20)]
    once = build(tmp_path, rows)
    twice = build(tmp_path, rows)
    assert once.version != twice.version
    assert_equal(once, twice)
    assert twice.manifest["sources"][-1]["new"] == 0
    assert twice.manifest["sources"][-1]["merged"] == 20


titles = st.sampled_from(["A", "A - Remastered", "A - Live", "B", "B (Deluxe Edition)", "!!!"])
isrcs = st.sampled_from([None, None, "GBAYE0601498", "GBAYE0601499"])
random_rows = st.lists(
    st.builds(
        lambda number, title, artist, popularity, duration, isrc: big_row(
            number, title, artist, popularity=popularity, duration_ms=duration, isrc=isrc
        ),
        st.integers(1, 12),
        titles,
        st.sampled_from(["X", "Y;X"]),
        st.one_of(st.none(), st.integers(0, 3)),
        st.one_of(st.none(), st.integers(200, 206).map(lambda seconds: seconds * 1000)),
        isrcs,
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(random_rows, random_rows)
def test_two_steps_come_to_the_same_as_one(
    tmp_path_factory: pytest.TempPathFactory, first: list[Row], second: list[Row]
):
    one, two = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    files = [write_csv(one / f"{n}.csv", rows) for n, rows in enumerate((first, second))]
    add_tables(files, one / "catalogue")
    for file in files:
        add_tables([file], two / "catalogue")
    at_once, in_steps = Catalogue.open(one / "catalogue"), Catalogue.open(two / "catalogue")
    assert_equal(at_once, in_steps)
    everything = {row["track_id"] for row in (*first, *second)}
    assert set(at_once.resolve(everything)) == everything


def assert_equal(one: Catalogue, other: Catalogue) -> None:
    """Compare everything but the version."""
    for field in fields(one.arrays):
        values = getattr(one.arrays, field.name), getattr(other.arrays, field.name)
        np.testing.assert_array_equal(*values, err_msg=field.name)
    assert one.genre_names == other.genre_names
    assert one.tracks(range(len(one))) == other.tracks(range(len(other)))
    for table in ("alias", "artist"):
        sql = f"SELECT * FROM {table} ORDER BY 1"
        assert one.text.query(sql) == other.text.query(sql)
