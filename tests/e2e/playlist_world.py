"""A member with a taste and a link, and what their playlists at Spotify hold."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from sqlalchemy import update

from bot.sandbox.client import Reply, Visitor
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import library
from bot.sandbox.spotify.faults import Fault, Faults
from bot.sandbox.spotify.listeners import Playlist, StandInTrack
from bot.services.playlist_writing import SETTLE
from storage.like import Like, Source
from storage.lists import ListItem
from storage.playlists import Intent
from storage.schema import lists, playlist_intents
from storage.tastes import Taste
from tests.e2e.conftest import PATIENCE, Scene

CREATE = "playlist create"
DONE = "in your private playlist"

MAKING, FILLING, PICTURE = "/v1/me/playlists", "/items", "/images"
"""Parts of the paths by which faults are planned."""

_trained: dict[str, Taste] = {}
"""A taste by catalogue: trained once, since most of these tests are not about learning."""


@dataclass
class Member:
    """Ana, who picked some songs, and the stage around her."""

    scene: Scene
    songs: CatalogueSongs

    @property
    def id(self) -> int:
        return self.scene.ana.user.id

    @property
    def faults(self) -> Faults:
        return self.scene.stage.spotify.faults

    async def learn(self) -> None:
        """Give her a taste from picks."""
        store, catalogue = self.scene.store, self.songs.catalogue
        member = await store.members.ensure(self.id)
        picks = [
            Like(
                track_id=track.track_id,
                source=Source.PICK,
                title=track.title,
                artists=track.artists,
                song=track.song,
            )
            for track in library(catalogue, ("techno", "house"), 40, 1)
        ]
        await store.likes.add(self.id, member.generation, picks)
        taste = _trained.get(catalogue.version)
        if taste is None:
            await self.scene.services.training.request(self.id).finished()
            taste = await store.tastes.get(self.id)
            assert taste is not None
            _trained[catalogue.version] = taste
        else:
            await store.tastes.save(self.id, member.generation, taste)

    async def link(self, *, without: str = "") -> None:
        """Link Spotify where learning is off; `without` is a scope that is not granted."""
        stage, ana = self.scene.stage, self.scene.ana
        offer = await ana.run("link")
        url = offer.links["Open Spotify"]
        if without:
            assert without in url
            url = url.replace(f"+{without}", "")
        status, page = await stage.link(url, self.scene.listener)
        assert status == 200, page
        await offer.until("Learning from Spotify is off")

    async def create(self, visitor: Visitor | None = None, **options: str | int | bool) -> Reply:
        """Run /playlist create and return its first answer."""
        return await (await (visitor or self.scene.ana).run(CREATE, **options)).settled()

    def made(self) -> list[Playlist]:
        """Return the playlists at Spotify that she did not have before."""
        before = {playlist.playlist_id for playlist in self.scene.listener.playlists}
        found = self.scene.library().playlists
        return [one for one in found if one.playlist_id not in before]

    async def intents(self) -> list[Intent]:
        """Return all her intents, the oldest first."""
        playlists = self.scene.store.playlists
        export = await self.scene.store.members.export(self.id)
        rows = sorted(export[playlist_intents.name], key=lambda row: row["created_at"])
        found = [await playlists.get(self.id, row["mark"]) for row in rows]
        return [intent for intent in found if intent is not None]

    async def resume(self) -> None:
        """Do what a tick does, and wait until it is done."""
        tasks = await self.scene.services.playlists.resume()
        await asyncio.wait_for(asyncio.gather(*tasks), 20)

    async def settle(self) -> None:
        """Let the time pass in which Spotify may still act, then tick."""
        self.scene.clock.forward(seconds=SETTLE.total_seconds() + 1)
        await self.resume()

    async def hold_exactly_one(self, count: int) -> Playlist:
        """Check that there is one playlist, with exactly the wanted songs in order."""
        [intent] = await self.intents()
        [playlist] = self.made()
        wanted = [song.track_id for song in intent.songs]
        assert row_ids(playlist) == wanted
        assert len(set(wanted)) == len(wanted) == count
        assert intent.mark in playlist.description
        assert intent.playlist_id == playlist.playlist_id
        return playlist

    async def widen(self, page: Reply, count: int, extra: tuple[ListItem, ...] = ()) -> list[str]:
        """Make the newest kept list longer than any command does; return its ids."""
        list_id = newest_list(page)
        kept = await self.scene.store.lists.get(list_id)
        assert kept is not None
        catalogue = self.songs.catalogue
        tracks = catalogue.tracks(range(count))
        first = kept.items[0]
        items = [replace(first, track_id=track.track_id, song=track.song) for track in tracks]
        items.extend(extra)
        async with self.scene.store.database.write() as connection:
            await connection.execute(
                update(lists)
                .where(lists.c.list_id == list_id)
                .values(items=[asdict(item) for item in items])
            )
        return [track.track_id for track in tracks]

    async def save(self, page: Reply) -> Reply:
        return await self.scene.press(page, "Save as playlist")


async def begin_long(member: Member, count: int = 250) -> Reply:
    """Press Save under a list of several chunks."""
    page = await member.scene.recommend(2)
    await member.widen(page, count)
    return await member.save(page)


def fail_chunk(member: Member, number: int, fault: Fault, times: int = 1) -> None:
    """Let a chunk fail, counted from 1, after real answers to those before it."""
    if number > 1:
        member.faults.add(Fault(), FILLING, method="POST", times=number - 1)
    member.faults.add(fault, FILLING, method="POST", times=times)


async def eventually(test: Callable[[], bool]) -> None:
    """Wait for what happens at the stand-in after everybody has stopped listening."""
    async with asyncio.timeout(PATIENCE):
        while not test():  # noqa: ASYNC110 - the stand-in tells nobody of it
            await asyncio.sleep(0.01)


def newest_list(page: Reply) -> str:
    """Return the id of the list on a page, as its button names it."""
    [custom_id] = [
        custom_id
        for custom_id in _custom_ids(page.message.components)
        if custom_id.startswith("crate:save:")
    ]
    return custom_id.rpartition(":")[2]


def row_ids(playlist: Playlist) -> list[str]:
    return [row.track_id if isinstance(row, StandInTrack) else str(row) for row in playlist.rows]


def _custom_ids(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["custom_id"]] if isinstance(value.get("custom_id"), str) else []
        return own + [found for part in value.values() for found in _custom_ids(part)]
    if isinstance(value, list):
        return [found for part in value for found in _custom_ids(part)]
    return []
