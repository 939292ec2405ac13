"""Downloads over loopback: whole or not at all, resumed, checked."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.cli import main
from bot.services.fetching import FetchError, Source, fetch, parse_source

BODY = bytes(range(256)) * 4_000


@dataclass
class Shelf:
    """A server of one file that can break off, change its mind, or not know of resuming."""

    body: bytes = BODY
    tag: str | None = '"one"'
    breaks: list[int] = field(default_factory=list)
    """After how many bytes each answer breaks off, in turn."""
    status: int = 200
    asked: list[str | None] = field(default_factory=list)
    """The ranges asked for."""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.headers.get("Range"))
        if self.status != 200:
            return web.Response(status=self.status)
        begin, status = 0, 200
        wanted = request.headers.get("Range")
        if wanted and self.tag and request.headers.get("If-Range") == self.tag:
            begin, status = int(wanted.removeprefix("bytes=").removesuffix("-")), 206
            if begin >= len(self.body):
                return web.Response(status=416)
        body = self.body[begin:]
        headers = {"Content-Length": str(len(body))} | ({"ETag": self.tag} if self.tag else {})
        response = web.StreamResponse(status=status, headers=headers)
        await response.prepare(request)
        if self.breaks:
            await response.write(body[: self.breaks.pop(0)])
            assert request.transport is not None
            request.transport.close()
            return response
        await response.write(body)
        return response


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
async def address(shelf: Shelf) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/lists.csv", shelf.answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/lists.csv"))


def source_of(address: str, body: bytes = BODY) -> Source:
    return Source(address, sha256(body).hexdigest())


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_file_comes_whole_and_leaves_nothing_beside_it(
    shelf: Shelf, address: str, tmp_path: Path
):
    seen: list[float] = []
    await fetch(
        source_of(address), tmp_path / "a.csv", progress=lambda _, share: seen.append(share)
    )
    assert (tmp_path / "a.csv").read_bytes() == BODY
    assert names_in(tmp_path) == ["a.csv"]
    assert seen == sorted(seen)
    assert seen[-1] == 1


async def test_a_download_goes_on_where_it_broke_off(shelf: Shelf, address: str, tmp_path: Path):
    shelf.breaks = [300_000, 200_000]
    await fetch(source_of(address), tmp_path / "a.csv", pause=0.01)
    assert (tmp_path / "a.csv").read_bytes() == BODY
    begins = [int((asked or "bytes=0-")[6:-1]) for asked in shelf.asked]
    assert begins[0] == 0
    assert 0 < begins[1] < begins[2] < len(BODY)


async def test_what_has_come_is_kept_for_the_next_call(shelf: Shelf, address: str, tmp_path: Path):
    shelf.breaks = [300_000, 0, 0, 0]
    with pytest.raises(FetchError, match="try again"):
        await fetch(source_of(address), tmp_path / "a.csv", pause=0.01)
    assert not (tmp_path / "a.csv").exists()
    shelf.asked.clear()
    await fetch(source_of(address), tmp_path / "a.csv", pause=0.01)
    assert (tmp_path / "a.csv").read_bytes() == BODY
    assert shelf.asked[0] not in (None, "bytes=0-")


async def test_another_file_is_not_glued_to_the_old_beginning(
    shelf: Shelf, address: str, tmp_path: Path
):
    shelf.breaks = [300_000, 0, 0, 0]
    with pytest.raises(FetchError):
        await fetch(source_of(address), tmp_path / "a.csv", pause=0.01)
    shelf.body, shelf.tag = BODY[::-1], '"two"'
    await fetch(source_of(address, shelf.body), tmp_path / "a.csv", pause=0.01)
    assert (tmp_path / "a.csv").read_bytes() == BODY[::-1]


@pytest.mark.parametrize("tag", [None, 'W/"weak"'])
async def test_without_a_strong_tag_it_starts_anew(
    shelf: Shelf, address: str, tmp_path: Path, tag: str | None
):
    shelf.tag, shelf.breaks = tag, [300_000]
    await fetch(source_of(address), tmp_path / "a.csv", pause=0.01)
    assert (tmp_path / "a.csv").read_bytes() == BODY
    assert shelf.asked == [None, None]


async def test_a_wrong_checksum_leaves_nothing(shelf: Shelf, address: str, tmp_path: Path):
    (tmp_path / "a.csv").write_text("the one before")
    with pytest.raises(FetchError, match="not the file that was expected"):
        await fetch(source_of(address, b"something else"), tmp_path / "a.csv")
    assert names_in(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "the one before"


async def test_a_missing_file_is_said_at_once(shelf: Shelf, address: str, tmp_path: Path):
    shelf.status = 404
    with pytest.raises(FetchError, match="404"):
        await fetch(source_of(address), tmp_path / "a.csv")
    assert len(shelf.asked) == 1


@pytest.mark.parametrize(
    "text",
    [
        "http://example.org/a.csv#sha256=" + "0" * 64,
        "https://example.org/a.csv",
        "https://example.org/a.csv#sha256=12",
        "https://example.org/a.csv#md5=" + "0" * 64,
        "ftp://example.org/a.csv#sha256=" + "0" * 64,
        "/etc/passwd#sha256=" + "0" * 64,
    ],
)
def test_addresses_without_a_checksum_or_in_the_clear_are_refused(text: str):
    with pytest.raises(FetchError):
        parse_source(text)


async def test_the_command_shows_the_licence_and_fetches(
    shelf: Shelf,
    address: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.chdir(tmp_path)
    where = f"{address}#sha256={sha256(BODY).hexdigest()}"
    command = ["prior", "fetch", "tidytuesday", "--into", str(tmp_path / "lists")]
    assert await asyncio.to_thread(main, command) == 2
    assert "CRATEMATE_LISTS" in capsys.readouterr().err
    monkeypatch.setenv("CRATEMATE_LISTS", f"other=x, tidytuesday={where}")
    assert await asyncio.to_thread(main, command) == 0
    printed = capsys.readouterr().out
    assert printed.index("CC0") < printed.index("is there and is what it should be")
    assert (tmp_path / "lists" / "spotify_songs.csv").read_bytes() == BODY


async def test_the_command_knows_no_other_names(capsys: pytest.CaptureFixture[str]):
    assert await asyncio.to_thread(main, ["prior", "fetch", "nonsense"]) == 2
    assert "tidytuesday" in capsys.readouterr().err
