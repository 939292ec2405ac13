"""`cratemate catalogue` as people type it."""

import argparse
from pathlib import Path

import pandas as pd
import pytest

from bot.cli.catalogue import add_parser
from bot.cli.progress import ProgressLine
from tests.storage.feature_tables import an_id, big_row, write_csv, write_parquet


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "catalogue"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = [
        big_row(1, "Bohemian Rhapsody", "Queen", popularity=90, year=""),
        big_row(2, "Bohemian Rhapsody - Remastered 2011", "Queen", year=""),
        big_row(3, "Else", "Someone;Another", year=1999),
        big_row(4, year="") | {"track_id": "short"},
    ]
    return write_csv(tmp_path / "table.csv", rows)


def catalogue(*arguments: object) -> int:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    options = parser.parse_args(["catalogue", *map(str, arguments)])
    return options.run(options)


def test_add_reports_rows_and_recordings(
    into: Path, table: Path, capsys: pytest.CaptureFixture[str]
):
    assert catalogue("add", table, "--into", into) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    first, second, third = printed.out.splitlines()
    assert first == (
        "table.csv: 4 rows read, 2 new recordings, 1 merged, 1 refused (1 malformed id)"
    )
    assert second == "The catalogue holds 2 recordings by 3 artists; 3 ids lead to them."
    refused = Path(third.removeprefix("Refused rows are listed in ").removesuffix("."))
    assert "short" in refused.read_text()


def test_add_merges_unless_told_to_replace(
    tmp_path: Path, into: Path, table: Path, capsys: pytest.CaptureFixture[str]
):
    more = write_parquet(tmp_path / "more.parquet", [big_row(5)])
    assert catalogue("add", table, "--into", into) == 0
    assert catalogue("add", more, "--into", into) == 0
    assert "holds 3 recordings (+1)" in capsys.readouterr().out
    assert catalogue("add", more, "--into", into, "--replace") == 0
    assert "holds 1 recordings by" in capsys.readouterr().out


def test_a_wrong_file_is_one_sentence_and_an_exit_code(
    tmp_path: Path, into: Path, table: Path, capsys: pytest.CaptureFixture[str]
):
    assert catalogue("add", table, "--into", into) == 0
    capsys.readouterr()
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")
    assert catalogue("add", table, tmp_path / "wrong.csv", "--into", into) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("wrong.csv has no column of track ids")
    assert printed.err.count("\n") == 1
    assert catalogue("search", "bohem", "--catalogue", into) == 0


def test_info(into: Path, table: Path, capsys: pytest.CaptureFixture[str]):
    catalogue("add", table, "--into", into)
    capsys.readouterr()
    assert catalogue("info", "--catalogue", into) == 0
    printed = capsys.readouterr().out
    assert "2 recordings by 3 artists; 3 ids lead to them." in printed
    assert "2 songs, 1 genres: rock" in printed
    assert "year 50%" in printed
    assert "table.csv: 4 rows read, 2 new recordings, 1 merged, 1 refused" in printed


def test_search(into: Path, table: Path, capsys: pytest.CaptureFixture[str]):
    catalogue("add", table, "--into", into)
    capsys.readouterr()
    assert catalogue("search", "queen", "bohem", "--catalogue", into) == 0
    assert capsys.readouterr().out == f"{an_id(1)}  Bohemian Rhapsody — Queen\n"
    assert catalogue("search", "else", "--catalogue", into) == 0
    assert capsys.readouterr().out == f"{an_id(3)}  Else — Someone, Another (1999)\n"
    assert catalogue("search", '"', "--catalogue", into) == 0
    assert capsys.readouterr().err == "nothing found\n"


def test_resolve(tmp_path: Path, into: Path, table: Path, capsys: pytest.CaptureFixture[str]):
    catalogue("add", table, "--into", into)
    capsys.readouterr()
    likes = write_parquet(
        tmp_path / "likes.parquet",
        [
            {"list_id": 1, "track_id": an_id(2)},
            {"list_id": 2, "track_id": an_id(3)},
            {"list_id": 2, "track_id": an_id(2)},
            {"list_id": 2, "track_id": an_id(9)},
        ],
    )
    out = tmp_path / "out.parquet"
    assert catalogue("resolve", likes, "--catalogue", into, "--out", out) == 0
    frame = pd.read_parquet(out)
    assert list(frame.columns) == ["track_id", "canonical_id"]
    assert frame.values.tolist() == [[an_id(2), an_id(1)], [an_id(3), an_id(3)]]
    assert "2 of 3 ids are known, 1 of them as aliases" in capsys.readouterr().out


def test_resolve_where_nothing_is_known(tmp_path: Path, into: Path, table: Path):
    catalogue("add", table, "--into", into)
    (tmp_path / "likes.csv").write_text("track_id\nunknown\n")
    out = tmp_path / "out.parquet"
    assert catalogue("resolve", tmp_path / "likes.csv", "--catalogue", into, "--out", out) == 0
    assert pd.read_parquet(out).shape == (0, 2)


@pytest.mark.parametrize("content", ["", "song\nx\n", "track_id\n\xe9\n"])
def test_resolve_refuses_what_it_cannot_read(
    tmp_path: Path, into: Path, table: Path, content: str, capsys: pytest.CaptureFixture[str]
):
    catalogue("add", table, "--into", into)
    capsys.readouterr()
    (tmp_path / "likes.csv").write_text(content, encoding="latin-1")
    out = tmp_path / "out.parquet"
    assert catalogue("resolve", tmp_path / "likes.csv", "--catalogue", into, "--out", out) == 2
    assert capsys.readouterr().err.startswith("likes.csv")
    assert not out.exists()


def test_resolve_into_a_folder_that_does_not_exist(
    tmp_path: Path, into: Path, table: Path, capsys: pytest.CaptureFixture[str]
):
    catalogue("add", table, "--into", into)
    out = tmp_path / "nowhere" / "out.parquet"
    assert catalogue("resolve", table, "--catalogue", into, "--out", out) == 2
    assert "cannot be written: No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize("action", [["info"], ["search", "x"]])
def test_no_catalogue(into: Path, action: list[str], capsys: pytest.CaptureFixture[str]):
    assert catalogue(*action, "--catalogue", into) == 2
    assert capsys.readouterr().err.startswith(f"There is no catalogue in {into}")


class Terminal:
    """What a person watching would have on the line."""

    def __init__(self) -> None:
        self.line = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        for piece in text.split("\r"):
            self.line = piece + self.line[len(piece) :]

    def flush(self) -> None:
        pass


def test_the_bar_is_drawn_over_itself_and_wiped_at_the_end():
    terminal = Terminal()
    with ProgressLine(terminal) as line:  # pyright: ignore[reportArgumentType]
        line.show("reading a table with a long name", 1.0)
        assert terminal.line.strip() == f"{'█' * 30} 100% reading a table with a long name"
        line.show("writing", 1.0)
        assert terminal.line.strip() == f"{'█' * 30} 100% writing"
    assert terminal.line.strip() == ""
