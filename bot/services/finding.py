"""Which song a member means: choices while they type, and what they typed, read in the end."""

from collections.abc import Iterable

from bot.errors import Foreign, NoTrackLink, SongUnknown, TrackUnknown
from bot.spotify.links import TRACK, find_links, is_bare_id
from storage.catalogue import Catalogue, CatalogueTrack
from storage.names import fold
from storage.spelling import Search

MOST_CHOICES = 25
"""Discord shows no more."""

_LOOKED_AT = 100
"""Songs among which one is looked for that is called exactly what the member typed."""
_LONGEST_ECHO = 60


class SongFinder:
    """Finds the songs of one catalogue; may be asked from any thread."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._search = Search(catalogue)

    def choices(self, typed: str) -> list[CatalogueTrack]:
        """Return what a member may mean so far, most popular first, at most `MOST_CHOICES`.

        Before the first letter these are the most popular songs; for a link its track.
        """
        if not typed.strip():
            return self._catalogue.tracks(range(min(MOST_CHOICES, len(self._catalogue))))
        known = self.known(_named(typed))
        return known[:1] or self._search.find(typed, MOST_CHOICES)

    def resolve(self, text: str) -> CatalogueTrack:
        """Return the song that an id, a link or free text means.

        Raises `TrackUnknown` for a track the catalogue does not hold, `NoTrackLink` for a link to
        something else, and `SongUnknown` where the words are no song's.
        """
        text = text.strip()
        links = find_links(text)
        if known := self.known(_named(text)):
            return known[0]
        if any(link.kind == TRACK for link in links):
            raise TrackUnknown
        if links:
            raise NoTrackLink
        found = self._search.find(text, _LOOKED_AT)
        if found:
            return next((track for track in found if _is_called(track, text)), found[0])
        if is_bare_id(text):
            raise TrackUnknown
        raise SongUnknown(text=Foreign(text[:_LONGEST_ECHO]))

    def known(self, track_ids: Iterable[str]) -> list[CatalogueTrack]:
        """Return those of the tracks that the catalogue holds, each once, in order."""
        wanted = list(track_ids)
        rows = self._catalogue.resolve(wanted)
        return self._catalogue.tracks(list(dict.fromkeys(rows[i] for i in wanted if i in rows)))


def _named(text: str) -> list[str]:
    """Return the track ids a text may be or hold."""
    return [text.strip(), *(link.name for link in find_links(text) if link.kind == TRACK)]


def _is_called(track: CatalogueTrack, text: str) -> bool:
    words = fold(text)
    return words in {fold(track.title), fold(" ".join((track.title, *track.artists)))}
