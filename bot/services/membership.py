"""Who is in a server now: Discord is asked at each use, and believed for a minute.

Without a privileged intent nobody says when a member leaves.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from bot.services.board import Board
from bot.services.clock import Clock
from storage.store import Store

BELIEVED: Final = timedelta(minutes=1)


class Membership:
    """Asks after members one by one, as Discord answers."""

    def __init__(self, store: Store, board: Callable[[], Board], now: Clock) -> None:
        self._store = store
        self._board = board
        self._now = now
        self._seen: dict[tuple[int, int], datetime] = {}

    async def present(self, guild_id: int, member_ids: Iterable[int]) -> frozenset[int]:
        """Return those who are in a server; whoever has left takes part there no longer.

        Raises `Lost` and `Unreachable`.
        """
        wanted = list(dict.fromkeys(member_ids))
        oldest = self._now() - BELIEVED
        self._seen = {who: at for who, at in self._seen.items() if at > oldest}
        gone: set[int] = set()
        for member_id in wanted:
            if (guild_id, member_id) not in self._seen and not await self._ask(guild_id, member_id):
                gone.add(member_id)
        if gone:
            await self._store.guilds.leave(guild_id, gone)
        return frozenset(wanted) - gone

    async def _ask(self, guild_id: int, member_id: int) -> bool:
        here = bool(await self._board().names(guild_id, [member_id]))
        if here:
            self._seen[guild_id, member_id] = self._now()
        return here
