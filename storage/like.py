"""A like and where it comes from, for whoever keeps none: it loads nothing of the store."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """Where a like comes from; those of `DISLIKED` are dislikes, `KNOWN` is neither."""

    SAVED = "saved"
    TOP = "top"
    RECENT = "recent"
    PLAYLIST = "playlist"
    IMPORT = "import"
    PICK = "pick"
    UP = "up"
    DOWN = "down"
    SHUNNED = "shunned"
    KNOWN = "known"


SPOTIFY = frozenset({Source.SAVED, Source.TOP, Source.RECENT, Source.PLAYLIST, Source.SHUNNED})
"""Sources that go with a Spotify link; all others stay when a member unlinks."""

THUMBS = frozenset({Source.UP, Source.DOWN, Source.KNOWN})
"""What a member says of a song shown to them; the newest word counts."""

DISLIKED = frozenset({Source.DOWN, Source.SHUNNED})
"""Thumbs down, and songs of playlists that their member calls disliked."""

NOT_LIKED = DISLIKED | {Source.KNOWN}
"""Sources that say nothing good of a song."""


@dataclass(frozen=True, slots=True)
class Like:
    """One track that a member likes, as one source tells it; a track may have several.

    `song` is the number that all versions of a song share; times are in milliseconds.
    """

    track_id: str
    source: Source
    title: str
    artists: tuple[str, ...]
    isrc: str | None = None
    duration_ms: int | None = None
    liked_at: datetime | None = None
    plays: int | None = None
    played_ms: int | None = None
    skips: int | None = None
    song: int | None = None
    explicit: bool | None = None
    """None where the source does not say."""
