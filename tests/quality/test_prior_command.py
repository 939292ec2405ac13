"""`cratemate prior train` and `rank --prior` as people run them, on a small made-up catalogue."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from bot.cli import main
from bot.services.prior_lists import read_lists
from storage.catalogue import Catalogue
from storage.priors import StoredPrior
from tests.planted import Planted, planted, track_id, write_catalogue

TOP = 60
LISTS = 80
HALF = 60


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(900)


@pytest.fixture(scope="module")
def catalogue(made: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(made, tmp_path_factory.mktemp("prior"))


@pytest.fixture(scope="module")
def halves() -> list[np.ndarray]:
    """Two kinds of tracks that nothing in the catalogue tells apart."""
    rows = np.random.default_rng(5).permutation(900)
    return [rows[:HALF], rows[HALF : 2 * HALF]]


@pytest.fixture(scope="module")
def lists(halves: list[np.ndarray]) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    entries = [
        (f"list {number:02}", track_id(int(row)))
        for number in range(LISTS)
        for row in rng.choice(halves[number % 2], 25, replace=False)
    ]
    return pd.DataFrame(entries, columns=["list_id", "track_id"])


@pytest.fixture(scope="module")
def prior(catalogue: Path, lists: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return train(tmp_path_factory.mktemp("made"), catalogue, lists)


def train(folder: Path, catalogue: Path, lists: pd.DataFrame, ending: str = "csv") -> Path:
    file = folder / f"lists.{ending}"
    if ending == "csv":
        lists.to_csv(file, index=False)
    else:
        lists.to_parquet(file)
    assert main(train_arguments(file, catalogue, folder / "prior")) == 0
    return folder / "prior"


def train_arguments(file: Path, catalogue: Path, into: Path) -> list[str]:
    options = {"--lists": file, "--catalogue": catalogue, "--into": into}
    return ["prior", "train", *(str(part) for pair in options.items() for part in pair)]


def rank(
    folder: Path, catalogue: Path, liked: dict[str, list[str]], prior: Path | None
) -> dict[Any, list[str]]:
    tasks, out = folder / "tasks.parquet", folder / "out.parquet"
    pd.DataFrame({"member": list(liked), "liked": list(liked.values())}).to_parquet(tasks)
    options: dict[str, object] = {"--catalogue": catalogue, "--tasks": tasks, "--out": out}
    options |= {"--top": TOP} | ({"--prior": prior} if prior else {})
    assert main(["rank", *(str(part) for pair in options.items() for part in pair)]) == 0
    ranked = pd.read_parquet(out).sort_values(["member", "rank"])
    return {member: list(rows["track_id"]) for member, rows in ranked.groupby("member")}


def test_a_member_gets_what_stands_beside_the_likes_in_lists(
    tmp_path: Path, catalogue: Path, halves: list[np.ndarray], prior: Path
) -> None:
    liked = {str(n): [track_id(int(row)) for row in half[:8]] for n, half in enumerate(halves)}
    plain = rank(tmp_path, catalogue, liked, None)
    taught = rank(tmp_path, catalogue, liked, prior)
    for number, half in enumerate(halves):
        wanted = {track_id(int(row)) for row in half[8:]}
        found = [len(wanted & set(ranked[str(number)][:40])) for ranked in (plain, taught)]
        assert found[1] >= 30
        assert found[0] <= 10


def test_the_same_lists_give_the_same_prior_whatever_the_file(
    tmp_path: Path, catalogue: Path, lists: pd.DataFrame, prior: Path
) -> None:
    shuffled = lists.sample(frac=1, random_state=1).rename(columns={"list_id": "playlist_id"})
    again = StoredPrior.open(train(tmp_path, catalogue, shuffled, "parquet"))
    first = StoredPrior.open(prior)
    assert again.model == first.model
    for name, array in first.arrays.items():
        np.testing.assert_array_equal(again.arrays[name], array)


def test_tracks_outside_the_catalogue_count_but_are_never_ranked(
    tmp_path: Path, catalogue: Path, halves: list[np.ndarray], lists: pd.DataFrame
) -> None:
    ours = lists.assign(artist=None, title=None)
    strange = pd.DataFrame(
        [(f"list {n:02}", f"elsewhere{n % 2:013}", None, None) for n in range(LISTS)]
        + [("", track_id(1), None, None), ("list 00", "", None, None)],
        columns=["list_id", "track_id", "artist", "title"],
    )
    folder = train(tmp_path, catalogue, pd.concat([ours, strange], ignore_index=True))
    facts = StoredPrior.open(folder).facts
    assert (facts["outside"], facts["refused"]) == (2, 2)
    liked = [track_id(int(row)) for row in halves[0][:8]]
    ranked = rank(tmp_path, catalogue, {"one": [*liked, f"elsewhere{0:013}"]}, folder)
    assert len(set(ranked["one"])) == TOP
    assert not any(one.startswith("elsewhere") for one in ranked["one"])
    assert not set(ranked["one"]) & set(liked)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pd.DataFrame({"track_id": [track_id(1)]}), "no column list_id or playlist_id"),
        (pd.DataFrame({"list_id": ["a"], "title": ["b"]}), "names no tracks"),
        (pd.DataFrame({"list_id": ["a"], "track_id": [track_id(1)]}), "holds two songs"),
        (
            pd.DataFrame({"list_id": ["a", "a"], "track_id": [track_id(1), track_id(2)]}),
            "too little to learn from",
        ),
    ],
)
def test_lists_that_teach_nothing_are_refused_in_one_sentence(
    table: pd.DataFrame,
    words: str,
    tmp_path: Path,
    catalogue: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "lists.csv"
    table.to_csv(file, index=False)
    assert main(train_arguments(file, catalogue, tmp_path / "prior")) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "prior" / "current").exists()


def test_of_too_many_lists_an_even_part_teaches(
    tmp_path: Path, catalogue: Path, lists: pd.DataFrame
) -> None:
    file = tmp_path / "lists.parquet"
    lists.to_parquet(file)
    opened = Catalogue.open(catalogue)
    whole, part = read_lists([file], opened), read_lists([file], opened, most=len(lists) // 4)
    assert (whole.spared, len(whole.lists)) == (0, LISTS)
    assert (part.spared, len(part.lists)) == (LISTS - LISTS // 4, LISTS // 4)
    kept = [set(part.lists.of(number)) for number in range(len(part.lists))]
    places = [[set(whole.lists.of(n)) for n in range(LISTS)].index(one) for one in kept]
    assert places == sorted(places)
    assert np.diff(places).max() <= 5


def test_texts_of_several_files_are_read_as_people_write_them(
    tmp_path: Path, catalogue: Path
) -> None:
    lists = pd.DataFrame(
        {
            "playlist_id": [7, 7, 7, 8],
            "track_id": [f" {track_id(3)} ", track_id(4), "x" * 30, track_id(5)],
            "title": ["a", None, "Own Song", "b"],
            "artists": [["one", "two"], None, ["Own Artist"], []],
        }
    )
    lists.to_parquet(tmp_path / "lists.parquet")
    named = pd.DataFrame({"list_id": ["7", "7"], "title": ["Own Song", ""], "artist": "Own Artist"})
    named.loc[2] = ["7", "Other Song", " Own Artist "]
    named.to_csv(tmp_path / "named.csv", index=False)
    files = [tmp_path / "lists.parquet", tmp_path / "named.csv"]
    found = read_lists(files, Catalogue.open(catalogue))
    # Lists 7 of both files are two; a list with one song is none; a song by name is one item.
    assert [sorted(found.lists.of(n).tolist()) for n in range(len(found.lists))] == [
        [0, 1, 3],
        [3, 4],
    ]
    assert (found.entries, found.refused) == (7, 1)
    assert (found.rows >= 0).tolist() == [True, True, True, False, False]
