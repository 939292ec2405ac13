# pyright: basic
# Matplotlib's fonts are typed in part only.
"""Which letters can be drawn here: Matplotlib brings DejaVu Sans, which has no Asian scripts.

Where the machine has one of the fonts below, it fills in letter by letter; where it has none,
what cannot be drawn is left out instead of standing there as boxes.
"""

import unicodedata
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

_FAMILIES: Final = (
    "DejaVu Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Droid Sans Fallback",
    "WenQuanYi Micro Hei",
    "Hiragino Sans",
    "Yu Gothic",
    "Microsoft YaHei",
    "Malgun Gothic",
    "Arial Unicode MS",
)
"""The first one that has a letter draws it: those of Linux, then of macOS and Windows."""
NOTHING_LEFT: Final = "[…]"


@lru_cache(maxsize=1)
def families() -> list[str]:
    """Return those of the fonts that this machine has; DejaVu Sans always is."""
    return list(_files())


def drawable(text: str) -> str:
    """Return a text with every run of letters that no font has as an ellipsis."""
    letters = _letters()
    parts: list[str] = []
    for letter in unicodedata.normalize("NFC", " ".join(text.split())):
        shown = letter if ord(letter) in letters else "…"
        if shown != "…" or parts[-1:] != ["…"]:
            parts.append(shown)
    found = "".join(parts)
    return found if not text or any(letter.isalnum() for letter in found) else NOTHING_LEFT


def file_for(text: str) -> Path:
    """Return the font that has most of a text's letters, the earlier one of equals."""
    wanted = {ord(letter) for letter in text}
    return max(_files().values(), key=lambda file: len(wanted & _letters_of(file)))


def width(text: str) -> int:
    """Return how wide a text is in Latin letters: Asian ones take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def cut(text: str, longest: int) -> str:
    """Return what can be drawn of a text, at most so many Latin letters wide."""
    text = drawable(text)
    if width(text) <= longest:
        return text
    while width(text) >= longest:
        text = text[:-1]
    return f"{text.rstrip()}…"


@lru_cache(maxsize=1)
def _files() -> dict[str, Path]:
    from matplotlib.font_manager import fontManager

    found: dict[str, Path] = {}
    for name in _FAMILIES:
        with suppress(ValueError):
            found[name] = Path(fontManager.findfont(name, fallback_to_default=False))
    return found


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    return frozenset().union(*map(_letters_of, _files().values()))


@lru_cache(maxsize=len(_FAMILIES))
def _letters_of(file: Path) -> frozenset[int]:
    from matplotlib.font_manager import get_font

    return frozenset(get_font(str(file)).get_charmap())
