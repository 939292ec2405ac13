"""Every language says everything that English says, and nothing that nobody asks for."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.render.wording import languages, spoken

BOT = Path(__file__).parents[2] / "bot"
LOCALES = BOT / "render" / "locales"
OTHERS = ["de", "es-ES"]

_PLURALS = {"zero", "one", "two", "few", "many", "other"}
_SAME_EVERYWHERE = {"web-title", "link-modal-placeholder", "import-reasons"}


class _Parts(Visitor):
    """What a message is made of beside its words."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.references: set[str] = set()
        self.functions: set[str] = set()
        self.variants: set[tuple[str, str]] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802
        self.references.add(node.id.name)

    def visit_TermReference(self, node: ftl.TermReference) -> None:  # noqa: N802
        self.references.add(f"-{node.id.name}")

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802
        chosen_by = getattr(getattr(node.selector, "id", None), "name", "")
        for variant in node.variants:
            key = getattr(variant.key, "name", None) or getattr(variant.key, "value", "")
            if key not in _PLURALS:
                self.variants.add((chosen_by, key))
        self.generic_visit(node)

    def visit_FunctionReference(self, node: ftl.FunctionReference) -> None:  # noqa: N802
        self.functions.add(node.id.name)
        self.generic_visit(node)


@cache
def _messages(locale: str) -> dict[str, tuple[str, _Parts, str]]:
    """Return of every message its file, its parts and its words, by key."""
    found: dict[str, tuple[str, _Parts, str]] = {}
    for file in sorted((LOCALES / locale).iterdir()):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{locale}/{file.name}: {entry.content}"
            if isinstance(entry, ftl.Message | ftl.Term):
                parts = _Parts()
                parts.visit(entry)
                key = f"-{entry.id.name}" if isinstance(entry, ftl.Term) else entry.id.name
                assert key not in found, f"{key} stands twice in {locale}"
                found[key] = (file.name, parts, " ".join(_words(entry)))
    return found


def _words(entry: ftl.BaseNode) -> Iterator[str]:
    class Texts(Visitor):
        def __init__(self) -> None:
            self.found: list[str] = []

        def visit_TextElement(self, node: ftl.TextElement) -> None:  # noqa: N802
            self.found.append(node.value)

    texts = Texts()
    texts.visit(entry)
    yield from texts.found


def test_three_languages_are_spoken() -> None:
    assert set(languages()) == {"en-US", *OTHERS}


@pytest.mark.parametrize("locale", OTHERS)
def test_no_message_is_missing_or_stale(locale: str) -> None:
    english, other = _messages("en-US"), _messages(locale)
    assert sorted(set(english) - set(other)) == [], "missing"
    assert sorted(set(other) - set(english)) == [], "stale"
    assert {key: file for key, (file, _, _) in other.items()} == {
        key: file for key, (file, _, _) in english.items()
    }


@pytest.mark.parametrize("locale", OTHERS)
def test_every_message_uses_the_values_and_cases_that_english_uses(locale: str) -> None:
    other = _messages(locale)
    for key, (_, english, _) in _messages("en-US").items():
        _, parts, _ = other[key]
        assert parts.variables == english.variables, key
        assert parts.references == english.references, key
        assert parts.functions == english.functions, key
        assert parts.variants == english.variants, key


@pytest.mark.parametrize("locale", OTHERS)
def test_every_message_that_has_words_is_translated(locale: str) -> None:
    other = _messages(locale)
    same = {
        key
        for key, (_, _, words) in _messages("en-US").items()
        if words == other[key][2] and len(re.findall(r"[^\W\d_]{3,}", words)) > 1
    }
    assert same <= _SAME_EVERYWHERE


def _strings_of_code() -> tuple[set[str], list[re.Pattern[str]]]:
    whole: set[str] = set()
    patterns: set[str] = set()
    for file in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                texts = [
                    part.value if isinstance(part, ast.Constant) else None for part in node.values
                ]
                if isinstance(texts[0], str) and re.fullmatch(r"[a-z][a-z-]+-", texts[0]):
                    patterns.add(
                        "".join(
                            r"[a-z0-9-]+" if text is None else re.escape(str(text))
                            for text in texts
                        )
                    )
    return whole, [re.compile(pattern) for pattern in sorted(patterns)]


def test_no_message_is_kept_that_the_code_never_says() -> None:
    whole, patterns = _strings_of_code()
    messages = _messages("en-US")
    said = {reference for _, parts, _ in messages.values() for reference in parts.references}
    unsaid = [
        key
        for key in messages
        if key not in said
        and key not in whole
        and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert unsaid == []


@pytest.mark.parametrize("locale", ["en-US", *OTHERS])
def test_every_message_can_be_said_in_every_case(locale: str) -> None:
    say = languages()[locale]
    messages = {key: parts for key, (_, parts, _) in _messages(locale).items() if key[0] != "-"}
    for key, parts in messages.items():
        referred = [messages[other] for other in parts.references if other in messages]
        names = {name for one in (parts, *referred) for name in one.variables}
        for number in (0, 1, 2, 1000):
            for name, case in parts.variants | {("", "")}:
                values: dict[str, str | int | date] = dict.fromkeys(names, number)
                values |= {name: case} if case else {}
                if "DATETIME" in parts.functions:
                    values["day"] = date(2026, 11, 21)
                assert say(key, **values), key


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("es-ES", "es-ES"),
        ("es-419", "es-ES"),
        ("es", "es-ES"),
        ("en-GB", "en-US"),
        ("en", "en-US"),
        ("fr", "en-US"),
        ("", "en-US"),
    ],
)
def test_the_nearest_language_is_spoken(locale: str, language: str) -> None:
    assert spoken(locale) == language


def test_numbers_and_plurals_follow_the_language() -> None:
    german, spanish = languages()["de"], languages()["es-ES"]
    assert "2.000 Songs von dir" in german("progress-ready", known=2000, unmatched=1)
    assert "einem Song von dir gelernt, der in meinem Katalog steht." in german(
        "progress-ready", known=1, unmatched=0
    )
    assert "20.000 canciones tuyas que están" in spanish("progress-ready", known=20000, unmatched=0)
    assert "una canción tuya que está" in spanish("progress-ready", known=1, unmatched=0)
    assert "otras 2 están guardadas" in spanish("progress-ready", known=1, unmatched=2)
