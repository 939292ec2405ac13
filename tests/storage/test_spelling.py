"""Search that forgives typos: measured on made-up titles, and held to hand-made cases."""

import random
import string
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.catalogue import Catalogue
from storage.catalogue_building import add_tables
from storage.spelling import Search, Vocabulary
from tests.storage.feature_tables import big_row, write_parquet

ROWS = [
    big_row(1, "Bohemian Rhapsody - Remastered 2011", "Queen", popularity=90),
    big_row(2, "Blinding Lights", "The Weeknd", popularity=95),
    big_row(3, "Blinded by the Light", "Manfred Mann's Earth Band", popularity=40),
    big_row(4, "Don't Stop Me Now", "Queen", popularity=80),
    big_row(5, "Believe", "Cher", popularity=70),
    big_row(6, "Despacito", "Luis Fonsi;Daddy Yankee", popularity=88),
    big_row(7, "Laila's Wisdom", "Rapsody", popularity=20),
    big_row(8, "Подмосковные вечера", "Владимир Трошин", popularity=15),
    big_row(9, "千本桜", "黒うさP", popularity=14),
    big_row(10, "Rhapsody in Blue", "George Gershwin", popularity=50),
    big_row(11, "Say It", "Maggie Rogers", popularity=30),
    big_row(12, "Beleive", "The Misspellers", popularity=5),
    big_row(13, "!!!", "Marks", popularity=4),
]

SYLLABLES = [c + v for c in "bdfghklmnprstvw" for v in ("a", "e", "i", "o", "u", "an", "er")]


def titles(count: int, chance: random.Random) -> list[str]:
    """Made-up titles of one to four words; as in life, a few words are in very many of them."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3)))) for _ in range(900)]
    weights = [1 / (place + 3) for place in range(len(words))]
    made = [chance.choices(words, weights, k=chance.choice((1, 2, 2, 3, 4))) for _ in range(count)]
    return [" ".join(title).title() for title in made]


def a_catalogue(folder: Path, rows: list[dict[str, object]]) -> Catalogue:
    add_tables([write_parquet(folder / "table.parquet", rows)], folder)
    return Catalogue.open(folder)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    catalogue = a_catalogue(tmp_path_factory.mktemp("spelling"), ROWS)
    yield catalogue
    catalogue.close()


@pytest.fixture(scope="module")
def search(catalogue: Catalogue) -> Search:
    return Search(catalogue)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    rows = [
        big_row(number, title, f"Artist {number % 400}", popularity=number % 100)
        for number, title in enumerate(titles(3_000, random.Random(20)))
    ]
    catalogue = a_catalogue(tmp_path_factory.mktemp("many"), rows)
    yield catalogue
    catalogue.close()


def found(search: Search, text: str, limit: int = 25) -> list[int]:
    return [int(track.track_id) for track in search.find(text, limit)]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("bohemain", 1),  # swapped
        ("bohemin", 1),  # one too few
        ("bohhemian", 1),  # one too many
        ("bohenian", 1),  # a wrong one
        ("ohemian", 1),  # the first one gone
        ("blindnig ligths", 2),  # two words, an edit each
        ("weekdn", 2),  # artists too
        ("despasito", 6),
        ("dispac", 6),  # while typing
        ("bohemian rapsody", 1),  # Rapsody is an artist, but of another song
        ("dont stpo me", 4),
        ("bohemianrhapsody", 1),  # no space
        ("bohemian rhap sody", 1),  # one too many
        ("bohemia nrhapsody", 1),  # in the wrong place
        ("blindingxlights", 2),  # a letter in its place
        ("подмосковные вечнра", 8),
        ("BELEIVE CHER", 5),
    ],
)
def test_a_typo_is_forgiven(search: Search, typed: str, number: int) -> None:
    assert number in found(search, typed)


def test_what_is_right_comes_before_what_is_nearly_right(search: Search) -> None:
    assert found(search, "beleive") == [12, 5]
    assert found(search, "blind") == [2, 3]
    assert found(search, "rapsody") == [7, 1, 10]


def test_enough_right_answers_are_not_mixed_with_guesses(many: Catalogue) -> None:
    word = max(many.words.words, key=lambda word: len(many.search(word)))
    assert Search(many).find(word) == many.search(word)


@pytest.mark.parametrize("typed", ["", " ", "…", "zzzzzz", "qqq www", "\0", '"', "*", "x" * 5_000])
def test_nonsense_finds_nothing(search: Search, typed: str) -> None:
    assert found(search, typed) == []


def test_no_more_than_the_limit(search: Search) -> None:
    assert found(search, "rapsody", 2) == [7, 1]
    assert found(search, "bohemain", 0) == []


@given(st.text(max_size=60))
def test_no_random_text_breaks_the_search(search: Search, typed: str) -> None:
    search.find(typed)


@given(st.lists(st.sampled_from(["blinding", "lights", "AND", "NEAR(", '"', "*", "queeen"])))
def test_no_word_is_read_as_an_operator(search: Search, words: list[str]) -> None:
    search.find(" ".join(words))


def edited(title: str, chance: random.Random) -> str:
    """A title with one edit: a letter dropped, added, replaced, or swapped with the next one."""
    place = chance.randrange(len(title) - 1)
    before, after = title[:place], title[place:]
    letter = chance.choice(string.ascii_lowercase)
    match chance.choice(("drop", "add", "replace", "swap")):
        case "drop":
            return before + after[1:]
        case "add":
            return before + letter + after
        case "replace":
            return before + letter + after[1:]
        case _:
            return before + after[1] + after[0] + after[2:]


def test_most_one_edit_typos_in_titles_are_found(many: Catalogue) -> None:
    chance, search = random.Random(20), Search(many)
    tracks = [track for track in many.tracks(range(len(many))) if len(track.title) >= 4]
    asked = [(track.title, edited(track.title, chance)) for track in chance.choices(tracks, k=400)]
    hits = sum(title in {t.title for t in search.find(typed)} for title, typed in asked)
    plain = sum(title in {t.title for t in many.search(typed)} for title, typed in asked)
    print(f"{hits / 4:.1f} % found, {plain / 4:.1f} % without correction")
    assert hits >= 0.8 * len(asked)
    assert plain < 0.4 * len(asked)


def test_corrections_are_one_edit_away_and_in_the_catalogue(catalogue: Catalogue) -> None:
    vocabulary = Vocabulary(catalogue.words)
    for word in ("bohemain", "qeen", "lghts", "b", "the", "", "x" * 30):
        for near in vocabulary.near(word):
            assert catalogue.words.begins(near)
            assert near != word
            assert abs(len(near) - len(word)) <= 1
    assert vocabulary.near("quuen") == ["queen"]


def test_words_that_are_found_together_are_not_corrected(search: Search) -> None:
    assert found(search, "rhapsody in blue") == [10]
    assert found(search, "stop me queen") == [4]


def test_threads_may_search_side_by_side(search: Search) -> None:
    typed = ["bohemain", "rapsody", "blind", "weekdn"] * 20
    alone = [found(search, text) for text in typed]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: found(search, text), typed)) == alone
