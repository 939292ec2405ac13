"""Application commands: what Discord accepts at a sync, and what it keeps."""

import re
from enum import IntEnum
from typing import Any

from bot.sandbox.discord.errors import Problems
from bot.sandbox.discord.payloads import Json, is_list, part
from bot.sandbox.discord.snowflakes import Snowflakes

MOST_SLASH = 100
MOST_MENUS = 15
MOST_OPTIONS = 25
MOST_CHARACTERS = 8000
NAME = re.compile(r"[-_'\w]{1,32}")

Path = tuple[str | int, ...]


class CommandKind(IntEnum):
    """Discord's numbers of the command types."""

    SLASH = 1
    USER = 2
    MESSAGE = 3


class OptionKind(IntEnum):
    """Discord's numbers of the option types."""

    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


NESTING = frozenset({OptionKind.SUBCOMMAND, OptionKind.GROUP})
WITH_CHOICES = frozenset({OptionKind.STRING, OptionKind.INTEGER, OptionKind.NUMBER})


class Commands:
    """The commands that were synced, for everyone and for single guilds."""

    def __init__(self, ids: Snowflakes, application_id: int) -> None:
        self._ids = ids
        self._application_id = application_id
        self._kept: dict[int | None, list[Json]] = {}

    def replace(self, guild_id: int | None, wanted: Any) -> list[Json]:
        """Take a sync of all commands. Shape: a list of ApplicationCommandResponse."""
        check_commands(wanted)
        before = {(old["type"], old["name"]): old["id"] for old in self.of(guild_id)}
        self._kept[guild_id] = [
            self._shape(command, guild_id, before.get((command.get("type") or 1, command["name"])))
            for command in wanted
        ]
        return self._kept[guild_id]

    def of(self, guild_id: int | None) -> list[Json]:
        """Return the commands of a guild, or those for everyone."""
        return self._kept.get(guild_id, [])

    def available(self, guild_id: int | None, *, own: bool = False) -> list[Json]:
        """Return the commands that can be used in a guild, or in direct messages for None.

        `own` are those of whoever installed the bot for themselves, where the guild has not.
        """
        context = 1 if guild_id is None else 0
        offered = [command for command in self.of(None) if _offered(command, context)]
        if own:
            return [command for command in offered if 1 in command["integration_types"]]
        return offered if guild_id is None else self.of(guild_id) + offered

    def _shape(self, command: Json, guild_id: int | None, known: str | None) -> Json:
        permissions = command.get("default_member_permissions")
        shape: Json = {
            "id": known or str(self._ids.next()),
            "application_id": str(self._application_id),
            "version": str(self._ids.next()),
            "type": command.get("type") or 1,
            "name": command["name"],
            "name_localizations": command.get("name_localizations"),
            "description": command.get("description") or "",
            "description_localizations": command.get("description_localizations"),
            "default_member_permissions": None if permissions is None else str(permissions),
            "dm_permission": command.get("dm_permission") is not False,
            "contexts": command.get("contexts"),
            "integration_types": command.get("integration_types") or [0],
            "nsfw": bool(command.get("nsfw")),
        }
        if guild_id is not None:
            shape["guild_id"] = str(guild_id)
        if command.get("options"):
            shape["options"] = [_without_nulls(option) for option in command["options"]]
        return shape


def check_commands(wanted: Any) -> None:
    """Check a sync against Discord's limits; raises a 50035 that names every problem."""
    problems = Problems()
    if not is_list(wanted):
        problems.add((), "Only iterables may be used in a ListType")
        problems.raise_if_any()
        return
    commands: list[Json] = wanted
    check = _CommandCheck(problems)
    seen: set[tuple[int, str]] = set()
    counts = dict.fromkeys(CommandKind, 0)
    for place, command in enumerate(commands):
        kind = command.get("type") or 1
        check.command(command, kind, (place,))
        if kind in counts:
            counts[CommandKind(kind)] += 1
        if (kind, command.get("name")) in seen:
            problems.add((place, "name"), "Application command names must be unique")
        seen.add((kind, str(command.get("name"))))
    for kind, most in zip(CommandKind, (MOST_SLASH, MOST_MENUS, MOST_MENUS), strict=True):
        if counts[kind] > most:
            problems.add((), f"Maximum number of application commands reached ({most})")
    problems.raise_if_any()


class _CommandCheck:
    """Checks one command after another and notes the problems."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems

    def command(self, command: Json, kind: int, path: Path) -> None:
        if kind == CommandKind.SLASH:
            self._name(command.get("name"), (*path, "name"))
            self._text(command.get("description"), (*path, "description"), 1, 100)
            self._options(command.get("options") or [], (*path, "options"), depth=0)
        elif kind in (CommandKind.USER, CommandKind.MESSAGE):
            self._text(command.get("name"), (*path, "name"), 1, 32)
            if command.get("description"):
                message = "Context menu commands cannot have a description"
                self._problems.add((*path, "description"), message)
            if command.get("options"):
                message = "Context menu commands cannot have options"
                self._problems.add((*path, "options"), message)
        else:
            self._problems.add((*path, "type"), "Value is not a command type.")
        self._localised(command, path, slash=kind == CommandKind.SLASH)
        if _characters(command) > MOST_CHARACTERS:
            message = f"Command exceeds maximum size of {MOST_CHARACTERS}"
            self._problems.add(path, message)

    def _options(self, options: list[Json], path: Path, *, depth: int) -> None:
        if len(options) > MOST_OPTIONS:
            self._problems.add(path, f"Must be {MOST_OPTIONS} or fewer in length.")
        names: set[str] = set()
        optional_seen = False
        nested = {option.get("type") in NESTING for option in options}
        if len(nested) > 1:
            self._problems.add(path, "Sub-command and sub-command group cannot stand by options")
        for place, option in enumerate(options):
            here = (*path, place)
            self._option(option, here, depth)
            if option.get("name") in names:
                self._problems.add((*here, "name"), "Option names must be unique")
            names.add(str(option.get("name")))
            if option.get("required") and optional_seen:
                message = "Required options must be placed before non-required options"
                self._problems.add((*here, "required"), message)
            optional_seen = optional_seen or not option.get("required")

    def _option(self, option: Json, path: Path, depth: int) -> None:
        self._name(option.get("name"), (*path, "name"))
        self._text(option.get("description"), (*path, "description"), 1, 100)
        self._localised(option, path, slash=True)
        kind = option.get("type")
        inner: list[Json] = option.get("options") or []
        if kind == OptionKind.GROUP:
            if depth > 0 or any(part.get("type") != OptionKind.SUBCOMMAND for part in inner):
                self._problems.add((*path, "type"), "A group holds sub-commands, one level deep")
            self._options(inner, (*path, "options"), depth=depth + 1)
        elif kind == OptionKind.SUBCOMMAND:
            if any(part.get("type") in NESTING for part in inner):
                self._problems.add((*path, "options"), "A sub-command holds plain options only")
            self._options(inner, (*path, "options"), depth=depth + 1)
        elif kind not in tuple(OptionKind):
            self._problems.add((*path, "type"), "Value is not an option type.")
        else:
            self._plain(option, path)

    def _plain(self, option: Json, path: Path) -> None:
        choices: list[Json] = option.get("choices") or []
        if (choices or option.get("autocomplete")) and option["type"] not in WITH_CHOICES:
            self._problems.add((*path, "type"), "This option type takes no choices")
        if choices and option.get("autocomplete"):
            message = "Autocomplete cannot be set together with choices"
            self._problems.add((*path, "autocomplete"), message)
        if len(choices) > 25:
            self._problems.add((*path, "choices"), "Must be 25 or fewer in length.")
        for place, choice in enumerate(choices):
            here = (*path, "choices", place)
            self._text(choice.get("name"), (*here, "name"), 1, 100)
            if option["type"] == OptionKind.STRING:
                self._text(choice.get("value"), (*here, "value"), 1, 100)
        for name in ("value", "length"):
            least, most = option.get(f"min_{name}"), option.get(f"max_{name}")
            if least is not None and most is not None and least > most:
                message = f"The minimum cannot be more than the maximum of {most}"
                self._problems.add((*path, f"min_{name}"), message)

    def _name(self, name: Any, path: Path) -> None:
        if not isinstance(name, str) or not NAME.fullmatch(name) or name != name.lower():
            message = r"String value did not match validation regex ^[-_'\p{L}\p{N}]{1,32}$."
            self._problems.add(path, message)

    def _localised(self, shape: Json, path: Path, *, slash: bool) -> None:
        for locale, name in part(shape, "name_localizations").items():
            here = (*path, "name_localizations", locale)
            if slash:
                self._name(name, here)
            else:
                self._text(name, here, 1, 32)
        for locale, text in part(shape, "description_localizations").items():
            self._text(text, (*path, "description_localizations", locale), 1, 100)

    def _text(self, value: Any, path: Path, least: int, most: int) -> None:
        if not isinstance(value, str) or not least <= len(value) <= most:
            self._problems.add(path, f"Must be between {least} and {most} in length.")


def _offered(command: Json, context: int) -> bool:
    if command["contexts"] is not None:
        return context in command["contexts"]
    return context == 0 or bool(command["dm_permission"])


def _characters(command: Json) -> int:
    texts = [str(command.get("name") or ""), str(command.get("description") or "")]
    texts += [str(choice.get("value") or "") for choice in command.get("choices") or ()]
    texts += [str(choice.get("name") or "") for choice in command.get("choices") or ()]
    inner = sum(_characters(option) for option in command.get("options") or ())
    return sum(len(text) for text in texts) + inner


def _without_nulls(option: Json) -> Json:
    shape = {name: value for name, value in option.items() if value is not None}
    if "options" in shape:
        shape["options"] = [_without_nulls(inner) for inner in shape["options"]]
    return shape
