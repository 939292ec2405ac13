"""What was learned of members: the model and the shortlist made with it."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from storage.database import Database, uninterrupted, upsert
from storage.errors import TasteDamaged
from storage.members import require_member
from storage.schema import tastes as table

Metric = float | int | str | None


@dataclass(frozen=True, slots=True)
class Taste:
    """A member's model (UBJ), its held-out metrics, and its shortlist (`items`).

    `catalogue`, `features` and `likes_version` are the versions it was made with; `likes` is how
    many it knew.
    """

    model: bytes = field(repr=False)
    metrics: Mapping[str, Metric]
    catalogue: str
    features: str
    likes: int
    trained_at: datetime
    items: bytes = field(repr=False)
    likes_version: int = 0


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
            "digest": digest_of(taste.model, taste.items),
            "likes_version": taste.likes_version,
        }

        def put(connection: Connection) -> None:
            require_member(connection, member_id, generation)
            connection.execute(upsert(table), [values])

        await self._database.change(put)

    async def get(self, member_id: int) -> Taste | None:
        """Return a member's taste, or None.

        Raises `TasteDamaged` where its bytes have changed since: what reads a model trusts it.
        """
        query = select(table).where(table.c.member_id == member_id)
        row = next(iter(await self._database.fetch(query)), None)
        if row is None:
            return None
        if row.digest != digest_of(row.model, row.items):
            raise TasteDamaged("A model or a shortlist is damaged: it has to be learned anew.")
        return Taste(
            model=row.model,
            metrics=row.metrics,
            catalogue=row.catalogue,
            features=row.features,
            likes=row.likes,
            trained_at=row.trained_at,
            items=row.items,
            likes_version=row.likes_version,
        )

    async def likes(self, member_id: int) -> int:
        """Return how many likes a member's taste knew; 0 where nothing was learned."""
        query = select(table.c.likes).where(table.c.member_id == member_id)
        return next((row.likes for row in await self._database.fetch(query)), 0)

    async def known(self, member_id: int) -> bool:
        """Whether anything was learned of a member."""
        query = select(table.c.member_id).where(table.c.member_id == member_id)
        async with self._database.read() as connection:
            return (await connection.execute(query)).first() is not None

    async def drop(self, member_id: int) -> None:
        """Delete a member's taste."""
        async with self._database.write() as connection:
            await connection.execute(delete(table).where(table.c.member_id == member_id))


def digest_of(model: bytes, items: bytes) -> bytes:
    """Return what tells whether the bytes of a taste are still those that were kept."""
    digest = hashlib.blake2b(len(model).to_bytes(8, "big"), digest_size=16)
    digest.update(model)
    digest.update(items)
    return digest.digest()


def _finite(value: Metric) -> Any:
    """JSON knows no NaN: a metric that could not be computed is kept as none."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
