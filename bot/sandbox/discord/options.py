"""The options of a command as a member fills them in, refused where Discord's client refuses."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.discord.commands import NESTING, CommandKind, OptionKind
from bot.sandbox.discord.errors import ClientRefused
from bot.sandbox.discord.payloads import Json
from bot.sandbox.discord.state import Channel, Upload, World
from bot.sandbox.discord.wire import Wire

Value = str | int | float | bool | Upload
"""What an option can be filled with: users and channels by id, files as uploads."""


class OptionForm:
    """Fills in the options of one interaction and resolves what they point to."""

    def __init__(self, world: World, wire: Wire, channel: Channel) -> None:
        self._world = world
        self._wire = wire
        self._channel = channel
        self._resolved: Json = {}

    def pointed_to(self) -> Json:
        """Return `resolved` with what the options point to; nothing where they point to nothing."""
        return {"resolved": self._resolved} if self._resolved else {}

    def fill(self, command: Json, path: list[str], values: Mapping[str, Value]) -> list[Json]:
        """Return the options of a command, nested as its subcommands are; checks all values."""
        if path:
            nested = self._nested(command, path)
            return [self._step(nested, self.fill(nested, path[1:], values))]
        specs = self._plain(command)
        for name in values:
            if name not in specs:
                raise ClientRefused(f"/{command['name']} has no option {name}")
        options: list[Json] = []
        for name, spec in specs.items():
            if name in values:
                options.append(self._option(spec, values[name]))
            elif spec.get("required"):
                raise ClientRefused(f"{name}: this option is required")
        return options

    def focus(
        self, command: Json, path: list[str], focused: str, typed: str, values: Mapping[str, Value]
    ) -> list[Json]:
        """Return the options while one of them is being typed."""
        if path:
            nested = self._nested(command, path)
            return [self._step(nested, self.focus(nested, path[1:], focused, typed, values))]
        specs = self._plain(command)
        spec = specs.get(focused)
        if spec is None or not spec.get("autocomplete"):
            raise ClientRefused(f"/{command['name']} has no option {focused} that completes")
        filled = [self._option(specs[name], value) for name, value in values.items()]
        typing = {"name": focused, "type": spec["type"], "value": typed, "focused": True}
        return [*filled, typing]

    def user(self, user_id: int) -> str:
        """Resolve a user, and the member where this is a guild; return the id as text."""
        user = self._world.users.get(user_id)
        if user is None:
            raise ClientRefused(f"there is no user {user_id}")
        self._resolved.setdefault("users", {})[str(user_id)] = self._wire.user(user)
        guild = self._world.guild_of(self._channel)
        if guild is not None and user_id in guild.members:
            member = guild.members[user_id]
            permissions = str(int(self._wire.permissions(member, guild)))
            shape = {**self._wire.bare_member(member), "permissions": permissions}
            self._resolved.setdefault("members", {})[str(user_id)] = shape
        return str(user_id)

    def channel(self, channel_id: int) -> str:
        """Resolve a channel; return the id as text."""
        channel = self._world.channels.get(channel_id)
        if channel is None or channel.guild_id != self._channel.guild_id:
            raise ClientRefused(f"there is no channel {channel_id} here")
        shape = {**self._wire.channel(channel), "permissions": "0"}
        self._resolved.setdefault("channels", {})[str(channel_id)] = shape
        return str(channel_id)

    def attachment(self, upload: Upload) -> str:
        """Store an upload and resolve it; return its id as text."""
        attachment = self._world.store(self._channel, upload, ephemeral=True)
        shape = self._wire.attachment(attachment)
        self._resolved.setdefault("attachments", {})[str(attachment.id)] = shape
        return str(attachment.id)

    def _nested(self, command: Json, path: list[str]) -> Json:
        for option in command.get("options") or ():
            if option["name"] == path[0] and option["type"] in NESTING:
                return option
        raise ClientRefused(f"/{command['name']} has no subcommand {path[0]}")

    def _plain(self, command: Json) -> dict[str, Json]:
        specs: dict[str, Json] = {option["name"]: option for option in command.get("options") or ()}
        if any(spec["type"] in NESTING for spec in specs.values()):
            known = ", ".join(specs)
            raise ClientRefused(f"/{command['name']} needs one of its subcommands: {known}")
        return specs

    def _step(self, nested: Json, options: list[Json]) -> Json:
        return {"name": nested["name"], "type": nested["type"], "options": options}

    def _option(self, spec: Json, value: Value) -> Json:
        kind = OptionKind(spec["type"])
        return {"name": spec["name"], "type": int(kind), "value": self._value(spec, kind, value)}

    def _value(self, spec: Json, kind: OptionKind, value: Value) -> Any:
        name = spec["name"]
        match kind, value:
            case OptionKind.STRING, str():
                self._between(name, len(value), spec.get("min_length"), spec.get("max_length"))
                return self._chosen(spec, value)
            case OptionKind.BOOLEAN, bool():
                return value
            case (OptionKind.INTEGER, int()) | (OptionKind.NUMBER, int() | float()):
                if isinstance(value, bool):
                    raise ClientRefused(f"{name}: not a number")
                self._between(name, value, spec.get("min_value"), spec.get("max_value"))
                return self._chosen(spec, value)
            case OptionKind.USER | OptionKind.MENTIONABLE, int():
                return self.user(value)
            case OptionKind.CHANNEL, int():
                return self.channel(self._of_type(spec, value))
            case OptionKind.ATTACHMENT, Upload():
                return self.attachment(value)
            case _:
                raise ClientRefused(f"{name}: not a value of type {kind.name.lower()}")

    def _of_type(self, spec: Json, channel_id: int) -> int:
        channel = self._world.channels.get(channel_id)
        types = spec.get("channel_types")
        if types and channel is not None and channel.kind not in types:
            raise ClientRefused(f"{spec['name']}: not a channel of the types allowed here")
        return channel_id

    def _chosen(self, spec: Json, value: str | int | float) -> str | int | float:
        """Translate a choice's name to its value; only choices count where there are any."""
        choices: list[Json] = spec.get("choices") or []
        if not choices:
            return value
        for choice in choices:
            if value in (choice["name"], choice["value"]):
                return choice["value"]
        raise ClientRefused(f"{spec['name']}: {value!r} is not one of the choices")

    def _between(self, name: str, value: float, least: float | None, most: float | None) -> None:
        if least is not None and value < least:
            raise ClientRefused(f"{name}: must be at least {least}")
        if most is not None and value > most:
            raise ClientRefused(f"{name}: must be at most {most}")


def find_command(
    commands: list[Json], kind: CommandKind, words: list[str]
) -> tuple[Json, list[str]]:
    """Return a command and the subcommands that follow it; menus may have blanks in their name."""
    name = words[0] if kind is CommandKind.SLASH else " ".join(words)
    for command in commands:
        if command["type"] == kind and command["name"] == name:
            return command, words[1:] if kind is CommandKind.SLASH else []
    known = ", ".join(sorted(c["name"] for c in commands if c["type"] == kind)) or "none"
    raise ClientRefused(f"there is no {kind.name.lower()} command {name!r} here; known: {known}")
