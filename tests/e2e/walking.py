"""A member in one language who looks at every answer."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.render.wording import languages, wording
from bot.sandbox.client import Reply, Visitor
from tests.e2e.conftest import PATIENCE

PINGS = re.compile(r"<@[!&]?\d+>|@(everyone|here)\b")
_PHRASE = 3
"""Words that make a sentence of a catalogue tell its language."""


class Walker:
    """Does things as a visitor would, and holds each answer against what any answer has to be:
    nothing failed, nobody is pinged, and no sentence is in another language.
    """

    def __init__(self, visitor: Visitor, locale: str) -> None:
        self.visitor = visitor
        self.locale = locale
        self.say = wording(locale)
        visitor.user.locale = locale

    async def run(self, command: str, /, **options: Any) -> Reply:
        return await self._settled(await self.visitor.run(command, **options))

    async def press(self, reply: Any, key: str, nth: int = 1) -> Reply:
        return await self._settled(await self.visitor.press(reply, self.say(key), nth=nth))

    async def select(self, reply: Reply, key: str, *choices: str) -> Reply:
        return await self._settled(await self.visitor.select(reply, self.say(key), *choices))

    async def submit(self, form: Reply, **fields: str) -> Reply:
        return await self._settled(await self.visitor.submit(form, **fields))

    async def type(self, command: str, option: str, text: str = "") -> str:
        """Type into an option and return the first value that is offered."""
        found = await self.visitor.choices(command, option, text)
        assert found, f"nothing is offered for {text!r} in {option} of /{command}"
        return str(found[0].value)

    async def menu(self, key: str, target: Any) -> Reply:
        # The stand-in knows menus by the name they are registered under.
        use = self.visitor.use_on_member if key != "menu-similar" else self.visitor.use_on_message
        return await self._settled(await use(wording()(key), target))

    async def _settled(self, reply: Reply) -> Reply:
        return self.look(await reply.settled(PATIENCE))

    def look(self, reply: Reply) -> Reply:
        text = reply.text
        for key in ("error-fault", "error-reference"):
            sign = self.say(key, id="").partition("`")[0].strip()
            assert sign not in text, text
        # Of pictures' descriptions and menus' options Discord reads no markup.
        plain = ("(picture: ", "[▾ ")
        lines = [one for one in text.splitlines() if not any(sign in one for sign in plain)]
        assert not PINGS.search("\n".join(lines)), text
        told = {phrase for phrase in foreign_to(self.locale) if phrase in text}
        assert not told, f"{told} in {self.locale}:\n{text}"
        return reply


@cache
def foreign_to(locale: str) -> frozenset[str]:
    """Return whole sentences of the other languages, those without anything to fill in."""
    own = _sentences(locale)
    others = [_sentences(other) for other in languages() if other != locale]
    return frozenset(
        sentence for told in others for key, sentence in told.items() if own.get(key) != sentence
    )


@cache
def _sentences(locale: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in (files("bot.render") / "locales" / locale).iterdir():
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            if isinstance(entry, ftl.Message) and entry.value is not None:
                parts = entry.value.elements
                if len(parts) == 1 and isinstance(parts[0], ftl.TextElement):
                    sentence = parts[0].value.strip("#- *\n")
                    if len(sentence.split()) >= _PHRASE and "\n" not in sentence:
                        found[entry.id.name] = sentence
    return found
