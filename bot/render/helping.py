"""The page of /help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from discord import ui

from bot.render.parts import layout, text
from bot.render.wording import Wording

AREAS: Final = {
    "begin": ("start", "link", "import", "sync", "unlink"),
    "listen": ("recommend", "similar", "playlist", "taste"),
    "together": ("compare", "blend", "weekly"),
    "server": ("schedule", "settings"),
    "yours": ("privacy", "help"),
}
"""The order in which commands are explained; what is in none comes last."""
OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Entry:
    """A command, or a group of them, by how they are mentioned."""

    mentions: tuple[str, ...]
    description: str


def help_page(say: Wording, areas: Mapping[str, Sequence[Entry]]) -> ui.LayoutView:
    """All areas that have commands, each under its heading, divided by lines."""
    items: list[Any] = [text(say("help-title"))]
    for area, entries in areas.items():
        if entries:
            lines = [say(f"help-{area}"), *(_line(entry) for entry in entries)]
            items += [ui.Separator(), text("\n".join(lines))]
    items += [ui.Separator(), text(say("help-footer"))]
    return layout(*items)


def _line(entry: Entry) -> str:
    return f"{' · '.join(entry.mentions)}\n-# {entry.description}"
