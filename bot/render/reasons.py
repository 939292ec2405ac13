"""Why a song is in a list, in words. The kind and its evidence come from the scoring path."""

from collections.abc import Callable

from bot.render.similar import likeness
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results.songs import GROUP, SHELF, SIMILAR, NamedReason
from models.explain import ReasonKind

Quote = Callable[[str, int], str]
"""Puts somebody else's words, cut to a length, into a sentence of ours."""


def reason_text(say: Wording, reason: NamedReason, quote: Quote = quote) -> str:
    """Return one line of one or two contributions; it names only evidence that they carry.

    `quote` makes names safe for Discord unless told otherwise.
    """
    first = _contribution(say, reason, quote)
    if reason.also is None:
        return first
    return say("reason-both", first=first, second=_contribution(say, reason.also, quote))


def _contribution(say: Wording, reason: NamedReason, quote: Quote) -> str:
    if reason.kind == SIMILAR:
        return likeness(say, reason)
    if reason.kind == GROUP:
        return say("reason-group")
    if reason.kind == SHELF:
        return say("reason-shelf", people=reason.people)
    match ReasonKind(reason.kind):
        case ReasonKind.ARTIST if reason.artist:
            return say("reason-artist", artist=quote(reason.artist, 60))
        case ReasonKind.NEAR if reason.songs:
            titles = [say("reason-title", title=quote(title, 60)) for title in reason.songs[:2]]
            return say("reason-near", songs=_joined(say, titles))
        case ReasonKind.TOGETHER if reason.songs:
            titles = [say("reason-title", title=quote(title, 60)) for title in reason.songs[:2]]
            return say("reason-together", songs=_joined(say, titles))
        case ReasonKind.GENRE if reason.genre:
            return say("reason-genre", genre=quote(reason.genre, 40))
        case ReasonKind.ERA if reason.year:
            return say("reason-era", decade=f"{reason.year // 10 * 10}")
        case ReasonKind.POPULAR:
            return say("reason-popular")
        case ReasonKind.CHARTS:
            return say("reason-charts")
        case _:
            return say("reason-sound")


def _joined(say: Wording, titles: list[str]) -> str:
    return titles[0] if len(titles) == 1 else say("reason-two", first=titles[0], second=titles[1])
