"""Short answers: a sentence or two in a container, and the progress of a link."""

from discord import ui

from bot.errors import (
    Foreign,
    MemberError,
    NotAllowListed,
    SpotifyDown,
    SpotifyLimited,
    SpotifyQuotaExceeded,
)
from bot.render import ids
from bot.render.parts import WARNING, Item, button, layout, link, row, text
from bot.render.similar import seed_names
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results.linking import Progress, Stage
from bot.results.songs import SHELF, SIMILAR, Explanation

_PASSING = (SpotifyDown, SpotifyLimited, SpotifyQuotaExceeded)
"""Failures that leave a link as good as it was."""
_MAY_BE_UNLISTED = frozenset({"unlisted", "unknown"})
"""Causes of a 403 that a place on the app's user list would mend, or might."""
_LONGEST_BUTTON_URL = 512
"""Discord refuses a button with a longer address; a long callback address can bring that about."""


def note(sentence: str) -> ui.LayoutView:
    """A short answer."""
    return layout(text(sentence))


def failure(say: Wording, error: MemberError, identifier: str) -> ui.LayoutView:
    """What a member can mend, in a sentence, with the id that is in the log."""
    told = f"{_sentence(say, error)}\n{say('error-reference', id=identifier)}"
    return layout(text(told), *_offer_place(say, error), accent=WARNING)


def fault(say: Wording, identifier: str) -> ui.LayoutView:
    """Our own fault, with the id that is in the log."""
    return layout(text(say("error-fault", id=identifier)), accent=WARNING)


def link_offer(say: Wording, url: str, minutes: int, *, learning: bool) -> ui.LayoutView:
    """The first answer of /link."""
    offer = say("link-offer" if learning else "link-offer-playlists-only", minutes=minutes)
    paste = button(say("link-button-paste"), ids.paste())
    if len(url) > _LONGEST_BUTTON_URL:
        return layout(text(f"{offer}\n[{say('link-button-open')}]({url})"), row(paste))
    return layout(text(offer), row(link(say("link-button-open"), url), paste))


def progress(say: Wording, step: Progress) -> ui.LayoutView:
    """How far reading and learning are, with the id that is in the log where it failed."""
    match step.stage:
        case Stage.FAILED:
            return _failed(say, step)
        case Stage.LINKED:
            key = "progress-linked" if step.learning else "link-done-playlists-only"
            return note(say(key, name=quote(step.name)))
        case Stage.READING:
            return note(
                say(
                    "progress-reading",
                    part=step.part,
                    done=step.done,
                    total=step.total,
                    likes=step.likes,
                )
            )
        case Stage.TRAINING:
            values = {"likes": step.likes, "place": step.place, "percent": step.percent}
            return note(say("progress-training", **values))
        case Stage.READY:
            ready = say("progress-ready", known=step.known, unmatched=step.unmatched)
            return layout(text(ready), row(button(say("choosing-offer"), ids.choosing())))


def _failed(say: Wording, step: Progress) -> ui.LayoutView:
    error = step.mendable
    sentence = _sentence(say, error) if error else say("error-fault", id=step.reference)
    key = "progress-interrupted" if isinstance(error, _PASSING) else "progress-failed"
    told = say(key, sentence=sentence)
    if error:
        told = f"{told}\n{say('error-reference', id=step.reference)}"
    return layout(text(told), *_offer_place(say, error), accent=WARNING)


def _offer_place(say: Wording, error: MemberError | None) -> list[Item]:
    """Return the button that asks the owner for a place, where a place may be what is missing."""
    if isinstance(error, NotAllowListed) and error.values.get("cause") in _MAY_BE_UNLISTED:
        return [row(button(say("allow-list-button"), ids.allow()))]
    return []


def _sentence(say: Wording, error: MemberError) -> str:
    values = {
        name: quote(value) if isinstance(value, Foreign) else value
        for name, value in error.values.items()
    }
    return say(error.key, **values)


def explanation(say: Wording, why: Explanation, reason: str) -> ui.LayoutView:
    """The answer of the Why button."""
    song = why.song
    if song.reason.kind == SHELF:
        return note(say("why-shelf", title=quote(song.title), reason=reason))
    if song.reason.kind == SIMILAR:
        closeness = round(100 * max(0.0, song.score))
        seeds = seed_names(say, song.reason.seeds)
        title = quote(song.title)
        return note(
            say("why-similar", title=title, seeds=seeds, reason=reason, closeness=closeness)
        )
    return note(
        say(
            "why",
            title=quote(song.title),
            reason=reason,
            times=why.times,
            likes=why.likes,
            auc=0 if why.auc is None else round(why.auc * 100),
        )
    )
