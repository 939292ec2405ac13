"""One stage for a row of the matrix: members, their state, and what must not be left behind."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import discord.client
import discord.shard
import discord.webhook.async_

from bot.sandbox.client import Reply, Visitor
from bot.sandbox.discord.state import EVERYONE, Permission
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.listeners import Library, Listener
from bot.sandbox.stage import Stage
from bot.services.app import Services
from bot.spotify.patience import Manners
from storage.like import Source
from storage.links import LinkState

LEARNED = "try `/recommend`"
WITHIN = 30.0
"""Seconds for anything that is waited for; reached only where something is broken."""
_GENRES = (("techno", "house"), ("folk", "country"), ("jazz", "soul"), ("rock", "punk"))
_ENDING = 10.0
"""Seconds that tasks have to end after an answer."""
_SERVED = 8
"""Cells that one member serves."""
_OURS = ("/bot/", "/discord/", "/spotipy/")
_STAND_INS = "/bot/sandbox/"


@dataclass(slots=True)
class Guest:
    """One member of the stage and their account at Spotify."""

    visitor: Visitor
    listener: Listener
    reply: Reply | None = None
    """What the member acts on: a list, or an offer of /link."""
    address: str = ""
    """Where Spotify sent the member's browser."""

    @property
    def id(self) -> int:
        return self.visitor.user.id

    @property
    def shown(self) -> Reply:
        assert self.reply is not None
        return self.reply


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store holds of a member."""

    likes: frozenset[tuple[str, Source]]
    account: str | None
    state: LinkState | None
    synced: bool
    taste: bool

    @property
    def ratings(self) -> frozenset[tuple[str, Source]]:
        """What did not come from Spotify."""
        return frozenset(like for like in self.likes if like[1] in {Source.UP, Source.DOWN})


class _Complaints(logging.Handler):
    """Collects what the bot logs as its own fault."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith("bot"):
            self.texts.append(record.getMessage())


class Clock:
    """The time of the stage, which a test may move on."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def forward(self, *, minutes: float) -> None:
        """Let minutes pass."""
        self._ahead += timedelta(minutes=minutes)


@dataclass
class Bench:
    """A stage with the bot running on it."""

    stage: Stage
    songs: CatalogueSongs
    clock: Clock
    waits: list[float] = field(default_factory=list[float])
    """Seconds the bot and discord.py would have waited before trying again."""
    logged: _Complaints = field(default_factory=_Complaints)
    unhandled: list[str] = field(default_factory=list[str])
    released: asyncio.Event = field(default_factory=asyncio.Event)
    """Ends the silence of held answers."""
    standing: Guest | None = None
    """A member who serves several cells."""
    companion: Guest | None = None
    """Somebody else with a taste, who takes part in the server."""
    keeper: Guest | None = None
    """Somebody who manages the server."""
    _guests: int = 0
    _served: int = 0

    @property
    def services(self) -> Services:
        assert self.stage.running is not None
        return self.stage.running.services

    def newcomer(self) -> Guest:
        """Let somebody in who has an account at Spotify and has not linked it."""
        self._guests += 1
        name = f"Guest{self._guests}"
        genres = _GENRES[self._guests % len(_GENRES)]
        listener = make_listener(self.songs, name, genres, saved=16, seed=self._guests)
        self.stage.spotify.libraries[listener.account_id] = Library.of(listener)
        member = self.stage.discord.join(name.lower(), name)
        return Guest(Visitor(self.stage.discord, member), listener)

    async def offer(self, guest: Guest) -> None:
        """Run /link and consent at Spotify: the browser stands before the callback page."""
        guest.reply = await guest.visitor.run("link")
        url = guest.shown.links["Open Spotify"]
        guest.address = await self.stage.consent(url, guest.listener)

    async def confirm(self, guest: Guest) -> str:
        """Open the callback page, confirm there, and return what it says."""
        return (await self.stage.confirm(guest.address))[1]

    async def link(self, guest: Guest) -> None:
        """Link from beginning to end."""
        await self.offer(guest)
        page = await self.confirm(guest)
        assert "Go back to Discord" in page, page
        await guest.shown.until(LEARNED, WITHIN)
        await self.settle(guest)

    async def linked(self) -> Guest:
        """Return the member who serves several cells, linked and with a taste."""
        self._forget_covers()
        self._served += 1
        if self._served % _SERVED == 0:
            # Their list of songs not shown yet is running out.
            self.standing = None
        guest = self.standing
        if guest is None or (await self.kept(guest)).state is not LinkState.LINKED:
            guest = self.standing = guest or self.newcomer()
            await self.link(guest)
        return guest

    async def together(self) -> Guest:
        """Return the member who serves several cells; they and their companion take part."""
        guest = await self.linked()
        if self.companion is None:
            self.companion = self.newcomer()
            await self.link(self.companion)
            await self.companion.visitor.run("weekly join")
        await guest.visitor.run("weekly join")
        return guest

    def manager(self) -> Guest:
        """Return the member who manages the server."""
        if self.keeper is None:
            rights = EVERYONE | Permission.MANAGE_GUILD
            member = self.stage.discord.join("keeper", "Keeper", permissions=rights)
            listener = make_listener(self.songs, "Keeper", _GENRES[0], saved=16, seed=0)
            self.keeper = Guest(Visitor(self.stage.discord, member), listener)
        return self.keeper

    def some_song(self) -> str:
        """Return the id of a song, another one each time."""
        self._forget_covers()
        self._served += 1
        return self.songs.catalogue.tracks([self._served * 7 % len(self.songs.catalogue)])[
            0
        ].track_id

    def _forget_covers(self) -> None:
        """Let every cover be asked for: what is remembered would hide that Spotify fails."""
        self.services.recommending._covers._known.clear()

    async def recommend(self, guest: Guest, count: int = 3) -> Reply:
        """Run /recommend."""
        reply = await guest.visitor.run("recommend", count=count)
        return await reply.settled(WITHIN)

    async def kept(self, guest: Guest) -> Kept:
        """Look into the store."""
        store = self.services.store
        link = await store.links.get(guest.id)
        likes = await store.likes.of(guest.id)
        return Kept(
            likes=frozenset((like.track_id, like.source) for like in likes),
            account=link.account_id if link else None,
            state=link.state if link else None,
            synced=link is not None and link.synced_at is not None,
            taste=await store.tastes.get(guest.id) is not None,
        )

    async def settle(self, guest: Guest) -> None:
        """Wait until nothing is read or learned for a member any more."""
        async with asyncio.timeout(WITHIN):
            while (reading := self.services.intake._tasks.get(guest.id)) is not None:
                await asyncio.wait([reading])
                await asyncio.sleep(0)
            while (job := self.services.training.job(guest.id)) is not None:
                await asyncio.wait([job.done])
                await asyncio.sleep(0)

    def calm(self) -> None:
        """Let everything work again."""
        give_up_after(WITHIN, self.services)
        self.released.set()
        self.released = asyncio.Event()
        self.stage.spotify.faults.clear()
        self.stage.discord.faults.clear()

    def tasks(self) -> Counter[str]:
        """Count the tasks of the bot and of discord.py; followed messages of /link are known."""
        return Counter(_name(task) for task in self._tasks())

    async def leaked(self, before: Counter[str]) -> list[str]:
        """Return the tasks that are there now and were not, after giving them time to end."""
        end = asyncio.get_running_loop().time() + _ENDING
        while extra := list((self.tasks() - before).elements()):
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                return extra
            named = [task for task in self._tasks() if _name(task) in extra]
            await asyncio.wait(named, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        return []

    def _tasks(self) -> list[asyncio.Task[Any]]:
        assert self.stage.running is not None
        following = set(self.stage.running.bot.progress._tasks.values())
        return [task for task in asyncio.all_tasks() if task not in following and _is_ours(task)]


def _is_ours(task: asyncio.Task[Any]) -> bool:
    code = getattr(task.get_coro(), "cr_code", None)
    path = "" if code is None else str(code.co_filename)
    return any(part in path for part in _OURS) and _STAND_INS not in path


def _name(task: asyncio.Task[Any]) -> str:
    return getattr(task.get_coro(), "__qualname__", task.get_name())


@asynccontextmanager
async def open_bench(
    folder: Path, catalogue: Path, songs: CatalogueSongs, *, learning: bool
) -> AsyncGenerator[Bench]:
    """Set the stage."""
    waits: list[float] = []
    clock = Clock()

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    manners = Manners(timeout=WITHIN, sleep=sleep)
    with _no_waiting(waits):
        async with Stage(
            folder,
            catalogue,
            (),
            songs,
            now=clock,
            manners=manners,
            learning=learning,
            # Every fault meets the same command: nobody is asked to slow down.
            commands_per_minute=0,
        ) as stage:
            await stage.start()
            bench = Bench(stage, songs, clock, waits)
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(lambda _, context: bench.unhandled.append(str(context)))
            logging.getLogger("bot").addHandler(bench.logged)
            try:
                yield bench
            finally:
                bench.calm()
                logging.getLogger("bot").removeHandler(bench.logged)
                loop.set_exception_handler(None)


def give_up_after(seconds: float, services: Services) -> None:
    """Let a bot wait so long for an answer of Spotify's from now on."""
    for part in (services.linking._login, services.linking._spotify):
        assert part is not None
        part._wire.timeout = (seconds, seconds)


class _Hurried(ModuleType):
    """asyncio for discord.py, whose pauses between attempts take no time here."""

    def __init__(self, waits: list[float]) -> None:
        super().__init__("asyncio")
        self._waits = waits

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        self._waits.append(seconds)
        await asyncio.sleep(0)


@contextmanager
def _no_waiting(waits: list[float]) -> Generator[None]:
    """Let discord.py try again at once: it sleeps 1 to 9 s between attempts, 5 s to identify."""
    modules: tuple[Any, ...] = (discord.webhook.async_, discord.shard, discord.client)
    for module in modules:
        module.asyncio = _Hurried(waits)
    try:
        yield
    finally:
        for module in modules:
            module.asyncio = asyncio
