"""Why a song is in a list, in words. The kind and its evidence come from the scoring path."""

from bot.render.similar import likeness
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results import SIMILAR, NamedReason
from models.explain import ReasonKind


def reason_text(say: Wording, reason: NamedReason) -> str:
    """Return one sentence; it names only evidence that the reason carries."""
    if reason.kind == SIMILAR:
        return likeness(say, reason)
    match ReasonKind(reason.kind):
        case ReasonKind.ARTIST if reason.artist:
            return say("reason-artist", artist=quote(reason.artist, 60))
        case ReasonKind.NEAR if reason.songs:
            return say("reason-near", songs=_listed(say, reason.songs))
        case ReasonKind.GENRE if reason.genre:
            return say("reason-genre", genre=quote(reason.genre, 40))
        case ReasonKind.ERA if reason.year:
            return say("reason-era", decade=f"{reason.year // 10 * 10}")
        case ReasonKind.POPULAR:
            return say("reason-popular")
        case _:
            return say("reason-sound")


def _listed(say: Wording, titles: tuple[str, ...]) -> str:
    quoted = [say("reason-title", title=quote(title, 60)) for title in titles[:2]]
    return quoted[0] if len(quoted) == 1 else say("reason-two", first=quoted[0], second=quoted[1])
