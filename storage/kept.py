"""Playlists that get fresh songs every week, and their refreshes, as they are told and kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.playlists import WantedSong


class Trouble(StrEnum):
    """Why a playlist is not refreshed, as its member is told."""

    LINK = "link"
    """The Spotify link needs renewing."""
    ACCOUNT = "account"
    """It lies in another Spotify account than the linked one."""
    REFUSED = "refused"
    """Spotify refuses the member, or the bot as a whole."""
    NOTHING = "nothing"
    """There are no fresh songs for it."""
    GONE = "gone"
    """It was deleted at Spotify: it is kept no longer."""


class Outcome(StrEnum):
    """How far a refresh is."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    """Its day went by."""
    NOTHING = "nothing"
    """There was nothing to put in."""
    GONE = "gone"
    """There was no playlist to put anything in."""


@dataclass(frozen=True, slots=True)
class Keep:
    """One playlist that is refreshed every week."""

    member_id: int
    playlist_id: str
    account_id: str
    """The Spotify account it lies in."""
    name: str
    """As it was made; the member may have renamed it."""
    size: int
    """Songs it shall hold."""
    since: datetime
    trouble: Trouble | None = None
    pending: bool = False
    """Whether a refresh is due and not over."""
    next_at: datetime | None = None
    """The next refresh's instant, as it was when it was last looked for."""
    clean: bool = False
    """Whether explicit songs are left out."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """One refresh that is due."""

    member_id: int
    playlist_id: str
    instant: datetime
    account_id: str
    size: int
    songs: tuple[WantedSong, ...] | None
    """What the playlist shall hold; None before that is decided."""
    sent_at: datetime | None
    """When they were last sent."""
    tries: int
    clean: bool = False


Key = tuple[int, str, datetime]
"""Member, playlist and instant of a refresh."""
