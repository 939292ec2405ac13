"""The REST API, as the bot sees it: one short method a route."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.discord import errors
from bot.sandbox.discord.commands import Commands
from bot.sandbox.discord.errors import ApiError, Problems
from bot.sandbox.discord.interactions import Interactions
from bot.sandbox.discord.messages import Messages
from bot.sandbox.discord.payloads import Json, encode, is_object
from bot.sandbox.discord.record import SentFile
from bot.sandbox.discord.state import (
    Channel,
    ChannelKind,
    Message,
    MessageFlag,
    Permission,
    Upload,
    User,
    World,
)
from bot.sandbox.discord.wire import Wire


@dataclass(frozen=True, slots=True)
class Call:
    """One request, read."""

    parts: dict[str, str]
    """The variable parts of the path."""
    query: dict[str, str]
    raw: bytes
    uploads: list[Upload]

    def number(self, name: str) -> int:
        """Return an id from the path."""
        try:
            return int(self.parts[name])
        except ValueError:
            problems = Problems()
            problems.add((name,), f'Value "{self.parts[name]}" is not snowflake.')
            problems.raise_if_any()
            raise

    def json(self) -> Any:
        """Return the body."""
        try:
            return json.loads(self.raw or b"{}")
        except ValueError:
            raise ApiError(400, 50109, "The request body contains invalid JSON.") from None

    def body(self) -> Json:
        """Return the body where it has to be an object."""
        body = self.json()
        if not is_object(body):
            problems = Problems()
            problems.add((), "Only dictionaries may be used in a DictType")
            problems.raise_if_any()
        return body

    def files(self) -> tuple[SentFile, ...]:
        """Return what is recorded of the files."""
        return tuple(
            SentFile(f"files[{file.index}]", file.filename, file.content_type, len(file.content))
            for file in self.uploads
        )


async def read_call(request: web.Request) -> Call:
    """Read a JSON or a multipart request."""
    raw, uploads = b"", list[Upload]()
    if request.content_type == "multipart/form-data":
        reader = await request.multipart()
        while isinstance(part := await reader.next(), BodyPartReader):
            content = bytes(await part.read(decode=True))
            if part.name == "payload_json":
                raw = content
            elif part.name and part.name.startswith("files["):
                index = int(part.name.removeprefix("files[").removesuffix("]"))
                kind = part.headers.get("Content-Type")
                uploads.append(Upload(part.filename or f"file{index}", content, kind, index))
    else:
        raw = await request.read()
    return Call(dict(request.match_info), dict(request.query), raw, uploads)


Answer = tuple[int, Any]
Route = Callable[[Call], Answer]
OPEN = ("/interactions/", "/webhooks/")
"""Routes whose token stands in the path; all others need the bot's."""


class Rest:
    """Every route the bot uses."""

    def __init__(
        self,
        world: World,
        wire: Wire,
        messages: Messages,
        interactions: Interactions,
        commands: Commands,
        gateway_url: Callable[[], str],
    ) -> None:
        self._world = world
        self._wire = wire
        self._messages = messages
        self._interactions = interactions
        self._commands = commands
        self._gateway_url = gateway_url

    def routes(self) -> list[tuple[str, str, Route]]:
        """Return method, path below `/api/v10` and function of every route."""
        commands = "/applications/{application}/commands"
        guild_commands = "/applications/{application}/guilds/{guild}/commands"
        hook = "/webhooks/{application}/{token}"
        channel = "/channels/{channel}"
        message = "/channels/{channel}/messages/{message}"
        return [
            ("GET", "/users/@me", lambda _: (200, self._wire.me())),
            ("GET", "/oauth2/applications/@me", lambda _: (200, self._wire.application())),
            ("GET", "/applications/@me", lambda _: (200, self._wire.application())),
            ("GET", "/gateway", lambda _: (200, {"url": self._gateway_url()})),
            ("GET", "/gateway/bot", self._gateway),
            ("GET", commands, self._list_commands),
            ("PUT", commands, self._sync_commands),
            ("GET", guild_commands, self._list_commands),
            ("PUT", guild_commands, self._sync_commands),
            ("POST", "/interactions/{interaction}/{token}/callback", self._callback),
            ("POST", hook, self._follow_up),
            ("GET", hook + "/messages/{message}", self._get_response),
            ("PATCH", hook + "/messages/{message}", self._edit_response),
            ("DELETE", hook + "/messages/{message}", self._delete_response),
            ("GET", channel, lambda call: (200, self._wire.channel(self._channel(call)))),
            ("GET", channel + "/messages", self._history),
            ("POST", channel + "/messages", self._post),
            ("GET", message, self._get_message),
            ("PATCH", message, self._edit_message),
            ("DELETE", message, self._delete_message),
            ("POST", message + "/crosspost", self._crosspost),
            ("POST", "/users/@me/channels", self._open_dm),
            ("GET", "/users/{user}", lambda call: (200, self._wire.user(self._user(call)))),
            ("GET", "/guilds/{guild}/members/{user}", self._member),
        ]

    def _gateway(self, _: Call) -> Answer:
        limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        url = self._gateway_url()
        return 200, {"url": url, "shards": 1, "session_start_limit": limits}

    def _list_commands(self, call: Call) -> Answer:
        return 200, self._commands.of(self._commands_guild(call))

    def _sync_commands(self, call: Call) -> Answer:
        return 200, self._commands.replace(self._commands_guild(call), call.json())

    def _commands_guild(self, call: Call) -> int | None:
        if call.number("application") != self._world.application_id:
            raise ApiError(403, 20012, "You are not authorized to perform this action")
        if "guild" not in call.parts:
            return None
        if call.number("guild") not in self._world.guilds:
            raise errors.missing_access()
        return call.number("guild")

    def _callback(self, call: Call) -> Answer:
        answer = self._interactions.respond(
            call.number("interaction"), call.parts["token"], call.body(), call.uploads
        )
        asked = call.query.get("with_response", "").lower() in ("1", "true")
        return (200, answer) if asked else (204, None)

    def _follow_up(self, call: Call) -> Answer:
        message = self._interactions.follow_up(call.parts["token"], call.body(), call.uploads)
        return 200, self._wire.message(message)

    def _get_response(self, call: Call) -> Answer:
        return 200, self._wire.message(self._response(call))

    def _edit_response(self, call: Call) -> Answer:
        message = self._messages.edit(self._response(call), call.body(), call.uploads)
        return 200, self._wire.message(message)

    def _delete_response(self, call: Call) -> Answer:
        self._messages.delete(self._response(call))
        return 204, None

    def _response(self, call: Call) -> Message:
        return self._interactions.message(call.parts["token"], call.parts["message"])

    def _history(self, call: Call) -> Answer:
        channel = self._channel(call)
        limit = int(call.query.get("limit", 50))
        before = int(call.query.get("before", 0)) or None
        after = int(call.query.get("after", 0))
        if not channel.bot_permissions & Permission.READ_MESSAGE_HISTORY:
            return 200, []
        found = [
            message
            for message in self._world.messages(channel)
            if message.audience is None
            and message.id > after
            and (before is None or message.id < before)
        ]
        chosen = found[:limit] if "after" in call.query else found[-limit:]
        return 200, [self._wire.message(message) for message in reversed(chosen)]

    def _post(self, call: Call) -> Answer:
        channel = self._channel(call)
        self._need(channel, Permission.SEND_MESSAGES)
        if call.uploads:
            self._need(channel, Permission.ATTACH_FILES)
        if channel.recipient is not None and not channel.recipient.accepts_dms:
            raise ApiError(403, 50007, "Cannot send messages to this user")
        message = self._messages.create(channel, self._world.bot, call.body(), call.uploads)
        return 200, self._wire.message(message)

    def _get_message(self, call: Call) -> Answer:
        self._need(self._channel(call), Permission.READ_MESSAGE_HISTORY)
        return 200, self._wire.message(self._message(call))

    def _edit_message(self, call: Call) -> Answer:
        message = self._message(call)
        if message.author is not self._world.bot:
            raise ApiError(403, 50005, "Cannot edit a message authored by another user")
        message = self._messages.edit(message, call.body(), call.uploads)
        return 200, self._wire.message(message)

    def _delete_message(self, call: Call) -> Answer:
        message = self._message(call)
        if message.author is not self._world.bot:
            self._need(message.channel, Permission.MANAGE_MESSAGES)
        self._messages.delete(message)
        return 204, None

    def _crosspost(self, call: Call) -> Answer:
        message = self._message(call)
        if message.channel.kind is not ChannelKind.ANNOUNCEMENT:
            raise ApiError(400, 50024, "Cannot execute action on this channel type")
        if message.has(MessageFlag.CROSSPOSTED):
            raise ApiError(400, 40033, "This message has already been crossposted.")
        message.flags |= MessageFlag.CROSSPOSTED
        return 200, self._wire.message(message)

    def _open_dm(self, call: Call) -> Answer:
        user = self._world.users.get(int(call.body().get("recipient_id") or 0))
        if user is None or user is self._world.bot:
            raise ApiError(400, 50033, "Invalid Recipient(s)")
        return 200, self._wire.channel(self._world.dm(user))

    def _member(self, call: Call) -> Answer:
        guild = self._world.guilds.get(call.number("guild"))
        if guild is None or not self._world.has_bot(guild.id):
            raise errors.missing_access()
        member = guild.members.get(self._user(call).id)
        if member is None:
            raise errors.unknown_member()
        return 200, self._wire.member(member)

    def _user(self, call: Call) -> User:
        user = self._world.users.get(call.number("user"))
        if user is None:
            raise ApiError(404, 10013, "Unknown User")
        return user

    def _channel(self, call: Call) -> Channel:
        channel = self._world.channels.get(call.number("channel"))
        if channel is None:
            raise errors.unknown_channel()
        outside = channel.guild_id is not None and not self._world.has_bot(channel.guild_id)
        if outside or not channel.bot_permissions & Permission.VIEW_CHANNEL:
            raise errors.missing_access()
        return channel

    def _message(self, call: Call) -> Message:
        message = self._world.message(self._channel(call), call.number("message"))
        if message is None or message.audience is not None:
            raise errors.unknown_message()
        return message

    def _need(self, channel: Channel, permission: Permission) -> None:
        if not channel.bot_permissions & permission:
            raise errors.missing_permissions()


def answer_of(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    """Write an answer; the type is exactly `application/json`, without a charset."""
    if status == 204:
        return web.Response(status=204)
    return web.Response(
        status=status, body=encode(body), content_type="application/json", headers=headers
    )
