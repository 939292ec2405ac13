"""What members can use, as the inventory names it, and what of it a walk has used."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.commands.inventory import flat, inventory
from bot.commands.registry import FORMS_BY_ID, ITEMS
from bot.sandbox.discord.commands import NESTING, CommandKind
from bot.sandbox.discord.interactions import InteractionKind

Json = dict[str, Any]

_KINDS = ("menus", "buttons", "selects", "forms")


def offered() -> set[str]:
    """Name all that there is: commands, options, each choice, what completes while typing, menus,
    buttons, selects and forms.
    """
    found = inventory()
    named = {f"{kind[:-1]} {name}" for kind in _KINDS for name in found[kind]}
    for name, command in flat(found["commands"]).items():
        named.add(f"/{name}")
        for option, about in command["options"].items():
            named.add(f"/{name} {option}")
            named |= {f"/{name} {option}={value}" for value in _choices(about)}
            if about["autocomplete"]:
                named.add(f"typing /{name} {option}")
    return named


def used(events: Iterable[Json], locale: str) -> set[str]:
    """Name what the members of a language used, by the interactions that the bot was told of."""
    return {name for event in events if event["locale"] == locale for name in _names(event)}


def _names(event: Json) -> Iterator[str]:
    data = event["data"]
    match event["type"]:
        case InteractionKind.COMMAND if data["type"] == CommandKind.SLASH:
            path, options = _innermost(data)
            yield f"/{path}"
            for option in options:
                yield f"/{path} {option['name']}"
                yield f"/{path} {option['name']}={option['value']}"
        case InteractionKind.COMMAND:
            yield f"menu {data['name']}"
        case InteractionKind.AUTOCOMPLETE:
            path, options = _innermost(data)
            yield from (f"typing /{path} {one['name']}" for one in options if one.get("focused"))
        case InteractionKind.COMPONENT:
            yield from _items(data["custom_id"])
        case InteractionKind.MODAL:
            form = FORMS_BY_ID[data["custom_id"]]
            yield f"form {form.__name__.removesuffix('Form').lower()}"
        case other:
            raise AssertionError(f"an interaction of type {other}")


def _innermost(data: Json) -> tuple[str, list[Json]]:
    """Return the whole name of a command and the options it was given."""
    options: list[Json] = data.get("options") or []
    if options and options[0]["type"] in NESTING:
        path, options = _innermost(options[0])
        return f"{data['name']} {path}", options
    return data["name"], options


def _items(custom_id: str) -> Iterator[str]:
    for item in ITEMS:
        if item.__discord_ui_compiled_template__.fullmatch(custom_id):
            kind = "button" if item.__name__.endswith("Button") else "select"
            yield f"{kind} {item.__name__.removesuffix(kind.title()).lower()}"


def _choices(option: Json) -> list[Any]:
    if option["type"] == "boolean":
        return [True, False]
    return [choice["value"] for choice in option.get("choices", ())]
