"""Somebody in front of the demo's page: what they click, type and see."""

from urllib.parse import urlsplit

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Locator, Page, Request, expect

from bot.sandbox.stage import Stage

DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}
PATIENCE = 30_000
"""Milliseconds; a training on a busy machine takes some."""
expect.set_options(timeout=PATIENCE)


class Visitor:
    """One tab, acting as one member."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def last(self) -> Locator:
        """The newest message."""
        return self.page.locator("#messages > li").last

    def message(self, text: str) -> Locator:
        """The newest message that holds a text."""
        return self.page.locator("#messages > li").filter(has_text=text).last

    async def run(self, command: str, **options: str) -> None:
        """Choose a command by typing, fill in its options, send."""
        await self.begin(command)
        form = self.page.locator("form.options")
        for name, value in options.items():
            field = form.get_by_label(name, exact=False).first
            if await field.evaluate("field => field.tagName") == "SELECT":
                await field.select_option(label=value)
            else:
                await field.fill(value)
        await form.get_by_role("button", name="Send").click()
        await expect(form).to_have_count(0)

    async def begin(self, command: str) -> None:
        """Type a command and pick it from the list by the keyboard."""
        await self.page.fill("#typing", f"/{command}")
        first = self.page.locator(".plain .offers li").first
        await expect(first).to_contain_text(f"/{command}")
        await self.page.press("#typing", "Enter")
        await expect(self.page.locator("form.options .chosen")).to_have_text(f"/{command}")

    async def press(self, label: str, where: Locator | None = None, nth: int = 0) -> None:
        """Press a button of a message."""
        place = where or self.last
        await place.locator(".button", has_text=label).nth(nth).click()

    async def link(self) -> None:
        """Link the account of the same name, as a visitor does, through both pages."""
        await self.run("link")
        button = self.message("Link Spotify").get_by_role("link", name="Open Spotify")
        async with self.page.context.expect_page() as opening:
            await button.click()
        consent = await opening.value
        name = await self.page.locator("#person option:checked").inner_text()
        await consent.select_option("select[name=account]", label=name)
        await consent.get_by_role("button", name="Allow").click()
        await consent.get_by_role("button", name="Yes, I am").click()
        await expect(consent.get_by_role("heading")).to_have_text("Linked")
        await consent.close()
        await expect(self.message("Now try")).to_be_visible()

    async def close_panel(self) -> None:
        """Close what makes things happen, which on a phone lies over the messages."""
        await self.page.get_by_role("button", name="Make things happen").click()
        await expect(self.page.get_by_role("complementary")).to_have_count(0)

    async def titles(self) -> list[str]:
        """Return the titles of the songs in the newest message."""
        return await self.last.locator(".section-text a").all_inner_texts()

    async def breaches(self) -> list[str]:
        """Return what a check of accessibility finds on the page as it is."""
        found = await Axe().run(self.page)
        return [
            f"{breach['id']}: {breach['help']} {[node['html'][:120] for node in breach['nodes']]}"
            for breach in found.response["violations"]
        ]

    async def overflows(self) -> bool:
        """Tell whether the page can be scrolled sideways."""
        return await self.page.evaluate(
            "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth"
        )


class Demo:
    """The stage, and the tabs that are open on its page."""

    def __init__(self, stage: Stage, browser: Browser) -> None:
        self.stage = stage
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.problems: list[str] = []
        """What the pages complained of, and requests that left the machine."""

    async def open(
        self, name: str = "ana", *, size: dict[str, int] | None = None, scheme: str = "dark"
    ) -> Visitor:
        """Open a tab as a member."""
        width, height = (size or DESKTOP).values()
        context = await self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        context.on("request", self._watch)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("console", self._listen)
        await page.goto(f"{self.stage.discord.base_url}/?as={name}")
        await expect(page.locator("#person option:checked")).to_have_text(name.title())
        await expect(page.locator("#room-name")).not_to_be_empty()
        return Visitor(page)

    async def close(self) -> None:
        """Close all tabs; raises `AssertionError` where something was wrong with one."""
        for context in self._contexts:
            await context.close()
        assert not self.problems, self.problems

    def _watch(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host is not None and host != "127.0.0.1":
            self.problems.append(f"left the machine: {request.url}")

    def _listen(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        # The browser tells of every answer above 399; the page shows it as a sentence.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.problems.append(f"console: {text}")
