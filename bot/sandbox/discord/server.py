"""Discord on a loopback port: REST, gateway and attachments in the loop of whoever uses it."""

import asyncio
import secrets
import time
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route as DiscordRoute

from bot.sandbox.discord.changes import Change, ChangeKind, Changes
from bot.sandbox.discord.client_api import ClientApi
from bot.sandbox.discord.commands import Commands
from bot.sandbox.discord.errors import ApiError, unauthorised
from bot.sandbox.discord.faults import Fault, Faults
from bot.sandbox.discord.gateway import Gateway, Intent, SentEvent
from bot.sandbox.discord.interactions import Interaction, Interactions
from bot.sandbox.discord.member_side import MemberSide
from bot.sandbox.discord.messages import MOST_FILE_BYTES, Messages
from bot.sandbox.discord.payloads import Json
from bot.sandbox.discord.record import Exchange, open_headers
from bot.sandbox.discord.rest import OPEN, Call, Rest, Route, answer_of, read_call
from bot.sandbox.discord.state import (
    EVERYONE,
    Channel,
    ChannelKind,
    Guild,
    Member,
    Message,
    User,
    World,
)
from bot.sandbox.discord.wire import Wire

API = "/api/v10"


class DiscordStandIn:
    """A stand-in for Discord with one guild, one channel and one bot to begin with.

    `async with DiscordStandIn() as discord:` serves on a free loopback port until the end of the
    context. `now` gives seconds since 1970 and decides what is late; nothing here waits by it.
    Of exchanges and events the last `keep` are kept, of messages in a channel the last `history`.
    """

    def __init__(
        self,
        *,
        now: Callable[[], float] = time.time,
        port: int = 0,
        keep: int = 2000,
        history: int = 1000,
    ) -> None:
        # In three parts, as Discord's are.
        self.token = ".".join(secrets.token_urlsafe(size) for size in (18, 4, 27))
        self.world = World(now, history)
        self.faults = Faults()
        self.changes = Changes()
        self.exchanges: deque[Exchange] = deque(maxlen=keep)
        self.commands = Commands(self.world.ids, self.world.application_id)
        self._wire = Wire(self.world)
        self.gateway = Gateway(self.world, self._wire, self.changes, self.token, keep=keep)
        messages = Messages(self.world, self._wire, self.changes)
        interactions = Interactions(
            self.world, self._wire, messages, self.changes, self._send_interaction
        )
        self._rest = Rest(
            self.world,
            self._wire,
            messages,
            interactions,
            self.commands,
            lambda: self.gateway_url,
        )
        self.member_side = MemberSide(
            self.world, self._wire, messages, interactions, self.commands, self.changes
        )
        self.changes.listen(self._tell_of_message)
        self.guild = self.world.add_guild("Listening Room")
        self.channel = self.world.add_channel(self.guild, "music")
        self._more_routes: list[Callable[[web.UrlDispatcher], None]] = []
        self._port = port
        self._runner: web.AppRunner | None = None
        self.base_url = ""

    @property
    def api_url(self) -> str:
        """The address of the REST API."""
        return self.base_url + API

    @property
    def gateway_url(self) -> str:
        """The address of the gateway."""
        return self.base_url.replace("http", "ws", 1) + "/gateway"

    @property
    def application_id(self) -> int:
        """The id of the bot's application, and of the bot."""
        return self.world.application_id

    @property
    def sent_events(self) -> deque[SentEvent]:
        """What went over the gateway to the bot, oldest first."""
        return self.gateway.sent_events

    def join(
        self,
        username: str,
        display_name: str | None = None,
        *,
        guild: Guild | None = None,
        permissions: int = EVERYONE,
        locale: str = "en-US",
    ) -> Member:
        """Add a person and let them into a guild."""
        user = self.world.add_user(username, display_name, locale)
        return self.world.add_member(guild or self.guild, user, permissions)

    def add_guild(self, name: str, *, owner: User | None = None, bot: bool = True) -> Guild:
        """Add a guild with one text channel; tell the bot, unless it is not in it.

        There people use what they installed for themselves.
        """
        guild = self.world.add_guild(name, owner, bot=bot)
        self.world.add_channel(guild, "general")
        if bot:
            self.gateway.announce(guild)
        return guild

    def add_channel(
        self, name: str, kind: ChannelKind = ChannelKind.TEXT, *, guild: Guild | None = None
    ) -> Channel:
        """Add a channel to a guild and tell the bot."""
        channel = self.world.add_channel(guild or self.guild, name, kind)
        self._tell_of_channel("CHANNEL_CREATE", channel)
        return channel

    def restrict(self, channel: Channel, bot_permissions: int) -> None:
        """Decide what the bot may do in a channel and tell it."""
        channel.bot_permissions = bot_permissions
        self._tell_of_channel("CHANNEL_UPDATE", channel)

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel and tell the bot."""
        self._tell_of_channel("CHANNEL_DELETE", channel)
        self.world.remove_channel(channel)

    def remove_guild(self, guild: Guild) -> None:
        """Throw the bot out of a guild and tell it."""
        data: Json = {"id": str(guild.id), "unavailable": False}
        self.gateway.dispatch("GUILD_DELETE", {"id": data["id"]}, guild.id, Intent.GUILDS)
        self.world.remove_guild(guild)

    def serve_also(self, add_routes: Callable[[web.UrlDispatcher], None]) -> None:
        """Serve further pages at this address; before it is opened."""
        self._more_routes.append(add_routes)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=12 * MOST_FILE_BYTES)
        for method, path, route in self._rest.routes():
            app.router.add_route(method, API + path, self._served(route))
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/attachments/{channel}/{attachment:[0-9]+}/{name}", self._attachment)
        ClientApi(self.world, self.member_side, self.changes).add_routes(app.router)
        for add_routes in self._more_routes:
            add_routes(app.router)
        app.router.add_route("*", "/{rest:.*}", self._served(_not_found))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        port: int = self._runner.addresses[0][1]
        self.base_url = self._wire.base_url = f"http://127.0.0.1:{port}"
        self.gateway.url = self.gateway_url
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.faults.clear()
        await self.gateway.drop(1001)
        if self._runner is not None:
            await self._runner.cleanup()

    @contextmanager
    def redirect(self) -> Generator[None]:
        """Point discord.py here for as long as the context lasts."""
        with redirect(self.api_url, self.gateway_url):
            yield

    def _served(self, route: Route) -> Callable[[web.Request], Any]:
        async def serve(request: web.Request) -> web.StreamResponse:
            path = request.path.removeprefix(API)
            call = await read_call(request)
            fault = self.faults.take(request.method, path)
            response = None
            if fault is None or fault.after or (fault.status is None and not fault.cut):
                response = self._answer(request, path, call, route)
            if fault is not None:
                response = await _faulty(fault, response)
            self._record(request, path, call, response)
            if response is None:
                assert request.transport is not None
                request.transport.close()
                return web.Response(status=500)
            return response

        return serve

    def _answer(self, request: web.Request, path: str, call: Call, route: Route) -> web.Response:
        try:
            authorised = request.headers.get("Authorization") == f"Bot {self.token}"
            if not authorised and not path.startswith(OPEN):
                raise unauthorised()
            return answer_of(*route(call))
        except ApiError as error:
            return answer_of(error.status, error.body())

    def _record(
        self, request: web.Request, path: str, call: Call, response: web.Response | None
    ) -> None:
        body = response.body if response is not None else None
        self.exchanges.append(
            Exchange(
                method=request.method,
                path=path,
                query=call.query,
                headers=open_headers(request.headers),
                body=call.raw,
                files=call.files(),
                status=0 if response is None else response.status,
                answer_headers={} if response is None else open_headers(response.headers),
                answer=body if isinstance(body, bytes) else b"",
            )
        )

    async def _attachment(self, request: web.Request) -> web.Response:
        attachment = self.world.attachments.get(int(request.match_info["attachment"]))
        if attachment is None:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=attachment.content, content_type=attachment.content_type)

    def _send_interaction(self, interaction: Interaction, event: Json) -> None:
        self.gateway.dispatch("INTERACTION_CREATE", event, interaction.channel.guild_id)

    def _tell_of_message(self, change: Change) -> None:
        message = change.message
        if message is None or message.audience is not None:
            return
        in_guild = message.channel.guild_id is not None
        intent = Intent.GUILD_MESSAGES if in_guild else Intent.DIRECT_MESSAGES
        if not self.gateway.asks_for(intent):
            return
        event = _MESSAGE_EVENTS[change.kind]
        self.gateway.dispatch(
            event, self._message_event(change.kind, message), message.channel.guild_id, intent
        )

    def _message_event(self, kind: ChangeKind, message: Message) -> Json:
        if kind is ChangeKind.DELETED:
            data: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
        else:
            data = self._wire.message(message)
            if not message.author.bot and message.channel.guild_id is not None:
                hidden: Json = {"content": "", "embeds": [], "components": [], "attachments": []}
                data |= hidden
        if message.channel.guild_id is not None:
            data["guild_id"] = str(message.channel.guild_id)
        return data

    def _tell_of_channel(self, event: str, channel: Channel) -> None:
        self.gateway.dispatch(event, self._wire.channel(channel), channel.guild_id, Intent.GUILDS)


_MESSAGE_EVENTS = {
    ChangeKind.CREATED: "MESSAGE_CREATE",
    ChangeKind.EDITED: "MESSAGE_UPDATE",
    ChangeKind.DELETED: "MESSAGE_DELETE",
}


@contextmanager
def redirect(api_url: str, gateway_url: str) -> Generator[None]:
    """Make discord.py speak to a stand-in instead of Discord for as long as the context lasts."""
    before = DiscordRoute.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    DiscordRoute.BASE = api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    try:
        yield
    finally:
        DiscordRoute.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


def _not_found(_: Call) -> tuple[int, Json]:
    raise ApiError(404, 0, "404: Not Found")


async def _faulty(fault: Fault, response: web.Response | None) -> web.Response | None:
    if fault.gate is not None:
        fault.gate.reached.set()
        await fault.gate.opened.wait()
    if fault.delay:
        await asyncio.sleep(fault.delay)
    if fault.cut:
        return None
    if fault.status == 429:
        return _limited(fault)
    if fault.status is not None:
        return answer_of(fault.status, {"message": f"{fault.status}: Made to fail", "code": 0})
    return response


def _limited(fault: Fault) -> web.Response:
    body: Json = {
        "message": "You are being rate limited.",
        "code": 0,
        "retry_after": fault.retry_after,
        "global": fault.everywhere,
    }
    headers = {
        "Via": "1.1 google",
        "Retry-After": str(max(1, round(fault.retry_after))),
        "X-RateLimit-Scope": "global" if fault.everywhere else "user",
    }
    return answer_of(429, body, headers)
