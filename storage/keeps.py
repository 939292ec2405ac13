"""Playlists that get fresh songs every week, and the claims on their refreshes.

A refresh is a row, unique for its playlist and instant, and the claim on it: whoever works on it
holds it for a lease, taken by compare-and-set. Which songs a playlist gets is written down, and
counts as shown to the member, before anything is sent; whoever takes over sends the same ones.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, put_all, uninterrupted, upsert
from storage.kept import Keep, Key, Outcome, Refresh, Trouble
from storage.members import require_member
from storage.playlists import WantedSong, insert_keep
from storage.schema import keeps as table
from storage.schema import playlists, refreshes, shown

LEASE: Final = timedelta(minutes=5)
"""How long a refresh is held after each step; no try takes longer."""
LONGEST_PAUSE: Final = timedelta(hours=6)
"""The most that lies between two tries."""


@uninterrupted
class Keeps:
    """The kept playlists of all members."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(
        self,
        member_id: int,
        playlist_id: str,
        account_id: str,
        size: int,
        now: datetime,
        *,
        clean: bool = False,
    ) -> bool:
        """Keep a playlist that the bot made; of one already kept only `size` and `clean` change.

        Returns False where the bot did not make it. Raises `UnknownMember`.
        """
        of = playlists.c.member_id == member_id, playlists.c.playlist_id == playlist_id
        async with self._database.write() as connection:
            await connection.run_sync(require_member, member_id)
            if (await connection.execute(select(playlists.c.name).where(*of))).first() is None:
                return False
            await connection.execute(
                delete(table).where(_of(member_id, playlist_id), table.c.trouble == Trouble.GONE)
            )
            await insert_keep(connection, member_id, playlist_id, account_id, size, now, clean)
        return True

    async def of(self, member_id: int) -> list[Keep]:
        """Return a member's kept playlists, the oldest first."""
        return await self._find(table.c.member_id == member_id, _alive())

    async def stop(self, member_id: int, playlist_id: str) -> bool:
        """Refresh a playlist no more, and drop what is under way; False where it was not kept."""
        async with self._database.write() as connection:
            gone = delete(table).where(_of(member_id, playlist_id))
            return bool((await connection.execute(gone)).rowcount)

    async def untold(self, member_id: int) -> list[Keep]:
        """Return the kept playlists whose trouble the member has not been told of."""
        return await self._find(untold_trouble(member_id))

    async def tell(self, keep: Keep) -> bool:
        """Remember that the member is told of a trouble; False where they were told before.

        With that a playlist that is gone is forgotten.
        """
        same = _of(keep.member_id, keep.playlist_id), table.c.trouble == keep.trouble
        change = update(table).where(*same, table.c.told.is_(False)).values(told=True)
        async with self._database.write() as connection:
            told = bool((await connection.execute(change)).rowcount)
            await connection.execute(delete(table).where(*same, table.c.trouble == Trouble.GONE))
        return told

    # What is due

    async def to_check(self, now: datetime) -> list[Keep]:
        """Return the kept playlists whose refresh may be due: its time has come, or the clock went
        back since that was looked for.
        """
        stale = or_(table.c.next_at.is_(None), table.c.next_at <= now, table.c.checked_at > now)
        return await self._find(_alive(), stale)

    async def arrange(
        self, keep: Keep, due: datetime | None, now: datetime, next_at: datetime
    ) -> None:
        """Write down a refresh that is due, once, and when to look again."""
        key = {"member_id": keep.member_id, "playlist_id": keep.playlist_id}
        change = update(table).where(
            _of(keep.member_id, keep.playlist_id), table.c.since == keep.since
        )
        async with self._database.write() as connection:
            kept = await connection.execute(change.values(checked_at=now, next_at=next_at))
            if due is not None and kept.rowcount:
                row = insert(refreshes).values(instant=due, outcome=Outcome.OPEN, tries=0, **key)
                await connection.execute(row.on_conflict_do_nothing())

    async def waiting(self, now: datetime) -> list[Key]:
        """Return the open refreshes whose time has come and that nobody holds."""
        query = (
            select(refreshes.c.member_id, refreshes.c.playlist_id, refreshes.c.instant)
            .where(_workable(now))
            .order_by(refreshes.c.instant)
        )
        async with self._database.read() as connection:
            return [(row[0], row[1], row[2]) for row in await connection.execute(query)]

    async def take(self, key: Key, holder: str, now: datetime) -> Refresh | None:
        """Hold a refresh for a lease, or return None where it is over or not to be had.

        Of one member only one is held at a time, so that no two choose the same songs.
        """
        other = refreshes.alias()
        busy = exists().where(
            other.c.member_id == key[0],
            other.c.outcome == Outcome.OPEN,
            other.c.leased_until > now,
            other.c.leased_until <= now + LEASE,
        )
        change = (
            update(refreshes)
            .where(_is(key), _workable(now), ~busy)
            .values(holder=holder, leased_until=now + LEASE)
        )
        query = (
            select(refreshes, table.c.account_id, table.c.size, table.c.clean)
            .join(table)
            .where(_is(key))
        )
        async with self._database.write() as connection:
            if not (await connection.execute(change)).rowcount:
                return None
            return _refresh((await connection.execute(query)).one())

    async def prepare(
        self, refresh: Refresh, holder: str, now: datetime, songs: Sequence[WantedSong]
    ) -> bool:
        """Write down which songs a playlist gets; from now on they count as shown to the member.

        False where the refresh is no longer held.
        """
        rows = [
            {"member_id": refresh.member_id, "song": song.song, "shown_at": now} for song in songs
        ]
        async with self._database.write() as connection:
            held = await _change(
                connection,
                refresh,
                holder,
                songs=_stored(songs),
                prepared_at=now,
                leased_until=now + LEASE,
            )
            if held:
                await put_all(connection, upsert(shown), rows)
        return held

    async def sending(
        self, refresh: Refresh, holder: str, now: datetime, songs: Sequence[WantedSong]
    ) -> bool:
        """Write down that these songs are being sent; False where the refresh is not held."""
        values = {"songs": _stored(songs), "sent_at": now, "leased_until": now + LEASE}
        async with self._database.write() as connection:
            return await _change(connection, refresh, holder, **values)

    async def settle(
        self,
        refresh: Refresh,
        holder: str,
        outcome: Outcome,
        now: datetime,
        trouble: Trouble | None = None,
    ) -> bool:
        """End a refresh; False where it is no longer held.

        A refresh that is done ends all trouble. Songs that were never sent do not count as shown.
        """
        async with self._database.write() as connection:
            row = (await connection.execute(select(refreshes).where(_is(_key(refresh))))).first()
            ended = await _change(
                connection,
                refresh,
                holder,
                outcome=outcome,
                songs=None,
                finished_at=now,
                holder=None,
                leased_until=None,
            )
            if not ended or row is None:
                return False
            if row.songs is not None and row.sent_at is None:
                await _unshow(connection, refresh.member_id, row)
            if trouble is not None or outcome is Outcome.DONE:
                await _trouble(connection, refresh, trouble)
        return True

    async def postpone(
        self, refresh: Refresh, holder: str, retry_at: datetime, trouble: Trouble | None = None
    ) -> None:
        """Give a refresh back that is to be tried again at an instant."""
        free: dict[str, Any] = {"leased_until": None, "retry_at": retry_at}
        async with self._database.write() as connection:
            held = await _change(
                connection, refresh, holder, holder=None, tries=refreshes.c.tries + 1, **free
            )
            if held and trouble is not None:
                await _trouble(connection, refresh, trouble)

    async def hand_back(self, refresh: Refresh, holder: str) -> None:
        """Give a refresh back that anybody may take at once."""
        async with self._database.write() as connection:
            await _change(connection, refresh, holder, holder=None, leased_until=None)

    async def prune(self, before: datetime) -> int:
        """Forget refreshes that were due before an instant and are over; return how many."""
        old = delete(refreshes).where(
            refreshes.c.instant < before, refreshes.c.outcome != Outcome.OPEN
        )
        async with self._database.write() as connection:
            return (await connection.execute(old)).rowcount

    async def _find(self, *conditions: ColumnElement[bool]) -> list[Keep]:
        pending = exists().where(
            refreshes.c.member_id == table.c.member_id,
            refreshes.c.playlist_id == table.c.playlist_id,
            refreshes.c.outcome == Outcome.OPEN,
        )
        query = (
            select(table, playlists.c.name, pending.label("pending"))
            .join(playlists)
            .where(*conditions)
            .order_by(table.c.since, table.c.playlist_id)
        )
        return [_keep(row) for row in await self._database.fetch(query)]


def untold_trouble(member_id: int) -> ColumnElement[bool]:
    """Return which kept playlists of a member have a trouble they were not told of."""
    return and_(
        table.c.member_id == member_id, table.c.trouble.is_not(None), table.c.told.is_(False)
    )


def _of(member_id: int, playlist_id: str) -> ColumnElement[bool]:
    return and_(table.c.member_id == member_id, table.c.playlist_id == playlist_id)


def _alive() -> ColumnElement[bool]:
    return func.coalesce(table.c.trouble, "") != Trouble.GONE


def _key(refresh: Refresh) -> Key:
    return refresh.member_id, refresh.playlist_id, refresh.instant


def _is(key: Key) -> ColumnElement[bool]:
    return and_(
        refreshes.c.member_id == key[0],
        refreshes.c.playlist_id == key[1],
        refreshes.c.instant == key[2],
    )


def _workable(now: datetime) -> ColumnElement[bool]:
    """Open, due, not to be tried later, and held by nobody.

    Instants further ahead than anything lasts come from a clock that was wrong; they do not count.
    """
    until, again = refreshes.c.leased_until, refreshes.c.retry_at
    free = or_(until.is_(None), until <= now, until > now + LEASE)
    ready = or_(again.is_(None), again <= now, again > now + LONGEST_PAUSE)
    return and_(refreshes.c.outcome == Outcome.OPEN, refreshes.c.instant <= now, free, ready)


async def _change(connection: AsyncConnection, refresh: Refresh, by: str, **values: object) -> bool:
    held = and_(_is(_key(refresh)), refreshes.c.holder == by, refreshes.c.outcome == Outcome.OPEN)
    return bool((await connection.execute(update(refreshes).where(held).values(values))).rowcount)


async def _trouble(connection: AsyncConnection, refresh: Refresh, trouble: Trouble | None) -> None:
    """Note a trouble, or that there is none; of a new one the member is to be told."""
    of = _of(refresh.member_id, refresh.playlist_id)
    new = table.c.trouble.is_not_distinct_from(trouble).is_(False)
    await connection.execute(update(table).where(of, new).values(trouble=trouble, told=False))


async def _unshow(connection: AsyncConnection, member_id: int, row: Row[Any]) -> None:
    """Let songs count as shown no longer, unless something else has shown them since."""
    songs = [song for _, song in row.songs]
    theirs = shown.c.member_id == member_id, shown.c.shown_at == row.prepared_at
    await connection.execute(delete(shown).where(*theirs, shown.c.song.in_(songs)))


def _stored(songs: Sequence[WantedSong]) -> list[list[str | int]]:
    return [[song.track_id, song.song] for song in songs]


def _keep(row: Row[Any]) -> Keep:
    return Keep(
        member_id=row.member_id,
        playlist_id=row.playlist_id,
        account_id=row.account_id,
        name=row.name,
        size=row.size,
        since=row.since,
        trouble=None if row.trouble is None else Trouble(row.trouble),
        pending=bool(row.pending),
        next_at=row.next_at,
        clean=row.clean,
    )


def _refresh(row: Row[Any]) -> Refresh:
    songs = row.songs
    return Refresh(
        member_id=row.member_id,
        playlist_id=row.playlist_id,
        instant=row.instant,
        account_id=row.account_id,
        size=row.size,
        songs=None if songs is None else tuple(WantedSong(*song) for song in songs),
        sent_at=row.sent_at,
        tries=row.tries,
        clean=row.clean,
    )
