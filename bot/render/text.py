"""Other people's words inside ours: titles and names that must neither format nor ping."""

import re
import unicodedata
from collections.abc import Iterator

_BLANK = re.compile(r"\s+")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of all that follows them, our own words included."""
_BREAK = "\u200b"
"""A zero-width space: it breaks <@id>, @everyone and addresses, and nobody sees it."""
# Brackets would end the text of our links; no client agrees with another on escaped ones.
_BROKEN = {"@": f"@{_BREAK}", "<": f"<{_BREAK}", "[": "(", "]": ")"}
_DEAD = {mark: f"\\{mark}" for mark in "\\*_`~|"} | _BROKEN
_DEAD_AT_START = frozenset("#->+")


def quote(text: str, most: int = 120) -> str:
    """Return foreign text on one line of at most `most` characters, its markdown and pings dead.

    The marks that make it harmless count as well, so that lengths can be added up; text without
    anything to see becomes an ellipsis.
    """
    line = _BLANK.sub(" ", "".join(_readable(text))).strip().replace("://", f":{_BREAK}//")
    parts = [_DEAD.get(letter, letter) for letter in line]
    if parts and parts[0] in _DEAD_AT_START:
        parts[0] = f"\\{parts[0]}"
    if sum(map(len, parts)) > most:
        parts = _cut(parts, most - 1)
    return "".join(parts) or "…"


def _readable(text: str) -> Iterator[str]:
    for letter in text:
        if letter in _TURNING or unicodedata.category(letter) == "Cs":
            continue
        yield " " if unicodedata.category(letter) == "Cc" else letter


def _cut(parts: list[str], most: int) -> list[str]:
    """Return as many parts as fit, without half an accented letter, and an ellipsis."""
    length, end = 0, 0
    while length + len(parts[end]) <= most:
        length += len(parts[end])
        end += 1
    while end and _belongs_to_next(parts[end]):
        end -= 1
    return ["".join(parts[:end]).rstrip(f" {_BREAK}\u200d"), "…"]


def _belongs_to_next(part: str) -> bool:
    """Whether a part changes the letter before it, which must not stand without it."""
    return unicodedata.combining(part[0]) > 0 or part[0] in "\u200d\ufe0f"
