"""Links to Spotify in what people write: addresses, `spotify:` names, short links."""

import re
from dataclasses import dataclass

TRACK = "track"
SHORT = "short"
"""The kind of a short link, which says nothing of what it leads to."""

_LINK = re.compile(
    r"(?:\bspotify:|\b(?:open|play)\.spotify\.com/(?:intl-[a-z-]{2,12}/)?(?:embed/)?)"
    r"(?P<kind>[a-z]+)[:/](?P<name>[0-9A-Za-z]+)"
    r"|\b(?:spotify\.link|spotify\.app\.link)/(?P<short>[0-9A-Za-z]+)",
    re.IGNORECASE,
)
_BARE = re.compile(r"[0-9A-Za-z]{22}")


@dataclass(frozen=True, slots=True)
class SpotifyLink:
    """What one link leads to."""

    kind: str
    """track, album, artist, playlist, episode …, or `SHORT`."""
    name: str
    """The id of what it leads to."""


def find_links(text: str) -> list[SpotifyLink]:
    """Return all links in a text, in order."""
    return [
        SpotifyLink(SHORT, found["short"])
        if found["short"]
        else SpotifyLink(found["kind"].lower(), found["name"])
        for found in _LINK.finditer(text)
    ]


def is_bare_id(text: str) -> bool:
    """Whether a text could be an id of Spotify that was pasted without its link."""
    return _BARE.fullmatch(text) is not None
