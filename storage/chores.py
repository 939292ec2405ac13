"""Recurring work of the whole bot, taken by one process at a time."""

from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.dialects.sqlite import insert

from storage.database import Database, uninterrupted
from storage.schema import chores as table


@uninterrupted
class Chores:
    """When each chore was taken last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, now: datetime, every: timedelta) -> bool:
        """Take a chore that was not taken for as long as `every`; of several takers one gets it.

        A chore taken in the future was taken by a clock that went wrong: it is due.
        """
        due = or_(table.c.taken_at <= now - every, table.c.taken_at > now)
        statement = insert(table).values(name=name, taken_at=now)
        taken = statement.on_conflict_do_update(
            index_elements=[table.c.name], set_={"taken_at": now}, where=due
        )
        async with self._database.write() as connection:
            return bool((await connection.execute(taken)).rowcount)

    async def retake(self, name: str, taken_at: datetime) -> None:
        """Let a chore that failed count as taken at another instant, to be due earlier."""
        change = update(table).where(table.c.name == name).values(taken_at=taken_at)
        async with self._database.write() as connection:
            await connection.execute(change)
