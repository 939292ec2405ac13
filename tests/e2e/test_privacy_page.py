"""The privacy policy that the bot serves."""

from html import unescape

import aiohttp

from bot.render.pages import policy
from bot.render.policy import answer, chapters
from bot.render.wording import languages, wording
from bot.results.privacy import Copies
from bot.services.app import policy_page
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
    for copies, gone in ((Copies(5, "daily", 30), 5), (Copies(9, "weekly", 30), 30)):
        page = policy(wording(), chapters(wording(), days, copies))
        assert f"made {copies.every} and the newest {copies.count} kept" in page
        assert f"gone from them after {gone} days" in page


async def test_privacy_policy_is_shown_in_discord_too(scene: Scene) -> None:
    await scene.link()
    kept = await (await scene.ana.run("privacy")).settled()
    told = await (await scene.ana.press(kept, "Privacy policy")).settled()
    assert "Messages the bot has posted stay with the server" in told.text
    assert "only you can see this" in told.text
    page = unescape(await read(scene))
    assert all(paragraph in page for paragraph in plain(told.text) if len(paragraph) > 80)


def plain(text: str) -> list[str]:
    return [line.strip(" │").replace("**", "").replace("`", "") for line in text.splitlines()]


def test_privacy_policy_fits_into_a_message_and_leads_to_its_page() -> None:
    days = {table: life.days for table, life in LIVES.items()}
    for say in languages().values():
        for copies in (None, Copies(1000, "weekly", 3650)):
            view = answer(say, chapters(say, days, copies), policy_page("https://crate.example/cb"))
            assert view.content_length() <= 4000
            assert "https://crate.example/privacy" in str(view.to_components())
    # An address on the owner's own machine opens for nobody else.
    assert policy_page("http://127.0.0.1:8888/spotify/callback") is None
