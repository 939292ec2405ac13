"""The stand-in's side for a client in a browser: what one person can do and see, over HTTP.

Whoever opens the page may act as anybody, there are no accounts. So that no other page in the same
browser can do the same, requests must name this host and come from this origin. Ids are text, as
JavaScript's numbers are too short for them.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from aiohttp import BodyPartReader, WSMsgType, web

from bot.sandbox.discord.changes import Change, ChangeKind, Changes
from bot.sandbox.discord.errors import ClientRefused
from bot.sandbox.discord.interactions import RESPONSE_SECONDS, Interaction
from bot.sandbox.discord.member_side import FieldValue, MemberSide
from bot.sandbox.discord.options import Value
from bot.sandbox.discord.payloads import Json, is_object
from bot.sandbox.discord.state import Channel, ChannelKind, Message, Upload, User, World

PREFIX = "/client"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
LOCALES = ("en-US", "de", "es-ES")
_POINTERS = (6, 7, 9)
"""Option types whose value is an id."""
_ATTACHMENT = 11

Handler = Callable[[web.Request, User], Awaitable[Json | list[Json]]]


class ClientApi:
    """Routes below `/client` for a page that acts as the people of the stand-in."""

    def __init__(self, world: World, side: MemberSide, changes: Changes) -> None:
        self._world = world
        self._side = side
        self._changes = changes

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve the client's requests."""
        here = "/{user:[0-9]+}/{channel:[0-9]+}"
        router.add_get(PREFIX, _checked(self._world_as_it_is))
        router.add_get(PREFIX + "/{user:[0-9]+}/events", _checked(self._events))
        for method, path, handler in (
            ("GET", "/{user:[0-9]+}", self._person),
            ("POST", "/{user:[0-9]+}/locale", self._speak),
            ("GET", f"{here}/messages", self._history),
            ("GET", f"{here}/commands", self._commands),
            ("GET", f"{here}/people", self._people),
            ("POST", f"{here}/run", self._run),
            ("POST", f"{here}/complete", self._complete),
            ("POST", f"{here}/menu", self._menu),
            ("POST", f"{here}/press", self._press),
            ("POST", f"{here}/choose", self._choose),
            ("POST", f"{here}/submit", self._submit),
            ("POST", f"{here}/say", self._say),
        ):
            router.add_route(method, PREFIX + path, _checked(self._answered(handler)))

    async def _world_as_it_is(self, _: web.Request) -> web.Response:
        guilds = self._world.guilds.values()
        people = {m.id: m.user for guild in guilds for m in guild.members.values()}
        return web.json_response(
            {
                "bot": _user(self._world.bot),
                "people": [_user(user) for user in people.values() if not user.bot],
                "locales": LOCALES,
                "now": self._world.now(),
            }
        )

    async def _person(self, _: web.Request, user: User) -> Json:
        # Opening the list is what makes the messages with the bot exist.
        self._world.dm(user)
        return {
            "user": _user(user),
            "channels": [self._channel_shape(one) for one in self._side.channels(user.id)],
        }

    async def _speak(self, request: web.Request, user: User) -> Json:
        locale = (await request.json()).get("locale")
        if locale not in LOCALES:
            raise ClientRefused(f"there is no language {locale!r}")
        user.locale = locale
        return _user(user)

    async def _history(self, request: web.Request, user: User) -> list[Json]:
        messages = self._side.history(user.id, _channel(request))
        return [self._message_shape(message) for message in messages]

    async def _commands(self, request: web.Request, user: User) -> list[Json]:
        return self._side.commands(user.id, _channel(request))

    async def _people(self, request: web.Request, user: User) -> list[Json]:
        self._side.history(user.id, _channel(request))
        channel = self._world.channels[_channel(request)]
        guild = self._world.guild_of(channel)
        members = guild.members.values() if guild else ()
        return [_user(member.user) for member in members] or [_user(user), _user(self._world.bot)]

    async def _run(self, request: web.Request, user: User) -> Json:
        body, files = await _read(request)
        begun = self._side.run(
            user.id, _channel(request), str(body["name"]), _options(body["options"], files)
        )
        return await self._first_response(begun)

    async def _complete(self, request: web.Request, user: User) -> Json:
        body = await request.json()
        begun = self._side.complete(
            user.id,
            _channel(request),
            str(body["name"]),
            str(body["option"]),
            str(body["typed"]),
            _options(body["options"], {}),
        )
        return await self._first_response(begun)

    async def _menu(self, request: web.Request, user: User) -> Json:
        body = await request.json()
        name, channel = str(body["name"]), _channel(request)
        if "message" in body:
            begun = self._side.use_on_message(user.id, channel, name, int(body["message"]))
        else:
            begun = self._side.use_on_member(user.id, channel, name, int(body["member"]))
        return await self._first_response(begun)

    async def _press(self, request: web.Request, user: User) -> Json:
        body = await request.json()
        begun = self._side.press(
            user.id, _channel(request), int(body["message"]), str(body["custom_id"])
        )
        return await self._first_response(begun)

    async def _choose(self, request: web.Request, user: User) -> Json:
        body = await request.json()
        values = [str(value) for value in body["values"]]
        begun = self._side.choose(
            user.id, _channel(request), int(body["message"]), str(body["custom_id"]), values
        )
        return await self._first_response(begun)

    async def _submit(self, request: web.Request, user: User) -> Json:
        body, files = await _read(request)
        opened = self._side.opened(user.id, int(body["interaction"]))
        fields = {str(name): _field(value, files) for name, value in body["fields"].items()}
        return await self._first_response(self._side.submit(user.id, opened, fields))

    async def _say(self, request: web.Request, user: User) -> Json:
        body, files = await _read(request)
        message = self._side.say(
            user.id, _channel(request), str(body["content"]), list(files.values())
        )
        return self._message_shape(message)

    async def _first_response(self, interaction: Interaction) -> Json:
        """Return how the bot answered at first; nothing in three seconds is a failure to show."""
        with suppress(TimeoutError):
            await self._changes.until(lambda: interaction.answered, RESPONSE_SECONDS)
        return {
            "interaction": str(interaction.id),
            "answered": interaction.answered is not None,
            "choices": interaction.choices,
            "modal": interaction.modal,
        }

    async def _events(self, request: web.Request) -> web.WebSocketResponse:
        """Tell one person of every change they see, for as long as they listen."""
        user = self._known(request)
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        with self._side.watch(user.id) as changes:

            async def tell() -> None:
                async for change in changes:
                    if (event := self._event(change)) is not None:
                        await socket.send_json(event)

            telling = asyncio.create_task(tell())
            try:
                await socket.send_json({"kind": "listening"})
                async for received in socket:
                    if received.type is WSMsgType.ERROR:
                        break
            finally:
                telling.cancel()
                await asyncio.gather(telling, return_exceptions=True)
        return socket

    def _event(self, change: Change) -> Json | None:
        message = change.message
        if message is None:
            return None
        if change.kind is ChangeKind.DELETED:
            ids = {"id": str(message.id), "channel_id": str(message.channel.id)}
            return {"kind": change.kind, "message": ids}
        return {"kind": change.kind, "message": self._message_shape(message)}

    def _message_shape(self, message: Message) -> Json:
        shape = self._side.shape(message)
        asked = self._side.asked(message)
        return {**shape, "asked": asked, "pings": [str(user) for user in message.mentioned]}

    def _channel_shape(self, channel: Channel) -> Json:
        guild = self._world.guild_of(channel)
        return {
            "id": str(channel.id),
            "name": self._world.bot.display_name if guild is None else channel.name,
            "dm": channel.kind is ChannelKind.DM,
            "guild": guild.name if guild else None,
        }

    def _answered(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            return web.json_response(await handler(request, self._known(request)))

        return answer

    def _known(self, request: web.Request) -> User:
        user = self._world.users.get(int(request.match_info["user"]))
        if user is None or user.bot:
            raise web.HTTPNotFound
        return user


def _checked(
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Refuse other pages; answer what cannot be done, or not understood, with one sentence."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if not is_from_here(request):
            raise web.HTTPForbidden(text="Only the page of this demo may ask this.")
        try:
            return await handler(request)
        except ClientRefused as refused:
            return web.json_response({"error": str(refused)}, status=400)
        except (ValueError, KeyError, TypeError) as error:
            return web.json_response({"error": f"This request makes no sense: {error}"}, status=400)

    return answer


def is_from_here(request: web.Request) -> bool:
    """Tell whether a request names a loopback host and comes from a page that this host served."""
    host = request.headers.get("Host", "")
    name = host.rpartition(":")[0] or host
    origin = request.headers.get("Origin")
    return name in LOOPBACK and (origin is None or urlsplit(origin).netloc == host)


def _user(user: User) -> Json:
    return {
        "id": str(user.id),
        "name": user.display_name,
        "username": user.username,
        "bot": user.bot,
        "locale": user.locale,
    }


def _channel(request: web.Request) -> int:
    return int(request.match_info["channel"])


async def _read(request: web.Request) -> tuple[Any, dict[str, Upload]]:
    """Return the JSON of a form and its files by the names of their fields."""
    body: Any = None
    files: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise ValueError("nested parts")
        content = bytes(await part.read())
        if part.name == "body":
            body = json.loads(content)
        elif part.name is not None:
            files[part.name] = Upload(part.filename or "file", content)
    if body is None:
        raise ValueError("no body")
    return body, files


def _options(options: Json, files: dict[str, Upload]) -> dict[str, Value]:
    """Return options by name from `{name: {"type": …, "value": …}}`."""
    return {str(name): _option(option, files) for name, option in options.items()}


def _field(value: Any, files: dict[str, Upload]) -> FieldValue:
    """Return what a modal's field is filled with: text, choices, or `{"files": names}`."""
    if is_object(value):
        return [files[name] for name in value["files"]]
    return value


def _option(option: Json, files: dict[str, Upload]) -> Value:
    value = option["value"]
    if option["type"] in _POINTERS:
        return int(value)
    return files[value] if option["type"] == _ATTACHMENT else value
