"""A whole bot from start to stop: store, workers, web part, Discord."""

import asyncio
import logging
import socket
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.client import CratemateBot
from bot.render.wording import read_all
from bot.services.app import Services, open_services
from bot.services.clock import Clock, utc_now
from bot.services.housekeeping import EVERY
from bot.settings import Settings
from bot.spotify.patience import Manners
from bot.spotify.wire import load as load_spotipy
from bot.web.server import serve_metrics, serve_web

log = logging.getLogger(__name__)

GUILDS_WITHIN = 0.3
"""Seconds that Discord may pause between two servers at the start. Longer pauses do no harm: the
bot answers in a server it has not been told of yet, and knows from the first that it is in it."""


@dataclass(frozen=True)
class Running:
    """A bot that is connected or connecting."""

    bot: CratemateBot
    services: Services
    web_port: int
    metrics_port: int | None
    session: asyncio.Task[None]
    """Ends when the bot leaves Discord, or fails where it cannot get in."""

    async def ready(self) -> None:
        """Wait until Discord has accepted the bot. Raises what kept it out."""
        waiting = asyncio.create_task(self.bot.wait_until_ready())
        try:
            await asyncio.wait({waiting, self.session}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
        if self.session.done():
            self.session.result()


@asynccontextmanager
async def run_bot(
    settings: Settings,
    now: Clock = utc_now,
    manners: Manners | None = None,
    *,
    guilds_within: float = GUILDS_WITHIN,
    every: timedelta = EVERY,
    listener: socket.socket | None = None,
) -> AsyncGenerator[Running]:
    """Start everything; on leaving, stop taking work first and close the store last.

    `guilds_within` is how many seconds after the last guild the bot counts as ready, `every` how
    often it looks for what is due by the clock. `listener` is a bound socket that the web part
    is served on instead of the settings' host and port.
    """
    async with AsyncExitStack() as stack:
        services = await stack.enter_async_context(
            open_services(settings, now, manners, every=every)
        )
        bot = CratemateBot(
            services, ready_timeout=guilds_within, per_minute=settings.commands_per_minute
        )
        port = await stack.enter_async_context(
            serve_web(
                services,
                listener or (settings.web_host, settings.web_port),
                lambda: bot.is_ready() and not bot.is_closed(),
            )
        )
        metrics_port = settings.metrics_port
        if metrics_port is not None:
            services.metrics.watch_guilds(lambda: len(bot.guilds))
            serving = serve_metrics(services.metrics, settings.metrics_host, metrics_port)
            metrics_port = await stack.enter_async_context(serving)
        # Also where Discord refuses the token: asking has opened a connection.
        stack.push_async_callback(bot.close)
        await bot.login(settings.discord_token.get_secret_value())
        session = asyncio.create_task(bot.connect())
        stack.push_async_callback(_leave, bot, session)
        warming = asyncio.create_task(_warm_up(bot, services))
        stack.push_async_callback(_give_up, warming)
        yield Running(bot, services, port, metrics_port, session)


async def _warm_up(bot: CratemateBot, services: Services) -> None:
    await bot.wait_until_ready()
    for load in (read_all, load_spotipy):
        await asyncio.to_thread(load)
    await services.warm_up()


async def _give_up(task: asyncio.Task[None]) -> None:
    task.cancel()
    for failure in await asyncio.gather(task, return_exceptions=True):
        if isinstance(failure, Exception):
            log.error("warming up failed", exc_info=failure)


async def _leave(bot: CratemateBot, session: asyncio.Task[None]) -> None:
    await bot.close()
    session.cancel()
    await asyncio.gather(session, return_exceptions=True)
    log.info("left Discord")
