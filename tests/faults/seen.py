"""What a member saw, by a short name: told apart by the words of the message catalogue."""

import re
from enum import StrEnum


class Seen(StrEnum):
    """How an action ended in the eyes of whoever did it."""

    DONE = "done"
    SOME = "done, some covers"
    BARE = "done, no covers"
    RENEW = "done, renew link"
    PLAIN = "done, no picture"
    UNCERTAIN = "looks for it later"
    PARTLY = "fills it later"
    DOWN = "down"
    LIMITED = "limited"
    QUOTA = "quota"
    EXPIRED = "renew link"
    UNLISTED = "not listed"
    STALE = "login stale"
    NOT_YET = "link again"
    FAULT = "our fault + id"
    SILENT = "NOTHING"
    ODD = "UNKNOWN"


GOOD = frozenset({Seen.DONE, Seen.SOME, Seen.BARE, Seen.RENEW, Seen.PLAIN})
"""The member got what they asked for."""

_WORDS = {
    Seen.NOT_YET: "so nothing was linked, and a login serves only once",
    Seen.DOWN: "Spotify does not answer properly at the moment",
    Seen.LIMITED: "Spotify asks me to slow down",
    Seen.QUOTA: "quota for this bot is used up",
    Seen.EXPIRED: "Spotify no longer accepts your link: it was revoked",
    Seen.UNLISTED: "has not added you to the app's user list",
    Seen.STALE: "This login is no longer good",
    Seen.FAULT: "Something went wrong on my side",
    Seen.RENEW: "Spotify no longer accepts your link, so I show no covers",
    Seen.UNCERTAIN: "is not known yet. I look for it",
    Seen.PARTLY: "I add the rest by myself",
    Seen.PLAIN: "I could not give it a cover",
}
SILENCE = "nothing: "
"""How a text begins that stands for an answer that never came."""
_NEXT_STEP = re.compile(r"[Tt]ry again|[Rr]un /link|/recommend|nothing for you to do|by myself")
_FRAME = re.compile(r"^(│ |\(only you can see this\))", re.MULTILINE)
SONG = "https://open.spotify.com/track/"


def recognise(text: str, done: str) -> Seen:
    """Return what a text amounts to; `done` are words of the answer that was asked for."""
    text = plain(text)
    if text.startswith(SILENCE):
        return Seen.SILENT
    for seen, words in _WORDS.items():
        if words in text:
            return seen
    if done not in text:
        return Seen.ODD
    songs, covers = text.count(SONG), text.count("(picture: Cover of")
    if covers < songs:
        return Seen.SOME if covers else Seen.BARE
    return Seen.DONE


def says_what_next(text: str) -> bool:
    """Whether a text names a next step."""
    return _NEXT_STEP.search(plain(text)) is not None


def sentence(text: str) -> str:
    """Return a failure's text on one line, with an example number for what varies."""
    line = " ".join(plain(text).split())
    # A fault is told beside a list that stays.
    line = line[max(0, line.find(_WORDS[Seen.FAULT])) :]
    line = re.sub(r"this id: \w+", "this id: 1a2b3c4d", line)
    line = re.sub(r"<t:\d+:R>", "in 2 minutes", re.sub(r"\*\*Mix \d+\*\*", "**Mix**", line))
    return re.sub(r" \[Open in Spotify: \S+\]", " [Open in Spotify]", line)


def plain(text: str) -> str:
    """Return a text without the frame of a message and the marks of code."""
    return _FRAME.sub("", text).replace("`", "").replace("### ", "")
