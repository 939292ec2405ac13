"""Asking a catalogue: search, resolving and matching."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.catalogue import Catalogue, Wanted
from storage.catalogue_building import add_tables
from tests.storage.feature_tables import an_id, big_row, write_parquet

ROWS = [
    big_row(1, "Bohemian Rhapsody - Remastered 2011", "Queen", popularity=90, duration_ms=354_320),
    big_row(2, "Bohemian Rhapsody", "Queen", popularity=30, duration_ms=355_000),
    big_row(3, "Bohemian Like You", "The Dandy Warhols", popularity=60),
    big_row(4, "Don't Stop Me Now", "Queen", popularity=80, duration_ms=209_000),
    big_row(5, "Don't Stop Me Now - Live", "Queen", popularity=20, duration_ms=271_000),
    big_row(6, "Déjà Vu", "Beyoncé;JAY-Z", popularity=70, isrc="USSM10603618"),
    big_row(7, "Final Song", "MØ", popularity=50),
    big_row(8, "Must Be the Moon", "!!!", popularity=40),
    big_row(9, "÷", "Symbols", popularity=10),
    big_row(10, "千本桜", "黒うさP", popularity=15),
    big_row(11, "Echoes, Pt. 1", "Queen", popularity=5),
    big_row(12, 'Say "Hello" (AND/OR) NOT', "Operators", popularity=1),
]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    folder = tmp_path_factory.mktemp("reading")
    add_tables([write_parquet(folder / "table.parquet", ROWS)], folder)
    catalogue = Catalogue.open(folder)
    yield catalogue
    catalogue.close()


def found(catalogue: Catalogue, text: str, limit: int = 25) -> list[int]:
    return [int(track.track_id) for track in catalogue.search(text, limit)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("bohem", [1, 3]),
        ("queen bohem", [1]),
        ("BOHEM que", [1]),
        ("que", [1, 4, 5, 11]),
        ("deja", [6]),
        ("Déjà vu", [6]),
        ("beyonce", [6]),
        ("jay z", [6]),
        ("mo fin", [7]),
        ("mø", [7, 8]),
        ("!!!", [8]),
        ("÷", [9]),
        ("千本", [10]),
        ("dont stop", [4, 5]),
        ("don’t stop me now live", [5]),
        ('"hello"', [12]),
        ("and/or not", [12]),
        ("xyz", []),
        ("queen beyonce", []),
    ],
)
def test_search_finds_by_the_beginnings_of_words(
    catalogue: Catalogue, text: str, numbers: list[int]
):
    assert found(catalogue, text) == numbers


def test_search_stops_at_the_limit(catalogue: Catalogue):
    assert found(catalogue, "que", 2) == [1, 4]
    assert found(catalogue, "que", 0) == []


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", '"', "'", "*", "a*", "(", ")", "a OR", "NEAR(a b)", "text:a", "-a", "^a"],
        *["{a b}", "\0", "a\0b", "🔥", "\ud800", "\u202e", "--", ";", "%", "_"],
        *["a" * 10_000, "a " * 10_000],
    ],
    ids=lambda text: ascii(text)[:20],
)
def test_no_text_breaks_the_search(catalogue: Catalogue, text: str):
    catalogue.search(text)


@given(st.text())
def test_no_random_text_breaks_the_search(catalogue: Catalogue, text: str):
    catalogue.search(text)


def test_every_song_is_found_by_its_title(catalogue: Catalogue):
    for track in catalogue.tracks(range(len(catalogue))):
        assert track in catalogue.search(track.title)
        assert track in catalogue.search(f"{track.artists[0]} {track.title}")


def test_ids_and_aliases_resolve_to_rows(catalogue: Catalogue):
    assert catalogue.resolve([an_id(1), an_id(2), an_id(3), "unknown", ""]) == {
        an_id(1): 0,
        an_id(2): 0,
        an_id(3): 3,
    }
    assert catalogue.resolve([]) == {}


def test_tracks_come_in_the_order_asked_for(catalogue: Catalogue):
    assert [track.row for track in catalogue.tracks([3, 0, 3])] == [3, 0, 3]
    assert catalogue.tracks([]) == []
    with pytest.raises(IndexError, match="999"):
        catalogue.tracks([0, 999])


def match(catalogue: Catalogue, wanted: Wanted) -> int | None:
    (row,) = catalogue.match([wanted])
    return None if row is None else int(catalogue.tracks([row])[0].track_id)


QUEEN = "Queen"


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Wanted(track_id=an_id(2)), 1),
        (Wanted(track_id=an_id(3), title="Final Song", artist="MØ"), 3),
        (Wanted(track_id="unknown", title="final song", artist="mo"), 7),
        (Wanted(isrc="us-sm1-06-03618"), 6),
        (Wanted(title="Bohemian Rhapsody (2011 Mix)", artist=QUEEN), 1),
        (Wanted(title="Bohemian Rhapsody", artist="QUEEN", duration_ms=352_000), 1),
        (Wanted(title="Bohemian Rhapsody", artist=QUEEN, duration_ms=300_000), None),
        (Wanted(title="Bohemian Rhapsody", artist="Queen, David Bowie"), 1),
        (Wanted(title="Bohemian Rhapsody", artist="Queen feat. Somebody"), 1),
        (Wanted(title="Bohemian Rapsody", artist=QUEEN), 1),
        (Wanted(title="Bohemian Rapsody", artist=QUEEN, duration_ms=300_000), None),
        (Wanted(title="Bohemian Rhapsody", artist="Panic! At The Disco"), None),
        (Wanted(title="Bohemian", artist=QUEEN), None),
        (Wanted(title="Don't Stop Me Now (Live)", artist=QUEEN), 5),
        (Wanted(title="Don't Stop Me Now", artist=QUEEN), 4),
        (Wanted(title="Don't Stop Me Now - Live in Tokyo", artist=QUEEN), None),
        (Wanted(title="Echoes, Part 1", artist=QUEEN), 11),
        (Wanted(title="Echoes, Part 2", artist=QUEEN), None),
        (Wanted(title="Déjà Vu (feat. JAY-Z)", artist="Beyonce"), 6),
        (Wanted(title="Final Song"), None),
        (Wanted(artist=QUEEN), None),
        (Wanted(title="", artist=""), None),
        (Wanted(title=" ", artist=" ; "), None),
        (Wanted(), None),
    ],
)
def test_matching(catalogue: Catalogue, wanted: Wanted, number: int | None):
    assert match(catalogue, wanted) == number


def test_matching_many_keeps_their_order(catalogue: Catalogue):
    wanted = [Wanted(track_id=an_id(3)), Wanted(), Wanted(title="÷", artist="Symbols")] * 3_000
    rows = catalogue.match(wanted)
    assert rows[:3] == rows[-3:]
    assert rows[1] is None
    assert [catalogue.tracks([row])[0].track_id for row in rows[:3] if row is not None] == [
        an_id(3),
        an_id(9),
    ]


@given(st.builds(Wanted, st.text(), st.text(), st.text(), st.text(), st.integers(0, 10**6)))
def test_no_random_wish_breaks_matching(catalogue: Catalogue, wanted: Wanted):
    catalogue.match([wanted])


def test_threads_may_read_at_once(catalogue: Catalogue):
    def ask(number: int) -> list[int]:
        assert catalogue.resolve([an_id(1)]) == {an_id(1): 0}
        return found(catalogue, "que")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(200)))
    assert all(answer == [1, 4, 5, 11] for answer in answers)
