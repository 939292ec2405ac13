"""A stage with the real bot on it: discord.py and spotipy over loopback."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.client import Reply, Visitor
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.songs import make_catalogue
from bot.sandbox.spotify.listeners import Library, Listener
from bot.sandbox.stage import Stage
from bot.services.app import Services
from bot.spotify.patience import Manners
from storage.store import Store
from tests.contract.watching import held_to_the_descriptions, ledger

__all__ = ["held_to_the_descriptions", "ledger"]

LEARNED = "try `/recommend`"
PATIENCE = 30.0
"""Seconds for anything that is waited for; reached only where something is broken."""


@pytest.fixture(autouse=True)
def patience() -> Iterator[pytest.MonkeyPatch]:
    """Let nobody give up, within seconds of the machine's, what a busy machine does later."""
    with pytest.MonkeyPatch.context() as patch:
        for where in ("client", "discord.interactions"):
            patch.setattr(f"bot.sandbox.{where}.RESPONSE_SECONDS", PATIENCE)
        patch.setattr("bot.services.covers._PATIENCE", PATIENCE)
        patch.setattr("bot.services.shelf._PATIENCE", PATIENCE)
        # Who steps back for whatever else runs may get no processor for minutes.
        patch.setattr("bot.services.app.let_thread_wait", lambda: None)
        patch.setattr("bot.services.importing.let_process_wait", lambda pid: None)
        yield patch


@pytest.fixture
def impatience(patience: pytest.MonkeyPatch) -> None:
    """Give up as soon as in life: for tests of just that."""
    patience.undo()


class HandClock:
    """The time, moved by hand; at first noon, for by night the bot learns stale models itself."""

    def __init__(self) -> None:
        self.time = datetime.now(UTC).replace(hour=12)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **parts: float) -> None:
        self.time += timedelta(**parts)


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalogue")
    make_catalogue(folder, count=3_000)
    return folder


@pytest.fixture(scope="session")
def songs(catalogue: Path) -> CatalogueSongs:
    return CatalogueSongs(catalogue)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def listener(songs: CatalogueSongs) -> Listener:
    return make_listener(songs, "Ana", ("techno", "house"), saved=60, seed=1)


@dataclass
class Scene:
    """A stage, the clock it runs by, and one member who has an account at Spotify."""

    stage: Stage
    clock: HandClock
    listener: Listener
    ana: Visitor
    waits: list[float] = field(default_factory=list[float])
    """Seconds the bot waited before it asked Spotify again; here they take no time."""

    @property
    def services(self) -> Services:
        assert self.stage.running is not None
        return self.stage.running.services

    @property
    def store(self) -> Store:
        return self.services.store

    @property
    def web(self) -> str:
        """The address of the bot's web part."""
        assert self.stage.running is not None
        return f"http://127.0.0.1:{self.stage.running.web_port}"

    def join(self, name: str) -> Visitor:
        return Visitor(self.stage.discord, self.stage.discord.join(name.lower(), name))

    def library(self, listener: Listener | None = None) -> Library:
        return self.stage.spotify.libraries[(listener or self.listener).account_id]

    def asked(self, path: str, method: str = "GET") -> int:
        """Count the requests to the Web API whose path begins so."""
        exchanges = self.stage.spotify.exchanges
        return sum(e.method == method and e.path.startswith(path) for e in exchanges)

    async def link(self, visitor: Visitor | None = None, listener: Listener | None = None) -> Reply:
        """Link by the callback page and wait until the bot has learned."""
        reply = await self.start_link(visitor, listener)
        return await reply.until(LEARNED, PATIENCE)

    async def start_link(
        self, visitor: Visitor | None = None, listener: Listener | None = None
    ) -> Reply:
        """Link by the callback page; what follows is seen in the reply."""
        reply = await (visitor or self.ana).run("link")
        status, page = await self.stage.link(reply.links["Open Spotify"], listener or self.listener)
        assert status == 200, page
        return reply

    async def paste(self, reply: Reply, address: str, visitor: Visitor | None = None) -> Reply:
        """Paste an address into the form of a reply of /link."""
        visitor = visitor or self.ana
        form = await visitor.press(reply, "Paste the address")
        return await (await visitor.submit(form, address=address)).settled()

    async def recommend(self, count: int = 3, visitor: Visitor | None = None) -> Reply:
        return await (await (visitor or self.ana).run("recommend", count=count)).settled()

    async def press(self, reply: Reply, label: str, nth: int = 1) -> Reply:
        return await (await self.ana.press(reply, label, nth=nth)).settled()

    async def learned(self, visitor: Visitor | None = None) -> None:
        """Wait until no training of a member waits or runs."""
        member_id = (visitor or self.ana).user.id
        while (job := self.services.training.job(member_id)) is not None:
            await asyncio.wait([job.done], timeout=PATIENCE)


@pytest.fixture
async def scene(
    tmp_path: Path,
    catalogue: Path,
    songs: CatalogueSongs,
    listener: Listener,
    clock: HandClock,
    request: pytest.FixtureRequest,
) -> AsyncIterator[Scene]:
    """The stage with the bot running; `@pytest.mark.stage(learning=False)` sets it otherwise."""
    marker = request.node.get_closest_marker("stage")
    options = dict(marker.kwargs) if marker else {}
    listeners = options.pop("listeners", ())
    chosen = options.pop("catalogue", catalogue)
    # Tests are quicker than members; tests/e2e/test_help.py tries the pace itself.
    options.setdefault("commands_per_minute", 0)
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    manners = Manners(timeout=options.pop("timeout", PATIENCE), sleep=sleep)
    async with Stage(
        tmp_path, chosen, [listener, *listeners], songs, now=clock, manners=manners, **options
    ) as stage:
        await stage.start()
        ana = Visitor(stage.discord, stage.discord.join("ana", "Ana"))
        yield Scene(stage, clock, listener, ana, waits)
