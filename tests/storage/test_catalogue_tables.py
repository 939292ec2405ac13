"""Every known table is read as its owner meant it, and what is no table is refused."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from storage.arrays import AUDIO
from storage.catalogue import Catalogue, CatalogueTrack
from storage.catalogue_building import Report, add_tables
from storage.cleaning import split_names
from storage.tables import TableError
from tests.storage.feature_tables import FEATURES, Row, an_id, big_row, write_csv, write_parquet


def build(folder: Path, *files: Path) -> tuple[Report, Catalogue]:
    report = add_tables(files, folder / "catalogue")
    return report, Catalogue.open(folder / "catalogue")


def read_one(folder: Path, row: Row) -> tuple[CatalogueTrack, dict[str, float]]:
    _, catalogue = build(folder, write_csv(folder / "table.csv", [row]))
    (track,) = catalogue.tracks([0])
    audio = dict(zip(AUDIO, catalogue.arrays.audio[0].tolist(), strict=True))
    return track, audio | {"popularity": float(catalogue.arrays.popularity[0])}


def test_the_114k_table(tmp_path: Path):
    row = big_row(1, "Perfect Duet", "Ed Sheeran;Beyoncé", explicit=True, track_genre="Pop")
    track, values = read_one(tmp_path, row)
    assert track.title == "Perfect Duet"
    assert track.artists == ("Ed Sheeran", "Beyoncé")
    assert track.album == "An Album"
    assert track.genres == ("pop",)
    assert track.explicit is True
    assert track.year is None
    assert values["popularity"] == 50
    assert values["time_signature"] == 4
    assert values["loudness"] == pytest.approx(-7.5)
    assert track.duration_ms == 200_000


def test_the_tidytuesday_table(tmp_path: Path):
    rows = [
        {
            "track_id": an_id(1),
            "track_name": "Memories",
            "track_artist": "Tyler, The Creator",
            "track_popularity": 67,
            "track_album_id": an_id(9),
            "track_album_name": "Remixes",
            "track_album_release_date": "2012-05",
            "playlist_name": "A list",
            "playlist_id": an_id(8),
            "playlist_genre": "rap",
            "playlist_subgenre": subgenre,
            **FEATURES,
            "duration_ms": 162_600,
        }
        for subgenre in ("southern hip hop", "gangster rap", "southern hip hop")
    ]
    report, catalogue = build(tmp_path, write_csv(tmp_path / "spotify_songs.csv", rows))
    (track,) = catalogue.tracks([0])
    assert track.artists == ("Tyler, The Creator",)
    assert track.genres == ("gangster rap", "southern hip hop")
    assert track.year == 2012
    assert track.explicit is None
    assert report.sources[0].read == 3
    assert report.sources[0].merged == 2


def test_the_170k_table(tmp_path: Path):
    row = {
        "valence": 0.4,
        "year": 1921,
        "acousticness": 0.98,
        "artists": """['Sergei Rachmaninoff', "Guns N' Roses"]""",
        **FEATURES,
        "duration_ms": 831_667,
        "explicit": 0,
        "id": an_id(1),
        "name": "Piano Concerto",
        "popularity": 4,
        "release_date": "1922",
    }
    track, _ = read_one(tmp_path, row)
    assert track.artists == ("Sergei Rachmaninoff", "Guns N' Roses")
    assert track.year == 1921
    assert track.explicit is False


def test_the_table_of_one_million(tmp_path: Path):
    row = {
        "id": an_id(1),
        "name": "Testify",
        "album": "The Battle Of Los Angeles",
        "album_id": an_id(2),
        "artists": "['Rage Against The Machine']",
        "artist_ids": "['2d0hyoQ5ynDBnkvAbJKORj']",
        "track_number": 1,
        "disc_number": 1,
        "explicit": "False",
        **FEATURES,
        "duration_ms": 210_133,
        "time_signature": 4.0,
        "year": 0,
        "release_date": "1999-11-02",
    }
    track, values = read_one(tmp_path, row)
    assert track.artists == ("Rage Against The Machine",)
    assert track.album == "The Battle Of Los Angeles"
    assert track.year == 1999  # 0 stands for an unknown year
    assert np.isnan(values["popularity"])


def test_the_42k_table_is_refused_since_it_names_no_artist(tmp_path: Path):
    row = {**FEATURES, "type": "audio_features", "id": an_id(1), "genre": "Dark Trap"}
    file = write_csv(tmp_path / "genres_v2.csv", [{**row, "song_name": "Mercury", "title": ""}])
    with pytest.raises(TableError, match=r"genres_v2\.csv names no artists"):
        build(tmp_path, file)


def test_only_id_title_and_artist_are_required(tmp_path: Path):
    row = {"id": an_id(1), "track_name": "A Song", "artist_name": "Someone"}
    track, values = read_one(tmp_path, row)
    assert (track.title, track.artists, track.genres) == ("A Song", ("Someone",), ())
    assert all(np.isnan(value) for value in values.values())


def test_headers_may_mix(tmp_path: Path):
    row = {
        "Unnamed: 0": 7,
        "track_id": an_id(1),
        "name": "A Song",
        "track_artist": "Someone",
        "album": "An Album",
        "playlist_genre": "rock",
        "energy": "0.25",
        "year": "",
        "release_date": "2001",
    }
    track, values = read_one(tmp_path, row)
    assert (track.album, track.genres, track.year) == ("An Album", ("rock",), 2001)
    assert values["energy"] == 0.25


def test_parquet_with_its_own_types(tmp_path: Path):
    row = big_row(1) | {
        "artists": ["One", "Two"],
        "track_genre": ["rock", "punk"],
        "popularity": None,
        "explicit": True,
    }
    _, catalogue = build(tmp_path, write_parquet(tmp_path / "table.parquet", [row]))
    (track,) = catalogue.tracks([0])
    assert track.artists == ("One", "Two")
    assert track.genres == ("punk", "rock")
    assert track.explicit is True
    assert np.isnan(catalogue.arrays.popularity[0])


def test_a_byte_order_mark_and_line_breaks_in_titles(tmp_path: Path):
    rows = [big_row(1, 'Two\nLines, "quoted"'), big_row(2, "Plain")]
    _, catalogue = build(tmp_path, write_csv(tmp_path / "t.csv", rows, encoding="utf-8-sig"))
    rows_of = catalogue.resolve([an_id(1), an_id(2)])
    assert catalogue.tracks([rows_of[an_id(1)]])[0].title == 'Two Lines, "quoted"'
    assert len(rows_of) == 2


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Someone", ("Someone",)),
        ("One;Two ; Three", ("One", "Two", "Three")),
        ("['One', 'Two']", ("One", "Two")),
        ('["Guns N\' Roses"]', ("Guns N' Roses",)),
        ("[bsd.u]", ("[bsd.u]",)),
        ("[bsd.u];Mahalia", ("[bsd.u]", "Mahalia")),
        ("[1, 2]", ("[1, 2]",)),
        ("[" * 5000, ("[" * 5000,)),
        ("[]", ()),
        ("", ()),
        (";", ()),
        ("One;One", ("One",)),
        ("Tyler, The Creator", ("Tyler, The Creator",)),
    ],
)
def test_cells_of_artists(cell: str, names: tuple[str, ...]):
    assert split_names(cell) == names


def refuse(folder: Path, content: bytes, name: str = "table.csv") -> str:
    file = folder / name
    file.write_bytes(content)
    with pytest.raises(TableError) as refusal:
        add_tables([file], folder / "catalogue")
    assert not (folder / "catalogue" / "current").exists()
    sentence = str(refusal.value)
    assert "\n" not in sentence
    assert name in sentence
    assert sentence.endswith(".")
    return sentence


HEADER = b"track_id,track_name,artists,danceability\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n\n", "no column of track ids"),
        (HEADER, "no rows"),
        (b"a,b,c\n1,2,3\n", "no column of track ids"),
        (b"track_id,artists\nx,y\n", "no column of titles"),
        ("track_id,name,artists\nx,é,y\n".encode("latin-1"), "not UTF-8"),
        ("track_id,name,artists\nx,é,y\n".encode("utf-16"), "neither CSV in UTF-8 nor Parquet"),
        (HEADER + b"x,y,z,0.5\n" * 9, "malformed id"),
        (b"track_id,track_id,name,artists\nx,y,z,a\n", "two columns called track_id"),
        (HEADER + b'a,"never closed,b,0.1\n' + b"c,d,e,0.1\n" * 99, "never closed"),
    ],
)
def test_wrong_files_end_with_one_sentence(tmp_path: Path, content: bytes, reason: str):
    assert reason in refuse(tmp_path, content)


def test_text_that_is_not_utf8_far_behind_the_header(tmp_path: Path):
    rows = b"".join(f"{an_id(n)},Song {n},Someone,0.5\n".encode() for n in range(5000))
    assert "not UTF-8" in refuse(tmp_path, HEADER + rows + f"{an_id(1)},é,b,1\n".encode("latin-1"))


def test_a_truncated_parquet_file(tmp_path: Path):
    whole = write_parquet(tmp_path / "whole.parquet", [big_row(n) for n in range(1, 50)])
    content = whole.read_bytes()
    sentence = refuse(tmp_path, content[: len(content) // 2], "table.parquet")
    assert "not a whole Parquet file" in sentence
    assert "not a whole Parquet file" in refuse(tmp_path, b"a,b\n", "table.parquet")


def test_a_parquet_file_damaged_in_the_middle(tmp_path: Path):
    rows = [big_row(n, f"A song of some length {n * 7919}") for n in range(1, 3000)]
    content = bytearray(write_parquet(tmp_path / "whole.parquet", rows).read_bytes())
    content[2_000:30_000] = b"\xff" * 28_000
    refuse(tmp_path, bytes(content), "table.parquet")


@pytest.mark.parametrize("path", ["nothing.csv", "."])
def test_a_file_that_is_none(tmp_path: Path, path: str):
    with pytest.raises(TableError, match=r"no file|a folder"):
        add_tables([tmp_path / path], tmp_path / "catalogue")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("danceability", 60),
        ("energy", -0.4),
        ("duration_ms", 215),
        ("tempo", 120_000),
        ("popularity", 1_000_000),
        ("key", "C#"),
        ("loudness", 300),
        ("explicit", 7),
        ("valence", float("inf")),
    ],
)
def test_a_column_in_another_unit(tmp_path: Path, column: str, value: Any):
    file = write_csv(tmp_path / "table.csv", [big_row(n, **{column: value}) for n in range(1, 9)])
    with pytest.raises(TableError, match=f"column {column} of table.csv is not in Spotify's unit"):
        add_tables([file], tmp_path / "catalogue")


def test_single_bad_rows_are_counted_by_reason_and_listed(tmp_path: Path):
    rows = [
        *(big_row(n) for n in range(1, 11)),
        big_row(11) | {"track_id": "short"},
        big_row(12) | {"track_name": " "},
        big_row(13) | {"artists": ""},
        big_row(14) | {"energy": 1.5},
        big_row(15) | {"tempo": "fast"},
        big_row(16) | {"track_name": "NA", "artists": "NA"},  # how R writes what is missing
        big_row(17) | {"track_name": "NA"},  # a song of that name
        big_row(18) | {"energy": "NA", "popularity": ""},
    ]
    file = write_csv(tmp_path / "table.csv", rows)
    with file.open("a") as table:
        table.write("one,field,too,few\n")
        table.write(",".join(map(str, big_row(19).values())) + "\n")
    report, catalogue = build(tmp_path, file)
    assert report.sources[0].refused == {
        "no title": 2,
        "malformed id": 1,
        "no artist": 1,
        "value out of range": 1,
        "no number": 1,
        "wrong number of fields": 1,
    }
    assert report.sources[0].read == 20
    assert len(catalogue) == 13
    listed = report.refused_file.read_text("utf-8").splitlines()
    assert listed[0] == "file,row,reason,column,track_id,title"
    assert len(listed) == 8
    assert f"table.csv,15,value out of range,energy,{an_id(14)},Song O14" in listed
    assert any(line.startswith("table.csv,20,wrong number of fields") for line in listed)


def test_no_list_of_refused_rows_without_any(tmp_path: Path):
    report, _ = build(tmp_path, write_csv(tmp_path / "table.csv", [big_row(1)]))
    assert report.refused == 0
    assert not report.refused_file.exists()
