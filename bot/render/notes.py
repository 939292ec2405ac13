"""Short answers: a sentence or two in a container, and the progress of a link."""

import discord
from discord import ui

from bot.errors import MemberError
from bot.render import ids
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results import Explanation, Progress, Stage

ACCENT = discord.Colour(0x1E8E6E)
WARNING = discord.Colour(0xC0562F)


def layout(*items: ui.Item[ui.LayoutView], accent: discord.Colour = ACCENT) -> ui.LayoutView:
    """Put items into one container.

    The view is stopped: its buttons are persistent ones, found by custom id, so that discord.py
    need not keep every sent view in memory for ever.
    """
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*items, accent_colour=accent))
    view.stop()
    return view


def note(text: str) -> ui.LayoutView:
    """A short answer."""
    return layout(ui.TextDisplay(text))


def failure(say: Wording, error: MemberError) -> ui.LayoutView:
    """What a member can mend, in a sentence."""
    return layout(ui.TextDisplay(sentence(say, error)), accent=WARNING)


def fault(say: Wording, identifier: str) -> ui.LayoutView:
    """Our own fault, with the id that is in the log."""
    return layout(ui.TextDisplay(say("error-fault", id=identifier)), accent=WARNING)


def sentence(say: Wording, error: MemberError) -> str:
    """Return an error's sentence."""
    return say(error.key, **error.values)


def link_offer(say: Wording, url: str, minutes: int, *, learning: bool) -> ui.LayoutView:
    """The first answer of /link."""
    key = "link-offer" if learning else "link-offer-playlists-only"
    buttons: ui.ActionRow[ui.LayoutView] = ui.ActionRow(
        ui.Button(label=say("link-button-open"), url=url),
        ui.Button(label=say("link-button-paste"), custom_id=ids.paste()),
    )
    return layout(ui.TextDisplay(say(key, minutes=minutes)), buttons)


def progress(say: Wording, step: Progress, identifier: str) -> ui.LayoutView:
    """How far reading and learning are; `identifier` is shown where it failed by our fault."""
    if step.stage is Stage.FAILED:
        error = step.mendable
        text = sentence(say, error) if error else say("error-fault", id=identifier)
        return layout(ui.TextDisplay(say("progress-failed", sentence=text)), accent=WARNING)
    return note(_progress_text(say, step))


def _progress_text(say: Wording, step: Progress) -> str:
    match step.stage:
        case Stage.LINKED:
            key = "progress-linked" if step.learning else "link-done-playlists-only"
            return say(key, name=quote(step.name))
        case Stage.READING:
            return say(
                "progress-reading",
                part=step.part,
                done=step.done,
                total=step.total,
                likes=step.likes,
            )
        case Stage.TRAINING:
            return say(
                "progress-training", likes=step.likes, place=step.place, percent=step.percent
            )
        case _:
            return say("progress-ready", known=step.known, unmatched=step.unmatched)


def explanation(say: Wording, why: Explanation, reason: str) -> ui.LayoutView:
    """The answer of the Why button."""
    auc = 0 if why.auc is None else round(why.auc * 100)
    text = say(
        "why",
        title=quote(why.song.title),
        reason=reason,
        times=why.times,
        likes=why.likes,
        auc=auc,
    )
    return note(text)
