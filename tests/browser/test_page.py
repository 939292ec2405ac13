"""The demo's page as its visitors use it."""

import pytest
from playwright.async_api import expect

from tests.browser.visitor import PHONE, Demo


@pytest.mark.parametrize("phone", [False, True])
async def test_the_whole_way_from_a_link_to_deleting_everything(demo: Demo, phone: bool) -> None:
    ana = await demo.open(size=PHONE if phone else None)
    await ana.link()
    await ana.run("recommend")
    await expect(ana.message("For you")).to_be_visible()
    first = await ana.titles()
    assert len(first) == 4
    await ana.press("👎")
    await expect(ana.message("will not come again")).to_be_visible()
    await ana.run("recommend", count="4")
    await expect(ana.last).to_contain_text("For you")
    assert not set(first) & set(await ana.titles())

    await ana.begin("similar")
    await ana.page.keyboard.type(first[0][:5])
    offers = ana.page.locator(".option .offers li")
    await expect(offers.first).to_be_visible()
    await ana.page.keyboard.press("Enter")
    await ana.page.keyboard.press("Enter")
    await expect(ana.message("Similar")).to_be_visible()

    await ana.run("playlist create", count="12", name="Crate of the week")
    made = ana.message("Crate of the week").get_by_role("link", name="Open in Spotify")
    await expect(made).to_be_visible()
    async with ana.page.context.expect_page() as opening:
        await made.click()
    playlist = await opening.value
    await expect(playlist.get_by_role("heading")).to_have_text("Crate of the week")
    await expect(playlist.locator("ol li")).to_have_count(12)
    await playlist.close()

    await ana.run("taste card")
    card = ana.message("Your taste").locator("img").first
    await expect(card).to_be_visible()
    assert await card.evaluate("async image => (await image.decode(), image.naturalWidth)") == 1100
    assert not await ana.breaches()
    assert not await ana.overflows()

    await ana.run("weekly join")
    await ana.run(
        "schedule set", channel="#music", day="Friday", time="18:30", zone="Europe/Berlin"
    )
    await ana.run("schedule preview")
    await expect(ana.last).to_contain_text("Ana")
    await ana.page.get_by_role("button", name="Make things happen").click()
    panel = ana.page.get_by_role("complementary", name="Make things happen")
    await panel.get_by_role("button", name="A week later").click()
    gone_by = panel.get_by_role("status")
    await expect(gone_by).to_contain_text("A week has gone by")
    post = ana.page.locator("#messages > li:not(.hidden)").last
    await expect(post).to_contain_text("Ana")
    await expect(post.locator("img").first).to_be_attached()
    await ana.close_panel()

    await ana.run("privacy")
    await ana.press("Delete everything", ana.message("What I keep about you"))
    await ana.press("Yes, delete everything", ana.message("Delete everything?"))
    await expect(ana.message("Everything is deleted")).to_be_visible()


async def test_from_five_picks_to_deleting_everything(demo: Demo) -> None:
    ana = await demo.open()
    await ana.begin("start")
    for number in range(1, 6):
        field = ana.page.get_by_role("combobox", name=f"pick{number}")
        await field.press_sequentially("ri")
        offers = ana.page.get_by_role("listbox", name=f"pick{number}").get_by_role("option")
        await offers.nth(number).click()
        await expect(field).not_to_have_value("ri")
    await ana.page.get_by_role("button", name="Send").click()
    await expect(ana.message("learned from")).to_be_visible()
    await expect(ana.last.get_by_role("button", name="Why")).to_have_count(4)
    await ana.run("privacy")
    await expect(ana.message("What I keep about you")).to_be_visible()
    assert not await ana.breaches()
    await ana.press("Export", ana.message("What I keep about you"))
    await expect(ana.page.locator("a.file").last).to_contain_text("json")
    await ana.press("Delete everything", ana.message("What I keep about you"))
    await ana.press("Yes, delete everything", ana.message("Delete everything?"))
    await expect(ana.message("Everything is deleted")).to_be_visible()


async def test_two_members_in_two_tabs_see_their_own(demo: Demo) -> None:
    ana, ben = await demo.open("ana"), await demo.open("ben")
    await ana.page.fill("#typing", "Hello **Ben** <b>&")
    await ana.page.keyboard.press("Enter")
    said = ben.message("Hello")
    await expect(said.locator("strong", has_text="Ben")).to_be_visible()
    await expect(said).to_contain_text("<b>&")
    await ana.run("link")
    await expect(ana.message("Only you can see this")).to_be_visible()
    await ben.run("link")
    await expect(ben.message("Link Spotify")).to_be_visible()
    await expect(ben.page.locator("#messages > li", has_text="Ana used")).to_have_count(0)
    await ben.page.get_by_role("button", name="Cratemate").click()
    await expect(ben.page.locator("#room-name")).to_contain_text("Cratemate")
    await ben.run("recommend")
    await expect(ben.message("/link")).to_be_visible()


async def test_everything_can_be_done_by_keyboard(demo: Demo) -> None:
    ana = await demo.open()
    await expect(ana.page.locator("#typing")).to_be_focused()
    await ana.page.keyboard.type("/")
    offers = ana.page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(offers.first).to_have_attribute("aria-selected", "true")
    await ana.page.keyboard.press("ArrowDown")
    await expect(offers.nth(1)).to_have_attribute("aria-selected", "true")
    await ana.page.keyboard.press("ArrowUp")
    await ana.page.keyboard.press("ArrowUp")
    await expect(offers.last).to_have_attribute("aria-selected", "true")
    await ana.page.keyboard.press("Escape")
    await expect(offers).to_have_count(0)
    await ana.begin("recommend")
    await ana.page.keyboard.press("Escape")
    await expect(ana.page.locator("#typing")).to_be_focused()


async def test_a_wrong_option_is_refused_with_its_reason(demo: Demo) -> None:
    ana = await demo.open()
    await ana.begin("recommend")
    await ana.page.get_by_label("count").fill("99")
    await ana.page.keyboard.press("Enter")
    await expect(ana.page.locator(".options .problem")).to_contain_text("at most 20")
    await ana.page.keyboard.press("Escape")
    await ana.begin("similar")
    await ana.page.keyboard.press("Enter")
    await expect(ana.page.locator(".options .problem")).to_contain_text("song is needed")


async def test_a_form_is_filled_in_and_sent(demo: Demo) -> None:
    ana = await demo.open()
    await ana.run("link")
    await ana.press("Paste the address")
    form = ana.page.get_by_role("dialog")
    await expect(form).to_be_visible()
    assert not await ana.breaches()
    await form.get_by_label("Address").fill("http://127.0.0.1/spotify/callback?code=a&state=b")
    await form.get_by_role("button", name="Submit").click()
    await expect(form).to_have_count(0)
    await expect(ana.message("/link")).to_be_visible()


async def test_failures_show_and_are_mended_and_a_restart_loses_nothing(demo: Demo) -> None:
    ana = await demo.open()
    await ana.link()
    await ana.run("recommend", count="8")
    await expect(ana.message("For you")).to_be_visible()
    first = await ana.titles()
    await ana.page.get_by_role("button", name="Make things happen").click()
    panel = ana.page.get_by_role("complementary", name="Make things happen")
    await panel.get_by_role("button", name="Restart the bot").click()
    await expect(panel.get_by_role("status")).to_contain_text("old buttons")
    await ana.press("Next", ana.message("For you"))
    await expect(ana.message("For you")).not_to_contain_text(first[0])
    await panel.get_by_role("button", name="I take Spotify’s permission back").click()
    await expect(panel.get_by_role("status")).to_contain_text("Your permission is gone")
    await ana.run("playlist create", count="3")
    await expect(ana.message("/link")).to_be_visible()
    await panel.get_by_role("button", name="Spotify is down").click()
    await expect(panel.get_by_role("status")).to_contain_text("until you mend it")
    await panel.get_by_role("button", name="Mend everything").click()
    await expect(panel.get_by_role("status")).to_contain_text("Everything works again")


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("phone", [False, True])
async def test_the_page_is_accessible_and_fits(demo: Demo, scheme: str, phone: bool) -> None:
    ana = await demo.open(size=PHONE if phone else None, scheme=scheme)
    assert not await ana.breaches()
    await ana.link()
    await ana.run("recommend")
    await expect(ana.message("For you").locator("img").first).to_be_visible()
    await ana.begin("similar")
    assert not await ana.breaches()
    assert not await ana.overflows()
    await ana.page.keyboard.press("Escape")
    await ana.page.get_by_role("button", name="Make things happen").click()
    assert not await ana.breaches()
    assert not await ana.overflows()
