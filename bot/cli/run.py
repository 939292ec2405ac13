"""`cratemate run`: the bot itself."""

import argparse
import asyncio
import gc
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

from bot import log as logs


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser("run", help="run the bot with the settings of .env")
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Run until SIGTERM or SIGINT; refuse to start on settings that cannot work."""
    # All that is loaded stays: looking through it for garbage took a fifth of the start.
    gc.disable()
    import_module("bot.running")
    gc.freeze()
    gc.enable()
    from bot.checks import blocking, check_settings, read_settings

    settings, problems = read_settings()
    if settings is not None:
        problems = [*problems, *blocking(check_settings(settings))]
    if settings is None or problems:
        for problem in problems:
            print(f"✗ {problem.what}\n  → {problem.mend}", file=sys.stderr)
        return 1
    logs.set_up(settings.log_level, settings.log_format)
    return asyncio.run(_serve(settings))


async def _serve(settings: Any) -> int:
    import aiohttp
    import discord

    from bot.running import run_bot
    from storage.errors import StoreError

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        # Windows has no signal handlers on the loop; Ctrl+C still raises there.
        with suppress(NotImplementedError):
            loop.add_signal_handler(name, stop.set)
    try:
        async with run_bot(settings) as running:
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({stopping, running.session}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if running.session.done():
                running.session.result()
    except discord.LoginFailure:
        print(
            "✗ Discord refuses CRATEMATE_DISCORD_TOKEN.\n"
            "  → Copy a fresh token from the developer portal (Bot → Reset Token).",
            file=sys.stderr,
        )
        return 1
    except (aiohttp.ClientConnectionError, discord.DiscordServerError) as error:
        print(
            f"✗ Discord cannot be reached: {error}\n"
            "  → Look at this machine's network and its name servers, then start the bot again.",
            file=sys.stderr,
        )
        return 1
    except (StoreError, OSError) as error:
        print(f"✗ {error}\n  → `cratemate doctor` checks every setting.", file=sys.stderr)
        return 1
    return 0
