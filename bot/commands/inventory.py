"""What there is to use, as plain data in every language: for `cratemate commands` and for tests."""

from collections.abc import Callable
from typing import Any

from discord import app_commands

from bot.commands.menus import menus_of
from bot.commands.places import BY_SERVERS, IN_SERVERS, places
from bot.commands.registry import COGS, FORMS, ITEMS
from bot.render.wording import languages

Json = dict[str, Any]
_Named = str | app_commands.locale_str


def inventory() -> Json:
    """Return commands, menus, buttons, selects and forms by name; groups hold their commands."""
    commands: Json = {}
    menus: Json = {}
    for cog in COGS:
        own = {
            command.name: _command(command)
            for command in cog.__cog_app_commands__
            if command.parent is None
        }
        if cog.__cog_is_app_commands_group__:
            about = _words(cog.__cog_group_description__)
            own = {str(cog.__cog_group_name__): {"description": about, "commands": own}}
        commands |= own
        for menu in menus_of(cog):
            name = _worded(menu.key)
            where = places() if menu.anywhere else places(IN_SERVERS, BY_SERVERS)
            menus[name["en-US"]] = {"kind": menu.kind.name, "name": name, "places": where}
    items = [item.__name__ for item in ITEMS]
    forms = [form.__name__ for form in FORMS]
    return {
        "commands": commands,
        "menus": menus,
        "buttons": _described(items, "Button", lambda name: f"item-{name}"),
        "selects": _described(items, "Select", lambda name: f"item-{name}"),
        "forms": _described(forms, "Form", lambda name: f"form-{name}"),
    }


def flat(commands: Json, before: str = "") -> dict[str, Json]:
    """Return commands by their whole names, groups dissolved."""
    found: dict[str, Json] = {}
    for name, command in commands.items():
        if "commands" in command:
            found |= flat(command["commands"], f"{before}{name} ")
        else:
            found[before + name] = command
    return found


def _command(
    command: app_commands.Command[Any, ..., Any] | app_commands.Group,
    within: list[str] | None = None,
) -> Json:
    """Describe a command; what is in a group is offered `within` the places of that."""
    about = _words(_localised(command, "description"))
    where = places(command.allowed_contexts, command.allowed_installs)
    if isinstance(command, app_commands.Group):
        inside = {child.name: _command(child, where) for child in command.commands}
        return {"description": about, "commands": inside}
    options = {parameter.display_name: _option(parameter) for parameter in command.parameters}
    return {"description": about, "places": within or where, "options": options}


def _option(parameter: app_commands.Parameter) -> Json:
    shape: Json = {
        "description": _words(parameter.locale_description or parameter.description),
        "type": parameter.type.name,
        "required": parameter.required,
        "autocomplete": parameter.autocomplete,
    }
    if parameter.min_value is not None or parameter.max_value is not None:
        shape |= {"min": parameter.min_value, "max": parameter.max_value}
    if parameter.choices:
        shape["choices"] = [
            {"value": choice.value, "name": _words(_localised(choice, "name"))}
            for choice in parameter.choices
        ]
    return shape


def _localised(named: object, attribute: str) -> _Named:
    """Return a text with its key, which discord.py keeps beside the plain one."""
    return getattr(named, f"_locale_{attribute}", None) or getattr(named, attribute)


def _words(text: _Named) -> dict[str, str]:
    extras = text.extras if isinstance(text, app_commands.locale_str) else {}
    if "key" not in extras:
        return dict.fromkeys(languages(), str(text))
    return _worded(extras["key"], **extras["values"])


def _worded(key: str, **values: int) -> dict[str, str]:
    return {locale: say(key, **values) for locale, say in sorted(languages().items())}


def _described(classes: list[str], ending: str, key: Callable[[str], str]) -> Json:
    names = [name.removesuffix(ending).lower() for name in classes if name.endswith(ending)]
    return {name: {"description": _worded(key(name))} for name in names}
