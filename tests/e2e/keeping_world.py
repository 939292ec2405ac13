"""A member with kept playlists, and the weeks that pass."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.sandbox.client import Reply
from bot.sandbox.spotify.listeners import Playlist
from bot.services.app import Services
from storage.keeps import Keep
from storage.links import LinkState
from storage.schema import refreshes
from tests.e2e.conftest import PATIENCE
from tests.e2e.playlist_world import DONE, Member, row_ids

KEEP = "playlist keep"
PUT = "/items"
"""Part of the path by which faults of a refresh are planned, with the method PUT."""
WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)


@dataclass
class Keeper(Member):
    """Ana, who keeps playlists."""

    async def keep(self, **options: str | int) -> Playlist:
        """Run /playlist keep, wait until the new playlist is there, and return it."""
        before = len(self.made())
        reply = await (await self.scene.ana.run(KEEP, **options)).settled()
        await reply.until(DONE)
        await reply.until("fresh songs in the place of these every week")
        made = self.made()
        assert len(made) == before + 1
        return made[0]

    async def link_again(self) -> None:
        """Link where the link is lost or needs renewing."""
        link = await self.scene.store.links.get(self.id)
        if link is None or link.state is not LinkState.LINKED:
            await self.link()

    async def kept(self) -> list[Keep]:
        return await self.scene.store.keeps.of(self.id)

    async def outcomes(self) -> list[str]:
        """Return how her refreshes have ended, the oldest first."""
        query = select(refreshes.c.outcome).where(refreshes.c.member_id == self.id)
        async with self.scene.store.database.read() as connection:
            found = await connection.scalars(query.order_by(refreshes.c.instant))
            return list(found.all())

    async def next_at(self, place: int = 0) -> datetime:
        """Let everything be looked for, and return when a playlist gets its next songs."""
        await self.tick()
        instant = (await self.kept())[place].next_at
        assert instant is not None
        return instant

    async def tick(self, *others: Services, **forward: float) -> None:
        """Let time pass, then do what a tick does, and wait until that is done."""
        self.scene.clock.forward(**forward)
        now = self.scene.clock.time
        all_of_them = (self.scene.services, *others)
        begun = await asyncio.gather(*(one.refreshing.tick(now) for one in all_of_them))
        tasks = [task for some in begun for task in some]
        await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 20)

    async def until_due(self, *others: Services, late: timedelta = MINUTE) -> None:
        """Let time pass until the next refresh is due, and tick."""
        self.scene.clock.time = await self.next_at() + late
        await self.tick(*others)

    def replaced(self) -> int:
        """Count the requests that replace what a playlist holds."""
        exchanges = self.scene.stage.spotify.exchanges
        return sum(one.method == "PUT" and one.path.endswith("/items") for one in exchanges)

    async def lines(self) -> str:
        """Return what /playlist list says."""
        return (await (await self.scene.ana.run("playlist list")).settled()).text

    async def news(self) -> str:
        """Do something else, and return all that is said."""
        reply: Reply = await self.scene.recommend(1)
        await self.told_everything()
        return reply.text

    async def told_everything(self) -> None:
        """Wait until nothing is left to be told."""
        async with asyncio.timeout(PATIENCE):
            while await self.scene.store.keeps.untold(self.id):  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.01)


def fresh(playlist: Playlist, before: list[str]) -> list[str]:
    """Check that a playlist holds other songs than before, each once; return them."""
    ids = row_ids(playlist)
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(before)
    return ids
