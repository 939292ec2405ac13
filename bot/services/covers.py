"""Covers of the songs on a page: nice to have, so they may be missing but never late."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence

from bot.errors import MemberError
from bot.spotify.client import SpotifyClient
from bot.spotify.tokens import TokenKeeper
from storage.store import Store

log = logging.getLogger(__name__)

_PATIENCE = 1.5
"""Seconds a page waits for its covers."""
_KEPT = 10_000


class Covers:
    """Asks Spotify with the member's own token, one track a call; remembers what it was told."""

    def __init__(self, store: Store, spotify: SpotifyClient, keeper: TokenKeeper) -> None:
        self._store = store
        self._spotify = spotify
        self._keeper = keeper
        self._known: OrderedDict[str, str | None] = OrderedDict()

    async def of(self, member_id: int, track_ids: Sequence[str]) -> dict[str, str | None]:
        """Return the covers that are known or come in time."""
        unknown = [track_id for track_id in track_ids if track_id not in self._known]
        if unknown:
            link = await self._store.links.get(member_id)
            if link is not None:
                await self._fetch(member_id, unknown)
        return {track_id: self._known.get(track_id) for track_id in track_ids}

    async def _fetch(self, member_id: int, track_ids: Sequence[str]) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                # First of all, once for all covers: a link that was refused may work again.
                await self._keeper.token(member_id)
                async with asyncio.TaskGroup() as group:
                    for track_id in track_ids:
                        group.create_task(self._fetch_one(member_id, track_id))
        except (MemberError, TimeoutError) as error:
            log.info("no covers: %s", type(error).__name__)

    async def _fetch_one(self, member_id: int, track_id: str) -> None:
        try:
            track = await self._keeper.call(
                member_id, lambda token: self._spotify.track(token, track_id)
            )
        except MemberError as error:
            log.info("no cover: %s", type(error).__name__)
            return
        self._known[track_id] = track.cover_url
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
