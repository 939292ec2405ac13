"""What the rest of the bot sees of Spotify."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

Row = TypeVar("Row", covariant=True)


@dataclass(frozen=True, slots=True)
class SpotifyTrack:
    """One track, as Spotify describes it; titles are unmodified."""

    track_id: str
    title: str
    artists: tuple[str, ...]
    album: str | None = None
    duration_ms: int | None = None
    isrc: str | None = None
    explicit: bool | None = None
    cover_url: str | None = None
    """Address of a cover of about 300 pixels."""
    added_at: datetime | None = None
    """When the member saved it or put it into the playlist."""
    played_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SpotifyPlaylist:
    """One playlist in a member's list; its tracks are read separately."""

    playlist_id: str
    name: str
    owner_id: str
    """The owner's user id, which is not an account id."""
    own: bool
    """Whether the member owns it; Spotify refuses the tracks of others' playlists."""
    collaborative: bool
    total: int
    """Rows it holds, 0 where Spotify does not say."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Whose token it is."""

    account_id: str
    """What to link on: the immutable account id, or the user id where Spotify sends none."""
    name: str
    user_id: str
    """The id that playlists name as their owner."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some consecutive rows of a longer list."""

    items: tuple[Row, ...]
    total: int
    """Rows of the whole list, skipped ones included; 0 where Spotify does not say."""
    skipped: int = 0
    """Rows left out: null, local files, episodes."""
    closed: bool = False
    """Spotify refuses to show this list: a playlist of somebody else, or a deleted one."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A login that has begun. Keep everything but `url` until the member comes back."""

    url: str = field(repr=False)
    """The consent page."""
    state: str = field(repr=False)
    verifier: str = field(repr=False)
    challenge: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What Spotify grants; its text shows no token."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime
    scopes: frozenset[str]
    """What the member granted, not what was asked for; empty where the answer names none."""
