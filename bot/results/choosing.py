"""Which playlists of a member count as liked, disliked or neither."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What the songs of a playlist say of its member."""

    LIKED = "liked"
    DISLIKED = "disliked"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class ChosenPlaylist:
    """One playlist of the member's own."""

    playlist_id: str
    name: str
    total: int
    """Rows it holds."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class PlaylistChoices:
    """Some consecutive playlists of a member."""

    playlists: tuple[ChosenPlaylist, ...]
    first: int
    count: int
    """Playlists in all."""
    size: int
    """Playlists a page holds."""
