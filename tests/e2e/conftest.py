"""A stage with the real bot on it: discord.py and spotipy over loopback."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.client import Reply, Visitor
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.songs import make_catalogue
from bot.sandbox.spotify.listeners import Listener
from bot.sandbox.stage import Stage

LEARNED = "try `/recommend`"
PATIENCE = 30.0


class HandClock:
    """The time, moved by hand."""

    def __init__(self) -> None:
        self.time = datetime.now(UTC)

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

    def join(self, name: str) -> Visitor:
        return Visitor(self.stage.discord, self.stage.discord.join(name.lower(), name))

    async def link(self, visitor: Visitor | None = None, listener: Listener | None = None) -> Reply:
        """Link by the callback page and wait until the bot has learned."""
        reply = await (visitor or self.ana).run("link")
        await self.stage.link(reply.links["Open Spotify"], listener or self.listener)
        return await reply.until(LEARNED, PATIENCE)

    async def recommend(self, count: int = 3, visitor: Visitor | None = None) -> Reply:
        return await (await (visitor or self.ana).run("recommend", count=count)).settled()


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
    async with Stage(
        tmp_path, chosen, [listener, *listeners], songs, now=clock, **options
    ) as stage:
        await stage.start()
        ana = Visitor(stage.discord, stage.discord.join("ana", "Ana"))
        yield Scene(stage, clock, listener, ana)
