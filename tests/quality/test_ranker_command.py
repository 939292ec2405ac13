"""`cratemate ranker train` as people run it, on a small made-up catalogue."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.cli import main
from models.ranker import Ranker
from models.splits import Part, part_of
from tests.planted import Planted, planted, track_id, write_catalogue


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(900)


@pytest.fixture(scope="module")
def catalogue(made: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(made, tmp_path_factory.mktemp("ranker"))


def lists(made: Planted, swap: dict[str, int]) -> pd.DataFrame:
    """Lists of one cluster each; `swap` names those that hold another cluster's tracks."""
    rows: list[tuple[str, str]] = []
    for number in range(16):
        name = f"list {number}"
        cluster = swap.get(name, number % 8)
        theirs = made.members(cluster, 50, seed=number)
        rows += [(name, track_id(int(row))) for row in theirs]
    return pd.DataFrame(rows, columns=["list_id", "track_id"])


def train(folder: Path, catalogue: Path, table: pd.DataFrame, name: str) -> bytes:
    table.to_parquet(folder / "lists.parquet")
    out = folder / name
    assert main(arguments(folder / "lists.parquet", catalogue, out)) == 0
    return out.read_bytes()


def arguments(lists: Path, catalogue: Path, out: Path) -> list[str]:
    return [
        *("ranker", "train", "--lists", str(lists)),
        *("--catalogue", str(catalogue), "--out", str(out)),
    ]


def test_what_is_held_back_teaches_nothing(
    made: Planted, catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"list {number}" for number in range(16)]
    parts = {part: [name for name in names if part_of(name) is part] for part in Part}
    assert all(parts.values())
    first = Ranker.load(train(tmp_path, catalogue, lists(made, {}), "first.ubj"))
    assert f"of {len(parts[Part.TRAIN])} lists" in capsys.readouterr().out
    assert first.calibration.slope > 0
    swapped = lists(made, {parts[Part.TEST][0]: 3})
    other = Ranker.load(train(tmp_path, catalogue, swapped, "other.ubj"))
    assert other.save() == first.save()


def test_bad_input_ends_with_one_sentence_and_leaves_the_old_file(
    made: Planted, catalogue: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.ubj"
    out.write_text("the old one")
    short = tmp_path / "short.parquet"
    lists(made, {}).groupby("list_id").head(20).to_parquet(short)
    strange = tmp_path / "strange.csv"
    strange.write_text("name,track_id\n1,a\n")
    for path, folder, sentence in (
        (short, catalogue, "long enough"),
        (strange, catalogue, "no column list_id"),
        (tmp_path / "absent.parquet", catalogue, "cannot be read"),
        (short, tmp_path / "nowhere", "no catalogue"),
    ):
        assert main(arguments(path, folder, out)) == 2, sentence
        said = capsys.readouterr().err.strip()
        assert sentence in said
        assert "\n" not in said
    assert out.read_text() == "the old one"
    assert np.array_equal(sorted(path.name for path in tmp_path.glob(".*")), [])
