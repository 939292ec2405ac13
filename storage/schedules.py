"""When and where servers want their weekly post."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, or_, select, update

from storage.database import Database, uninterrupted
from storage.members import ensure_member
from storage.schema import schedule_keepers as keepers
from storage.schema import schedules as table


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of the week, by the clocks of one time zone."""

    weekday: int
    """0 is Monday."""
    minute: int
    """Minute of the day, by local clocks."""
    zone: str
    """IANA name."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """One channel's weekly post."""

    schedule_id: str
    guild_id: int
    channel_id: int
    slot: Slot
    since: datetime
    """It was set or resumed then: nothing before is due."""
    paused: bool = False
    told: str | None = None
    """What its keeper was told last; None since a post went well."""


@uninterrupted
class Schedules:
    """The schedules of all servers, at most one a channel."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set(
        self, guild_id: int, channel_id: int, slot: Slot, keeper: int, now: datetime
    ) -> Schedule:
        """Keep a schedule in the place of the channel's earlier one.

        It has an id of its own, so that what was posted by the earlier one does not count.
        `keeper` is the member to tell of trouble; they are made where there is none.
        """
        schedule = Schedule(secrets.token_urlsafe(9), guild_id, channel_id, slot, now)
        async with self._database.write() as connection:
            await connection.run_sync(ensure_member, keeper)
            await connection.execute(delete(table).where(table.c.channel_id == channel_id))
            await connection.execute(
                table.insert().values(
                    schedule_id=schedule.schedule_id,
                    guild_id=guild_id,
                    channel_id=channel_id,
                    weekday=slot.weekday,
                    minute=slot.minute,
                    zone=slot.zone,
                    since=now,
                    paused=False,
                )
            )
            await connection.execute(
                keepers.insert().values(member_id=keeper, schedule_id=schedule.schedule_id)
            )
        return schedule

    async def of(self, guild_id: int) -> list[Schedule]:
        """Return a server's schedules, oldest first."""
        return await self._find(table.c.guild_id == guild_id)

    async def get(self, schedule_id: str) -> Schedule | None:
        """Return a schedule, or None where it was removed."""
        found = await self._find(table.c.schedule_id == schedule_id)
        return found[0] if found else None

    async def keeper(self, schedule_id: str) -> int | None:
        """Return the member who set a schedule, or None where they were deleted."""
        query = select(keepers.c.member_id).where(keepers.c.schedule_id == schedule_id)
        async with self._database.read() as connection:
            return await connection.scalar(query)

    async def remove(self, schedule_id: str) -> bool:
        """Forget a schedule; False where there was none."""
        async with self._database.write() as connection:
            gone = delete(table).where(table.c.schedule_id == schedule_id)
            return bool((await connection.execute(gone)).rowcount)

    async def pause(self, schedule_id: str) -> bool:
        """Let nothing be due until it is resumed; False where it was paused or removed."""
        return await self._change(schedule_id, table.c.paused.is_(False), paused=True)

    async def resume(self, schedule_id: str, now: datetime) -> bool:
        """Let posts be due from now on; False where it was not paused."""
        return await self._change(
            schedule_id, table.c.paused.is_(True), paused=False, since=now, told=None, next_at=None
        )

    async def tell(self, schedule_id: str, note: str | None) -> bool:
        """Remember what the keeper is told; False where they were told the same last."""
        changed = table.c.told.is_not_distinct_from(note).is_(False)
        return await self._change(schedule_id, changed, told=note)

    async def to_check(self, now: datetime, *, everything: bool = False) -> list[Schedule]:
        """Return the schedules whose posts may be due: the next one's time has come, or the clock
        went back since they were checked.
        """
        stale = or_(table.c.next_at.is_(None), table.c.next_at <= now, table.c.checked_at > now)
        running = table.c.paused.is_(False)
        return await self._find(running if everything else and_(running, stale))

    async def checked(self, schedule: Schedule, now: datetime, next_at: datetime) -> None:
        """Remember that everything due by now is claimed, and when to look again.

        A schedule that was resumed meanwhile stays to be checked.
        """
        await self._change(
            schedule.schedule_id,
            table.c.since == schedule.since,
            checked_at=now,
            next_at=next_at,
        )

    async def _change(
        self, schedule_id: str, condition: ColumnElement[bool], **values: object
    ) -> bool:
        change = update(table).where(table.c.schedule_id == schedule_id, condition)
        async with self._database.write() as connection:
            return bool((await connection.execute(change.values(**values))).rowcount)

    async def _find(self, condition: ColumnElement[bool]) -> list[Schedule]:
        query = select(table).where(condition).order_by(table.c.since, table.c.schedule_id)
        return [_schedule(row) for row in await self._database.fetch(query)]


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(
        schedule_id=row.schedule_id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        slot=Slot(row.weekday, row.minute, row.zone),
        since=row.since,
        paused=row.paused,
        told=row.told,
    )
