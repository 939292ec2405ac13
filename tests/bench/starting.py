"""How long the bot takes from the start of its process until it is ready and answers.

`python -m tests.bench.starting --scene DIR [--starts 5]`

`cratemate run` in a process of its own, against a stand-in for Discord on loopback, on a store and
a catalogue that exist; before that the first start of all, which makes the store. Ready is what
`/healthz` says, and at once a member asks for `/help`. Beside it the floor: a bot by discord.py
alone, with one command and discord.py's own wait for servers. The last line is JSON with `start_s,
answered_s, first_start_s, floor_s` in seconds: the least of some starts, since what else the
machine does can only add to it, but for the one first start; and `start_cpu_s`, the processor time
until ready. Exits with 1 where `start_s` passes 2 s.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import aiohttp
from cryptography.fernet import Fernet

from bot.sandbox.client import Visitor
from bot.sandbox.discord.server import DiscordStandIn
from tests.bench.goals import AtMost, judge
from tests.bench.machine import processor_seconds
from tests.bench.scene import catalogue_in

GOALS: Final = {"start_s": AtMost(2.0)}
_PATIENCE: Final = 60.0
_ELSEWHERE: Final = """
import sys
import discord.gateway, discord.http, yarl
discord.http.Route.BASE = sys.argv[1]
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sys.argv[2])
"""
"""What sends discord.py to the stand-in, and loads nothing of the stand-in's."""
_OURS: Final = (
    _ELSEWHERE
    + """
from bot.cli import main
sys.exit(main(["run"]))
"""
)
_FLOOR: Final = (
    _ELSEWHERE
    + """
import discord
from discord import app_commands
client = discord.AutoShardedClient(intents=discord.Intents(guilds=True))
tree = app_commands.CommandTree(client)
@tree.command(name="help", description="help")
async def help(interaction):
    await interaction.response.send_message("Here.")
@client.event
async def setup_hook():
    await tree.sync()
@client.event
async def on_ready():
    print("ready", flush=True)
client.run(sys.argv[3], log_handler=None)
"""
)


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of a process."""

    ready: float
    processor: float
    """Of its own time, until it was ready."""
    answered: float


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scene", type=Path, required=True)
    parser.add_argument("--starts", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        catalogue = catalogue_in(options.scene).absolute()
        figures = asyncio.run(_measure(Path(name), catalogue, options.starts))
    print(
        f"ready after {figures['start_s']} s, answered after {figures['answered_s']} s; the first "
        f"start {figures['first_start_s']} s; discord.py alone {figures['floor_s']} s"
    )
    return judge(figures, GOALS)


async def _measure(folder: Path, catalogue: Path, starts: int) -> dict[str, Any]:
    async with DiscordStandIn() as discord:
        visitor = Visitor(discord, discord.join("ana"))
        port = _free_port()
        settings = {
            "CRATEMATE_DISCORD_TOKEN": discord.token,
            "CRATEMATE_KEY": Fernet.generate_key().decode(),
            "CRATEMATE_DATABASE": str(folder / "store.sqlite"),
            "CRATEMATE_CATALOGUE": str(catalogue),
            "CRATEMATE_WEB_HOST": "127.0.0.1",
            "CRATEMATE_WEB_PORT": str(port),
        }
        first, *ours = [
            await _start_ours(discord, visitor, folder, settings, port) for _ in range(starts + 1)
        ]
        floor = [await _start_floor(discord, folder) for _ in range(starts)]
    return {
        "start_s": round(min(start.ready for start in ours), 2),
        "start_cpu_s": round(min(start.processor for start in ours), 2),
        "answered_s": round(min(start.answered for start in ours), 2),
        "first_start_s": round(first.ready, 2),
        "floor_s": round(min(floor), 2),
    }


async def _start_ours(
    discord: DiscordStandIn,
    visitor: Visitor,
    folder: Path,
    settings: Mapping[str, str],
    port: int,
) -> Start:
    """Start the bot and end it."""
    begun = time.perf_counter()
    process = await _spawn(folder, _OURS, discord.api_url, discord.gateway_url, settings=settings)
    try:
        async with asyncio.timeout(_PATIENCE), aiohttp.ClientSession() as http:
            while not await _is_healthy(http, port):
                if process.returncode is not None:
                    raise SystemExit(f"the bot ended with {process.returncode}")
                await asyncio.sleep(0.01)
            ready, processor = time.perf_counter() - begun, processor_seconds(process.pid)
            await visitor.run("help")
            return Start(ready, processor, time.perf_counter() - begun)
    finally:
        await _end(process)


async def _start_floor(discord: DiscordStandIn, folder: Path) -> float:
    begun = time.perf_counter()
    arguments = (discord.api_url, discord.gateway_url, discord.token)
    process = await _spawn(folder, _FLOOR, *arguments, settings={})
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), _PATIENCE)
        if line.strip() != b"ready":
            raise SystemExit("discord.py alone did not start")
        return time.perf_counter() - begun
    finally:
        await _end(process)


async def _spawn(
    folder: Path, program: str, *arguments: str, settings: Mapping[str, str]
) -> asyncio.subprocess.Process:
    root = str(Path(__file__).parents[2])
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program,
        *arguments,
        # Where no `.env` lies.
        cwd=folder,
        env={**_environment(), "PYTHONPATH": root, **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )


def _environment() -> dict[str, str]:
    """Return this one's; what Python compiles is kept for the next start, as usual."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


async def _is_healthy(http: aiohttp.ClientSession, port: int) -> bool:
    with suppress(aiohttp.ClientError):
        async with http.get(f"http://127.0.0.1:{port}/healthz") as answer:
            return answer.status == 200
    return False


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    await process.communicate()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
