"""What people can do and see: the side of Discord that its own client speaks to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager

from bot.sandbox.discord.changes import Change, ChangeKind, Changes, Subscription
from bot.sandbox.discord.commands import NESTING, CommandKind, Commands
from bot.sandbox.discord.components import LINK_STYLE, Kind
from bot.sandbox.discord.errors import ClientRefused
from bot.sandbox.discord.interactions import Interaction, InteractionKind, Interactions
from bot.sandbox.discord.messages import Messages
from bot.sandbox.discord.options import OptionForm, Value, find_command
from bot.sandbox.discord.payloads import Json
from bot.sandbox.discord.shapes import find_custom_id, modal_fields
from bot.sandbox.discord.state import Channel, Message, Permission, Upload, User, World
from bot.sandbox.discord.wire import Wire

FieldValue = str | Sequence[str | int] | Upload | Sequence[Upload]
"""What a modal's field can be filled with."""


class MemberSide:
    """Everything a client can ask for on behalf of one user.

    Users, channels and messages are named by their ids; what Discord's client would not allow
    raises `ClientRefused`. Each action returns the interaction; the bot's answer arrives in it and
    is told in `changes`.
    """

    def __init__(
        self,
        world: World,
        wire: Wire,
        messages: Messages,
        interactions: Interactions,
        commands: Commands,
        changes: Changes,
    ) -> None:
        self._world = world
        self._wire = wire
        self._messages = messages
        self._interactions = interactions
        self._commands = commands
        self.changes = changes

    def channels(self, user_id: int) -> list[Channel]:
        """Return the channels a user can open, their messages with the bot included."""
        entries = self._world.channels.values()
        return [channel for channel in entries if self._world.may_enter(user_id, channel)]

    def history(self, user_id: int, channel_id: int) -> list[Message]:
        """Return the messages of a channel that a user sees, oldest first."""
        messages = self._world.messages(self._channel(user_id, channel_id))
        return [message for message in messages if self._world.sees(user_id, message)]

    def shape(self, message: Message) -> Json:
        """Return a message as JSON, as Discord shapes it."""
        return self._wire.message(message)

    def watch(self, user_id: int) -> AbstractContextManager[Subscription]:
        """Collect every change a user would see, for as long as the context lasts."""
        return self.changes.subscribe(self._concerns(user_id))

    def commands(self, user_id: int, channel_id: int) -> list[Json]:
        """Return the commands a user can use in a channel, in Discord's shape."""
        channel = self._channel(user_id, channel_id)
        guild_id = channel.guild_id
        own = guild_id is not None and not self._world.has_bot(guild_id)
        offered = self._commands.available(guild_id, own=own)
        return [command for command in offered if self._may_use(user_id, channel, command)]

    def run(
        self, user_id: int, channel_id: int, name: str, values: Mapping[str, Value]
    ) -> Interaction:
        """Run a slash command; subcommands follow the command after a blank."""
        channel = self._channel(user_id, channel_id)
        command, path = self._command(user_id, channel, CommandKind.SLASH, name)
        form = OptionForm(self._world, self._wire, channel)
        options = form.fill(command, path, values)
        data = self._data(command, form, options)
        return self._begin(InteractionKind.COMMAND, user_id, channel, data, command)

    def complete(
        self,
        user_id: int,
        channel_id: int,
        name: str,
        option: str,
        typed: str,
        values: Mapping[str, Value],
    ) -> Interaction:
        """Ask for the choices of an option while it is being typed."""
        channel = self._channel(user_id, channel_id)
        command, path = self._command(user_id, channel, CommandKind.SLASH, name)
        form = OptionForm(self._world, self._wire, channel)
        options = form.focus(command, path, option, typed, values)
        data = self._data(command, form, options)
        return self._begin(InteractionKind.AUTOCOMPLETE, user_id, channel, data, command)

    def use_on_message(
        self, user_id: int, channel_id: int, name: str, message_id: int
    ) -> Interaction:
        """Use a context menu on a message."""
        channel = self._channel(user_id, channel_id)
        command, _ = self._command(user_id, channel, CommandKind.MESSAGE, name)
        target = self._message(user_id, channel, message_id)
        shape = {str(target.id): self._wire.message(target)}
        data: Json = {
            **self._named(command),
            "target_id": str(target.id),
            "resolved": {"messages": shape},
        }
        return self._begin(InteractionKind.COMMAND, user_id, channel, data, command)

    def use_on_member(
        self, user_id: int, channel_id: int, name: str, target_id: int
    ) -> Interaction:
        """Use a context menu on a member."""
        channel = self._channel(user_id, channel_id)
        command, _ = self._command(user_id, channel, CommandKind.USER, name)
        form = OptionForm(self._world, self._wire, channel)
        data = {**self._named(command), "target_id": form.user(target_id), **form.pointed_to()}
        return self._begin(InteractionKind.COMMAND, user_id, channel, data, command)

    def press(self, user_id: int, channel_id: int, message_id: int, custom_id: str) -> Interaction:
        """Press a button."""
        channel = self._channel(user_id, channel_id)
        message = self._message(user_id, channel, message_id)
        button = self._usable(message, custom_id)
        if button["type"] != Kind.BUTTON or button["style"] == LINK_STYLE:
            raise ClientRefused(f"{custom_id} is no button that can be pressed")
        data = self._component_data(button)
        return self._begin(InteractionKind.COMPONENT, user_id, channel, data, source=message)

    def choose(
        self,
        user_id: int,
        channel_id: int,
        message_id: int,
        custom_id: str,
        values: Sequence[str | int],
    ) -> Interaction:
        """Choose in a select: values of its options, or ids of users and channels."""
        channel = self._channel(user_id, channel_id)
        message = self._message(user_id, channel, message_id)
        select = self._usable(message, custom_id)
        if select["type"] == Kind.BUTTON:
            raise ClientRefused(f"{custom_id} is no select")
        form = OptionForm(self._world, self._wire, channel)
        data = {**self._component_data(select), "values": _chosen(select, values, form)}
        data |= form.pointed_to()
        return self._begin(InteractionKind.COMPONENT, user_id, channel, data, source=message)

    def submit(
        self, user_id: int, opened: Interaction, values: Mapping[str, FieldValue]
    ) -> Interaction:
        """Send a modal that an interaction opened; fields are named by custom_id."""
        if opened.modal is None or opened.user.id != user_id:
            raise ClientRefused("there is no modal to send")
        form = OptionForm(self._world, self._wire, opened.channel)
        known = {field["custom_id"] for _, field in modal_fields(opened.modal["components"])}
        if unknown := set(values) - known:
            raise ClientRefused(f"the modal has no field {', '.join(sorted(unknown))}")
        rows = [_row(row, values, form) for row in opened.modal["components"]]
        data = {"custom_id": opened.modal["custom_id"], "components": rows, **form.pointed_to()}
        channel, source = opened.channel, opened.source
        return self._begin(
            InteractionKind.MODAL, user_id, channel, data, source=source, parent=opened
        )

    def say(
        self, user_id: int, channel_id: int, content: str, uploads: Sequence[Upload] = ()
    ) -> Message:
        """Post a message."""
        channel = self._channel(user_id, channel_id)
        author = self._world.users[user_id]
        return self._messages.create(channel, author, {"content": content}, list(uploads))

    def opened(self, user_id: int, interaction_id: int) -> Interaction:
        """Return a user's interaction by its id."""
        interaction = self._interactions.find(interaction_id)
        if interaction is None or interaction.user.id != user_id:
            raise ClientRefused("this form is no longer open")
        return interaction

    def asked(self, message: Message) -> Json | None:
        """Return who asked for a message by which command, where a command made it."""
        made_by = message.from_interaction
        interaction = self._interactions.find(int(made_by["id"])) if made_by else None
        if interaction is None or interaction.kind is not InteractionKind.COMMAND:
            return None
        words = [interaction.data["name"], *_path(interaction.data)]
        slash = "/" if interaction.data["type"] == CommandKind.SLASH else ""
        return {"name": interaction.user.display_name, "command": slash + " ".join(words)}

    def user(self, user_id: int) -> User:
        """Return a user by id."""
        return self._world.users[user_id]

    def _begin(
        self,
        kind: InteractionKind,
        user_id: int,
        channel: Channel,
        data: Json,
        command: Json | None = None,
        *,
        source: Message | None = None,
        parent: Interaction | None = None,
    ) -> Interaction:
        owners: Json | None = None
        if command is not None and channel.guild_id is None and 1 in command["integration_types"]:
            owners = {"1": str(user_id)}
        user = self._world.users[user_id]
        return self._interactions.begin(
            kind, user, channel, data, owners=owners, source=source, parent=parent
        )

    def _channel(self, user_id: int, channel_id: int) -> Channel:
        channel = self._world.channels.get(channel_id)
        if channel is None or not self._world.may_enter(user_id, channel):
            raise ClientRefused("this channel cannot be opened")
        return channel

    def _message(self, user_id: int, channel: Channel, message_id: int) -> Message:
        message = self._world.message(channel, message_id)
        if message is None or not self._world.sees(user_id, message):
            raise ClientRefused("this message cannot be seen")
        return message

    def _usable(self, message: Message, custom_id: str) -> Json:
        component = find_custom_id(message.components, custom_id)
        if component is None:
            raise ClientRefused(f"the message has no component {custom_id}")
        if component.get("disabled"):
            raise ClientRefused(f"{custom_id} is disabled")
        return component

    def _command(
        self, user_id: int, channel: Channel, kind: CommandKind, name: str
    ) -> tuple[Json, list[str]]:
        words = name.removeprefix("/").split()
        return find_command(self.commands(user_id, channel.id), kind, words)

    def _may_use(self, user_id: int, channel: Channel, command: Json) -> bool:
        needed = command["default_member_permissions"]
        guild = self._world.guild_of(channel)
        if needed is None or guild is None:
            return True
        held = self._wire.permissions(guild.members[user_id], guild)
        if held & Permission.ADMINISTRATOR:
            return True
        return int(needed) != 0 and held & int(needed) == int(needed)

    def _named(self, command: Json) -> Json:
        named: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
        if "guild_id" in command:
            named["guild_id"] = command["guild_id"]
        return named

    def _data(self, command: Json, form: OptionForm, options: list[Json]) -> Json:
        return {**self._named(command), "options": options, **form.pointed_to()}

    def _component_data(self, component: Json) -> Json:
        return {
            "custom_id": component["custom_id"],
            "component_type": component["type"],
            "id": component["id"],
        }

    def _concerns(self, user_id: int) -> Callable[[Change], bool]:
        def concerns(change: Change) -> bool:
            if change.interaction is not None:
                return change.interaction.user.id == user_id
            message = change.message
            if message is None:
                return False
            if change.kind is not ChangeKind.DELETED:
                return self._world.sees(user_id, message)
            shown = message.audience in (None, user_id)
            return shown and self._world.may_enter(user_id, message.channel)

        return concerns


def _path(data: Json) -> list[str]:
    """Return the subcommands that a slash command went down."""
    for option in data.get("options") or ():
        if option["type"] in NESTING:
            return [option["name"], *_path(option)]
    return []


def _chosen(select: Json, values: Sequence[str | int], form: OptionForm) -> list[str]:
    least, most = select["min_values"], select["max_values"]
    if not least <= len(values) <= most:
        raise ClientRefused(f"between {least} and {most} have to be chosen")
    kind = select["type"]
    if kind == Kind.STRING_SELECT:
        known = {option["value"] for option in select["options"]}
        for value in values:
            if value not in known:
                raise ClientRefused(f"{value!r} is not one of the options")
        return [str(value) for value in values]
    resolve = form.channel if kind == Kind.CHANNEL_SELECT else form.user
    return [resolve(int(value)) for value in values]


def _row(row: Json, values: Mapping[str, FieldValue], form: OptionForm) -> Json:
    shape: Json = {"type": row["type"], "id": row["id"]}
    if row["type"] == Kind.LABEL:
        return {**shape, "component": _field(row["component"], values, form)}
    if row["type"] == Kind.ACTION_ROW:
        return {**shape, "components": [_field(part, values, form) for part in row["components"]]}
    return shape


def _field(field: Json, values: Mapping[str, FieldValue], form: OptionForm) -> Json:
    name = field["custom_id"]
    shape: Json = {"type": field["type"], "id": field["id"], "custom_id": name}
    value = values.get(name)
    if field["type"] == Kind.TEXT_INPUT:
        return {**shape, "value": _typed(field, value)}
    if field["type"] == Kind.FILE_UPLOAD:
        files = list(_uploads(value))
        if field["required"] and not files:
            raise ClientRefused(f"{name}: this field is required")
        return {**shape, "values": [form.attachment(upload) for upload in files]}
    if isinstance(value, Upload):
        raise ClientRefused(f"{name}: takes no file")
    given = [value] if isinstance(value, str) else value or ()
    chosen = [choice for choice in given if not isinstance(choice, Upload)]
    if not chosen and not field["required"]:
        return {**shape, "values": []}
    return {**shape, "values": _chosen(field, chosen, form)}


def _typed(field: Json, value: FieldValue | None) -> str:
    name = field["custom_id"]
    text = field.get("value", "") if value is None else value
    if not isinstance(text, str):
        raise ClientRefused(f"{name}: takes text")
    if not text:
        if field["required"]:
            raise ClientRefused(f"{name}: this field is required")
        return text
    if len(text) < (field.get("min_length") or 0):
        raise ClientRefused(f"{name}: at least {field['min_length']} characters")
    if len(text) > (field.get("max_length") or 4000):
        raise ClientRefused(f"{name}: at most {field.get('max_length') or 4000} characters")
    return text


def _uploads(value: FieldValue | None) -> Iterator[Upload]:
    if isinstance(value, Upload):
        yield value
    elif value is not None and not isinstance(value, str):
        yield from (part for part in value if isinstance(part, Upload))
