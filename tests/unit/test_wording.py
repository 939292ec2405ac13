import ast
import re
from pathlib import Path

import pytest

from bot import errors
from bot.render.wording import languages, wording

BOT = Path(__file__).parents[2] / "bot"


def _member_errors() -> list[type[errors.MemberError]]:
    return [
        value
        for value in vars(errors).values()
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


def test_every_language_has_the_same_keys() -> None:
    folder = BOT / "render" / "locales"
    keys = {
        file.name: set(re.findall(r"^([a-z][a-z-]*) =", file.read_text("utf-8"), re.MULTILINE))
        for file in folder.glob("*.ftl")
    }
    assert len(keys["en-US.ftl"]) > 50
    assert all(found == keys["en-US.ftl"] for found in keys.values())


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
