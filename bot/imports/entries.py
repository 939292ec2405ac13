"""What every format comes down to: tracks with what is known of them, and rows that are refused."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, TypeVar

Row = TypeVar("Row")

LONGEST_NAME: Final = 500
"""Letters of a title or an artist; the longest real ones have about 300."""
_TRACK: Final = re.compile(
    r"(?:spotify:track:|open\.spotify\.com/(?:intl-\w+/)?track/|^)([0-9A-Za-z]{22})(?:$|[?/#&])"
)
_OTHER: Final = re.compile(
    r"spotify[:.](?:com/)?(?:episode|show|album|artist|playlist)[:/]|/episode/"
)
_SOONEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_MOST_MS: Final = 24 * 3_600_000


class Refused(StrEnum):
    """Why a row is not taken."""

    NAMELESS = "nameless"
    """Neither a Spotify id nor an ISRC, nor both a title and an artist."""
    NOT_A_SONG = "not-a-song"
    """An episode, an album, an artist."""
    TOO_LONG = "too-long"
    """A name of more than `LONGEST_NAME` letters."""
    UNREADABLE = "unreadable"
    """Not what the format has in that place."""


class BadRow(ValueError):
    """A row is refused; `reason` says why."""

    def __init__(self, reason: Refused) -> None:
        super().__init__(reason.value)
        self.reason = reason


class BadFile(ValueError):
    """A file is refused as a whole; `key` names the sentence that says why."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Entry:
    """One track of a file, with what it tells of it; times are in milliseconds."""

    title: str
    artists: tuple[str, ...]
    track_id: str | None = None
    isrc: str | None = None
    duration_ms: int | None = None
    liked_at: datetime | None = None
    plays: int | None = None
    """How often it was heard for half a minute; None where the file tells of no plays."""
    played_ms: int | None = None
    skips: int | None = None


@dataclass(slots=True)
class Contents:
    """What was found in one upload."""

    formats: set[str] = field(default_factory=set[str])
    entries: list[Entry] = field(default_factory=list[Entry])
    refused: list[tuple[str, Refused]] = field(default_factory=list[tuple[str, Refused]])
    """Where each refused row stands, and why."""

    def take(self, place: str, rows: Iterable[Row], read: Callable[[Row], Entry | None]) -> None:
        """Read rows one by one; a bad one is refused and the others still count.

        `read` returns None for a row that is right but tells of no track.
        """
        for number, row in enumerate(rows, 1):
            try:
                entry = read(row)
            except BadRow as error:
                self.refused.append((f"{place}: {number}", error.reason))
            else:
                if entry is not None:
                    self.entries.append(entry)


def make_entry(
    title: object,
    artists: Iterable[object],
    *,
    address: object = None,
    isrc: object = None,
    duration_ms: int | None = None,
    liked_at: datetime | None = None,
    plays: int | None = None,
    played_ms: int | None = None,
    skips: int | None = None,
) -> Entry:
    """Return an entry of checked values; raises `BadRow`.

    `address` is whatever a file has for Spotify: an id, a URI or a link.
    """
    name = clean(title)
    names = tuple(text for text in map(clean, artists) if text)
    track_id = track_id_of(address)
    code = clean(isrc).replace("-", "").upper()
    known_code = code if re.fullmatch(r"[A-Z]{2}[A-Z0-9]{3}\d{7}", code) else None
    if not track_id and not known_code and not (name and names):
        raise BadRow(Refused.NAMELESS)
    return Entry(name, names, track_id, known_code, duration_ms, liked_at, plays, played_ms, skips)


def clean(value: object) -> str:
    """Return text on one line without what no name holds; raises `BadRow` for anything else."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRow(Refused.UNREADABLE)
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in value).split())
    if len(text) > LONGEST_NAME:
        raise BadRow(Refused.TOO_LONG)
    return text


def track_id_of(address: object) -> str | None:
    """Return the id of a Spotify track; raises `BadRow` where the address is of something else."""
    text = clean(address)
    if _OTHER.search(text):
        raise BadRow(Refused.NOT_A_SONG)
    found = _TRACK.search(text)
    return found.group(1) if found else None


def moment(value: object) -> datetime | None:
    """Return a time in UTC; None for what is none or cannot be."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        when = datetime.fromisoformat(value.strip())
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    # A wrong clock must not make everything else look old.
    return when.replace(microsecond=0) if _SOONEST <= when <= datetime.now(UTC) else None


def milliseconds(value: object) -> int | None:
    """Return a duration of at most a day; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return round(number) if 0 < number <= _MOST_MS else None
