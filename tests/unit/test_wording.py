import ast
import re
from pathlib import Path

import pytest

from bot import errors
from bot.imports import errors as import_errors
from bot.render.wording import languages, wording

BOT = Path(__file__).parents[2] / "bot"
LOCALES = BOT / "render" / "locales"


def _member_errors() -> list[type[errors.MemberError]]:
    return [
        value
        for module in (errors, import_errors)
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, errors.MemberError)
        and value is not errors.MemberError
    ]


@pytest.mark.parametrize("error", _member_errors(), ids=lambda error: error.__name__)
def test_every_error_has_a_sentence_in_every_language(error: type[errors.MemberError]) -> None:
    for say in languages().values():
        assert say.has(error.key)


def _keys_in_code() -> set[str]:
    keys: set[str] = set()
    for file in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "say"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                keys.add(str(node.args[0].value))
    return keys


def test_every_key_the_code_says_exists_in_every_language() -> None:
    keys = _keys_in_code()
    assert len(keys) > 20
    for say in languages().values():
        assert not [key for key in keys if not say.has(key)]


def _keys(catalogue: Path) -> list[str]:
    return re.findall(r"^(-?[a-z][a-z0-9-]*) =", catalogue.read_text("utf-8"), re.MULTILINE)


def test_every_language_has_the_same_keys_once_in_the_same_files() -> None:
    english = {file.name: _keys(file) for file in (LOCALES / "en-US").iterdir()}
    assert sum(len(keys) for keys in english.values()) > 50
    every = [key for keys in english.values() for key in keys]
    assert len(every) == len(set(every))
    for folder in LOCALES.iterdir():
        found = {file.name: _keys(file) for file in folder.iterdir()}
        assert {name: sorted(keys) for name, keys in found.items()} == {
            name: sorted(keys) for name, keys in english.items()
        }


def test_numbers_and_plurals_read_well() -> None:
    say = wording("en-US")
    many = say("progress-ready", known=2000, unmatched=1)
    assert "2,000 songs" in many
    assert "one more is kept" in many
    assert "one song of yours" in say("progress-ready", known=1, unmatched=0)


def test_an_unspoken_language_falls_back_to_english() -> None:
    assert wording("tlh").locale == "en-US"


def test_a_missing_value_is_an_error_and_not_a_hole_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="list-short"):
        wording()("list-short")
    with pytest.raises((KeyError, LookupError)):
        wording()("no-such-message")
