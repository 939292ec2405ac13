"""How songs sound that no table holds, as a provider has told; of no member."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Database, put_all, uninterrupted, upsert
from storage.schema import likes
from storage.schema import sounds as table

_PART = 500


@uninterrupted
class Sounds:
    """A cache by track; what a provider did not know is kept as well, so that it is asked once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, track_ids: Collection[str]) -> dict[str, list[float | None] | None]:
        """Return what is kept of some tracks."""
        wanted = sorted(track_ids)
        found: dict[str, list[float | None] | None] = {}
        async with self._database.read() as connection:
            for start in range(0, len(wanted), _PART):
                part = wanted[start : start + _PART]
                query = select(table.c.track_id, table.c.audio).where(table.c.track_id.in_(part))
                found |= {row.track_id: row.audio for row in await connection.execute(query)}
        return found

    async def keep(
        self, provider: str, told: Mapping[str, Sequence[float | None] | None], now: datetime
    ) -> None:
        """Keep what a provider told."""
        rows = (
            {
                "track_id": track_id,
                "provider": provider,
                "audio": None if audio is None else list(audio),
                "told_at": now,
            }
            for track_id, audio in told.items()
        )
        async with self._database.write() as connection:
            await put_all(connection, upsert(table), rows)

    async def prune(self) -> int:
        """Forget the sound of songs that nobody has any more; return how many."""
        nobodys = table.c.track_id.not_in(select(likes.c.track_id))
        async with self._database.write() as connection:
            return (await connection.execute(delete(table).where(nobodys))).rowcount
