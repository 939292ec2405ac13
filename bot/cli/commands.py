"""`cratemate commands`: all that members can use, without any settings."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

# Commands take discord.py along, which takes its time to import.

_SHOWN = "en-US"


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser(
        "commands",
        help="list commands, options, menus and buttons",
        description="List every command with its options, every context menu, button, select and "
        "form; with --json in every language, groups nested by name.",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the list."""
    from bot.commands.inventory import inventory

    found = inventory()
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(found)))
    return 0


def _lines(found: dict[str, Any]) -> Iterator[str]:
    from bot.commands.inventory import flat

    for name, command in flat(found["commands"]).items():
        yield f"/{name}: {command['description'][_SHOWN]}"
        for option, about in command["options"].items():
            shown = option if about["required"] else f"[{option}]"
            yield f"    {shown}: {about['description'][_SHOWN]}"
    for name, menu in found["menus"].items():
        yield f"{name} (menu of a {menu['kind']})"
    for kind in ("buttons", "selects", "forms"):
        for name, about in found[kind].items():
            yield f"{kind[:-1]} {name}: {about['description'][_SHOWN]}"
