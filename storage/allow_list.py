"""Members whom Spotify refuses until the bot's owner has entered their e-mail at its dashboard."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, func, select

from storage.database import Database, uninterrupted, upsert
from storage.members import ensure_member
from storage.schema import allow_list as table
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Waiting:
    """One member who waits, and what they gave the owner for that."""

    member_id: int
    email: str = field(repr=False)
    asked_at: datetime


@uninterrupted
class AllowList:
    """Who waits for a place; an e-mail is kept sealed, and only until it is dealt with."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    async def ask(self, member_id: int, email: str, now: datetime) -> None:
        """Keep a member's e-mail, in the place of one they gave before."""
        values = {"member_id": member_id, "email": self._vault.seal(email), "asked_at": now}
        async with self._database.write() as connection:
            await connection.run_sync(ensure_member, member_id)
            await connection.execute(upsert(table), [values])

    async def waiting(self) -> list[Waiting]:
        """Return who waits, the longest first."""
        query = select(table).order_by(table.c.asked_at)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return [Waiting(row.member_id, self._vault.unseal(row.email), row.asked_at) for row in rows]

    async def count(self) -> int:
        """Return how many wait."""
        async with self._database.read() as connection:
            return (await connection.scalar(select(func.count()).select_from(table))) or 0

    async def remove(self, member_id: int) -> bool:
        """Forget a member's e-mail; False where there was none."""
        async with self._database.write() as connection:
            done = await connection.execute(delete(table).where(table.c.member_id == member_id))
        return done.rowcount > 0

    async def prune(self, before: datetime) -> int:
        """Forget what nobody dealt with since an instant; return how many."""
        async with self._database.write() as connection:
            done = await connection.execute(delete(table).where(table.c.asked_at < before))
        return done.rowcount
