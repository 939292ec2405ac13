"""The real bot in a process of its own, by a clock that somebody else turns; made to be killed."""

import asyncio
import json
import logging
import struct
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.running import Running, run_bot
from bot.sandbox.discord.server import redirect
from bot.settings import Settings

TICK = timedelta(milliseconds=40)
"""How often the bot looks for what is due, unless orders say a usual minute."""


class TurnedClock:
    """The time in a file of eight bytes: microseconds since 1970."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("r+b", buffering=0)

    def __call__(self) -> datetime:
        """Read the time."""
        self._file.seek(0)
        (microseconds,) = struct.unpack("<q", self._file.read(8))
        return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)

    def turn(self, time: datetime) -> None:
        """Set the time."""
        microseconds = (time - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)
        self._file.seek(0)
        self._file.write(struct.pack("<q", microseconds))


def _say_ready(running: Running) -> None:
    print("ready", running.metrics_port, flush=True)


async def serve(orders: dict[str, Any], say_ready: Callable[[Running], None] = _say_ready) -> None:
    """Be the bot until killed; `orders` may name further settings and the seconds of a tick."""
    tick = timedelta(seconds=orders.get("tick_s", TICK.total_seconds()))
    settings = Settings(
        _env_file=None,  # pyright: ignore[reportCallIssue]
        discord_token=SecretStr(orders["token"]),
        key=(SecretStr(orders["key"]),),
        database=Path(orders["database"]),
        catalogue=Path(orders["catalogue"]),
        web_host="127.0.0.1",
        web_port=0,
    ).model_copy(update=orders.get("settings", {}))
    clock = TurnedClock(Path(orders["clock"]))
    with redirect(orders["api_url"], orders["gateway_url"]):
        async with run_bot(settings, clock, guilds_within=0.05, every=tick) as running:
            await running.ready()
            say_ready(running)
            await running.session


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(process)d %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    asyncio.run(serve(json.loads(Path(sys.argv[1]).read_text())))
