"""The privacy policy, one document for the page in the browser and the answer in Discord."""

from collections.abc import Mapping
from dataclasses import dataclass

from discord import ui

from bot.render.parts import Item, layout, link, row, text
from bot.render.wording import Wording
from bot.results.privacy import Copies

TABLES = ("lists", "shown", "post_parts", "playlist_intents", "refreshes", "allow_list")
"""What has a time of its own in the policy."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading, empty for the first chapter, and what stands under it."""

    heading: str
    paragraphs: tuple[str, ...]


def chapters(say: Wording, days: Mapping[str, int], copies: Copies | None) -> tuple[Chapter, ...]:
    """Say what is kept, how long, who sees it and what a member can do; `days` by table."""
    values = {name: days[name] for name in TABLES}
    kept = (
        say("policy-kept"),
        say("policy-time", **values),
        say("policy-not-kept"),
        say("policy-given"),
        say("policy-others"),
    )
    rights = say("policy-rights"), _copies(say, copies), say("policy-outside")
    return (
        Chapter("", (say("policy-who"),)),
        Chapter(say("policy-kept-heading"), kept),
        Chapter(say("policy-rights-heading"), rights),
    )


def answer(say: Wording, parts: tuple[Chapter, ...], address: str | None) -> ui.LayoutView:
    """The policy as a message, with a button to the page where others can open it."""
    items: list[Item] = [text(f"### {say('policy-heading')}")]
    for chapter in parts:
        heading = (f"**{chapter.heading}**",) if chapter.heading else ()
        items.append(text("\n".join((*heading, *chapter.paragraphs))))
    if address:
        items.append(row(link(say("policy-open"), address)))
    return layout(*items)


def _copies(say: Wording, copies: Copies | None) -> str:
    if copies is None:
        return say("policy-copies", copies=0, every="", days=0)
    return say("policy-copies", copies=copies.count, every=copies.every, days=copies.gone)
