"""What members like and dislike, from every source."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, or_, select, update

from storage.database import Database, uninterrupted, upsert
from storage.like import NOT_LIKED, THUMBS, Like, Source
from storage.members import ensure_member, require_member
from storage.schema import likes as table
from storage.schema import members

_NAMES = [part.name for part in fields(Like)]

MOST_DATED = 20_000
"""Likes of several members looked through at once, the newest first."""


@dataclass(frozen=True, slots=True)
class DatedLike:
    """A like of one of several members, with its day."""

    member_id: int
    track_id: str
    source: Source
    title: str
    artists: tuple[str, ...]
    song: int | None
    liked_at: datetime
    explicit: bool | None


@uninterrupted
class Likes:
    """The likes of all members."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def replace(
        self, member_id: int, generation: int, sources: Collection[Source], likes: Iterable[Like]
    ) -> None:
        """Put `likes` in the place of everything from `sources`, all or nothing.

        Raises `Superseded`, and `ValueError` for a like from another source.
        """

        def put(connection: Connection) -> None:
            require_member(connection, member_id, generation)
            delete_likes(connection, member_id, sources)
            _put(connection, member_id, likes, sources)

        await self._database.change(put)

    async def add(self, member_id: int, generation: int, likes: Iterable[Like]) -> None:
        """Keep more likes, over those of the same track and source, all or nothing.

        Raises `Superseded`, and `ValueError` for a thumb, which only `rate` takes.
        """

        def put(connection: Connection) -> None:
            require_member(connection, member_id, generation)
            _put(connection, member_id, likes, frozenset(Source) - THUMBS)

        await self._database.change(put)

    async def rate(self, member_id: int, like: Like) -> None:
        """Keep a thumb in the place of any earlier one on a version of the same song.

        It is the member's own act, so it makes the member where there is none.
        """
        if like.source not in THUMBS:
            raise ValueError(f"{like.source} is no thumb")
        same = table.c.track_id == like.track_id
        if like.song is not None:
            same = or_(same, table.c.song == like.song)
        earlier = and_(table.c.member_id == member_id, table.c.source.in_(THUMBS), same)

        def put(connection: Connection) -> None:
            ensure_member(connection, member_id)
            connection.execute(delete(table).where(earlier))
            _put(connection, member_id, [like], THUMBS)

        await self._database.change(put)

    async def of(self, member_id: int) -> list[Like]:
        """Return all likes and dislikes of a member, ordered by track."""
        columns = [table.c[name] for name in _NAMES]
        query = select(*columns).where(table.c.member_id == member_id)
        query = query.order_by(table.c.track_id, table.c.source)
        return await self._database.gather(query, lambda rows: [_like(row) for row in rows])

    async def counts(self, member_id: int) -> dict[Source, int]:
        """Count a member's likes by source; a source without any is left out."""
        query = (
            select(table.c.source, func.count())
            .where(table.c.member_id == member_id)
            .group_by(table.c.source)
        )
        found = await self._database.fetch(query)
        return {Source(source): count for source, count in found}

    async def dated(self, member_ids: Collection[int], since: datetime) -> list[DatedLike]:
        """Return what members have liked since an instant, newest first, at most `MOST_DATED`."""
        columns = [table.c[part.name] for part in fields(DatedLike)]
        query = (
            select(*columns)
            .where(
                table.c.member_id.in_(list(member_ids)),
                table.c.liked_at >= since,
                table.c.source.not_in(NOT_LIKED),
            )
            .order_by(table.c.liked_at.desc(), table.c.member_id, table.c.track_id)
            .limit(MOST_DATED)
        )
        return await self._database.gather(query, lambda rows: [_dated(row) for row in rows])

    async def songs(self, member_ids: Collection[int], source: Source) -> frozenset[int]:
        """Return the songs that any of these members has from a source."""
        query = select(table.c.song).where(
            table.c.member_id.in_(list(member_ids)),
            table.c.source == source,
            table.c.song.is_not(None),
        )
        return frozenset(song for (song,) in await self._database.fetch(query))

    async def remove(self, member_id: int, sources: Collection[Source]) -> int:
        """Delete everything from these sources; return how many likes that were."""
        return await self._database.change(
            lambda connection: delete_likes(connection, member_id, sources)
        )


def delete_likes(connection: Connection, member_id: int, sources: Collection[Source]) -> int:
    """Delete a member's likes from these sources inside an open write; return how many."""
    theirs = and_(table.c.member_id == member_id, table.c.source.in_(sources))
    _note_change(connection, member_id)
    return connection.execute(delete(table).where(theirs)).rowcount


def _put(
    connection: Connection, member_id: int, likes: Iterable[Like], allowed: Collection[Source]
) -> None:
    values = [_values(member_id, like, allowed) for like in likes]
    if values:
        connection.execute(upsert(table), values)
    _note_change(connection, member_id)


def _note_change(connection: Connection, member_id: int) -> None:
    """Let what was learned of the likes so far count as old."""
    change = update(members).where(members.c.member_id == member_id)
    connection.execute(change.values(likes_version=members.c.likes_version + 1))


def _values(member_id: int, like: Like, allowed: Collection[Source]) -> dict[str, Any]:
    if like.source not in allowed:
        raise ValueError(f"{like.source} is not among the sources of this write")
    return {"member_id": member_id} | {name: getattr(like, name) for name in _NAMES}


def _like(row: Sequence[Any]) -> Like:
    # By position: a member's 10,000 rows pass here, and access by name takes twice as long.
    track_id, source, title, artists, *rest = row
    return Like(track_id, Source(source), title, tuple(artists), *rest)


def _dated(row: Sequence[Any]) -> DatedLike:
    member_id, track_id, source, title, artists, *rest = row
    return DatedLike(member_id, track_id, Source(source), title, tuple(artists), *rest)
