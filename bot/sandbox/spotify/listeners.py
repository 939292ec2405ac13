"""The people of the stand-in and what they listen to."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol

BASE62 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def make_id(*parts: str) -> str:
    """Return an id of Spotify's form, the same for the same parts."""
    number = int.from_bytes(hashlib.blake2b("\0".join(parts).encode(), digest_size=16).digest())
    digits: list[str] = []
    for _ in range(22):
        number, digit = divmod(number, 62)
        digits.append(BASE62[digit])
    return "".join(digits)


@dataclass(frozen=True, slots=True)
class StandInTrack:
    """A track that the stand-in knows."""

    track_id: str
    title: str
    artists: tuple[str, ...]
    album: str = "Single"
    duration_ms: int = 200_000
    isrc: str | None = None
    explicit: bool = False
    year: int = 2020


class Oddity(Enum):
    """A row that Spotify really sends although its description does not allow it."""

    NULL = auto()
    """The row is null."""
    EMPTY = auto()
    """The row is there, its track is null."""
    LOCAL = auto()
    """A file from the member's own disk."""
    EPISODE = auto()
    """An episode of a podcast."""


Row = StandInTrack | Oddity


def sprinkle(tracks: Sequence[StandInTrack], every: int = 5) -> tuple[Row, ...]:
    """Return the tracks with an oddity, each kind in turn, after every few of them."""
    kinds = tuple(Oddity)
    rows: list[Row] = []
    for position, track in enumerate(tracks, start=1):
        rows.append(track)
        if position % every == 0:
            rows.append(kinds[position // every % len(kinds)])
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class StandInPlaylist:
    """A playlist in somebody's list; its owner's user id is the listener's unless told."""

    playlist_id: str
    name: str
    rows: tuple[Row, ...]
    owner_id: str | None = None
    collaborative: bool = False
    description: str = ""
    row_key: str = "item"
    """`item` in Development Mode; rows of older answers carry `track`."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody with an account at the stand-in."""

    account_id: str
    name: str
    saved: tuple[Row, ...] = ()
    top: tuple[StandInTrack, ...] = ()
    recent: tuple[StandInTrack, ...] = ()
    """Newest first."""
    playlists: tuple[StandInPlaylist, ...] = ()
    allow_listed: bool = True

    @property
    def user_id(self) -> str:
        """The other id, by which playlists name their owner."""
        return f"user{self.account_id}"


class Songs(Protocol):
    """A catalogue, for GET tracks/{id} and search."""

    def track(self, track_id: str) -> StandInTrack | None:
        """Return a track by its id."""
        ...

    def search(self, text: str, offset: int, limit: int) -> tuple[Sequence[StandInTrack], int]:
        """Return some of the tracks that match a text, and how many match."""
        ...


class SongShelf:
    """A small catalogue in memory."""

    def __init__(self, tracks: Iterable[StandInTrack]) -> None:
        self._tracks = {track.track_id: track for track in tracks}
        self._texts = [
            (f"{track.title} {' '.join(track.artists)}".casefold(), track)
            for track in self._tracks.values()
        ]

    def track(self, track_id: str) -> StandInTrack | None:
        """Return a track by its id."""
        return self._tracks.get(track_id)

    def search(self, text: str, offset: int, limit: int) -> tuple[Sequence[StandInTrack], int]:
        """Return the tracks that hold every word of a text in title or artists."""
        words = text.casefold().split()
        found = [track for held, track in self._texts if all(word in held for word in words)]
        return found[offset : offset + limit], len(found)


@dataclass(slots=True)
class Playlist:
    """A playlist as it is now: one of the listener's, or one that the bot made."""

    playlist_id: str
    name: str
    owner_id: str
    rows: list[Row]
    collaborative: bool = False
    public: bool = False
    description: str = ""
    row_key: str = "item"
    cover: bytes | None = None
    version: int = 0

    @property
    def snapshot_id(self) -> str:
        """Changes with every change of the playlist."""
        return make_id("snapshot", self.playlist_id, str(self.version))


@dataclass(slots=True)
class Library:
    """What a listener has at this moment."""

    listener: Listener
    saved: list[Row] = field(default_factory=list[Row])
    playlists: list[Playlist] = field(default_factory=list[Playlist])

    @classmethod
    def of(cls, listener: Listener) -> "Library":
        """Return a listener's library as it is at the start."""
        return cls(
            listener,
            list(listener.saved),
            [
                Playlist(
                    playlist_id=playlist.playlist_id,
                    name=playlist.name,
                    owner_id=playlist.owner_id or listener.user_id,
                    rows=list(playlist.rows),
                    collaborative=playlist.collaborative,
                    description=playlist.description,
                    row_key=playlist.row_key,
                )
                for playlist in listener.playlists
            ],
        )

    def tracks(self) -> Iterable[StandInTrack]:
        """Return every track in the library; some of them more than once."""
        listener = self.listener
        rows = [*self.saved, *listener.top, *listener.recent]
        rows.extend(row for playlist in self.playlists for row in playlist.rows)
        return (row for row in rows if isinstance(row, StandInTrack))
