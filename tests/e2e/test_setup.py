"""`cratemate setup` in a process of its own, its answers typed: by a pipe and on a terminal."""

import asyncio
import os
import stat
import sys
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from dotenv import dotenv_values

from bot.sandbox.discord.server import DiscordStandIn
from bot.services.discord_token import PERMISSIONS
from bot.settings import Settings
from storage.catalogue import Catalogue

TOKEN = "MTA.made-up.t0ken"
CLIENT_ID = "0123456789abcdef0123456789abcdef"
REDIRECT = "https://bot.example/spotify/callback"
TABLE = b"track_id,track_name,artists,energy\n" + b"\n".join(
    b"%022d,Song %d,Artist %d,0.5" % (row, row, row % 9) for row in range(300)
)
PATIENCE = 60


@pytest.fixture
async def discord() -> AsyncIterator[DiscordStandIn]:
    async with DiscordStandIn() as stand_in:
        stand_in.token = TOKEN
        yield stand_in


@pytest.fixture
async def folder(tmp_path: Path, discord: DiscordStandIn) -> AsyncIterator[Path]:
    """An empty folder with a file of settings that only names the stand-ins."""

    async def table(_: web.Request) -> web.Response:
        return web.Response(body=TABLE, headers={"ETag": '"one"'})

    app = web.Application()
    app.router.add_get("/table.csv", table)
    async with TestServer(app, host="127.0.0.1") as server:
        address = f"{server.make_url('/table.csv')}#sha256={sha256(TABLE).hexdigest()}"
        (tmp_path / ".env").write_text(
            f"# mine\nOTHER=1\nCRATEMATE_DISCORD_API={discord.api_url}\n"
            f"CRATEMATE_TABLES=tidytuesday={address}\n"
        )
        yield tmp_path


def environment() -> dict[str, str]:
    names = {f"CRATEMATE_{name.upper()}" for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"}


async def cratemate(
    folder: Path, command: str, answers: list[str] | None = None
) -> tuple[int, str]:
    """Run a command with lines on its standard input; return its exit code and what it printed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", command),
        cwd=folder,
        env=environment(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    typed = "".join(f"{answer}\n" for answer in answers or []).encode()
    printed, _ = await asyncio.wait_for(process.communicate(typed), PATIENCE)
    assert process.returncode is not None
    return process.returncode, printed.decode()


EVERYTHING = [
    "not-a-token",
    "MTA.not.known",
    TOKEN,
    "tidytuesday",
    "y",
    "",
    "nonsense",
    "0",
    "a-client-secret",
    "",
    CLIENT_ID,
    "http://localhost:8888/spotify/callback",
    REDIRECT,
    "perhaps",
    "off",
    "copies",
]


async def test_answers_from_a_pipe_make_a_complete_installation(
    folder: Path, discord: DiscordStandIn
) -> None:
    code, text = await cratemate(folder, "setup", EVERYTHING)
    assert code == 0, text
    for sentence in (
        "does not look like a bot's token",
        "Discord refuses this token",
        "CC0",
        "300 recordings",
        "A port is a number",
        "A client id is 32",
        "Spotify refuses localhost",
        "at most five members",
        "III.14",
        "Please answer on or off",
        "Everything is in order.",
        f"client_id={discord.application_id}",
        f"permissions={PERMISSIONS}",
    ):
        assert sentence.lower() in text.lower(), sentence
    file = folder / ".env"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().startswith("# mine\nOTHER=1\n")
    values = dotenv_values(file)
    assert values["CRATEMATE_DISCORD_TOKEN"] == TOKEN
    assert values["CRATEMATE_SPOTIFY_CLIENT_ID"] == CLIENT_ID
    assert values["CRATEMATE_SPOTIFY_REDIRECT_URI"] == REDIRECT
    assert values["CRATEMATE_SPOTIFY_LEARNING"] == "off"
    assert values["CRATEMATE_BACKUPS"] == "copies"
    key = values["CRATEMATE_KEY"]
    assert key
    for secret in (TOKEN, key):
        assert secret not in text
    assert len(Catalogue.open(folder / "data" / "catalogue")) == 300

    code, text = await cratemate(folder, "doctor")
    assert code == 0, text
    assert "✗" not in text

    before = file.read_text()
    code, text = await cratemate(folder, "setup", [""] * 8)
    assert code == 0, text
    assert file.read_text() == before, "Enter keeps everything"
    assert "keep what is there" in text


async def test_it_is_stopped_and_gone_on_with(folder: Path) -> None:
    code, text = await cratemate(folder, "setup", [TOKEN, "", "0"])
    assert code == 1
    assert "Stopped. Your answers so far are in .env" in text
    values = dotenv_values(folder / ".env")
    assert values["CRATEMATE_DISCORD_TOKEN"] == TOKEN
    key = values["CRATEMATE_KEY"]
    rest = ["", "tidytuesday", "y", "", "", CLIENT_ID, REDIRECT, "on", ""]
    code, text = await cratemate(folder, "setup", rest)
    assert code == 0, text
    values = dotenv_values(folder / ".env")
    assert (values["CRATEMATE_KEY"], values["CRATEMATE_WEB_PORT"]) == (key, "0")


async def test_a_silent_discord_leaves_the_choice(folder: Path, discord: DiscordStandIn) -> None:
    discord.faults.fail("GET", "/applications/@me", status=500)
    code, text = await cratemate(folder, "setup", [TOKEN, "n"])
    assert code == 1
    assert "Discord could not be asked: it answers 500" in text
    assert "CRATEMATE_DISCORD_TOKEN" not in (folder / ".env").read_text()


async def test_settings_that_cannot_be_are_named_first(folder: Path) -> None:
    with (folder / ".env").open("a") as file:
        file.write("CRATEMATE_TRAINING_THREADS=none\n")
    code, text = await cratemate(folder, "setup", EVERYTHING)
    assert code == 1
    assert "✗ CRATEMATE_TRAINING_THREADS" in text
    assert "Mend that in .env" in text


async def test_a_store_that_is_there_needs_its_own_key(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "cratemate.sqlite").touch()
    code, text = await cratemate(folder, "setup", [TOKEN, "nonsense", "A" * 43 + "="])
    assert code == 1
    assert "needs the key it has" in text
    assert "That is no key" in text
    assert dotenv_values(folder / ".env")["CRATEMATE_KEY"] == "A" * 43 + "="


async def test_on_a_terminal_the_token_is_not_seen(folder: Path) -> None:
    ours, theirs = os.openpty()
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "setup"),
            cwd=folder,
            env=environment(),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        seen = await typed(ours, [("Bot token: ", TOKEN), ("Enter for later: ", "\x04")])
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 1
    finally:
        os.close(ours)
        os.close(theirs)
    assert "It is the token of" in seen
    assert TOKEN not in seen
    assert dotenv_values(folder / ".env")["CRATEMATE_DISCORD_TOKEN"] == TOKEN


async def typed(terminal: int, answers: list[tuple[str, str]]) -> str:
    """Type each answer when its question is seen; return all that was seen."""
    loop, seen, fresh = asyncio.get_running_loop(), bytearray(), asyncio.Event()

    def read() -> None:
        seen.extend(os.read(terminal, 4096))
        fresh.set()

    loop.add_reader(terminal, read)
    try:
        async with asyncio.timeout(PATIENCE):
            begun = 0
            for question, answer in answers:
                while (place := seen.find(question.encode(), begun)) < 0:
                    fresh.clear()
                    await fresh.wait()
                begun = place + len(question)
                os.write(terminal, f"{answer}\n".encode() if answer.isprintable() else b"\x04")
            while b"Stopped" not in seen:
                fresh.clear()
                await fresh.wait()
    finally:
        loop.remove_reader(terminal)
    return seen.decode()


async def test_without_spotify_only_spotify_is_missing(folder: Path) -> None:
    answers = [TOKEN, "tidytuesday", "y", "", "0", "-", "-"]
    code, text = await cratemate(folder, "setup", answers)
    assert code == 1
    assert "there is no /link" in text
    (missing,) = [line for line in text.splitlines() if line.startswith("✗")]
    assert "CRATEMATE_SPOTIFY_CLIENT_ID" in missing
    assert "left out on purpose may stay so" in text
