"""What members say of their playlists; without a word a playlist counts as liked."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from storage.database import Database, put_all, uninterrupted, upsert
from storage.members import require_member
from storage.schema import verdicts as table


@uninterrupted
class Verdicts:
    """The words of all members on their playlists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, member_id: int) -> dict[str, str]:
        """Return a member's words by playlist."""
        query = select(table.c.playlist_id, table.c.verdict).where(table.c.member_id == member_id)
        async with self._database.read() as connection:
            return {row.playlist_id: row.verdict for row in await connection.execute(query)}

    async def keep(self, member_id: int, generation: int, said: Mapping[str, str]) -> None:
        """Keep words in the place of earlier ones on the same playlists. Raises `Superseded`."""
        rows = (
            {"member_id": member_id, "playlist_id": playlist_id, "verdict": verdict}
            for playlist_id, verdict in said.items()
        )
        async with self._database.write() as connection:
            await connection.run_sync(require_member, member_id, generation)
            await connection.execute(
                delete(table).where(
                    table.c.member_id == member_id, table.c.playlist_id.in_(list(said))
                )
            )
            await put_all(connection, upsert(table), rows)
