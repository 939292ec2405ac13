"""What services answer and rendering words: frozen values, no Discord, no Spotify."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import MemberError

SIMILAR = "similar"
"""The kind of lists of similar songs, and of the reasons in them."""
GROUP = "group"
"""The kind of reasons of songs chosen for several members together."""


class Mode(StrEnum):
    """What several songs mean to somebody who asks for similar ones."""

    TOGETHER = "together"
    """One list for what they have in common."""
    EACH = "each"
    """A list for each."""


@dataclass(frozen=True, slots=True)
class NamedReason:
    """Why a song is in a list, with the names that a sentence needs."""

    kind: str
    """A `models.explain.ReasonKind`, or `SIMILAR`."""
    artist: str | None = None
    songs: tuple[str, ...] = ()
    """Titles of the member's likes that are the evidence; of a similar song, its closest seed."""
    genre: str | None = None
    year: int | None = None
    seeds: tuple[str, ...] = ()
    """Title and artist of each song that a similar one was asked for."""
    measures: tuple[str, ...] = ()
    """Names out of `models.background.SOUND` in which a similar song is close."""


@dataclass(frozen=True, slots=True)
class SongChoice:
    """A song that a member may mean."""

    track_id: str
    title: str
    artists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Song:
    """One recommended song."""

    track_id: str
    title: str
    artists: tuple[str, ...]
    score: float
    probability: float | None
    reason: NamedReason
    cover: str | None = None
    """Address of the cover, unmodified, where Spotify gave one."""
    place: int = 0
    """Position in the list it was kept in, from 0."""

    @property
    def link(self) -> str:
        """The song's page at Spotify."""
        return f"https://open.spotify.com/track/{self.track_id}"


@dataclass(frozen=True, slots=True)
class SongPage:
    """Some consecutive songs of a kept list."""

    list_id: str
    songs: tuple[Song, ...]
    first: int
    """Position of the first song on this page, from 0."""
    count: int
    """Songs in the whole list."""
    likes: int
    """Likes the model behind the list has learned from."""
    wanted: int
    """Songs that were asked for; more than `count` where the catalogue ran out."""
    size: int
    """Songs a page holds."""
    kind: str
    """The list's kind: `SIMILAR`, or what a member's own taste has made."""
    relink: bool = False
    """Whether to say, once, that the member's Spotify link needs renewing."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The long answer of the Why button."""

    song: Song
    times: int
    """How many times likelier than a random song of the catalogue, at least 1."""
    likes: int
    auc: float | None
    """Out-of-fold AUC of the member's model, where it could be measured."""


class Stage(StrEnum):
    """Where a member's link stands between consent and the first list."""

    LINKED = "linked"
    READING = "reading"
    TRAINING = "training"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of reading likes and learning from them."""

    stage: Stage
    name: str = ""
    """The account's name, where it has just been linked."""
    part: str = ""
    """Which part of the library is being read: saved, top, recent or playlist."""
    done: int = 0
    total: int = 0
    likes: int = 0
    place: int = 0
    """Members before this one in the queue."""
    percent: int = 0
    known: int = 0
    """Songs of the member that the catalogue holds."""
    unmatched: int = 0
    """Likes the catalogue does not hold."""
    error: Exception | None = None
    """Why it failed; a `MemberError` has a sentence of its own."""
    learning: bool = True
    """False where the operator has switched learning from Spotify off."""

    @property
    def final(self) -> bool:
        """Whether nothing follows."""
        return self.stage in {Stage.READY, Stage.FAILED} or not self.learning

    @property
    def mendable(self) -> MemberError | None:
        """The error as one a member can understand, if it is one."""
        return self.error if isinstance(self.error, MemberError) else None


@dataclass(frozen=True, slots=True)
class Unlinked:
    """What /unlink did."""

    removed: int
    """Tracks that came from Spotify."""
    kept: int
    """Tracks that stay: rated, picked or imported."""
    playlists: int
    """Playlists that get no fresh songs any more."""


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
