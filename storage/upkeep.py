"""Which libraries and tastes have grown old, and how often the bot has tried to freshen them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update

from storage.database import Database, uninterrupted, upsert
from storage.errors import UnknownMember
from storage.like import NOT_LIKED
from storage.links import LinkState
from storage.members import require_member
from storage.schema import likes, links, members, tastes
from storage.schema_upkeep import upkeep as table


class Work(StrEnum):
    """What is done without anybody asking."""

    LIBRARY = "library"
    TASTE = "taste"


@dataclass(frozen=True, slots=True)
class Due:
    """A member whose turn it is; `done_at` is when this work last ended well, None for never."""

    member_id: int
    done_at: datetime | None


@uninterrupted
class Upkeep:
    """What is due by age, less what was tried lately and did not end well."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def libraries(self, before: datetime, now: datetime, limit: int = 1) -> list[Due]:
        """Return whose working link was last read, or made, before an instant; the oldest first."""
        age = func.coalesce(links.c.synced_at, links.c.consented_at)
        query = (
            select(links.c.member_id, links.c.synced_at)
            # A reading that is yet to come was noted by a clock that was ahead.
            .where(links.c.state == LinkState.LINKED, or_(age < before, age > now))
            .where(~_resting(links.c.member_id, Work.LIBRARY, now))
            .order_by(age)
            .limit(limit)
        )
        async with self._database.read() as connection:
            return [Due(*row) for row in (await connection.execute(query)).all()]

    async def tastes(
        self, catalogue: str, features: str, now: datetime, limit: int = 1
    ) -> list[Due]:
        """Return who likes something and has no taste, or one learned of other likes, another
        catalogue or other features; the oldest taste first.
        """
        likes_something = exists().where(
            likes.c.member_id == members.c.member_id, likes.c.source.not_in(NOT_LIKED)
        )
        outrun = or_(
            tastes.c.member_id.is_(None),
            tastes.c.likes_version != members.c.likes_version,
            tastes.c.catalogue != catalogue,
            tastes.c.features != features,
        )
        query = (
            select(members.c.member_id, tastes.c.trained_at)
            .select_from(members)
            .outerjoin(tastes, tastes.c.member_id == members.c.member_id)
            .where(outrun, likes_something, ~_resting(members.c.member_id, Work.TASTE, now))
            .order_by(tastes.c.trained_at.nulls_first())
            .limit(limit)
        )
        async with self._database.read() as connection:
            return [Due(*row) for row in (await connection.execute(query)).all()]

    async def begin(
        self, due: Due, work: Work, now: datetime, first: timedelta, longest: timedelta
    ) -> bool:
        """Note a try before it begins; False where the member is gone.

        Until it ends well the next one comes after `first`, then twice as long and so on, up to
        `longest`.
        """
        mine = and_(table.c.member_id == due.member_id, table.c.work == work)
        async with self._database.write() as connection:
            try:
                await connection.run_sync(require_member, due.member_id)
            except UnknownMember:
                return False
            last = (await connection.execute(select(table).where(mine))).first()
            failed = last is not None and (due.done_at is None or due.done_at < last.tried_at)
            tries = last.tries + 1 if last is not None and failed else 1
            pause = min(first * 2 ** min(tries - 1, 20), longest)
            values = {
                "member_id": due.member_id,
                "work": work,
                "tries": tries,
                "tried_at": now,
                "next_at": now + pause,
                "limited": False,
            }
            await connection.execute(upsert(table), [values])
        return True

    async def limit(self, member_id: int, work: Work, until: datetime) -> None:
        """Let this work rest for all members: whom it asks has asked to wait."""
        mine = and_(table.c.member_id == member_id, table.c.work == work)
        async with self._database.write() as connection:
            await connection.execute(update(table).where(mine).values(limited=True, next_at=until))

    async def limited(self, work: Work, now: datetime) -> bool:
        """Whether this work rests for all members."""
        query = select(exists().where(table.c.work == work, table.c.limited, _rests(now)))
        async with self._database.read() as connection:
            return bool(await connection.scalar(query))


def _resting(member_id: ColumnElement[int], work: Work, now: datetime) -> ColumnElement[bool]:
    return exists().where(table.c.member_id == member_id, table.c.work == work, _rests(now))


def _rests(now: datetime) -> ColumnElement[bool]:
    """Match what has its next try ahead; one tried by a clock that was ahead does not count."""
    return and_(table.c.next_at > now, table.c.tried_at <= now)
