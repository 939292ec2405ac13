"""`cratemate catalogue fetch` over loopback: licence, checksum, resume, and into the catalogue."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.cli import main
from bot.services.catalogue_fetching import KNOWN, fetch_table, find, remember
from bot.services.fetching import FetchError
from storage.catalogue import Catalogue
from tests.unit.test_fetching import Shelf

ROWS = "\n".join(f"{row:022d},Song {row},Artist {row % 90},0.5" for row in range(4_000))
TABLE = f"track_id,track_name,artists,energy\n{ROWS}\n".encode()
DIGITS = sha256(TABLE).hexdigest()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(body=TABLE)


@pytest.fixture
async def address(shelf: Shelf) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/table.csv", shelf.answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/table.csv"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def run(*arguments: str) -> int:
    return await asyncio.to_thread(main, ["catalogue", "fetch", *arguments])


async def test_the_licence_is_shown_and_nothing_is_downloaded_without_agreeing(
    here: Path,
    shelf: Shelf,
    address: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CRATEMATE_TABLES", f"tidytuesday={address}#sha256={DIGITS}")
    for answer in ("n\n", "\n", ""):
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        assert await run("tidytuesday") == 1
    shown = capsys.readouterr().out
    assert "CC0" in shown
    assert "Nothing was downloaded." in shown
    assert shelf.asked == []
    assert not (here / "data").exists()


async def test_a_table_is_fetched_checked_and_added(
    here: Path,
    shelf: Shelf,
    address: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CRATEMATE_TABLES", f"114k={address}#sha256={DIGITS}")
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    shelf.breaks = [60_000]
    assert await run("114k") == 0
    printed = capsys.readouterr().out
    assert "ODbL" in printed
    assert DIGITS in printed
    assert "4,000 rows read" in printed
    assert len(shelf.asked) == 2, "broke off once, gone on with once"
    assert shelf.asked[1] not in (None, "bytes=0-")
    assert len(Catalogue.open(here / "data" / "catalogue")) == 4_000
    assert await run("114k", "--yes") == 0
    assert len(shelf.asked) == 2, "what is there already is not downloaded again"


async def test_an_unknown_checksum_is_recorded_once_and_holds_later(
    here: Path, shelf: Shelf, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = find("tidytuesday", [f"tidytuesday={address}"])
    first = await fetch_table(table, here)
    assert (first.checked, first.sha256) == (False, DIGITS)
    remember(table, first)
    assert json.loads((here / "checksums.json").read_text()) == {address: DIGITS}
    shelf.body, shelf.tag = TABLE[::-1], '"two"'
    first.file.unlink()
    with pytest.raises(FetchError, match=r"differs from what the address brought first.*json"):
        await fetch_table(table, here)
    assert not first.file.exists()
    (here / "checksums.json").unlink()
    again = await fetch_table(table, here)
    assert not again.checked
    assert again.sha256 != DIGITS


@pytest.mark.parametrize(
    ("setting", "status", "sentence"),
    [
        ("#sha256=" + "0" * 64, 200, "not the file that was expected"),
        ("", 404, "answers 404"),
    ],
)
async def test_what_cannot_be_had_is_one_sentence_and_leaves_the_catalogue_alone(
    here: Path,
    shelf: Shelf,
    address: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    status: int,
    sentence: str,
) -> None:
    shelf.status = status
    monkeypatch.setenv("CRATEMATE_TABLES", f"tidytuesday={address}{setting}")
    assert await run("tidytuesday", "--yes") == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert not (here / "data" / "catalogue").exists()


async def test_a_full_disk_is_said(here: Path, address: str) -> None:
    table = find("tidytuesday", [f"tidytuesday={address}"])
    (here / f"{table.file}.part").symlink_to("/dev/full")
    with pytest.raises(FetchError, match="cannot be written: No space left"):
        await fetch_table(table, here)
    assert not (here / table.file).exists()


async def test_a_file_that_is_no_table_changes_nothing(
    here: Path, shelf: Shelf, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.body = b"<html>Sorry</html>"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRATEMATE_TABLES", f"114k={address}")
        assert await run("114k", "--yes") == 2
        assert capsys.readouterr().err.count("\n") == 1
        assert not (here / "data" / "catalogue").exists()
        shelf.body, shelf.tag = TABLE, '"two"'
        assert await run("114k", "--yes") == 0, "what was no table is not held against it"
    assert "Nobody states a checksum" in capsys.readouterr().out


def test_the_known_tables_are_where_a_browser_would_be_safe() -> None:
    assert {table.name for table in KNOWN} == {"tidytuesday", "114k"}
    for table in KNOWN:
        assert table.source.address.startswith("https://")
        assert "Licence:" in table.licence
    with pytest.raises(FetchError, match="tidytuesday, 114k"):
        find("nonsense")
