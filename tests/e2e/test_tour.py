"""The demo's tour, as somebody sees it who has just installed the bot."""

from pathlib import Path

import pytest

from bot.cli import main
from bot.sandbox.discord.server import DiscordStandIn


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the logs of the test run alone."""
    monkeypatch.setattr("bot.log.set_up", lambda level: None)


@pytest.mark.usefixtures("quiet")
def test_the_tour_shows_the_main_job_and_ends_well(
    catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--tour", "--catalogue", str(catalogue)]) == 0
    text = capsys.readouterr().out
    for typed in ("types  /link", "types  /recommend count:6", "types  /unlink"):
        assert typed in text
    for pressed in ("presses  [👍]", "presses  [👎]", "presses  [Why]", "presses  [Next]"):
        assert pressed in text
    assert "Linked to Spotify as" in text
    assert "try `/recommend`" in text
    assert "https://open.spotify.com/track/" in text
    assert text.rstrip().splitlines()[-1].startswith("✓ The tour is over")


@pytest.mark.usefixtures("quiet", "impatience")
def test_a_tour_that_goes_wrong_ends_with_one_and_the_reason(
    catalogue: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord fails from the third first response on."""
    enter = DiscordStandIn.__aenter__

    async def spoilt(discord: DiscordStandIn) -> DiscordStandIn:
        entered = await enter(discord)
        discord.faults.fail("POST", "/interactions/*/callback", status=400, times=100)
        return entered

    monkeypatch.setattr(DiscordStandIn, "__aenter__", spoilt)
    assert main(["demo", "--tour", "--catalogue", str(catalogue)]) == 1
    assert "✗ The tour failed: DidNotRespond" in capsys.readouterr().out


@pytest.mark.usefixtures("quiet")
def test_a_folder_without_a_catalogue_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--tour", "--catalogue", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.usefixtures("quiet")
def test_real_songs_are_those_of_the_settings(
    catalogue: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CRATEMATE_CATALOGUE", str(tmp_path))
    assert main(["demo", "--real", "--tour"]) == 1
    assert "cratemate catalogue fetch tidytuesday" in capsys.readouterr().err
    monkeypatch.setenv("CRATEMATE_CATALOGUE", str(catalogue))
    assert main(["demo", "--real", "--tour"]) == 0
    text = capsys.readouterr().out
    assert "made-up" not in text
    assert "The tour is over" in text
