"""Logins under way: who began one, and the secret that completes it."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, delete, or_, select

from storage.database import Database, uninterrupted
from storage.members import ensure_member
from storage.schema import logins as table
from storage.schema import members
from storage.vault import Vault

LONGEST: Final = timedelta(hours=1)
"""No login lives longer; one that would was begun by a clock that was ahead."""


@dataclass(frozen=True, slots=True)
class Login:
    """One attempt to link, as its member began it.

    `generation` is the member's at the time of reading: what comes of the login belongs to it.
    """

    member_id: int
    member_name: str
    generation: int
    verifier: str = field(repr=False)
    challenge: str
    expires_at: datetime


@uninterrupted
class Logins:
    """The logins of all members; a state is kept as its SHA-256 only and serves once."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    async def begin(
        self,
        state: str,
        member_id: int,
        member_name: str,
        verifier: str,
        challenge: str,
        expires_at: datetime,
    ) -> None:
        """Keep a login that a member begins, and the member where there is none."""
        async with self._database.write() as connection:
            await connection.run_sync(ensure_member, member_id)
            await connection.execute(
                table.insert().values(
                    state_hash=_digest(state),
                    member_id=member_id,
                    member_name=member_name,
                    verifier=self._vault.seal(verifier),
                    challenge=challenge,
                    expires_at=expires_at,
                )
            )

    async def peek(self, state: str, now: datetime) -> Login | None:
        """Return the login of a state that is neither used nor expired, without using it."""
        async with self._database.read() as connection:
            row = (await connection.execute(_query(state, now))).first()
        return None if row is None else self._login(row)

    async def claim(self, state: str, now: datetime) -> Login | None:
        """Use a state up and return its login; only one caller ever gets it."""
        async with self._database.write() as connection:
            row = (await connection.execute(_query(state, now))).first()
            if row is None:
                return None
            await connection.execute(delete(table).where(table.c.state_hash == _digest(state)))
        return self._login(row)

    async def prune(self, now: datetime) -> int:
        """Delete expired logins; return how many."""
        over = or_(table.c.expires_at <= now, table.c.expires_at > now + LONGEST)
        async with self._database.write() as connection:
            done = await connection.execute(delete(table).where(over))
        return done.rowcount

    def _login(self, row: Row[Any]) -> Login:
        return Login(
            member_id=row.member_id,
            member_name=row.member_name,
            generation=row.generation,
            verifier=self._vault.unseal(row.verifier),
            challenge=row.challenge,
            expires_at=row.expires_at,
        )


def _query(state: str, now: datetime) -> Any:
    usable: ColumnElement[bool] = and_(
        table.c.state_hash == _digest(state),
        table.c.expires_at > now,
        table.c.expires_at <= now + LONGEST,
    )
    return select(table, members.c.generation).join(members).where(usable)


def _digest(state: str) -> bytes:
    return hashlib.sha256(state.encode()).digest()
