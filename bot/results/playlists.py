"""Playlists that the bot makes and keeps."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import MemberError


class PlaylistStage(StrEnum):
    """How far a wanted playlist is."""

    CREATING = "creating"
    FILLING = "filling"
    DRAWING = "drawing"
    WAITING = "waiting"
    """It cannot be finished now."""
    DONE = "done"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True)
class PlaylistStep:
    """How far one playlist is; each step stands for itself."""

    stage: PlaylistStage
    name: str
    playlist_id: str | None
    """None where Spotify does not have it, or has not said so yet."""
    added: int
    """Songs that are in it for certain."""
    total: int
    """Songs it shall hold."""
    asked: int
    """Songs that were asked for."""
    left_out: int
    """Songs that Spotify does not have."""
    public: bool
    cover: bool
    """Whether it has got our picture."""
    error: MemberError | None = None
    """Why it cannot be finished now, where a member can understand it."""
    due_at: datetime | None = None
    """When the bot goes on by itself."""
    again: bool = False
    """Whether the member had saved the same list before."""
    refreshed_at: datetime | None = None
    """When it gets fresh songs, where it does so every week."""
    clean: bool = False
    """Whether explicit songs are left out."""

    @property
    def passing(self) -> bool:
        """Whether another step follows at once."""
        return self.stage in {
            PlaylistStage.CREATING,
            PlaylistStage.FILLING,
            PlaylistStage.DRAWING,
        }

    @property
    def final(self) -> bool:
        """Whether nothing follows."""
        return self.stage in {PlaylistStage.DONE, PlaylistStage.GIVEN_UP}

    @property
    def link(self) -> str:
        """The playlist's page at Spotify."""
        return f"https://open.spotify.com/playlist/{self.playlist_id}"


@dataclass(frozen=True, slots=True)
class ShelfPlaylist:
    """A playlist that the bot made for a member."""

    playlist_id: str
    name: str
    songs: int | None = None
    """How many are in it now; None where Spotify did not say."""
    size: int | None = None
    """How many fresh songs it gets every week; None where it is not kept."""
    next_at: datetime | None = None
    """When; None where that is under way."""
    trouble: str | None = None
    """Why it is not refreshed: a `storage.keeps.Trouble`."""
    clean: bool = False
    """Whether explicit songs are left out."""

    @property
    def link(self) -> str:
        """The playlist's page at Spotify."""
        return f"https://open.spotify.com/playlist/{self.playlist_id}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The playlists that the bot made for a member: those refreshed weekly, then the newest."""

    playlists: tuple[ShelfPlaylist, ...]
    older: int = 0
    """How many are left out."""
    unread: MemberError | None = None
    """Why Spotify could not be asked which of them are still there."""
