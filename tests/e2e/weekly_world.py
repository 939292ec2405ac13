"""A scene with a weekly post in it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.sandbox.client import Reply, Visitor
from bot.sandbox.discord.state import EVERYONE, Channel, Message, Permission
from storage.like import Source
from storage.posts import Claim
from storage.schema import chores
from tests.e2e.conftest import PATIENCE, Scene
from tests.weekly import give_taste, like_songs

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
GENRES = (("techno", "house"), ("folk", "country"), ("jazz", "soul"), ("rock", "punk"))


@dataclass
class WeeklyWorld:
    """A server whose weekly post comes on Mondays at nine in Berlin."""

    scene: Scene
    catalogue: Path
    admin: Visitor
    people: list[Visitor] = field(default_factory=list[Visitor])

    @classmethod
    def of(cls, scene: Scene, catalogue: Path) -> "WeeklyWorld":
        scene.clock.time = (MONDAY - timedelta(hours=1)).astimezone(UTC)
        discord = scene.stage.discord
        member = discord.join("admin", "Admin", permissions=EVERYONE | Permission.MANAGE_GUILD)
        return cls(scene, catalogue, Visitor(discord, member))

    async def link(self) -> Reply:
        """Link Ana's account after the bot's first tick: begun before the clock was set back, it
        would find the login too old.
        """
        async with asyncio.timeout(PATIENCE):
            while not await self._ticked():  # noqa: ASYNC110 - the bot tells nobody of it
                await asyncio.sleep(0.01)
        return await self.scene.link()

    async def _ticked(self) -> bool:
        # Taken right after the logins are looked through.
        query = select(chores.c.name).where(chores.c.name == "prune")
        async with self.scene.store.database.read() as connection:
            return await connection.scalar(query) is not None

    @property
    def channel(self) -> Channel:
        return self.scene.stage.discord.channel

    async def let_in(self, name: str, genres: Sequence[str], *, taste: bool = True) -> Visitor:
        """Let a member join the server and take part, with a taste unless said otherwise."""
        visitor = self.scene.join(name)
        self.people.append(visitor)
        if taste:
            seed = len(self.people)
            member_id = visitor.user.id
            await give_taste(self.scene.store, self.catalogue, member_id, genres, seed=seed)
        await visitor.run("weekly join")
        return visitor

    async def let_in_some(self, count: int) -> list[Visitor]:
        return [await self.let_in(f"P{n}", GENRES[n % len(GENRES)]) for n in range(count)]

    async def love(self, visitor: Visitor, *, seed: int = 7, count: int = 1) -> list[str]:
        """Let a member give thumbs-up to songs; return their titles."""
        at = self.scene.clock.time - timedelta(days=1)
        tracks = await like_songs(
            self.scene.store,
            self.catalogue,
            visitor.user.id,
            ("disco",),
            at,
            seed=seed,
            count=count,
            source=Source.UP,
        )
        return [track.title for track in tracks]

    async def plan(self, **changes: object) -> Reply:
        """Set the weekly post."""
        options: dict[str, object] = {
            "channel": self.channel,
            "day": 0,
            "time": "9:00",
            "zone": "Europe/Berlin",
        }
        reply = await self.admin.run("schedule set", **(options | changes))  # type: ignore[arg-type]
        return await reply.settled()

    async def tick(self, **forward: float) -> None:
        """Let time go by and do what is due then, to its end."""
        self.scene.clock.forward(**forward)
        posting = self.scene.services.posting
        await asyncio.gather(*await posting.tick(self.scene.clock.time))

    def posts(self, channel: Channel | None = None) -> list[Message]:
        """Return the bot's messages that everyone sees in a channel."""
        discord = self.scene.stage.discord
        messages = discord.world.messages(channel or self.channel)
        return [m for m in messages if m.author is discord.world.bot and m.audience is None]

    def read(self, message: Message) -> str:
        return self.admin.reader.read(message)

    def told(self, visitor: Visitor | None = None) -> list[str]:
        """Return what the bot wrote to somebody directly."""
        dm = (visitor or self.admin).in_dm()
        return [dm.reader.read(message) for message in dm.history()]

    async def claim(self) -> Claim:
        """Return the newest post that is over."""
        (schedule,) = await self.scene.store.schedules.of(self.scene.stage.discord.guild.id)
        claim = await self.scene.store.posts.latest(schedule.schedule_id)
        assert claim is not None
        return claim
