"""The gateway: sessions over web sockets, with heartbeat, resume and replay."""

import asyncio
import json
import secrets
from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

from aiohttp import WSMsgType, web

from bot.sandbox.discord.changes import Changes
from bot.sandbox.discord.payloads import Json, encode, is_object
from bot.sandbox.discord.state import Guild, World
from bot.sandbox.discord.wire import Wire

HEARTBEAT_MS = 41_250
REPLAYED = 1000
"""How many events of a session can be replayed."""


class Op(IntEnum):
    """Discord's gateway opcodes in use."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    RESUME = 6
    RECONNECT = 7
    REQUEST_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class Intent(IntFlag):
    """Discord's intents that decide what is sent."""

    GUILDS = 1 << 0
    MEMBERS = 1 << 1
    PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.MEMBERS | Intent.PRESENCES | Intent.MESSAGE_CONTENT


@dataclass(frozen=True, slots=True)
class SentEvent:
    """One event as it went to the bot."""

    name: str
    data: Json
    session: str


class Connection:
    """One web socket; what is sent leaves in order."""

    def __init__(self, socket: web.WebSocketResponse, transport: asyncio.WriteTransport) -> None:
        self.socket = socket
        self.transport = transport
        self.session: Session | None = None
        self._queue: asyncio.Queue[bytes] = asyncio.Queue()

    def send(self, op: Op, data: object = None) -> None:
        """Queue a frame that is no event."""
        self._queue.put_nowait(encode({"op": int(op), "d": data, "s": None, "t": None}))

    def send_frame(self, frame: bytes) -> None:
        """Queue an encoded frame."""
        self._queue.put_nowait(frame)

    async def write(self) -> None:
        """Send what is queued until the socket closes."""
        while not self.socket.closed:
            frame = await self._queue.get()
            try:
                await self.socket.send_str(frame.decode())
            except ConnectionError:
                return


@dataclass(slots=True)
class Session:
    """What a bot identified for; outlives its socket, so that it can be resumed."""

    id: str
    shard: int
    shards: int
    intents: int
    sequence: int = 0
    sent: deque[tuple[int, bytes]] = field(
        default_factory=lambda: deque[tuple[int, bytes]](maxlen=REPLAYED)
    )
    connection: Connection | None = None

    def send(self, event: str, data: Json) -> None:
        """Send an event, or keep it for a resume."""
        self.sequence += 1
        frame = encode({"op": 0, "d": data, "s": self.sequence, "t": event})
        self.sent.append((self.sequence, frame))
        if self.connection is not None:
            self.connection.send_frame(frame)

    def serves(self, guild_id: int | None) -> bool:
        """Tell whether events of a guild, or of direct messages, go to this shard."""
        return self.shard == (0 if guild_id is None else (guild_id >> 22) % self.shards)


class Gateway:
    """All sessions of the bot, and what an operator can do to them."""

    def __init__(
        self, world: World, wire: Wire, changes: Changes, token: str, *, keep: int
    ) -> None:
        self._world = world
        self._wire = wire
        self._changes = changes
        self._token = token
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self.url = ""
        self.sent_events: deque[SentEvent] = deque(maxlen=keep)
        self.identified = 0
        """How many sessions were begun."""
        self.resumed = 0
        """How many sessions were resumed."""

    async def until_connected(self, within: float = 10.0) -> None:
        """Wait until a bot is connected, identified or resumed."""
        await self._changes.until(lambda: self.live() or None, within)

    async def until_disconnected(self, within: float = 10.0) -> None:
        """Wait until no bot is connected."""
        await self._changes.until(lambda: not self.live() or None, within)

    def live(self) -> list[Session]:
        """Return the sessions that have a socket."""
        return [session for session in self._sessions.values() if session.connection is not None]

    def dispatch(self, event: str, data: Json, guild_id: int | None, needs: int = 0) -> None:
        """Send an event to every session that serves its guild and asked for it."""
        for session in self._sessions.values():
            if session.serves(guild_id) and session.intents & needs == needs:
                session.send(event, data)
                self.sent_events.append(SentEvent(event, data, session.id))

    def asks_for(self, needs: int) -> bool:
        """Tell whether any session asked for an intent, so that nothing is written for nobody."""
        return any(session.intents & needs for session in self._sessions.values())

    def reconnect(self) -> None:
        """Ask every connected bot to reconnect and resume."""
        for session in self.live():
            self._frame(session, Op.RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every connected bot that its session is invalid."""
        for session in self.live():
            self._frame(session, Op.INVALID_SESSION, resumable)
            if not resumable:
                del self._sessions[session.id]

    async def drop(self, code: int = 1006) -> None:
        """Close every socket; 1006 means without a word, as a lost line does."""
        for connection in tuple(self._connections):
            if code == 1006:
                connection.transport.abort()
            else:
                await connection.socket.close(code=code)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one web socket."""
        socket = web.WebSocketResponse(max_msg_size=1 << 20, compress=False)
        await socket.prepare(request)
        assert isinstance(request.transport, asyncio.WriteTransport)
        connection = Connection(socket, request.transport)
        self._connections.add(connection)
        writer = asyncio.create_task(connection.write())
        connection.send(Op.HELLO, {"heartbeat_interval": HEARTBEAT_MS})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await self._receive(connection, json.loads(message.data))
        finally:
            writer.cancel()
            self._connections.discard(connection)
            if connection.session is not None and connection.session.connection is connection:
                connection.session.connection = None
            self._changes.wake()
        return socket

    async def _receive(self, connection: Connection, frame: Json) -> None:
        op, data = frame.get("op"), frame.get("d")
        if op == Op.HEARTBEAT:
            connection.send(Op.HEARTBEAT_ACK)
        elif op == Op.IDENTIFY and is_object(data):
            await self._identify(connection, data)
        elif op == Op.RESUME and is_object(data):
            await self._resume(connection, data)
        elif connection.session is None:
            await connection.socket.close(code=4003, message=b"Not authenticated.")
        elif op not in (Op.PRESENCE, Op.REQUEST_MEMBERS):
            await connection.socket.close(code=4001, message=b"Unknown opcode.")

    async def _identify(self, connection: Connection, data: Json) -> None:
        intents = int(data.get("intents") or 0)
        if data.get("token") != self._token:
            await connection.socket.close(code=4004, message=b"Authentication failed.")
            return
        if intents & PRIVILEGED:
            await connection.socket.close(code=4014, message=b"Disallowed intent(s).")
            return
        shard, shards = data.get("shard") or (0, 1)
        for old in tuple(self._sessions.values()):
            if old.connection is None and old.shard == shard:
                del self._sessions[old.id]
        session = Session(secrets.token_hex(16), shard, shards, intents, connection=connection)
        self._sessions[session.id] = connection.session = session
        self._welcome(session)
        self.identified += 1
        self._changes.wake()

    def _welcome(self, session: Session) -> None:
        guilds = [
            guild
            for guild in self._world.guilds.values()
            if session.serves(guild.id) and self._world.has_bot(guild.id)
        ]
        ready: Json = {
            "v": 10,
            "user": self._wire.me(),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": [session.shard, session.shards],
            "application": {"id": str(self._world.application_id), "flags": 0},
            "private_channels": [],
        }
        self._send(session, "READY", ready)
        if session.intents & Intent.GUILDS:
            for guild in guilds:
                self._send(session, "GUILD_CREATE", self._wire.guild(guild))

    async def _resume(self, connection: Connection, data: Json) -> None:
        session = self._sessions.get(str(data.get("session_id")))
        if data.get("token") != self._token:
            await connection.socket.close(code=4004, message=b"Authentication failed.")
            return
        seen = int(data.get("seq") or 0)
        if session is None or (session.sent and session.sent[0][0] > seen + 1):
            connection.send(Op.INVALID_SESSION, False)
            return
        connection.session, session.connection = session, connection
        for sequence, frame in tuple(session.sent):
            if sequence > seen:
                connection.send_frame(frame)
        self._send(session, "RESUMED", {})
        self.resumed += 1
        self._changes.wake()

    def announce(self, guild: Guild) -> None:
        """Tell the bot of a guild it was let into, other than by a READY."""
        data = self._wire.guild(guild)
        # discord.py takes a guild with this field for one that was down and is back.
        del data["unavailable"]
        self.dispatch("GUILD_CREATE", data, guild.id, Intent.GUILDS)

    def _send(self, session: Session, event: str, data: Json) -> None:
        session.send(event, data)
        self.sent_events.append(SentEvent(event, data, session.id))

    def _frame(self, session: Session, op: Op, data: object = None) -> None:
        if session.connection is not None:
            session.connection.send(op, data)
