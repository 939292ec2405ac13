"""Songs, lists of them, and why they are in them."""

from dataclasses import dataclass
from enum import StrEnum

SIMILAR = "similar"
"""The kind of lists of similar songs, and of the reasons in them."""
GROUP = "group"
"""The kind of reasons of songs chosen for several members together."""
SHELF = "shelf"
"""The kind of reasons of songs that no table holds and others of the server love."""


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
    people: int = 0
    """Others of the server who love a song of its shelf."""
    also: "NamedReason | None" = None
    """A second contribution, where one carried nearly as much."""


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
