"""The sound of likes that no table holds, asked of a provider where the owner has named one."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import Final

from bot.providers import Sound, SoundProvider
from bot.services.catalogue import Snapshot
from bot.services.clock import Clock
from storage.like import NOT_LIKED, Like
from storage.store import Store

MOST_ASKED: Final = 200
"""Songs asked for in one training: five calls; the next training asks on."""


class Sounds:
    """Knows what was told, and asks for what was not."""

    def __init__(
        self, store: Store, provider: SoundProvider | None, executor: Executor, now: Clock
    ) -> None:
        self._store = store
        self._provider = provider
        self._executor = executor
        self._now = now

    async def of(self, snapshot: Snapshot, likes: Sequence[Like]) -> Mapping[str, Sound]:
        """Return how those of the likes sound that the catalogue does not hold, as far as known."""
        if self._provider is None:
            return {}
        ids = {like.track_id for like in likes if like.source not in NOT_LIKED}
        ids = {track_id for track_id in ids if len(track_id) == 22 and track_id.isalnum()}
        loop = asyncio.get_running_loop()
        held = await loop.run_in_executor(self._executor, snapshot.catalogue.resolve, ids)
        outside = ids - held.keys()
        told = await self._store.sounds.of(outside)
        asked = sorted(outside - told.keys())[:MOST_ASKED]
        if asked:
            answer = await self._provider.sounds(asked)
            await self._store.sounds.keep(self._provider.name, answer, self._now())
            told |= {name: None if audio is None else list(audio) for name, audio in answer.items()}
        return {name: tuple(audio) for name, audio in told.items() if audio is not None}
