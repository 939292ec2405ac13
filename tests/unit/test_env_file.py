"""The file of settings: changed line by line, whole at any time, its owner's alone."""

import stat
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from bot.services.env_file import EnvFile

MINE = """# my notes
OTHER_TOOL='keep # me'

# The token.
CRATEMATE_DISCORD_TOKEN=old # reset in May
export CRATEMATE_WEB_PORT=1
"""


def test_only_the_lines_that_change_change(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(MINE)
    path.chmod(0o644)
    file = EnvFile(path)
    assert file.get("CRATEMATE_DISCORD_TOKEN") == "old"
    file.set("CRATEMATE_DISCORD_TOKEN", "a.b.c")
    file.set("CRATEMATE_WEB_PORT", "2")
    file.set("CRATEMATE_KEY", "k3y=", "Seals tokens.\nKeep it.")
    assert (
        path.read_text()
        == MINE.replace("old # reset in May", "a.b.c").replace(
            "export CRATEMATE_WEB_PORT=1", "CRATEMATE_WEB_PORT=2"
        )
        + "\n# Seals tokens.\n# Keep it.\nCRATEMATE_KEY=k3y=\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == [".env"]


def test_a_name_that_stands_twice_stands_once_afterwards(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("A=1\nB=2\nA=3\n")
    EnvFile(path).set("A", "4")
    assert path.read_text() == "B=2\nA=4\n"


def test_a_missing_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / ".env"
    file = EnvFile(path)
    assert file.get("A") == ""
    file.set("A", "1", "One.")
    assert path.read_text() == "# One.\nA=1\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("A=1\n")
    (tmp_path / ".env").symlink_to("real")
    EnvFile(tmp_path / ".env").set("A", "2")
    assert (tmp_path / ".env").is_symlink()
    assert (tmp_path / "real").read_text() == "A=2\n"


def test_what_cannot_be_written_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ".env"
    path.write_text("A=1\n")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        EnvFile(path).set("A", "2")
    assert path.read_text() == "A=1\n"
    assert [entry.name for entry in tmp_path.iterdir()] == [".env"]


@given(value=st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" '\"#\\$`=")))
def test_every_value_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, value: str
) -> None:
    path = tmp_path_factory.mktemp("env") / ".env"
    EnvFile(path).set("A", value)
    EnvFile(path).set("B", "after")
    assert dotenv_values(path, interpolate=False) == {"A": value, "B": "after"}


def test_a_value_of_several_lines_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one line"):
        EnvFile(tmp_path / ".env").set("A", "1\nB=2")
