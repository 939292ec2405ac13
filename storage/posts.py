"""Weekly posts that are due: the claims on them, what they say, and how they ended.

The row of a post is the claim on it. Whoever works on a post holds its claim for a lease, taken by
compare-and-set; nobody else touches the post until the lease has run out. What a post says and
that it is being sent is written down before it is sent, so that whoever takes over knows.
"""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Update, and_, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, put_all, uninterrupted, upsert
from storage.lists import ListItem
from storage.schedules import Schedule
from storage.schema import members, participants, post_parts, shown
from storage.schema import posts as table

LEASE: Final = timedelta(minutes=1)
"""How long a claim is held after each step; no step takes longer."""
LONGEST_PAUSE: Final = timedelta(minutes=30)
"""The most that lies between two tries."""
_SAME_WEEK: Final = timedelta(days=3)
"""Posts of one schedule are a week apart; new rules of a time zone move one by hours."""


class Status(StrEnum):
    """How far a post is."""

    DUE = "due"
    """Nothing was sent."""
    SENDING = "sending"
    """It was sent at least once, with an outcome that is not known yet."""
    POSTED = "posted"
    EMPTY = "empty"
    """There was nothing to say."""
    SKIPPED = "skipped"
    """Its day went by."""
    REFUSED = "refused"
    """Discord does not take it."""
    UNCERTAIN = "uncertain"
    """It was sent, and whether it arrived cannot be found out."""


OPEN: Final = (Status.DUE, Status.SENDING)


@dataclass(frozen=True, slots=True)
class LovedSong:
    """A song that participants gave a thumbs-up, and how many of them did."""

    track_id: str
    title: str
    artists: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class GenreShare:
    """A genre's part in what participants like: lately, and before."""

    genre: str
    lately: float
    before: float | None = None


@dataclass(frozen=True, slots=True)
class PostContent:
    """What a post says of nobody in particular."""

    group: tuple[ListItem, ...] = ()
    """The list for all participants together."""
    loved: tuple[LovedSong, ...] = ()
    rising: tuple[GenreShare, ...] = ()
    genres: tuple[GenreShare, ...] = ()


@dataclass(frozen=True, slots=True)
class PostPart:
    """What a post says of one participant; kept until the post is over."""

    member_id: int
    place: int | None
    """Position among the members it has songs for, from 0; None for those it has none for."""
    fit: float | None
    """How well the group's list fits them, 0 to 1; None where it does not count them."""
    picks: tuple[ListItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One post that is or was due."""

    claim_id: str
    schedule_id: str
    guild_id: int
    channel_id: int
    instant: datetime
    status: Status
    tries: int
    content: PostContent | None
    anchor: int | None
    """The newest message of the channel before anything was sent; None where it is not known."""
    sent_at: datetime | None
    """When it was sent first."""
    message_id: int | None


_NAMES = [part.name for part in fields(Claim)]
_COLUMNS = [table.c[name] for name in _NAMES]


def make_claim_id(schedule_id: str, instant: datetime) -> str:
    """Return the id of a claim: 25 lower-case letters and digits, always the same ones.

    It is the post's nonce and part of its buttons' custom ids.
    """
    digest = hashlib.blake2b(f"{schedule_id} {instant.timestamp():.0f}".encode(), digest_size=16)
    return base64.b32encode(digest.digest()).decode().lower()[:25]


@uninterrupted
class Posts:
    """The posts of all schedules."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def arrange(
        self, schedule: Schedule, due: Iterable[datetime], missed: Iterable[datetime], now: datetime
    ) -> list[datetime]:
        """Write down posts that are due or were missed, each once; return those that are new.

        A post within three days of one already there is the same week's and is left out; but one
        that was never sent, and is due after all since the clock went back, is due again.
        """
        wanted = [*((at, Status.DUE) for at in due), *((at, Status.SKIPPED) for at in missed)]
        new: list[datetime] = []
        async with self._database.write() as connection:
            for instant, status in sorted(wanted):
                there = await _same_week(connection, schedule.schedule_id, instant)
                if there is not None:
                    if status is Status.DUE:
                        await connection.execute(_reopen(there))
                    continue
                values = {
                    "claim_id": make_claim_id(schedule.schedule_id, instant),
                    "schedule_id": schedule.schedule_id,
                    "guild_id": schedule.guild_id,
                    "channel_id": schedule.channel_id,
                    "instant": instant,
                    "status": status,
                    "tries": 0,
                    "finished_at": now if status is Status.SKIPPED else None,
                }
                await connection.execute(insert(table).values(values).on_conflict_do_nothing())
                new.append(instant)
        return new

    async def waiting(self, now: datetime) -> list[str]:
        """Return the ids of open posts whose time has come and that nobody holds."""
        query = select(table.c.claim_id).where(_workable(now)).order_by(table.c.instant)
        async with self._database.read() as connection:
            return list((await connection.scalars(query)).all())

    async def take(self, claim_id: str, holder: str, now: datetime) -> Claim | None:
        """Hold a claim for a lease, or return None where somebody else holds it or it is over."""
        change = (
            update(table)
            .where(table.c.claim_id == claim_id, _workable(now))
            .values(holder=holder, leased_until=now + LEASE)
        )
        async with self._database.write() as connection:
            if not (await connection.execute(change)).rowcount:
                return None
            return await _get(connection, claim_id)

    async def prepare(
        self,
        claim_id: str,
        holder: str,
        now: datetime,
        content: PostContent,
        parts: Sequence[PostPart],
    ) -> bool:
        """Write down what a post will say, for good; False where the claim is no longer held.

        Members deleted meanwhile are left out.
        """
        values = {"content": asdict(content), "leased_until": now + LEASE}
        async with self._database.write() as connection:
            if not await _change(connection, claim_id, holder, values):
                return False
            theirs = members.c.member_id.in_([part.member_id for part in parts])
            known = set((await connection.scalars(select(members.c.member_id).where(theirs))).all())
            rows = [_part_values(claim_id, part) for part in parts if part.member_id in known]
            await put_all(connection, upsert(post_parts), rows)
        return True

    async def sending(self, claim_id: str, holder: str, now: datetime, anchor: int | None) -> bool:
        """Write down that a post is being sent; False where the claim is no longer held.

        The time and the anchor of the first sending stay.
        """
        async with self._database.write() as connection:
            claim = await _get(connection, claim_id)
            first = claim is None or claim.sent_at is None
            values: dict[str, object] = {"status": Status.SENDING, "leased_until": now + LEASE}
            values |= {"sent_at": now, "anchor": anchor} if first else {}
            return await _change(connection, claim_id, holder, values)

    async def postpone(self, claim_id: str, holder: str, retry_at: datetime) -> None:
        """Give a claim back that is to be tried again at an instant."""
        await self._release(claim_id, holder, retry_at=retry_at, tries=table.c.tries + 1)

    async def hand_back(self, claim_id: str, holder: str) -> None:
        """Give a claim back that anybody may take at once."""
        await self._release(claim_id, holder)

    async def settle(
        self,
        claim_id: str,
        holder: str,
        status: Status,
        now: datetime,
        message_id: int | None = None,
    ) -> bool:
        """End a post; False where the claim is no longer held.

        What a post shows, for certain or perhaps, counts as shown to its members from now on, and
        it was their turn.
        """
        values = {
            "status": status,
            "message_id": message_id,
            "finished_at": now,
            "holder": None,
            "leased_until": None,
        }
        async with self._database.write() as connection:
            claim = await _get(connection, claim_id)
            if not await _change(connection, claim_id, holder, values):
                return False
            if claim is not None and status in {Status.POSTED, Status.UNCERTAIN}:
                await _count_as_shown(connection, claim, now)
            gone = delete(post_parts).where(post_parts.c.claim_id == claim_id)
            await connection.execute(gone)
        return True

    async def get(self, claim_id: str) -> Claim | None:
        """Return a post, or None where it is no longer kept."""
        async with self._database.read() as connection:
            return await _get(connection, claim_id)

    async def parts(self, claim_id: str) -> list[PostPart]:
        """Return what an open post says of its participants, in their order."""
        async with self._database.read() as connection:
            return await _parts(connection, claim_id)

    async def latest(self, schedule_id: str) -> Claim | None:
        """Return the newest post of a schedule that is over, or None."""
        over = and_(table.c.schedule_id == schedule_id, table.c.status.not_in(OPEN))
        query = select(*_COLUMNS).where(over).order_by(table.c.instant.desc()).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else _claim(row)

    async def prune(self, before: datetime) -> int:
        """Forget posts that were due before an instant; return how many."""
        old = delete(table).where(table.c.instant < before, table.c.status.not_in(OPEN))
        async with self._database.write() as connection:
            return (await connection.execute(old)).rowcount

    async def _release(self, claim_id: str, holder: str, **values: object) -> None:
        async with self._database.write() as connection:
            free: dict[str, object] = {"holder": None, "leased_until": None}
            await _change(connection, claim_id, holder, {**free, **values})


def _workable(now: datetime) -> ColumnElement[bool]:
    """Open, due, not to be tried later, and held by nobody.

    Instants further ahead than anything lasts come from a clock that was wrong; they do not count.
    """
    until, again = table.c.leased_until, table.c.retry_at
    free = or_(until.is_(None), until <= now, until > now + LEASE)
    ready = or_(again.is_(None), again <= now, again > now + LONGEST_PAUSE)
    return and_(table.c.status.in_(OPEN), table.c.instant <= now, free, ready)


async def _same_week(
    connection: AsyncConnection, schedule_id: str, instant: datetime
) -> str | None:
    query = select(table.c.claim_id).where(
        table.c.schedule_id == schedule_id,
        table.c.instant > instant - _SAME_WEEK,
        table.c.instant < instant + _SAME_WEEK,
    )
    return await connection.scalar(query)


def _reopen(claim_id: str) -> Update:
    skipped = table.c.status == Status.SKIPPED, table.c.sent_at.is_(None)
    change = update(table).where(table.c.claim_id == claim_id, *skipped)
    return change.values(status=Status.DUE, finished_at=None)


async def _get(connection: AsyncConnection, claim_id: str) -> Claim | None:
    query = select(*_COLUMNS).where(table.c.claim_id == claim_id)
    row = (await connection.execute(query)).first()
    return None if row is None else _claim(row)


async def _change(
    connection: AsyncConnection, claim_id: str, holder: str, values: dict[str, Any]
) -> bool:
    held = and_(table.c.claim_id == claim_id, table.c.holder == holder, table.c.status.in_(OPEN))
    return bool((await connection.execute(update(table).where(held).values(values))).rowcount)


async def _parts(connection: AsyncConnection, claim_id: str) -> list[PostPart]:
    query = (
        select(post_parts)
        .where(post_parts.c.claim_id == claim_id)
        .order_by(post_parts.c.place.nulls_last(), post_parts.c.member_id)
    )
    return [
        PostPart(
            member_id=row.member_id,
            place=row.place,
            fit=row.fit,
            picks=tuple(ListItem(**item) for item in row.picks),
        )
        for row in await connection.execute(query)
    ]


async def _count_as_shown(connection: AsyncConnection, claim: Claim, now: datetime) -> None:
    group = claim.content.group if claim.content else ()
    parts = await _parts(connection, claim.claim_id)
    songs = [
        {"member_id": part.member_id, "song": item.song, "shown_at": now}
        for part in parts
        for item in (*part.picks, *(group if part.fit is not None else ()))
    ]
    await put_all(connection, upsert(shown), songs)
    for part in parts:
        if part.place is not None:
            turn = update(participants).where(
                participants.c.guild_id == claim.guild_id,
                participants.c.member_id == part.member_id,
            )
            # Of those featured together the first is first in turn again.
            at = now + timedelta(microseconds=part.place)
            await connection.execute(turn.values(featured_at=at))


def _part_values(claim_id: str, part: PostPart) -> dict[str, Any]:
    return {**asdict(part), "claim_id": claim_id}


def _claim(row: Row[Any]) -> Claim:
    values: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    values["status"] = Status(values["status"])
    values["content"] = None if row.content is None else _content(row.content)
    return Claim(**values)


def _content(stored: dict[str, Any]) -> PostContent:
    return PostContent(
        group=tuple(ListItem(**item) for item in stored["group"]),
        loved=tuple(
            LovedSong(song["track_id"], song["title"], tuple(song["artists"]), song["people"])
            for song in stored["loved"]
        ),
        rising=tuple(GenreShare(**share) for share in stored["rising"]),
        genres=tuple(GenreShare(**share) for share in stored["genres"]),
    )
