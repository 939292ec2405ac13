"""What those who manage a server have settled for it."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from storage.database import Database, uninterrupted
from storage.schema_servers import servers as table


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """One server's settings; these are the ones before anybody has settled anything."""

    language: str | None = None
    """What is posted in; None goes by the server's language at Discord."""
    clean: bool = False
    """Whether explicit songs are left out."""
    adventure: str | None = None
    """How far lists go from what a member knows unless they say."""
    channels: tuple[int, ...] = ()
    """Where commands are taken; none means everywhere."""


@uninterrupted
class Servers:
    """The settings of all servers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, guild_id: int) -> ServerSettings:
        """Return a server's settings."""
        rows = await self._database.fetch(select(table).where(table.c.guild_id == guild_id))
        row = next(iter(rows), None)
        if row is None:
            return ServerSettings()
        return ServerSettings(row.language, row.clean, row.adventure, tuple(row.channels))

    async def change(self, guild_id: int, **values: Any) -> ServerSettings:
        """Settle some of the settings, leave the others; return all of them."""
        settled = replace(await self.of(guild_id), **values)
        row = asdict(settled) | {"channels": list(settled.channels)}
        statement = insert(table).values(guild_id=guild_id, **row)
        async with self._database.write() as connection:
            await connection.execute(
                statement.on_conflict_do_update(index_elements=["guild_id"], set_=row)
            )
        return settled
