"""The privacy policy that the bot serves."""

import aiohttp

from bot.render.pages import policy
from bot.render.wording import wording
from bot.results.privacy import Copies
from bot.services.privacy import LIVES
from tests.e2e.conftest import Scene


async def read(scene: Scene) -> str:
    async with aiohttp.ClientSession() as browser, browser.get(f"{scene.web}/privacy") as page:
        assert page.status == 200
        return await page.text()


async def test_privacy_page_names_the_times_that_the_code_keeps(scene: Scene) -> None:
    page = await read(scene)
    assert "<script" not in page
    for table in ("lists", "shown", "post_parts"):
        assert f"{LIVES[table].days} days" in page
    assert "no copies of the store" in page


def test_privacy_page_tells_of_the_copies_that_are_made() -> None:
    days = {table: life.days for table, life in LIVES.items()}
    assert "made daily and the newest 5 kept" in policy(wording(), days, Copies(5, "daily"))
