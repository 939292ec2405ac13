import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_the_example_names_every_setting_and_no_other() -> None:
    named = re.findall(r"^CRATEMATE_([A-Z_]+)=", EXAMPLE.read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_the_examples_defaults_are_the_settings_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CRATEMATE_{name.upper()}", raising=False)
    assert Settings(_env_file=EXAMPLE) == Settings(_env_file=None)  # type: ignore[call-arg]


@pytest.mark.parametrize(("text", "decided"), [("on", True), ("off", False), ("", None)])
def test_learning_is_on_off_or_undecided(
    monkeypatch: pytest.MonkeyPatch, text: str, decided: bool | None
) -> None:
    monkeypatch.setenv("CRATEMATE_SPOTIFY_LEARNING", text)
    assert Settings(_env_file=None).spotify_learning is decided  # type: ignore[call-arg]


def test_keys_are_split_and_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRATEMATE_KEY", " first , second,")
    settings = Settings(_env_file=None)  # type: ignore[call-arg]
    assert settings.keys == ("first", "second")
    assert "first" not in repr(settings)


def test_an_unknown_log_level_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRATEMATE_LOG_LEVEL", "loud")
    with pytest.raises(ValidationError):
        Settings(_env_file=None)  # type: ignore[call-arg]
