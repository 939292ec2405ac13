"""What was learned of members: the model and the shortlist made with it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, or_, select

from storage.database import Database, uninterrupted, upsert
from storage.likes import THUMBS
from storage.members import require_member
from storage.schema import likes
from storage.schema import tastes as table

Metric = float | int | str | None


@dataclass(frozen=True, slots=True)
class Taste:
    """A member's model (UBJ), its held-out metrics, and its shortlist (`items`).

    `catalogue` and `features` are the versions it was made with; `likes` is how many it knew.
    """

    model: bytes = field(repr=False)
    metrics: Mapping[str, Metric]
    catalogue: str
    features: str
    likes: int
    trained_at: datetime
    items: bytes = field(repr=False)


@uninterrupted
class Tastes:
    """The tastes of all members, the newest of each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, member_id: int, generation: int, taste: Taste) -> None:
        """Keep a model together with its shortlist. Raises `Superseded`."""
        values = {
            "member_id": member_id,
            "model": taste.model,
            "metrics": {name: _finite(value) for name, value in taste.metrics.items()},
            "catalogue": taste.catalogue,
            "features": taste.features,
            "likes": taste.likes,
            "trained_at": taste.trained_at,
            "items": taste.items,
        }
        async with self._database.write() as connection:
            await require_member(connection, member_id, generation)
            await connection.execute(upsert(table), [values])

    async def get(self, member_id: int) -> Taste | None:
        """Return a member's taste, or None."""
        query = select(table).where(table.c.member_id == member_id)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        return Taste(
            model=row.model,
            metrics=row.metrics,
            catalogue=row.catalogue,
            features=row.features,
            likes=row.likes,
            trained_at=row.trained_at,
            items=row.items,
        )

    async def stale(self, catalogue: str, features: str, limit: int = 100) -> list[int]:
        """Return whose taste was learned of another catalogue or other features, or before their
        newest thumb; the oldest taste first.
        """
        newer = exists().where(
            likes.c.member_id == table.c.member_id,
            likes.c.source.in_(THUMBS),
            likes.c.liked_at > table.c.trained_at,
        )
        outrun = or_(table.c.catalogue != catalogue, table.c.features != features, newer)
        query = select(table.c.member_id).where(outrun).order_by(table.c.trained_at).limit(limit)
        async with self._database.read() as connection:
            return list((await connection.scalars(query)).all())

    async def drop(self, member_id: int) -> None:
        """Delete a member's taste."""
        async with self._database.write() as connection:
            await connection.execute(delete(table).where(table.c.member_id == member_id))


def _finite(value: Metric) -> Any:
    """JSON knows no NaN: a metric that could not be computed is kept as none."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
