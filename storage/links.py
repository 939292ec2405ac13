"""Links to Spotify accounts and their sealed tokens."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, select, update

from storage.database import Database, uninterrupted, upsert
from storage.errors import AccountAlreadyLinked, KeyWrong
from storage.members import require_member
from storage.schema import links as table
from storage.vault import Vault

_DUE = "due"
_TOLD = "told"
"""How far the note is that a link ends soon; nothing where it does not yet."""


class LinkState(StrEnum):
    """Whether Spotify still takes a link's tokens."""

    LINKED = "linked"
    NEEDS_RELINKING = "needs-relinking"


@dataclass(frozen=True, slots=True)
class Link:
    """One member's consent to one Spotify account.

    `told` says that the member knows that the link needs renewing.
    """

    member_id: int
    account_id: str
    display_name: str
    scopes: frozenset[str]
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime
    consented_at: datetime
    state: LinkState = LinkState.LINKED
    synced_at: datetime | None = None
    told: bool = False


@uninterrupted
class Links:
    """The links of all members, at most one a member and one an account."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    async def save(self, link: Link, generation: int) -> None:
        """Keep a link in the place of the member's earlier one.

        Raises `Superseded`, and `AccountAlreadyLinked` where another member has the account.
        """
        taken = and_(table.c.account_id == link.account_id, table.c.member_id != link.member_id)
        async with self._database.write() as connection:
            await connection.run_sync(require_member, link.member_id, generation)
            if await connection.scalar(select(table.c.state).where(taken)) is not None:
                raise AccountAlreadyLinked("Another member has linked this Spotify account.")
            await connection.execute(upsert(table), [self._values(link)])

    async def get(self, member_id: int) -> Link | None:
        """Return a member's link, or None; damaged tokens are left out, and the link is broken."""
        query = select(table).where(table.c.member_id == member_id)
        row = next(iter(await self._database.fetch(query)), None)
        return None if row is None else self._link(row)

    async def renew(
        self,
        link: Link,
        access_token: str,
        refresh_token: str | None,
        expires_at: datetime,
        scopes: Collection[str],
    ) -> Link | None:
        """Keep the tokens of a refresh, the old refresh token where none came; the link works.

        Returns the link as kept, or None where this consent is gone: then the tokens are dropped,
        since they may be another account's.
        """
        renewed = replace(
            link,
            access_token=access_token,
            refresh_token=refresh_token or link.refresh_token,
            expires_at=expires_at,
            scopes=frozenset(scopes),
            state=LinkState.LINKED,
            told=False,
        )
        values = self._values(renewed)
        kept = await self._change(
            _same_consent(link),
            **{
                name: values[name]
                for name in (
                    "access_token",
                    "refresh_token",
                    "expires_at",
                    "scopes",
                    "state",
                    "told",
                )
            },
        )
        return renewed if kept else None

    async def mark(self, link: Link, state: LinkState) -> bool:
        """Note whether Spotify takes this link's tokens; False where this consent is gone."""
        return await self._change(_same_consent(link), state=state)

    async def tell(self, member_id: int) -> bool:
        """Claim the one note to a member that their link needs renewing; True only once."""
        untold = and_(
            table.c.member_id == member_id,
            table.c.state == LinkState.NEEDS_RELINKING,
            table.c.told.is_(False),
        )
        return await self._change(untold, told=True)

    async def find_ending(self, consented_before: datetime) -> int:
        """Note which links end soon by the age of their consent; return how many more do."""
        ending = and_(
            table.c.notice.is_(None),
            table.c.state == LinkState.LINKED,
            table.c.consented_at < consented_before,
        )
        async with self._database.read() as connection:
            if await connection.scalar(select(table.c.member_id).where(ending).limit(1)) is None:
                return 0
        async with self._database.write() as connection:
            done = await connection.execute(update(table).where(ending).values(notice=_DUE))
        return done.rowcount

    async def tell_ending(self, member_id: int) -> datetime | None:
        """Claim the one note to a member that their link ends soon; return when they consented."""
        due = untold_ending(member_id)
        found = await self._database.fetch(select(table.c.consented_at).where(due))
        if not found or not await self._change(due, notice=_TOLD):
            return None
        return found[0].consented_at

    async def synced(self, member_id: int, at: datetime) -> bool:
        """Note when the member's library was last read; False where there is no link."""
        return await self._change(table.c.member_id == member_id, synced_at=at)

    async def remove(self, member_id: int) -> bool:
        """Delete a member's link and tokens; False where there was none."""
        async with self._database.write() as connection:
            done = await connection.execute(delete(table).where(table.c.member_id == member_id))
        return done.rowcount > 0

    async def _change(self, which: ColumnElement[bool], **values: Any) -> bool:
        async with self._database.write() as connection:
            done = await connection.execute(update(table).where(which).values(**values))
        return done.rowcount > 0

    def _values(self, link: Link) -> dict[str, Any]:
        return {
            "member_id": link.member_id,
            "account_id": link.account_id,
            "display_name": link.display_name,
            "scopes": " ".join(sorted(link.scopes)),
            "access_token": self._vault.seal(link.access_token),
            "refresh_token": self._vault.seal(link.refresh_token),
            "expires_at": link.expires_at,
            "consented_at": link.consented_at,
            "state": link.state,
            "synced_at": link.synced_at,
            "told": link.told,
            # A new consent lives as long as the first one did.
            "notice": None,
        }

    def _link(self, row: Row[Any]) -> Link:
        try:
            tokens = self._vault.unseal(row.access_token), self._vault.unseal(row.refresh_token)
            state = LinkState(row.state)
        except KeyWrong:
            # The key was tried at the start, so these bytes are damaged: linking anew mends that.
            tokens, state = ("", ""), LinkState.NEEDS_RELINKING
        return Link(
            member_id=row.member_id,
            account_id=row.account_id,
            display_name=row.display_name,
            scopes=frozenset(row.scopes.split()),
            access_token=tokens[0],
            refresh_token=tokens[1],
            expires_at=row.expires_at,
            consented_at=row.consented_at,
            state=state,
            synced_at=row.synced_at,
            told=row.told,
        )


def _same_consent(link: Link) -> ColumnElement[bool]:
    """Match the row only while it holds this very consent: the member may have relinked."""
    return and_(
        table.c.member_id == link.member_id,
        table.c.account_id == link.account_id,
        table.c.consented_at == link.consented_at,
    )


def untold_ending(member_id: int) -> ColumnElement[bool]:
    """Match a member's link where they are to hear that it ends."""
    return and_(table.c.member_id == member_id, table.c.notice == _DUE)
