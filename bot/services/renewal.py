"""Telling members, once and in time, that their link to Spotify ends."""

import logging
from datetime import datetime, timedelta
from typing import Final

from storage.store import Store

log = logging.getLogger(__name__)

LINK_LIFE: Final = timedelta(days=181)
"""Spotify ends a consent after six months, however often it was refreshed; so long is the shortest
half of a year."""
AHEAD: Final = timedelta(days=7)


class Renewal:
    """Finds links that end within a week; a member reads of it under the answer to a command."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def tick(self, now: datetime) -> None:
        """Note which links end soon."""
        found = await self._store.links.find_ending(now - LINK_LIFE + AHEAD)
        if found:
            log.info("links that end within a week: %d more", found)

    async def news(self, member_id: int) -> datetime | None:
        """Return when a member's link ends where they should hear of it now; only once."""
        consented = await self._store.links.tell_ending(member_id)
        return None if consented is None else consented + LINK_LIFE
