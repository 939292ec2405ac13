"""/healthz: what the container's health check is told, over HTTP."""

import asyncio
from pathlib import Path

import aiohttp

from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.spotify.listeners import Listener
from bot.sandbox.stage import Stage
from tests.e2e.conftest import HandClock, Scene


async def ask(address: str) -> tuple[int, dict[str, bool]]:
    async with aiohttp.ClientSession() as browser, browser.get(f"{address}/healthz") as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status, await answer.json()


async def test_a_connected_bot_is_healthy(scene: Scene) -> None:
    assert await ask(scene.web) == (200, {"ok": True, "ready": True, "alive": True})


async def test_a_bot_that_is_not_connected_yet_is_not_ready(
    tmp_path: Path, catalogue: Path, songs: CatalogueSongs, listener: Listener, clock: HandClock
) -> None:
    async with Stage(tmp_path, catalogue, [listener], songs, now=clock) as stage:
        gate = stage.discord.faults.hold("PUT", "/applications/*/commands")
        starting = asyncio.create_task(stage.start())
        await asyncio.wait_for(gate.reached.wait(), 10)
        web = f"http://127.0.0.1:{stage.settings.web_port}"
        assert await ask(web) == (503, {"ok": False, "ready": False, "alive": True})
        gate.open()
        await starting
        assert (await ask(web))[0] == 200
