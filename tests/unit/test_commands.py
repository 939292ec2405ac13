"""`cratemate commands`, and the README held against it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from discord.ext import commands

from bot.cli import main
from bot.commands.inventory import flat
from bot.commands.registry import COGS

ROOT = Path(__file__).parents[2]
LOCALES = {"en-US", "de", "es-ES"}


@cache
def listed() -> dict[str, Any]:
    """Return what the command prints, run where nothing is set."""
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-m", "bot", "commands", "--json"]
    done = subprocess.run(asked, cwd="/", env=bare, capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


def _texts(shape: Any) -> Iterator[dict[str, str]]:
    if isinstance(shape, dict):
        if LOCALES & set(shape):
            yield shape
        else:
            for value in shape.values():
                yield from _texts(value)
    elif isinstance(shape, list):
        for value in shape:
            yield from _texts(value)


def test_json_and_nothing_else_is_printed_without_settings() -> None:
    assert set(listed()) == {"commands", "menus", "buttons", "selects", "forms"}
    assert "create" in listed()["commands"]["playlist"]["commands"]
    assert "card" in listed()["commands"]["taste"]["commands"]
    assert listed()["commands"]["similar"]["options"]["song"]["autocomplete"] is True


def test_everything_is_described_in_every_language_within_discords_limits() -> None:
    texts = list(_texts(listed()))
    assert len(texts) > 100
    assert all(set(text) == LOCALES for text in texts)
    assert [text for text in texts if not all(0 < len(said) <= 100 for said in text.values())] == []
    for menu in listed()["menus"].values():
        assert all(len(name) <= 32 for name in menu["name"].values())
    languages = [(text["en-US"], text["de"], text["es-ES"]) for text in texts]
    same = {english for english, german, spanish in languages if german == english == spanish}
    assert same == {"English", "Deutsch", "Español"}, "said in English whatever the language"


def test_menus_stay_within_what_discord_takes() -> None:
    menus = [menu["kind"] for menu in listed()["menus"].values()]
    assert all(menus.count(kind) <= 5 for kind in ("message", "user"))
    assert len(listed()["commands"]) <= 100


def test_all_that_there_is_stands_in_the_registry() -> None:
    from bot.commands import buttons, registry

    for file in (ROOT / "bot" / "commands").glob("*.py"):
        __import__(f"bot.commands.{file.stem}")

    def below(kind: type) -> set[type]:
        return {kind, *(one for child in kind.__subclasses__() for one in below(child))}

    def ours(kind: type) -> set[str]:
        found = {one for one in below(kind) if one.__module__.startswith("bot.commands.")}
        return {one.__name__ for one in found if one.__module__ != "bot.commands.buttons"}

    private = {"_Thumb"}
    assert ours(commands.Cog) == {cog.__name__ for cog in COGS}
    persistent = ours(buttons.Action) | ours(buttons.Choice)
    assert persistent - private == {item.__name__ for item in registry.ITEMS}
    assert ours(buttons.Form) == {form.__name__ for form in registry.FORMS}


def test_the_list_for_reading_names_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["commands"]) == 0
    printed = capsys.readouterr().out
    assert all(f"/{name}:" in printed for name in flat(listed()["commands"]))
    assert all(name in printed for name in listed()["menus"])


def _table() -> dict[str, str]:
    """Return the README's commands with the options written behind each."""
    text = (ROOT / "README.md").read_text("utf-8")
    rows = re.search(r"\| command \| does \|\n\|---\|---\|\n((?:\|.*\n)+)", text)
    assert rows is not None
    named: dict[str, str] = {}
    names = set(flat(listed()["commands"]))
    for row in rows[1].splitlines():
        group = ""
        for typed in re.findall(r"`([^`]+)`", row.split("|")[1]):
            words = typed.removeprefix("/").split()
            if not typed.startswith("/"):
                words = [group, *words]
            size = 2 if " ".join(words[:2]) in names else 1
            group = words[0]
            name = " ".join(words[:size])
            named[name] = f"{named.get(name, '')} {' '.join(words[size:])}".strip()
    return named


def test_the_readme_names_every_command_and_no_other() -> None:
    assert set(_table()) == set(flat(listed()["commands"]))


def test_the_readme_names_every_option_and_no_other() -> None:
    for name, command in flat(listed()["commands"]).items():
        written = _table()[name]
        found = set(re.findall(r"[a-z]+[0-9]?", written))
        if "…" in written:
            # `song [song2 … song5]`
            found |= {one for one in command["options"] if re.fullmatch(r"[a-z]+[0-9]", one)}
        if name in {"schedule pause", "schedule resume", "schedule remove"}:
            found |= {"which"}
        assert found == set(command["options"]), name


def test_the_readme_names_every_menu() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in listed()["menus"] if f"*{name}*" not in text] == []
