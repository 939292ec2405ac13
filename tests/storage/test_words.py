"""The index of words, held against looking at every row."""

import json
import random
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.catalogue import Catalogue, current_version
from storage.catalogue_building import add_tables
from storage.words import Query, WordArrays, WordIndex, WordWriter
from tests.storage.feature_tables import big_row, write_parquet

# A few words are in most rows, most words in few; some begin like others.
WORDS = ["".join(letters) for size in (1, 2, 3) for letters in product("abcd", repeat=size)]


def texts(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    weights = [1 / (place + 1) for place in range(len(WORDS))]
    return [" ".join(chance.choices(WORDS, weights, k=chance.randint(0, 6))) for _ in range(count)]


def index(folder: Path, rows: list[str], block: int = 500) -> WordIndex:
    writer = WordWriter()
    for first in range(0, len(rows), block):
        writer.add(rows[first : first + block])
    writer.save(folder)
    return WordIndex(WordArrays.open(folder))


def looked_up(rows: list[str], query: Query, limit: int) -> list[int]:
    def has(words: list[str], beginning: str) -> bool:
        return any(word.startswith(beginning) for word in words)

    found = [
        row
        for row, text in enumerate(rows)
        if all(any(all(has(text.split(), b) for b in r) for r in group) for group in query)
    ]
    return found[:limit] if query else []


ROWS = texts(12_000, seed=1)
FEW = texts(300, seed=2)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    return index(tmp_path_factory.mktemp("words"), ROWS)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    return index(tmp_path_factory.mktemp("words"), FEW)


beginnings = st.sampled_from([*WORDS, "abcda", "zz", "e"])
readings = st.lists(beginnings, min_size=1, max_size=3).map(tuple)
queries = st.lists(st.lists(readings, min_size=1, max_size=4), max_size=4)


@given(queries, st.integers(1, 400))
@settings(max_examples=150)
def test_the_rows_found_are_those_that_looking_at_every_row_finds(
    few: WordIndex, query: Query, limit: int
) -> None:
    assert few.match(query, limit) == looked_up(FEW, query, limit)


@pytest.mark.parametrize("limit", [1, 25, 10_000])
@pytest.mark.parametrize(
    "text", ["a", "a b", "abc", "abc a", "dcb abd a", "a b c d", "ddd ccc", "a dda", "bbb b"]
)
def test_common_and_rare_words_alike(many: WordIndex, text: str, limit: int) -> None:
    query = [[(word,)] for word in text.split()]
    assert many.match(query, limit) == looked_up(ROWS, query, limit)


def test_weights_count_where_words_stand(few: WordIndex) -> None:
    for beginning in ("a", "ab", "abc", "", "d", "zz", "abcd"):
        named = [set(text.split()) for text in FEW]
        expected = sum(word.startswith(beginning) for row in named for word in row)
        assert few.weight(beginning) == expected
        assert few.begins(beginning) == (expected > 0)
    assert "abc" in few
    assert "abcd" not in few


def test_no_rows_and_no_words(tmp_path: Path) -> None:
    for rows in ([], ["", ""]):
        folder = tmp_path / str(len(rows))
        folder.mkdir()
        empty = index(folder, rows)
        assert len(empty) == len(rows)
        assert empty.words == []
        assert empty.match([[("a",)]], 5) == []


def test_every_script_keeps_its_order(tmp_path: Path) -> None:
    found = index(tmp_path, ["千本桜 黒うさp", "подмосковные вечера", "𝕏 zz", "étude"])
    assert found.words == sorted(found.words)
    assert [found.match([[(b,)]], 9) for b in ("千", "вечера", "𝕏", "é")] == [[0], [1], [2], [3]]


def test_arrays_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    index(tmp_path, FEW)
    np.save(tmp_path / "row_words.npy", np.zeros(3, np.int32))
    with pytest.raises(ValueError, match="do not fit"):
        WordArrays.open(tmp_path)


def test_a_catalogue_from_before_there_were_arrays_of_words(tmp_path: Path) -> None:
    into = tmp_path / "catalogue"
    rows = [big_row(n, f"{text} Café {n}", "Queen") for n, text in enumerate(texts(50, seed=3))]
    add_tables([write_parquet(tmp_path / "table.parquet", rows)], into)
    folder = into / (current_version(into) or "")
    for file in folder.glob("*word*.npy"):
        file.unlink()
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 1}))
    old = Catalogue.open(into)
    found = [old.search(text) for text in ("a", "abc", "cafe 7", "queen", "d d")]
    assert [track.title for track in found[2]] == [rows[7]["track_name"]]
    add_tables([write_parquet(tmp_path / "more.parquet", [big_row(99, "More", "Cher")])], into)
    new = Catalogue.open(into)
    assert len(new) == 51
    assert [new.search(text) for text in ("a", "abc", "cafe 7", "queen", "d d")] == found
