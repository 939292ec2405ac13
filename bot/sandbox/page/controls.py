"""What a visitor of the demo can make happen behind the scenes."""

import asyncio
from datetime import timedelta
from enum import StrEnum
from typing import Final

from bot.sandbox.page.clock import ShiftedClock
from bot.sandbox.spotify import faults
from bot.sandbox.spotify.listeners import Listener
from bot.sandbox.stage import Stage

STEP: Final = timedelta(hours=12)
"""How far the clock is put forward at a time; what is missed for a day would be skipped."""
_WORK_SECONDS: Final = 20.0
_ENDLESS: Final = 1_000_000


class Trouble(StrEnum):
    """Failures there are on demand."""

    LIMIT = "limit"
    """Spotify answers the next requests with 429."""
    OUTAGE = "outage"
    """Spotify is down until it is mended."""
    REVOKE = "revoke"
    """A member takes the permission back at Spotify."""
    DISCORD = "discord"
    """Discord limits the bot's next requests."""


class Controls:
    """Failures, restarts and leaps of the clock on one stage."""

    def __init__(self, stage: Stage, clock: ShiftedClock) -> None:
        self._stage = stage
        self._clock = clock
        self._busy = asyncio.Lock()
        self.outage = False

    def make(self, trouble: Trouble, listener: Listener | None) -> None:
        """Let something fail; to revoke, a listener must be named."""
        spotify, discord = self._stage.spotify, self._stage.discord
        match trouble:
            case Trouble.LIMIT:
                spotify.faults.add(faults.limited(2), "/v1/", times=3)
            case Trouble.OUTAGE:
                self.outage = True
                spotify.faults.add(faults.failing(503), "/v1/", times=_ENDLESS)
                spotify.faults.add(faults.failing(503), "/api/token", times=_ENDLESS)
            case Trouble.REVOKE:
                if listener is None:
                    raise ValueError("this member has no account at Spotify")
                spotify.revoke(listener)
            case Trouble.DISCORD:
                discord.faults.limit("*", "/webhooks/*", times=3, retry_after=1.0)

    def mend(self) -> None:
        """Let everything work again."""
        self.outage = False
        self._stage.spotify.faults.clear()
        self._stage.discord.faults.clear()

    async def restart(self) -> None:
        """Stop the bot as SIGTERM does and start it again."""
        async with self._busy:
            await self._stage.restart()

    async def leap(self, days: int) -> None:
        """Put the clock forward step by step, and wait for what becomes due on the way."""
        async with self._busy:
            end = self._clock.shift + timedelta(days=days)
            while self._clock.shift < end:
                self._clock.shift = min(self._clock.shift + STEP, end)
                await self._do_what_is_due()

    async def _do_what_is_due(self) -> None:
        running = self._stage.running
        if running is None:
            return
        now, services = self._clock(), running.services
        await services.housekeeping.tick(now)
        for due in (services.posting, services.refreshing):
            if tasks := await due.tick(now):
                await asyncio.wait(tasks, timeout=_WORK_SECONDS)
