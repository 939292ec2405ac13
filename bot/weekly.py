"""What a weekly post says: frozen values between services, rendering and the board."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.results.songs import Song


class Note(StrEnum):
    """What a server's administrator is told about its weekly post, once."""

    NOBODY = "nobody"
    """Nobody takes part."""
    NOTHING = "nothing"
    """There is nothing new to say."""
    CHANNEL = "channel"
    """The channel is gone, or the bot may not write there; the schedule is paused."""
    UNCERTAIN = "uncertain"
    """Whether a post arrived cannot be found out without reading the channel's history."""


@dataclass(frozen=True, slots=True)
class Corner:
    """What the post has for one member."""

    name: str
    """As the server knows them now."""
    songs: tuple[Song, ...]
    fit: float | None
    """How well the group's list fits them, 0 to 1; None where it does not count them."""


@dataclass(frozen=True, slots=True)
class Loved:
    """A song that members gave a thumbs-up lately, and how many of them did."""

    song: Song
    people: int


@dataclass(frozen=True, slots=True)
class Share:
    """A genre's part in what members like: lately, and before where that is known."""

    genre: str
    lately: float
    before: float | None = None


@dataclass(frozen=True, slots=True)
class WeeklyPost:
    """One post, ready to be worded."""

    claim_id: str
    """Stands in its buttons' custom ids; `PREVIEW` for one that is only looked at."""
    corners: tuple[Corner, ...]
    group: tuple[Song, ...]
    loved: tuple[Loved, ...]
    rising: tuple[Share, ...]
    genres: tuple[Share, ...]


PREVIEW = "preview"
"""The claim's id of a post that is only looked at."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One channel's weekly post, as it is planned."""

    schedule_id: str
    channel_id: int
    weekday: int
    """0 is Monday."""
    minute: int
    """Minute of the day, by the clocks of the zone."""
    zone: str
    next_at: datetime | None
    """None where it is paused."""
    trouble: Note | None
    """What was wrong with the last post."""
    lacks_history: bool = False
    """Whether the bot may not read the channel's history."""
    lacks_pictures: bool = False
    """Whether the bot may not attach files."""
