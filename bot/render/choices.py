"""Genres and moods as choices of an autocomplete."""

from collections.abc import Sequence
from typing import Final

from discord import app_commands
from rapidfuzz import fuzz, process

from bot.render.wording import Wording
from models.mood import MOODS

_MOST: Final = 25
_LEAST_ALIKE: Final = 60

_Choices = list[app_commands.Choice[str]]


def genre_choices(names: Sequence[str], typed: str) -> _Choices:
    """Return the genres that may be meant so far, the likeliest first."""
    names = [name for name in names if 0 < len(name) <= 100]
    return [_choice(name, name) for name in _alike(typed, names)]


def mood_choices(say: Wording, typed: str) -> _Choices:
    """Return moods by their names, behind the member's own words where they typed any."""
    names = {say(f"mood-{mood}"): mood for mood in MOODS}
    found = _alike(typed, list(names))
    own = [_choice(typed.strip(), typed.strip())] if typed.strip() else []
    known = [_choice(name, names[name]) for name in found]
    return [*own, *(one for one in known if one.name != typed.strip())][:_MOST]


def _alike(typed: str, names: Sequence[str]) -> list[str]:
    typed = typed.strip().casefold()
    if not typed:
        return list(names[:_MOST])
    found = process.extract(
        typed,
        names,
        scorer=fuzz.WRatio,
        processor=str.casefold,
        score_cutoff=_LEAST_ALIKE,
        limit=_MOST,
    )
    first = [name for name, _, _ in found if name.casefold().startswith(typed)]
    return [*first, *(name for name, _, _ in found if name not in first)]


def _choice(name: str, value: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=name[:100], value=value[:100])
