"""The demo's page in a real browser: the stage of the demo, and Chromium without a window."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.page.clock import ShiftedClock
from bot.sandbox.page.server import Page as DemoPage
from bot.sandbox.songs import make_catalogue
from bot.sandbox.stage import Stage
from tests.browser.visitor import Demo

TASTES = {"ana": ("techno", "house"), "ben": ("folk", "country")}
CHROMIUM = os.environ.get("CRATEMATE_CHROMIUM") or shutil.which("chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip where there is no Chromium, and say so."""
    if CHROMIUM is None:
        here = Path(__file__).parent
        skip = pytest.mark.skip(reason="Chromium is not installed (Debian's package `chromium`)")
        for item in items:
            if here in item.path.parents:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalogue")
    make_catalogue(folder, count=3_000)
    return folder


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        # Root, as in a container, can only run it without its own sandbox.
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        await browser.close()


@pytest.fixture
async def demo(
    tmp_path: Path, catalogue: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Demo]:
    """The page of a stage with two members; its bot is ready."""
    # A busy machine does within half a minute what takes less than a second otherwise.
    for where in ("client_api", "interactions"):
        monkeypatch.setattr(f"bot.sandbox.discord.{where}.RESPONSE_SECONDS", 30.0)
    monkeypatch.setattr("bot.services.covers._PATIENCE", 30.0)
    monkeypatch.setattr("bot.services.app.let_thread_wait", lambda: None)
    songs = CatalogueSongs(catalogue)
    listeners = [make_listener(songs, name.title(), tastes) for name, tastes in TASTES.items()]
    clock = ShiftedClock()
    stage = Stage(tmp_path, catalogue, listeners, songs, now=clock)
    members = [stage.discord.join(name, name.title(), permissions=-1) for name in TASTES]
    accounts = dict(zip((member.id for member in members), listeners, strict=True))
    stage.discord.serve_also(DemoPage(stage, clock, accounts).add_routes)
    async with stage:
        await stage.start()
        demo = Demo(stage, browser)
        yield demo
        await demo.close()
