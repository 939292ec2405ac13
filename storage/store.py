"""The members' store: one object that holds a repository for each kind of thing kept."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy import delete, update

from storage import schema
from storage.allow_list import AllowList
from storage.chores import Chores
from storage.database import Database, uninterrupted
from storage.errors import BytesRemain
from storage.guilds import Guilds
from storage.keeps import Keeps
from storage.like import SPOTIFY
from storage.likes import Likes, delete_likes
from storage.links import Links
from storage.lists import Lists
from storage.logins import Logins
from storage.members import Members, advance_member
from storage.news import News
from storage.playlists import Playlists
from storage.posts import Posts
from storage.schedules import Schedules
from storage.scrubbing import request_scrub
from storage.servers import Servers
from storage.shelf import Shelf
from storage.sounds import Sounds
from storage.tastes import Tastes
from storage.upkeep import Upkeep
from storage.vault import Vault
from storage.verdicts import Verdicts

_PATIENCE = 5.0
"""Seconds that unlinking waits for readers to let go of the log."""


@uninterrupted
@dataclass(frozen=True, slots=True)
class Store:
    """Everything the bot remembers of its members, in one SQLite file."""

    database: Database
    members: Members
    links: Links
    allow_list: AllowList
    logins: Logins
    likes: Likes
    verdicts: Verdicts
    shelf: Shelf
    sounds: Sounds
    tastes: Tastes
    upkeep: Upkeep
    lists: Lists
    playlists: Playlists
    keeps: Keeps
    news: News
    guilds: Guilds
    servers: Servers
    schedules: Schedules
    posts: Posts
    chores: Chores

    @classmethod
    async def open(cls, path: Path, keys: Sequence[str]) -> Self:
        """Open the store, made or brought to the newest version where needed.

        The first key seals, all of them open; tokens under another than the first are resealed.
        Raises `KeyMissing` or `KeyWrong`, `StoreTooNew`, `StoreUnusable`.
        """
        vault = Vault(keys)
        database = await Database.open(path, vault)
        return cls(
            database=database,
            members=Members(database, vault),
            links=Links(database, vault),
            allow_list=AllowList(database, vault),
            logins=Logins(database, vault),
            likes=Likes(database),
            verdicts=Verdicts(database),
            shelf=Shelf(database),
            sounds=Sounds(database),
            tastes=Tastes(database),
            upkeep=Upkeep(database),
            lists=Lists(database),
            playlists=Playlists(database),
            keeps=Keeps(database),
            news=News(database),
            guilds=Guilds(database),
            servers=Servers(database),
            schedules=Schedules(database),
            posts=Posts(database),
            chores=Chores(database),
        )

    async def close(self) -> None:
        """Finish the write under way and close the file."""
        await self.database.close()

    async def unlink(self, member_id: int) -> int:
        """Delete in one step what a member's Spotify link brought, and refuse its late results.

        Tokens, logins, words on playlists, the taste and all likes from Spotify go, and no playlist
        is refreshed any more; imports, picks, thumbs, lists and the bot's playlists stay. Their
        bytes go too, at the next start where a reader holds on to them. Returns how many likes
        went. Raises `UnknownMember`.
        """
        async with self.database.write() as connection:
            await connection.run_sync(advance_member, member_id)
            linked = (schema.links, schema.logins, schema.verdicts, schema.tastes, schema.keeps)
            for table in linked:
                await connection.execute(delete(table).where(table.c.member_id == member_id))
            intents = schema.playlist_intents
            await connection.execute(
                update(intents).where(intents.c.member_id == member_id).values(weekly=False)
            )
            deleted = await connection.run_sync(delete_likes, member_id, SPOTIFY)
            await request_scrub(connection)
        with suppress(BytesRemain):
            # The rows are gone, and the request stays until their bytes are too.
            await self.database.scrub(_PATIENCE)
        return deleted
