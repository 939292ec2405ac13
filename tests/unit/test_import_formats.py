"""Every format is known by its content, and read row by row."""

import json

import pytest

from bot.imports.entries import BadFile, Entry, Refused, moment, track_id_of
from bot.imports.gathering import LEAST_PLAYS, gather
from bot.imports.unpacking import read_upload
from tests.unit import import_files as files
from tests.unit.import_files import Song

SONGS = [
    Song("0123456789abcdefABCDE1", "Nightfall", "The Planted", "DEUM71900001"),
    Song("0123456789abcdefABCDE2", "Ünder Wasser", "Änne & Co", "USRC17607839"),
]


def refused(data: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        read_upload(data)
    return caught.value.key


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (files.account(SONGS), "library"),
        (files.library(SONGS).encode(), "library"),
        (files.playlists(SONGS).encode(), "playlists"),
        (files.extended(SONGS).encode(), "extended-history"),
        (files.history(SONGS).encode(), "history"),
        (files.exportify(SONGS).encode("utf-8-sig"), "csv"),
        (files.tune_my_music(SONGS).encode("utf-16"), "csv"),
        (files.soundiiz(SONGS).encode(), "csv"),
        (f"sep=;\r\n{files.soundiiz(SONGS)}".encode("utf-16-le"), "csv"),
    ],
    ids=[
        "account",
        "library",
        "playlists",
        "extended",
        "history",
        "exportify",
        "tune",
        "soundiiz",
        "spreadsheet",
    ],
)
def test_import_reads_each_format(data: bytes, known: str) -> None:
    contents = read_upload(data)
    assert contents.formats == {known}
    found = gather(contents.entries).entries
    assert {(e.title, e.artists[0]) for e in found} == {(s.title, s.artist) for s in SONGS}


def test_import_adds_up_the_plays_of_one_track() -> None:
    data = files.packed(
        {
            "Streaming_History_Audio_2023_1.json": files.extended(SONGS[:1], plays=3),
            "Streaming_History_Audio_2024_2.json": files.extended(SONGS, plays=2),
        }
    )
    entries = {entry.title: entry for entry in gather(read_upload(data).entries).entries}
    first = entries["Nightfall"]
    assert (first.plays, first.played_ms, first.skips) == (5, 900_000, 0)
    assert first.liked_at == moment("2024-03-03T10:00:00Z")
    assert entries["Ünder Wasser"].plays == 2


def test_import_takes_what_was_heard_once_or_skipped_for_no_like() -> None:
    once = read_upload(files.extended(SONGS, plays=LEAST_PLAYS - 1).encode())
    assert gather(once.entries).seldom == 2
    brief = read_upload(files.extended(SONGS, plays=5, played_ms=3_000).encode())
    assert not gather(brief.entries).entries


def test_import_refuses_rows_with_their_places_and_keeps_the_others() -> None:
    rows = ["title,artist,uri", "Nightfall,The Planted,", ", ,", ",Nobody,"]
    rows += ["x" * 900 + ",Someone,", "A talk,Host,spotify:episode:0123456789abcdefABCDE1"]
    table = "\n".join(rows)
    contents = read_upload(table.encode())
    assert [entry.title for entry in contents.entries] == ["Nightfall"]
    assert contents.refused == [
        ("row: 2", Refused.NAMELESS),
        ("row: 3", Refused.NAMELESS),
        ("row: 4", Refused.TOO_LONG),
        ("row: 5", Refused.NOT_A_SONG),
    ]


def test_import_parts_artists_only_where_the_file_says_there_are_several() -> None:
    table = 'Track Name,Artist Name(s),Artist URI(s)\nSong,"Tyler, The Creator",a\nDuo,"A,B","a,b"'
    artists = [entry.artists for entry in read_upload(table.encode()).entries]
    assert artists == [("Tyler, The Creator",), ("A", "B")]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "error-import-empty"),
        (b" \n\0\0", "error-import-empty"),
        (b"hello there", "error-import-unknown"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "error-import-encoding"),
        ("title,artist\nÄ,Ö".encode("latin-1"), "error-import-encoding"),
        (b"title,artist\n", "error-import-empty"),
        (b'{"tracks": [', "error-import-broken"),
        (b'{"payments": []}', "error-import-unknown"),
        (b"[" * 100_000, "error-import-broken"),
        (b"PK\x03\x04" + bytes(60), "error-import-broken"),
        (files.packed({"Userdata.json": "{}"}), "error-import-unknown"),
    ],
)
def test_import_says_why_a_file_is_refused(data: bytes, key: str) -> None:
    assert refused(data) == key


def test_import_stops_a_zip_bomb_while_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.imports.unpacking.MOST_UNPACKED", 2**22)
    bomb = files.packed({"YourLibrary.json": bytes(2**23)})
    assert len(bomb) < 2**14
    assert refused(bomb) == "error-import-bomb"
    monkeypatch.setattr("bot.imports.unpacking.MOST_UNPACKED", 2**30)
    monkeypatch.setattr("bot.imports.unpacking.MOST_A_FILE", 2**22)
    assert refused(bomb) == "error-import-bomb"
    many = files.packed({f"{number}.txt": "" for number in range(1_001)})
    assert refused(many) == "error-import-bomb"


def test_import_opens_no_file_of_the_account_itself() -> None:
    data = files.packed(
        {"Userdata.json": "{broken", "../../etc/YourLibrary.json": files.library(SONGS)}
    )
    contents = read_upload(data)
    assert len(contents.entries) == 2
    told = repr(contents)
    assert not any(secret in told for secret in files.SECRETS)


def test_import_finds_ids_in_every_way_they_are_written() -> None:
    track_id = SONGS[0].track_id
    for text in (
        track_id,
        f"spotify:track:{track_id}",
        f"https://open.spotify.com/track/{track_id}?si=1",
    ):
        assert track_id_of(text) == track_id
    assert track_id_of("https://example.org/") is None
    assert track_id_of("spotify:local:a:b:c:1") is None


def test_import_bears_strange_values_in_rows() -> None:
    rows = [
        {"ms_played": 10**400, "master_metadata_track_name": "A", "ts": "9999-12-31"},
        {"ms_played": "NaN", "master_metadata_track_name": ["B"], "ts": 7},
        {"ms_played": True, "spotify_track_uri": f"spotify:track:{SONGS[0].track_id}", "ts": None},
        "no row",
        None,
    ]
    contents = read_upload(json.dumps(rows).encode())
    assert [entry.track_id for entry in contents.entries] == [SONGS[0].track_id]
    assert contents.entries[0] == Entry("", (), SONGS[0].track_id, plays=0, played_ms=0, skips=0)
    assert [reason for _, reason in contents.refused] == [Refused.NAMELESS, Refused.UNREADABLE]
