"""Interactions and the rules of answering them: once, within 3 s, and for 15 minutes after."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from bot.sandbox.discord import errors
from bot.sandbox.discord.changes import Change, ChangeKind, Changes
from bot.sandbox.discord.components import ComponentCheck
from bot.sandbox.discord.errors import ApiError, Problems
from bot.sandbox.discord.messages import MOST_FILE_BYTES, Messages, Origin
from bot.sandbox.discord.payloads import Json, is_object, part
from bot.sandbox.discord.shapes import Shaper
from bot.sandbox.discord.state import Channel, Message, MessageFlag, Upload, User, World
from bot.sandbox.discord.wire import Wire

RESPONSE_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60.0
REMEMBERED = 20_000
"""How many interactions are kept before the oldest is forgotten."""


class InteractionKind(IntEnum):
    """Discord's numbers of the interaction types."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """Discord's numbers of the callback types in use."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True)
class Interaction:
    """Something a member did, and what the bot has answered so far."""

    id: int
    token: str
    kind: InteractionKind
    user: User
    channel: Channel
    data: Json
    created_at: float
    owners: Json
    source: Message | None = None
    """The message that carries the component which was used."""
    parent: "Interaction | None" = None
    """The interaction that opened the modal which was sent."""
    answered: Callback | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list[Message])
    modal: Json | None = None
    choices: list[Json] | None = None
    refused: list[str] = field(default_factory=list[str])
    """Why first responses were refused."""
    revision_then: int = 0
    """The revision of the original at the first response."""

    def is_deferred(self) -> bool:
        """Tell whether the bot has promised an answer and given none."""
        if self.original is None or self.followups:
            return self.original is None and self.answered is None
        if self.answered is Callback.DEFERRED_UPDATE:
            return self.original.revision == self.revision_then
        return self.original.has(MessageFlag.LOADING) and not self.original.deleted

    def messages(self) -> list[Message]:
        """Return the messages this interaction made or changed, first response first."""
        first = [] if self.original is None else [self.original]
        return [message for message in first + self.followups if not message.deleted]


class Interactions:
    """Every interaction, and the bot's four ways to answer one."""

    def __init__(
        self,
        world: World,
        wire: Wire,
        messages: Messages,
        changes: Changes,
        send: Callable[[Interaction, Json], None],
    ) -> None:
        self._world = world
        self._wire = wire
        self._messages = messages
        self._changes = changes
        self._send = send
        self._by_token: dict[str, Interaction] = {}

    def begin(
        self,
        kind: InteractionKind,
        user: User,
        channel: Channel,
        data: Json,
        *,
        owners: Json | None = None,
        source: Message | None = None,
        parent: Interaction | None = None,
    ) -> Interaction:
        """Start an interaction and tell the bot of it."""
        interaction = Interaction(
            id=self._world.ids.next(),
            token=secrets.token_urlsafe(48),
            kind=kind,
            user=user,
            channel=channel,
            data=data,
            created_at=self._world.now(),
            owners=owners or self._owners(channel, user, source),
            source=source,
            parent=parent,
        )
        self._by_token[interaction.token] = interaction
        while len(self._by_token) > REMEMBERED:
            del self._by_token[next(iter(self._by_token))]
        self._send(interaction, self._event(interaction))
        return interaction

    def find(self, interaction_id: int) -> Interaction | None:
        """Return an interaction by its id, if it is remembered."""
        newest_first = reversed(self._by_token.values())
        return next((one for one in newest_first if one.id == interaction_id), None)

    def respond(self, interaction_id: int, token: str, body: Json, uploads: list[Upload]) -> Json:
        """Take the first response. Shape: InteractionCallbackResponse."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise errors.unknown_interaction()
        if interaction.answered is not None:
            raise errors.already_acknowledged()
        if self._world.now() - interaction.created_at > RESPONSE_SECONDS:
            raise errors.unknown_interaction()
        self._check_channel(interaction)
        callback = self._callback(interaction, body)
        try:
            self._take(interaction, callback, body.get("data") or {}, uploads)
        except ApiError as error:
            error.errors = error.errors and {"data": error.errors}
            interaction.refused.append(f"{error} {error.errors or ''}")
            raise
        interaction.answered = callback
        if interaction.original is not None:
            interaction.revision_then = interaction.original.revision
        self._changes.publish(Change(ChangeKind.ANSWERED, interaction=interaction))
        return self._answer(interaction)

    def _take(
        self, interaction: Interaction, callback: Callback, data: Json, uploads: list[Upload]
    ) -> None:
        channel, bot = interaction.channel, self._world.bot
        match callback:
            case Callback.MESSAGE:
                origin = self._origin(interaction, data)
                message = self._messages.create(channel, bot, data, uploads, origin)
                interaction.original = message
            case Callback.DEFERRED_MESSAGE:
                origin = self._origin(interaction, data)
                interaction.original = self._messages.placeholder(channel, origin)
            case Callback.UPDATE:
                source = self._source(interaction)
                interaction.original = self._messages.edit(source, data, uploads)
            case Callback.DEFERRED_UPDATE:
                interaction.original = self._source(interaction)
            case Callback.CHOICES:
                interaction.choices = self._checked_choices(data)
            case Callback.MODAL:
                interaction.modal = self._checked_modal(data)

    def follow_up(self, token: str, body: Json, uploads: list[Upload]) -> Message:
        """Post a follow-up; the first one after a defer takes the defer's place."""
        interaction = self._writable(token)
        original = interaction.original
        waits = original is not None and not original.deleted
        if original is not None and waits and original.has(MessageFlag.LOADING):
            return self._messages.edit(original, body, uploads)
        origin = self._origin(interaction, body, follows=True)
        message = self._messages.create(interaction.channel, self._world.bot, body, uploads, origin)
        interaction.followups.append(message)
        self._changes.wake()
        return message

    def message(self, token: str, which: str) -> Message:
        """Return the original response or one of the follow-ups."""
        interaction = self._writable(token)
        for message in interaction.messages():
            if which == str(message.id) or (
                which == "@original" and message is interaction.original
            ):
                return message
        raise errors.unknown_message()

    def _writable(self, token: str) -> Interaction:
        interaction = self._by_token.get(token)
        if interaction is None:
            raise errors.unknown_webhook()
        if self._world.now() - interaction.created_at > TOKEN_SECONDS:
            raise errors.token_expired()
        if interaction.answered is None:
            raise errors.unknown_webhook()
        self._check_channel(interaction)
        return interaction

    def _check_channel(self, interaction: Interaction) -> None:
        if interaction.channel.id not in self._world.channels:
            raise errors.unknown_channel()

    def _callback(self, interaction: Interaction, body: Json) -> Callback:
        allowed = {Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL}
        if interaction.kind is InteractionKind.AUTOCOMPLETE:
            allowed = {Callback.CHOICES}
        elif interaction.kind is InteractionKind.MODAL:
            allowed = {Callback.MESSAGE, Callback.DEFERRED_MESSAGE}
        if interaction.source is not None:
            allowed |= {Callback.UPDATE, Callback.DEFERRED_UPDATE}
        problems = Problems()
        if body.get("type") not in allowed:
            problems.add(("type",), "This callback type does not answer this interaction.")
        if not is_object(body.get("data") or {}):
            problems.add(("data",), "Only dictionaries may be used in a DictType")
        problems.raise_if_any()
        return Callback(body["type"])

    def _source(self, interaction: Interaction) -> Message:
        if interaction.source is None or interaction.source.deleted:
            raise errors.unknown_message()
        return interaction.source

    def _checked_choices(self, data: Json) -> list[Json]:
        problems = Problems()
        choices: list[Json] = data.get("choices") or []
        if len(choices) > 25:
            problems.add(("choices",), "Must be 25 or fewer in length.")
        for place, choice in enumerate(choices):
            name, value = choice.get("name"), choice.get("value")
            if not isinstance(name, str) or not 1 <= len(name) <= 100:
                problems.add(("choices", place, "name"), "Must be between 1 and 100.")
            if isinstance(value, str) and len(value) > 100:
                problems.add(("choices", place, "value"), "Must be 100 or fewer in length.")
            elif not isinstance(value, str | int | float):
                problems.add(("choices", place, "value"), "This field is required")
        problems.raise_if_any()
        return choices

    def _checked_modal(self, data: Json) -> Json:
        problems = Problems()
        ComponentCheck(problems).modal(data)
        problems.raise_if_any()
        components = Shaper(lambda url: {"url": url}, modal=True).shape(data["components"])
        return {**data, "components": components}

    def _origin(self, interaction: Interaction, data: Json, *, follows: bool = False) -> Origin:
        hidden = bool(int(data.get("flags") or 0) & MessageFlag.EPHEMERAL)
        audience = interaction.user.id if hidden else None
        metadata = self._metadata(interaction)
        if follows and interaction.original is not None:
            metadata["original_response_message_id"] = str(interaction.original.id)
            return Origin(19, audience, metadata, self._reference(interaction.original))
        if interaction.source is not None:
            return Origin(19, audience, metadata, self._reference(interaction.source))
        slash = interaction.data.get("type", 1) == 1
        kind = 0 if interaction.kind is not InteractionKind.COMMAND else 20 if slash else 23
        return Origin(kind, audience, metadata)

    def _reference(self, message: Message) -> Json:
        reference: Json = {
            "type": 0,
            "channel_id": str(message.channel.id),
            "message_id": str(message.id),
        }
        if message.channel.guild_id is not None:
            reference["guild_id"] = str(message.channel.guild_id)
        return reference

    def _metadata(self, interaction: Interaction) -> Json:
        metadata: Json = {
            "id": str(interaction.id),
            "type": int(interaction.kind),
            "user": self._wire.user(interaction.user),
            "authorizing_integration_owners": interaction.owners,
        }
        if interaction.kind is InteractionKind.COMPONENT and interaction.source is not None:
            metadata["interacted_message_id"] = str(interaction.source.id)
        if interaction.kind is InteractionKind.MODAL and interaction.parent is not None:
            metadata["triggering_interaction_metadata"] = self._metadata(interaction.parent)
        return metadata

    def _owners(self, channel: Channel, user: User, source: Message | None) -> Json:
        guild_id = channel.guild_id or 0
        if guild_id and not self._world.has_bot(guild_id):
            made_by = source.from_interaction if source else None
            return part(made_by or {}, "authorizing_integration_owners") or {"1": str(user.id)}
        return {"0": str(guild_id)}

    def _answer(self, interaction: Interaction) -> Json:
        about: Json = {
            "id": str(interaction.id),
            "type": int(interaction.kind),
            "channel_id": str(interaction.channel.id),
        }
        if interaction.channel.guild_id is not None:
            about["guild_id"] = str(interaction.channel.guild_id)
        answer: Json = {"interaction": about}
        if (message := interaction.original) is not None:
            about["response_message_id"] = str(message.id)
            about["response_message_loading"] = message.has(MessageFlag.LOADING)
            about["response_message_ephemeral"] = message.has(MessageFlag.EPHEMERAL)
            callback = interaction.answered
            # The description knows a resource for these two types only.
            if callback is Callback.MESSAGE or callback is Callback.UPDATE:
                shape = self._wire.message(message)
                answer["resource"] = {"type": int(callback), "message": shape}
        return answer

    def _event(self, interaction: Interaction) -> Json:
        channel, user = interaction.channel, interaction.user
        event: Json = {
            "id": str(interaction.id),
            "application_id": str(self._world.application_id),
            "type": int(interaction.kind),
            "data": interaction.data,
            "token": interaction.token,
            "version": 1,
            "channel": self._wire.channel(channel),
            "channel_id": str(channel.id),
            "app_permissions": str(int(channel.bot_permissions)),
            "locale": user.locale,
            "entitlements": [],
            "authorizing_integration_owners": interaction.owners,
            "context": 1 if channel.guild_id is None else 0,
            "attachment_size_limit": MOST_FILE_BYTES,
        }
        if interaction.source is not None:
            event["message"] = self._wire.message(interaction.source)
        guild = self._world.guild_of(channel)
        if guild is None:
            return {**event, "user": self._wire.user(user)}
        member = guild.members[user.id]
        permissions = str(int(self._wire.permissions(member, guild)))
        place: Json = {"id": str(guild.id), "locale": guild.locale, "features": []}
        return {
            **event,
            "guild": place,
            "guild_id": str(guild.id),
            "guild_locale": guild.locale,
            "member": {**self._wire.member(member), "permissions": permissions},
        }
