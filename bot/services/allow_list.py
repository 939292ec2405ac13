"""Members who ask the bot's owner for a place on the user list of its Spotify app.

The bot cannot learn a member's e-mail from Spotify; who wants a place gives it. It is kept sealed
until the owner has dealt with it, the member has linked, or nobody did anything for ninety days.
"""

import logging
import re
from datetime import timedelta
from typing import Final

from bot.errors import EmailUnreadable
from bot.services.clock import Clock
from storage.store import Store

log = logging.getLogger(__name__)

KEPT: Final = timedelta(days=90)
_EMAIL: Final = re.compile(
    r"[^@\s\x00-\x1f<>,;\"']{1,64}@[^@\s\x00-\x1f<>,;\"']{1,185}\.[^@\s.<>,;]{2,}"
)


class AllowListing:
    """What members ask; the owner reads it with `cratemate allow-list`."""

    def __init__(self, store: Store, now: Clock) -> None:
        self._store = store
        self._now = now

    async def ask(self, member_id: int, text: str) -> None:
        """Keep a member's e-mail for the owner. Raises EmailUnreadable."""
        email = text.strip()
        if not _EMAIL.fullmatch(email):
            raise EmailUnreadable
        await self._store.allow_list.ask(member_id, email, self._now())
        log.info("a member waits for a place on the user list")
