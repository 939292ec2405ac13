"""What is kept of a member: counted, handed out as a file, deleted."""

import asyncio
import io
import json
import logging
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.errors import NothingKept
from bot.results.privacy import Copies, Export, Forgotten, Holding, Kept
from bot.services.allow_list import KEPT as EMAILS_KEPT
from bot.services.housekeeping import LISTS_KEPT, POSTS_KEPT, REFRESHES_KEPT
from bot.services.intake import Intake
from bot.services.linking import LOGIN_LIFE
from bot.services.playlists import KEPT as PLAYLIST_WORK_KEPT
from bot.services.playlists import Playlists
from bot.services.recommending import SHOWN_AGAIN
from bot.services.refreshing import Refreshing
from bot.services.training import Training
from storage.errors import BytesRemain
from storage.schema import likes, members
from storage.store import Store

log = logging.getLogger(__name__)

LARGEST_PLAIN: Final = 8 * 1024 * 1024
"""Bytes of a file sent as it is; Discord takes attachments of up to 10 MiB."""
LIVES: Final[dict[str, timedelta]] = {
    "logins": LOGIN_LIFE,
    "allow_list": EMAILS_KEPT,
    "lists": LISTS_KEPT,
    "shown": SHOWN_AGAIN,
    "refreshes": REFRESHES_KEPT,
    "playlist_intents": PLAYLIST_WORK_KEPT,
    "post_parts": POSTS_KEPT,
}
"""How long housekeeping leaves the rows of a table; others stay until the member deletes them."""
_NAME: Final = "cratemate-export"


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that may be at work for a member and would write its results down."""

    intake: Intake
    training: Training
    playlists: Playlists
    refreshing: Refreshing

    async def stop(self, member_id: int) -> None:
        """Give up all work for a member."""
        self.intake.cancel(member_id)
        self.training.cancel(member_id)
        await self.playlists.cancel(member_id)
        await self.refreshing.cancel(member_id)


class Privacy:
    """A member's view of their own data, and their way out."""

    def __init__(
        self, store: Store, work: Work, copies: Copies | None, page: str | None = None
    ) -> None:
        """`copies` are those the bot makes of its store, None where it makes none.

        `page` is the address of the policy where others than its owner can open it.
        """
        self._store = store
        self._work = work
        self.copies = copies
        self.page = page
        self.days: Final = {name: life.days for name, life in LIVES.items()}

    async def show(self, member_id: int) -> Kept:
        """Count what is kept of a member. Raises NothingKept."""
        counts = await self._store.members.count(member_id)
        if not counts:
            raise NothingKept
        return Kept(
            likes=await self._store.likes.counts(member_id),
            holdings=tuple(
                Holding(table, count, LIVES.get(table))
                for table, count in counts.items()
                if table not in {likes.name, members.name}
            ),
            copies=self.copies,
        )

    async def export(self, member_id: int) -> Export:
        """Write everything kept of a member into one file, tokens left out. Raises NothingKept."""
        found = await self._store.members.export(member_id)
        if not any(found.values()):
            raise NothingKept
        return await asyncio.to_thread(pack, found)

    async def forget(self, member_id: int, *, patience: float = 10.0) -> Forgotten:
        """Stop all work for a member and delete every row and byte of them.

        A program that reads the store is waited for `patience` seconds. Raises NothingKept where
        there is nothing to delete.
        """
        if not await self._store.members.count(member_id):
            raise NothingKept
        linked = await self._store.links.get(member_id) is not None
        await self._work.stop(member_id)
        scrubbed = True
        try:
            await self._store.members.forget(member_id, patience=patience)
        except BytesRemain:
            log.warning("bytes of deleted rows remain until the next start: the store is read")
            scrubbed = False
        log.info("a member's data is deleted")
        return Forgotten(linked, scrubbed, self.copies)


def pack(found: dict[str, list[dict[str, Any]]]) -> Export:
    """Return rows by table as a JSON file, in a ZIP where it is large; work for a thread."""
    # With an indent the encoder is the one in Python, which lets other threads run.
    plain = json.dumps(found, ensure_ascii=False, indent=1).encode()
    if len(plain) <= LARGEST_PLAIN:
        return Export(f"{_NAME}.json", plain)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{_NAME}.json", plain)
    return Export(f"{_NAME}.zip", packed.getvalue())
