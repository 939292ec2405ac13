"""`cratemate doctor` and the start of `cratemate run`: wrong settings are named with a mend."""

import asyncio
import gc
import signal
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.checks import blocking, check_settings
from bot.cli import main
from bot.cli.run import _serve
from bot.sandbox.discord.server import DiscordStandIn
from bot.settings import Settings
from storage.store import Store

TOKEN = "MTA.token.made-up"


@pytest.fixture
def good(tmp_path: Path, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of a complete installation, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CRATEMATE_{name.upper()}", raising=False)
    return {
        "DISCORD_TOKEN": TOKEN,
        "KEY": Fernet.generate_key().decode(),
        "DATABASE": str(tmp_path / "store" / "cratemate.sqlite"),
        "CATALOGUE": str(catalogue),
        "SPOTIFY_CLIENT_ID": "c0ffee",
        "SPOTIFY_REDIRECT_URI": "https://bot.example/spotify/callback",
        "SPOTIFY_LEARNING": "off",
        # Whichever port is free when it is bound: one chosen before may be taken by then.
        "WEB_PORT": "0",
    }


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield int(holder.getsockname()[1])


def examine(
    values: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    for name, value in values.items():
        monkeypatch.setenv(f"CRATEMATE_{name}", value)
    code = main(["doctor"])
    return code, capsys.readouterr().out


def test_a_complete_installation_is_in_order(
    good: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = examine(good, monkeypatch, capsys)
    assert code == 0, text
    assert "Everything is in order." in text
    assert "✗" not in text
    assert good["KEY"] not in text
    assert TOKEN not in text


def test_an_empty_environment_names_everything_that_is_missing(
    good: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = examine({"WEB_PORT": good["WEB_PORT"]}, monkeypatch, capsys)
    assert code == 1
    for name in ("DISCORD_TOKEN", "KEY", "CATALOGUE", "SPOTIFY_CLIENT_ID"):
        assert f"✗ CRATEMATE_{name}" in text
    assert text.count("✗") == text.count("→")
    assert "CRATEMATE_KEY=" in text


WRONG = {
    "DISCORD_TOKEN": ("a-client-secret", "Copy the token from Bot"),
    "KEY": ("not-a-key", "32 bytes as URL-safe base64"),
    "CATALOGUE": ("/nonexistent", "cratemate catalogue add"),
    "DATABASE": ("/dev/null/store.sqlite", "Choose another folder"),
    "SPOTIFY_REDIRECT_URI": ("http://localhost:8888/spotify/callback", "127.0.0.1"),
    "SPOTIFY_LEARNING": ("perhaps", "on or off"),
    "WEB_PORT": ("99999", "port"),
    "LOG_LEVEL": ("LOUD", "DEBUG, INFO, WARNING or ERROR"),
    "TRAINING_THREADS": ("0", "trained at the same time"),
    "TABLES": ("tidytuesday=ftp://example.org/a.csv", "NAME=ADDRESS"),
    "METRICS_PORT": ("many", "9464"),
    "LOG_FORMAT": ("xml", "one object a line"),
}


@pytest.mark.parametrize("name", WRONG)
def test_each_wrong_setting_is_named_with_its_mend(
    good: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    value, mend = WRONG[name]
    code, text = examine({**good, name: value}, monkeypatch, capsys)
    assert code == 1
    assert f"✗ CRATEMATE_{name}" in text
    assert mend in text.partition(f"✗ CRATEMATE_{name}")[2]
    assert text.count("✗") == 1


@pytest.mark.parametrize(
    ("address", "mend"),
    [
        ("http://bot.example/spotify/callback", "HTTPS, or HTTP on 127.0.0.1"),
        ("https://bot.example/callback", "Its path must be /spotify/callback"),
        ("nonsense", "Its path must be"),
    ],
)
def test_redirect_addresses_that_spotify_or_the_bot_refuses(
    good: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    address: str,
    mend: str,
) -> None:
    code, text = examine({**good, "SPOTIFY_REDIRECT_URI": address}, monkeypatch, capsys)
    assert code == 1
    assert mend in text


def test_an_unanswered_learning_question_is_asked(
    good: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del good["SPOTIFY_LEARNING"]
    code, text = examine(good, monkeypatch, capsys)
    assert code == 1
    assert "✗ CRATEMATE_SPOTIFY_LEARNING is unanswered" in text
    assert "III.14" in text


def test_a_taken_port_is_named(
    good: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    taken_port: int,
) -> None:
    code, text = examine({**good, "WEB_PORT": str(taken_port)}, monkeypatch, capsys)
    assert code == 1
    assert f"127.0.0.1:{taken_port} is not free" in text


def test_figures_need_a_port_of_their_own(
    good: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    taken_port: int,
) -> None:
    code, text = examine({**good, "METRICS_PORT": str(taken_port)}, monkeypatch, capsys)
    assert code == 1
    assert f"CRATEMATE_METRICS_PORT: 127.0.0.1:{taken_port} is not free" in text
    both = {"METRICS_PORT": str(taken_port), "WEB_PORT": str(taken_port)}
    code, text = examine({**good, **both}, monkeypatch, capsys)
    assert f"are both {taken_port}" in text
    code, text = examine({**good, "METRICS_PORT": "0"}, monkeypatch, capsys)
    assert code == 0, text
    code, text = examine({"METRICS_HOST": "0.0.0.0"}, monkeypatch, capsys)
    assert "open to other machines" in text


def test_a_redirect_to_another_port_of_this_machine_is_named(
    good: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "http://127.0.0.1:8888/spotify/callback"
    chosen = {**good, "SPOTIFY_REDIRECT_URI": address, "WEB_PORT": "8889"}
    code, text = examine(chosen, monkeypatch, capsys)
    assert code == 1
    assert "does not lead to CRATEMATE_WEB_PORT (8889)" in text


def test_run_refuses_to_start_on_what_cannot_work_and_says_why(
    good: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CRATEMATE_WEB_PORT", good["WEB_PORT"])
    assert main(["run"]) == 1
    told = capsys.readouterr().err
    assert "✗ CRATEMATE_DISCORD_TOKEN is not set" in told
    assert "✗ CRATEMATE_KEY is not set" in told
    # Without Spotify or a catalogue it can start.
    assert "SPOTIFY" not in told
    assert "CATALOGUE" not in told


def test_a_wrong_key_keeps_the_bot_from_starting_until_the_right_one_is_back(
    good: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def make_store() -> None:
        await (await Store.open(Path(good["DATABASE"]), [good["KEY"]])).close()

    asyncio.run(make_store())
    code, text = examine({**good, "KEY": Fernet.generate_key().decode()}, monkeypatch, capsys)
    assert code == 1
    assert "None of the keys in CRATEMATE_KEY opens" in text
    assert "put back the key" in text
    assert main(["run"]) == 1
    assert "put back the key" in capsys.readouterr().err
    code, text = examine(good, monkeypatch, capsys)
    assert code == 0
    assert "opens with this key" in text


def settings_of(good: dict[str, str], token: str) -> Settings:
    values = {name.lower(): value for name, value in good.items()}
    return Settings.model_validate({**values, "discord_token": SecretStr(token)})


async def test_run_says_that_discord_refuses_the_token_and_leaves_nothing_open(
    good: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    # What other tests left open is not looked at here.
    gc.collect()
    caplog.clear()
    async with DiscordStandIn() as discord:
        with discord.redirect():
            assert await _serve(settings_of(good, TOKEN)) == 1
    assert "Discord refuses CRATEMATE_DISCORD_TOKEN" in capsys.readouterr().err
    gc.collect()
    assert "Unclosed" not in caplog.text


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
async def test_run_serves_until_a_signal_and_ends_in_order(good: dict[str, str], name: str) -> None:
    async with DiscordStandIn() as discord:
        with discord.redirect():
            serving = asyncio.create_task(_serve(settings_of(good, discord.token)))
            await discord.gateway.until_connected()
            signal.raise_signal(signal.Signals[name])
            assert await asyncio.wait_for(serving, 10) == 0
    with sqlite3.connect(good["DATABASE"]) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_every_fault_says_its_mend(good: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for setting, value in good.items():
        monkeypatch.setenv(f"CRATEMATE_{setting}", value)
    checks = check_settings(Settings())
    assert blocking(checks) == []
    assert all(check.what for check in checks)
