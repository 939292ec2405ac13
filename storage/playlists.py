"""Playlists that the bot made for members, so that they are never read back as likes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Database, uninterrupted, upsert
from storage.members import require_member
from storage.schema import playlists as table


@dataclass(frozen=True, slots=True)
class MadePlaylist:
    """One playlist that the bot made."""

    playlist_id: str
    name: str
    created_at: datetime


@uninterrupted
class Playlists:
    """The playlists made for all members; they stay known after a member unlinks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, member_id: int, playlist: MadePlaylist) -> None:
        """Keep a playlist. Raises `UnknownMember`."""
        values = {
            "member_id": member_id,
            "playlist_id": playlist.playlist_id,
            "name": playlist.name,
            "created_at": playlist.created_at,
        }
        async with self._database.write() as connection:
            await require_member(connection, member_id)
            await connection.execute(upsert(table), [values])

    async def ids(self, member_id: int) -> frozenset[str]:
        """Return the Spotify ids of all playlists made for a member."""
        query = select(table.c.playlist_id).where(table.c.member_id == member_id)
        async with self._database.read() as connection:
            return frozenset((await connection.scalars(query)).all())
