"""Members, and everything that is kept of one: shown, exported, deleted."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, Table, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from storage.database import Database, stream, uninterrupted
from storage.errors import Superseded, UnknownMember
from storage.schema import MEMBER_TABLES, counters, likes, members, sounds
from storage.scrubbing import request_scrub
from storage.vault import Vault

_GENERATION = "generation"


@dataclass(frozen=True, slots=True)
class Member:
    """One Discord account that has used the bot.

    `generation` changes when the member unlinks or is deleted; no number is ever given twice.
    `likes_version` grows with every change of their likes.
    """

    member_id: int
    generation: int
    created_at: datetime
    likes_version: int = 0


@uninterrupted
class Members:
    """The members themselves."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    async def get(self, member_id: int) -> Member | None:
        """Return a member, or None."""
        return _member(await self._database.fetch(_query(member_id)))

    async def ensure(self, member_id: int) -> Member:
        """Return a member, made anew where there is none."""
        known = await self.get(member_id)
        if known is not None:
            return known
        return await self._database.change(lambda connection: ensure_member(connection, member_id))

    async def advance(self, member_id: int) -> int:
        """Return a new generation: results of work begun before are refused from now on.

        Raises `UnknownMember`.
        """
        return await self._database.change(lambda connection: advance_member(connection, member_id))

    async def count(self, member_id: int) -> dict[str, int]:
        """Return how many rows each table has of a member; tables without any are left out."""
        found: dict[str, int] = {}
        async with self._database.read() as connection:
            for table in MEMBER_TABLES:
                theirs = select(func.count()).where(table.c.member_id == member_id)
                found[table.name] = (await connection.execute(theirs)).scalar_one()
        return {name: count for name, count in found.items() if count}

    async def export(self, member_id: int) -> dict[str, list[dict[str, Any]]]:
        """Return everything kept of a member, by table, as JSON can hold it.

        Instants are ISO texts and other bytes Base64; of tokens it says only that they are there.
        """
        found: dict[str, list[dict[str, Any]]] = {}
        async with self._database.read() as connection:
            for table in MEMBER_TABLES:
                rows = stream(connection, select(table).where(table.c.member_id == member_id))
                found[table.name] = [_show(table, row, self._vault) async for row in rows]
        return found

    async def forget(self, member_id: int, *, patience: float = 10.0) -> None:
        """Delete every row of a member and then every byte; harmless when repeated.

        Raises `BytesRemain` when the bytes of the deleted rows cannot be removed, as when another
        program keeps reading them for longer than `patience` seconds.
        """
        async with self._database.write() as connection:
            deleted = 0
            for table in MEMBER_TABLES:
                theirs = delete(table).where(table.c.member_id == member_id)
                deleted += (await connection.execute(theirs)).rowcount
            # What a provider told of songs that were theirs alone would speak of them.
            nobodys = sounds.c.track_id.not_in(select(likes.c.track_id))
            deleted += (await connection.execute(delete(sounds).where(nobodys))).rowcount
            if deleted:
                await request_scrub(connection)
        await self._database.scrub(patience)


def ensure_member(connection: Connection, member_id: int) -> Member:
    """Return a member, made anew where there is none, inside an open write."""
    known = _find(connection, member_id)
    if known is not None:
        return known
    member = Member(member_id, _next_generation(connection), datetime.now(UTC))
    connection.execute(
        members.insert().values(
            member_id=member.member_id,
            generation=member.generation,
            created_at=member.created_at,
        )
    )
    return member


def advance_member(connection: Connection, member_id: int) -> int:
    """Give a member a new generation inside an open write."""
    require_member(connection, member_id)
    generation = _next_generation(connection)
    connection.execute(
        update(members).where(members.c.member_id == member_id).values(generation=generation)
    )
    return generation


def require_member(connection: Connection, member_id: int, generation: int | None = None) -> None:
    """Refuse a write that belongs to nobody, or to an earlier generation.

    Raises `Superseded` where a generation is given and is not the member's, `UnknownMember`
    where none is given and there is no such member. To be called inside the writing transaction.
    """
    member = _find(connection, member_id)
    if generation is not None and (member is None or member.generation != generation):
        raise Superseded("The member unlinked or was deleted since this work began.")
    if member is None:
        raise UnknownMember("There is no such member, or no longer.")


def _find(connection: Connection, member_id: int) -> Member | None:
    return _member(connection.execute(_query(member_id)).all())


def _query(member_id: int) -> Select[Any]:
    return select(members).where(members.c.member_id == member_id)


def _member(rows: Sequence[Row[Any]]) -> Member | None:
    for row in rows:
        return Member(row.member_id, row.generation, row.created_at, row.likes_version)
    return None


def _next_generation(connection: Connection) -> int:
    """Count up; the counter belongs to no member, so that it outlives every deletion."""
    statement = insert(counters).values(name=_GENERATION, value=1)
    counted = statement.on_conflict_do_update(
        index_elements=[counters.c.name], set_={"value": counters.c.value + 1}
    )
    return connection.execute(counted.returning(counters.c.value)).scalar_one()


def _show(table: Table, row: Row[Any], vault: Vault) -> dict[str, Any]:
    values = zip(table.c, row, strict=True)
    return {column.name: _show_cell(column, value, vault) for column, value in values}


def _show_cell(column: Column[Any], value: Any, vault: Vault) -> Any:
    if not column.info.get("sealed"):
        return _show_value(value)
    return vault.unseal(value) if column.info.get("exported") else "kept, sealed"


def _show_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value
