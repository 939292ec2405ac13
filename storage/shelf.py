"""What several members love together, counted in the store."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Subquery, except_, func, select

from storage.database import Database, stream, uninterrupted
from storage.like import DISLIKED, NOT_LIKED
from storage.schema import likes as table


@dataclass(frozen=True, slots=True)
class Beloved:
    """A song that several members love, as one of its versions is written."""

    song: int
    track_id: str
    title: str
    artists: tuple[str, ...]
    isrc: str | None
    duration_ms: int | None
    lovers: frozenset[int]
    explicit: bool | None
    """Whether any of its versions is; None where no source says."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many songs a member loves, and how many of them another one loves too."""

    shared: int
    count: int


@uninterrupted
class Shelf:
    """The likes of several members side by side; a song that one dislikes is none of theirs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def beloved(self, member_ids: Collection[int], least: int, most: int) -> list[Beloved]:
        """Return songs that at least so many of these members love, the most loved first."""
        loved = _loved(member_ids)
        people = func.count()
        top = (
            select(loved.c.song)
            .group_by(loved.c.song)
            .having(people >= least)
            .order_by(people.desc(), loved.c.song)
            .limit(most)
        )
        columns = [table.c[name] for name in ("track_id", "title", "artists", "isrc")]
        columns += [table.c.duration_ms, table.c.explicit]
        query = (
            select(loved.c.song, loved.c.member_id, *columns)
            .join(
                table,
                (table.c.member_id == loved.c.member_id) & (table.c.song == loved.c.song),
            )
            .where(loved.c.song.in_(top), table.c.source.not_in(NOT_LIKED))
            .order_by(table.c.track_id)
        )
        found: dict[int, list[Sequence[Any]]] = {}
        async with self._database.read() as connection:
            async for row in stream(connection, query):
                found.setdefault(row.song, []).append(row)
        songs = [_beloved(rows) for rows in found.values()]
        return sorted(songs, key=lambda one: (-len(one.lovers), one.song))

    async def overlaps(self, member_id: int, others: Collection[int]) -> dict[int, Overlap]:
        """Return what each of the others shares with a member; those who love nothing are out."""
        mine, theirs = _loved([member_id]), _loved(others)
        query = (
            select(theirs.c.member_id, func.count(mine.c.song), func.count())
            .select_from(theirs.outerjoin(mine, mine.c.song == theirs.c.song))
            .group_by(theirs.c.member_id)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return {other: Overlap(shared, count) for other, shared, count in rows}


def _loved(member_ids: Collection[int]) -> Subquery:
    """Return who loves which song, each pair once."""
    chosen = list(member_ids)
    pairs = select(table.c.member_id, table.c.song).where(
        table.c.member_id.in_(chosen), table.c.song.is_not(None)
    )
    liked = pairs.where(table.c.source.not_in(NOT_LIKED))
    return except_(liked, pairs.where(table.c.source.in_(DISLIKED))).subquery()


def _beloved(rows: Sequence[Sequence[Any]]) -> Beloved:
    song, _, track_id, title, artists, isrc, duration_ms, _ = rows[0]
    lovers = frozenset(int(row[1]) for row in rows)
    said = {bool(row[7]) for row in rows if row[7] is not None}
    explicit = any(said) if said else None
    return Beloved(song, track_id, title, tuple(artists), isrc, duration_ms, lovers, explicit)
