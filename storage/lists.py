"""Lists of songs as they were shown to members, for their buttons and against repeats."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, String, cast, delete, func, select

from storage.database import Database, uninterrupted, upsert
from storage.members import require_member
from storage.schema import OF_A_SHELF, lists, shown


@dataclass(frozen=True, slots=True)
class ListItem:
    """One song of a list: `song` is shared by all versions, `reason` is what JSON can hold."""

    track_id: str
    song: int
    score: float
    probability: float | None
    reason: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list as it was shown; `wanted` is how many songs the member asked for."""

    list_id: str
    member_id: int
    kind: str
    created_at: datetime
    wanted: int
    items: tuple[ListItem, ...]


@uninterrupted
class Lists:
    """The lists of all members."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(
        self,
        member_id: int,
        kind: str,
        items: Sequence[ListItem],
        now: datetime,
        *,
        wanted: int | None = None,
        generation: int | None = None,
        list_id: str | None = None,
    ) -> str:
        """Keep a list, and its songs as shown now; return its id, 12 letters safe in a button.

        A list with a given id takes the place of an earlier one with that id.

        With a generation it raises `Superseded` where the list was made for an earlier one,
        otherwise `UnknownMember` where the member is gone.
        """
        list_id = list_id or secrets.token_urlsafe(9)
        values = {
            "list_id": list_id,
            "member_id": member_id,
            "kind": kind,
            "created_at": now,
            "wanted": len(items) if wanted is None else wanted,
            "items": [asdict(item) for item in items],
        }
        songs = [{"member_id": member_id, "song": item.song, "shown_at": now} for item in items]

        def put(connection: Connection) -> None:
            require_member(connection, member_id, generation)
            connection.execute(upsert(lists), [values])
            if songs:
                connection.execute(upsert(shown), songs)

        await self._database.change(put)
        return list_id

    async def get(self, list_id: str) -> ShownList | None:
        """Return a list, or None where it is no longer kept."""
        query = select(lists).where(lists.c.list_id == list_id)
        row = next(iter(await self._database.fetch(query)), None)
        if row is None:
            return None
        return ShownList(
            list_id=row.list_id,
            member_id=row.member_id,
            kind=row.kind,
            created_at=row.created_at,
            wanted=row.wanted,
            items=tuple(ListItem(**item) for item in row.items),
        )

    async def newest_of_shelf(self, track_id: str) -> ListItem | None:
        """Return a song of a server's shelf as the newest list of anybody has it, or None."""
        query = newest_with(track_id)
        async with self._database.read() as connection:
            items: list[dict[str, Any]] | None = (await connection.scalars(query)).first()
        found = (ListItem(**item) for item in items or ())
        return next((item for item in found if item.track_id == track_id), None)

    async def songs_since(self, member_id: int, since: datetime) -> frozenset[int]:
        """Return the songs shown to a member at or after an instant, in any list."""
        # As one row: beside busy threads every row takes up to 5 ms to come.
        query = select(func.json_group_array(shown.c.song)).where(
            shown.c.member_id == member_id, shown.c.shown_at >= since
        )
        ((songs,),) = await self._database.fetch(query)
        return frozenset(json.loads(str(songs)))

    async def prune(self, lists_before: datetime, shown_before: datetime) -> int:
        """Forget lists, and that songs were shown, from before an instant; return how many rows."""
        old = lists.c.created_at < lists_before, shown.c.shown_at < shown_before
        async with self._database.write() as connection:
            kept = await connection.execute(delete(lists).where(old[0]))
            seen = await connection.execute(delete(shown).where(old[1]))
        return kept.rowcount + seen.rowcount


def newest_with(track_id: str) -> Select[Any]:
    """Ask for the items of the newest list that has a track from a server's shelf."""
    return (
        select(lists.c["items"])
        .where(OF_A_SHELF, cast(lists.c["items"], String).contains(track_id, autoescape=True))
        .order_by(lists.c.created_at.desc())
        .limit(1)
    )
