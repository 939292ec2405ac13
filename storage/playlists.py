"""Playlists that the bot makes for members: what is wanted, how far it is, and what was made.

An intent is written down before Spotify is asked for anything. Its mark stands in the playlist's
description, so that after any accident the playlist can be found instead of made twice.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, uninterrupted, upsert
from storage.errors import Overtaken, UnknownMember
from storage.members import require_member
from storage.schema import keeps
from storage.schema import playlist_intents as intents
from storage.schema import playlists as made


@dataclass(frozen=True, slots=True)
class MadePlaylist:
    """One playlist that the bot made."""

    playlist_id: str
    name: str
    created_at: datetime


class Status(StrEnum):
    """How far a wanted playlist is."""

    BEGUN = "begun"
    """It is wanted; whether Spotify has it is unknown where `sent_at` is set."""
    CREATED = "created"
    """It exists, and may lack songs."""
    FILLED = "filled"
    """It holds every song."""
    DONE = "done"
    """Nothing is left to do."""
    GIVEN_UP = "given up"
    """It stays as it is."""


LONGEST_PAUSE: Final = timedelta(days=2)
"""The most that lies between two tries."""
UNFINISHED = frozenset({Status.BEGUN, Status.CREATED, Status.FILLED})


@dataclass(frozen=True, slots=True)
class WantedSong:
    """A song for a playlist: `song` is the number that all its versions share."""

    track_id: str
    song: int


@dataclass(frozen=True, slots=True)
class Intent:
    """A playlist that a member wants to have."""

    member_id: int
    mark: str
    """Random; stands in the playlist's description."""
    account_id: str
    """The Spotify account it was wanted in."""
    origin: str
    """What the member asked for: asking for the same again goes on with what is unfinished."""
    name: str
    description: str
    public: bool
    songs: tuple[WantedSong, ...]
    asked: int
    """Songs that were asked for."""
    left_out: int
    """Songs that Spotify does not have."""
    created_at: datetime
    status: Status = Status.BEGUN
    playlist_id: str | None = None
    added: int = 0
    """Songs that are in the playlist for certain."""
    cover: bool = False
    """Whether it got its picture."""
    sent_at: datetime | None = None
    """When something was sent whose outcome is still unknown."""
    due_at: datetime | None = None
    """When to go on without being asked; None where only the member can make it go on."""
    tries: int = 0
    told: bool = False
    """Whether the member has seen how it ended."""
    weekly: bool = False
    """Whether it is kept, with fresh songs every week, from when nothing is left to do."""
    clean: bool = False
    """Whether those leave out what is explicit."""


_NAMES = [part.name for part in fields(Intent)]
_COLUMNS = [intents.c[name] for name in _NAMES]


@uninterrupted
class Playlists:
    """The playlists of all members; what was made stays known after a member unlinks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, member_id: int, playlist: MadePlaylist) -> None:
        """Keep a playlist. Raises `UnknownMember`."""
        async with self._database.write() as connection:
            await connection.run_sync(require_member, member_id)
            await _add(connection, member_id, playlist)

    async def ids(self, member_id: int) -> frozenset[str]:
        """Return the Spotify ids of all playlists made for a member."""
        query = select(made.c.playlist_id).where(made.c.member_id == member_id)
        return frozenset(playlist_id for (playlist_id,) in await self._database.fetch(query))

    async def of(self, member_id: int) -> list[MadePlaylist]:
        """Return all playlists made for a member, the newest first."""
        query = (
            select(made.c.playlist_id, made.c.name, made.c.created_at)
            .where(made.c.member_id == member_id)
            .order_by(made.c.created_at.desc(), made.c.playlist_id)
        )
        return [MadePlaylist(*row) for row in await self._database.fetch(query)]

    async def begin(self, intent: Intent, since: datetime | None = None) -> Intent:
        """Keep a new intent and return it. Raises `UnknownMember`.

        Where one of the same origin, begun after `since`, is unfinished, that one is returned and
        nothing is kept: another process may have heard the same wish.
        """
        async with self._database.write() as connection:
            await connection.run_sync(require_member, intent.member_id)
            if since is not None:
                same = _same_wish(intent.member_id, intent.account_id, intent.origin, UNFINISHED)
                fresh = and_(same, intents.c.created_at >= since)
                query = select(*_COLUMNS).where(fresh).order_by(intents.c.created_at.desc())
                there = (await connection.execute(query.limit(1))).first()
                if there is not None:
                    return _intent(there)
            await connection.execute(intents.insert(), [_values(intent)])
        return intent

    async def keep(self, intent: Intent, before: Intent) -> None:
        """Keep an intent as it is now, and its playlist as made by the bot.

        `before` is what was known of it. Raises `Overtaken` where somebody else has brought it
        further since then, and `UnknownMember` where the member was deleted meanwhile.
        """
        async with self._database.write() as connection:
            kept = await connection.execute(
                update(intents).where(_is(intent), _as_far(before)).values(_values(intent))
            )
            if not kept.rowcount:
                if await connection.scalar(select(intents.c.mark).where(_is(intent))) is not None:
                    raise Overtaken("Another process works on this playlist.")
                raise UnknownMember("The member of this playlist is no longer there.")
            if intent.playlist_id is not None:
                playlist = MadePlaylist(intent.playlist_id, intent.name, intent.created_at)
                await _add(connection, intent.member_id, playlist)
            if intent.weekly and intent.playlist_id is not None and intent.status is Status.DONE:
                await insert_keep(
                    connection,
                    intent.member_id,
                    intent.playlist_id,
                    intent.account_id,
                    intent.asked,
                    intent.created_at,
                    intent.clean,
                )

    async def get(self, member_id: int, mark: str) -> Intent | None:
        """Return an intent, or None."""
        found = await self._find(and_(intents.c.member_id == member_id, intents.c.mark == mark))
        return found[0] if found else None

    async def newest(
        self, member_id: int, account_id: str, origin: str, statuses: Iterable[Status]
    ) -> Intent | None:
        """Return the newest intent of this origin and in one of these states, or None."""
        found = await self._find(_same_wish(member_id, account_id, origin, statuses))
        return found[-1] if found else None

    async def due(self, now: datetime) -> list[Intent]:
        """Return the unfinished intents whose time has come, oldest first.

        A time further ahead than anything is put off comes from a clock that was wrong.
        """
        come = or_(intents.c.due_at <= now, intents.c.due_at > now + LONGEST_PAUSE)
        return await self._find(and_(intents.c.status.in_(list(UNFINISHED)), come))

    async def untold(self, member_id: int) -> list[Intent]:
        """Return what ended without the member seeing it, oldest first."""
        return await self._find(untold_end(member_id))

    async def told(self, intent: Intent) -> None:
        """Remember that the member has seen how an intent ended."""
        async with self._database.write() as connection:
            await connection.execute(update(intents).where(_is(intent)).values(told=True))

    async def prune(self, before: datetime) -> None:
        """Forget intents from before an instant that nobody waits for any more."""
        over = or_(
            and_(intents.c.status.in_([Status.DONE, Status.GIVEN_UP]), intents.c.told),
            # Refused by Spotify before anything existed, and not asked for again.
            and_(intents.c.status == Status.BEGUN, intents.c.due_at.is_(None)),
        )
        async with self._database.write() as connection:
            await connection.execute(delete(intents).where(over, intents.c.created_at < before))

    async def _find(self, condition: ColumnElement[bool]) -> list[Intent]:
        query = select(*_COLUMNS).where(condition).order_by(intents.c.created_at, intents.c.mark)
        return [_intent(row) for row in await self._database.fetch(query)]


def untold_end(member_id: int) -> ColumnElement[bool]:
    """Return which intents of a member ended without their seeing it."""
    ended = intents.c.status.in_([Status.DONE, Status.GIVEN_UP])
    return and_(intents.c.member_id == member_id, ended, intents.c.told.is_(False))


async def _add(connection: AsyncConnection, member_id: int, playlist: MadePlaylist) -> None:
    await connection.execute(upsert(made), [{"member_id": member_id, **asdict(playlist)}])


async def insert_keep(
    connection: AsyncConnection,
    member_id: int,
    playlist_id: str,
    account_id: str,
    size: int,
    since: datetime,
    clean: bool,
) -> None:
    """Let a playlist be refreshed every week; of one already kept only its size changes, and
    whether explicit songs are left out.
    """
    values = {
        "member_id": member_id,
        "playlist_id": playlist_id,
        "account_id": account_id,
        "size": size,
        "since": since,
        "told": False,
        "clean": clean,
    }
    changed = {"size": size, "clean": clean}
    statement = insert(keeps).values(values)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=list(keeps.primary_key), set_=changed)
    )


def _same_wish(
    member_id: int, account_id: str, origin: str, statuses: Iterable[Status]
) -> ColumnElement[bool]:
    return and_(
        intents.c.member_id == member_id,
        intents.c.account_id == account_id,
        intents.c.origin == origin,
        intents.c.status.in_(list(statuses)),
    )


def _as_far(intent: Intent) -> ColumnElement[bool]:
    """Match the row while nothing was sent, or heard, since an intent was read."""
    return and_(
        intents.c.status == intent.status,
        intents.c.sent_at.is_not_distinct_from(intent.sent_at),
        intents.c.added == intent.added,
    )


def _is(intent: Intent) -> ColumnElement[bool]:
    return and_(intents.c.member_id == intent.member_id, intents.c.mark == intent.mark)


def _values(intent: Intent) -> dict[str, object]:
    songs = [[song.track_id, song.song] for song in intent.songs]
    return {**asdict(intent), "songs": songs}


def _intent(row: Row[Any]) -> Intent:
    values: dict[str, Any] = dict(zip(_NAMES, row, strict=True))
    values["songs"] = tuple(WantedSong(track_id, song) for track_id, song in values["songs"])
    values["status"] = Status(values["status"])
    return Intent(**values)
