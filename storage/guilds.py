"""Who takes part in a server's weekly post, and whose turn it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, union
from sqlalchemy.dialects.sqlite import insert

from storage.database import Database, uninterrupted
from storage.members import ensure_member
from storage.schema import participants as table
from storage.schema import schedules
from storage.schema_servers import servers


@dataclass(frozen=True, slots=True)
class Participant:
    """A member who lets one server see what is recommended to them and what they like."""

    member_id: int
    guild_id: int
    joined_at: datetime
    featured_at: datetime | None
    """When a post last had songs for them."""


@uninterrupted
class Guilds:
    """The participants of all servers; a member takes part in each server on its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def join(self, guild_id: int, member_id: int, now: datetime) -> bool:
        """Let a member take part, made anew where there is none; False where they did before."""
        statement = insert(table).values(member_id=member_id, guild_id=guild_id, joined_at=now)
        async with self._database.write() as connection:
            await connection.run_sync(ensure_member, member_id)
            return bool((await connection.execute(statement.on_conflict_do_nothing())).rowcount)

    async def leave(self, guild_id: int, member_ids: Iterable[int]) -> int:
        """Let members take part no longer; return how many did."""
        theirs = table.c.member_id.in_(list(member_ids))
        async with self._database.write() as connection:
            left = await connection.execute(
                delete(table).where(table.c.guild_id == guild_id, theirs)
            )
        return left.rowcount

    async def participants(self, guild_id: int) -> list[Participant]:
        """Return who takes part: those never featured first, then the longest ago."""
        query = (
            select(table)
            .where(table.c.guild_id == guild_id)
            .order_by(table.c.featured_at.nulls_first(), table.c.joined_at, table.c.member_id)
        )
        return [
            Participant(row.member_id, row.guild_id, row.joined_at, row.featured_at)
            for row in await self._database.fetch(query)
        ]

    async def known(self) -> frozenset[int]:
        """Return the servers of which anything is kept."""
        query = union(
            select(table.c.guild_id), select(schedules.c.guild_id), select(servers.c.guild_id)
        )
        async with self._database.read() as connection:
            return frozenset((await connection.scalars(query)).all())

    async def forget(self, guild_id: int) -> int:
        """End all that a server had: schedules, who takes part, settings; return how many rows."""
        async with self._database.write() as connection:
            posted = await connection.execute(
                delete(schedules).where(schedules.c.guild_id == guild_id)
            )
            left = await connection.execute(delete(table).where(table.c.guild_id == guild_id))
            settled = await connection.execute(
                delete(servers).where(servers.c.guild_id == guild_id)
            )
        return posted.rowcount + left.rowcount + settled.rowcount
