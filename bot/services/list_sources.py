"""Lists of tracks that may be had and used by anybody, by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.services.fetching import FetchError, Source, parse_source


@dataclass(frozen=True, slots=True)
class ListSource:
    """Lists whose licence allows a bot to learn from them. Where they are, the operator says."""

    name: str
    file: str
    licence: str
    """What the operator is shown before anything is downloaded."""


KNOWN: Final = (
    ListSource(
        name="tidytuesday",
        file="spotify_songs.csv",
        licence="TidyTuesday, 21 January 2020: 32,833 rows of 471 public playlists.\n"
        "Licence: CC0 1.0 Universal (public domain dedication): its makers waive all their rights\n"
        "in it; you may copy, change and use it for any purpose without asking. No warranty.",
    ),
)


def find(name: str) -> ListSource:
    """Return known lists; raises `FetchError` for a name there is not."""
    for source in KNOWN:
        if source.name == name:
            return source
    names = ", ".join(source.name for source in KNOWN)
    raise FetchError(f"There are no lists called {name}; there are {names}.")


def locate(known: ListSource, given: str | None, settings: Sequence[str]) -> Source:
    """Return where lists are, by an option or else the settings; raises `FetchError`."""
    if given:
        return parse_source(given)
    for entry in settings:
        name, _, address = entry.partition("=")
        if name.strip() == known.name:
            return parse_source(address)
    raise FetchError(
        f"Where {known.name} is has not been said: give --from ADDRESS#sha256=DIGITS, or set "
        f"CRATEMATE_LISTS={known.name}=ADDRESS#sha256=DIGITS."
    )
