"""The picture of the demo's page in the README, taken from the real page.

`python -m tests.browser.pictures --out bot/sandbox/page/pictures [--catalogue DIR]`

Needs Chromium. The songs are made up unless a catalogue is named.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from PIL import Image
from playwright.async_api import async_playwright, expect

from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.page.clock import ShiftedClock
from bot.sandbox.page.server import Page
from bot.sandbox.songs import make_catalogue
from bot.sandbox.stage import Stage
from tests.browser.conftest import CHROMIUM
from tests.browser.visitor import Demo, Visitor

_SIZE = {"width": 1080, "height": 1000}
_COLOURS = 160


async def _take(folder: Path, catalogue: Path, out: Path) -> None:
    songs = CatalogueSongs(catalogue)
    listener = make_listener(songs, "Ana", ("techno", "house", "trance"))
    clock = ShiftedClock()
    stage = Stage(folder, catalogue, [listener], songs, now=clock)
    ana = stage.discord.join("ana", "Ana", permissions=-1)
    stage.discord.serve_also(Page(stage, clock, {ana.id: listener}).add_routes)
    async with stage, async_playwright() as playwright:
        await stage.start()
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        demo = Demo(stage, browser)
        visitor = await demo.open(size=_SIZE)
        await visitor.link()
        await visitor.run("recommend")
        await expect(visitor.message("For you").locator("img").first).to_be_visible()
        await _keep(visitor, out / "recommend.png")
        await demo.close()
        await browser.close()


async def _keep(visitor: Visitor, file: Path) -> None:
    """Keep what is seen in few colours: a page has not many."""
    await visitor.page.wait_for_load_state("networkidle")
    await visitor.page.screenshot(path=file)
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(_COLOURS).save(file, optimize=True)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--catalogue", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        catalogue = options.catalogue
        if catalogue is None:
            catalogue = folder / "catalogue"
            make_catalogue(catalogue)
        asyncio.run(_take(folder, catalogue, options.out))


if __name__ == "__main__":
    main()
