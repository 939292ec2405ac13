"""Which song is meant, and what is made once for a catalogue."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import MemberError, NothingSimilar, NoTrackLink, SongUnknown, TrackUnknown
from bot.results.songs import Mode
from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.finding import SongFinder
from bot.services.similar import _OfVersion, different, find_similar
from models.similar import Neighbours, Terms
from models.tracks import AUDIO
from storage.catalogue_building import add_tables
from tests.storage.feature_tables import an_id, big_row, write_parquet

NOTHING = dict.fromkeys(AUDIO)
ROWS = [
    big_row(1, "Hello Kitty", "Avril Lavigne", popularity=90),
    big_row(2, "Hello", "Adele", popularity=40, energy=0.2),
    big_row(3, "Hello", "Lionel Richie", popularity=60, energy=0.3),
    big_row(4, "Hello - Live", "Adele", popularity=20, energy=0.4),
    big_row(5, "Goodbye", "Adele", popularity=10, energy=0.5),
    big_row(6, "Silence Unknown", "Nobody", popularity=1, track_genre=None, **NOTHING),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("finding")
    snapshot = build(folder)
    yield snapshot
    snapshot.catalogue.close()


def build(folder: Path) -> Snapshot:
    add_tables([write_parquet(folder / "table.parquet", ROWS)], folder, replace=True)
    return load_snapshot(folder)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("hello", 3),  # called exactly so, and not the more popular song that begins so
        ("Hello — Adele", 2),
        ("adele hello live", 4),
        ("hello k", 1),
        ("helo", 1),  # nothing is called so: the most popular song that nearly begins so
        (an_id(5), 5),
        (f"https://open.spotify.com/track/{an_id(2)}?si=x", 2),
        (f"https://open.spotify.com/album/1 https://open.spotify.com/track/{an_id(4)}", 4),
    ],
)
def test_the_song_that_is_meant(snapshot: Snapshot, text: str, number: int) -> None:
    assert SongFinder(snapshot.catalogue).resolve(text).track_id == an_id(number)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("zzzz", SongUnknown),
        ("", SongUnknown),
        ("x" * 22, TrackUnknown),
        (f"spotify:track:{an_id(99)}", TrackUnknown),
        ("https://open.spotify.com/artist/1", NoTrackLink),
    ],
)
def test_what_cannot_be_meant(snapshot: Snapshot, text: str, error: type[MemberError]) -> None:
    with pytest.raises(error):
        SongFinder(snapshot.catalogue).resolve(text)


def test_versions_of_a_song_count_once_and_the_first_one_stays(snapshot: Snapshot) -> None:
    rows = [snapshot.catalogue.resolve([an_id(n)])[an_id(n)] for n in (4, 5, 2, 4, 3)]
    tracks = different(snapshot.catalogue.tracks(rows))
    assert [int(track.track_id) for track in tracks] == [4, 5, 3]


def test_a_song_of_which_nothing_is_known_is_like_nothing(snapshot: Snapshot) -> None:
    unknown = SongFinder(snapshot.catalogue).resolve("silence unknown")
    neighbours = Neighbours(snapshot.tracks)
    for mode in Mode:
        with pytest.raises(NothingSimilar):
            find_similar(snapshot, neighbours, [unknown], Terms(3), mode)


def test_it_is_made_once_for_each_version(snapshot: Snapshot, tmp_path: Path) -> None:
    made: list[str] = []

    def make(given: Snapshot) -> str:
        made.append(given.tracks.version)
        return given.tracks.version

    shared = _OfVersion(make)
    with ThreadPoolExecutor(8) as pool:
        got = set(pool.map(lambda _: shared.of(snapshot), range(50)))
    assert made == [snapshot.tracks.version]
    newer = build(tmp_path)
    assert {*got, shared.of(newer)} == {snapshot.tracks.version, newer.tracks.version}
    assert len(made) == 2
