"""From rows to likes: plays of one track added up, tracks found in the catalogue."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.imports.entries import Entry
from storage.catalogue import Catalogue
from storage.catalogue_matching import Wanted
from storage.like import Like, Source
from storage.names import song_key

LEAST_PLAYS: Final = 2
"""What was heard once may have come by chance."""
MOST_LIKES: Final = 20_000
"""Of one import; the most played and newest stay."""
_MOST_SKIPPED: Final = 0.5
"""A track skipped in more than this share of its plays is no like."""
_ALIKE: Final = 500


class Found(StrEnum):
    """By what a track was found in the catalogue."""

    ID = "id"
    ISRC = "isrc"
    NAME = "name"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Different tracks of a file, and how many of them are no likes."""

    entries: list[Entry]
    seldom: int
    """Heard less than `LEAST_PLAYS` times, or mostly skipped."""
    over: int
    """Beyond `MOST_LIKES`."""


def gather(entries: Iterable[Entry]) -> Gathered:
    """Put the rows of one track together; the order of the rows is of no matter."""
    tracks: dict[str, Entry] = {}
    for entry in entries:
        key = _key(entry)
        tracks[key] = _together(tracks[key], entry) if key in tracks else entry
    likes = [entry for entry in tracks.values() if _is_like(entry)]
    likes.sort(key=_worth, reverse=True)
    kept = likes[:MOST_LIKES]
    return Gathered(kept, len(tracks) - len(likes), len(likes) - len(kept))


def find(catalogue: Catalogue, entries: list[Entry]) -> Iterator[tuple[Like, Found]]:
    """Yield the entries as likes, and by what each was found."""
    for start in range(0, len(entries), _ALIKE):
        part = entries[start : start + _ALIKE]
        rows = catalogue.match(_wanted(entry) for entry in part)
        known = catalogue.resolve({entry.track_id for entry in part if entry.track_id})
        tracks = {
            track.row: track for track in catalogue.tracks([row for row in rows if row is not None])
        }
        for entry, row in zip(part, rows, strict=True):
            if row is None:
                yield _like(entry, entry.track_id or _made_up_id(entry)), Found.NOWHERE
                continue
            track = tracks[row]
            named = replace(
                entry, title=entry.title or track.title, artists=entry.artists or track.artists
            )
            like = _like(named, entry.track_id or track.track_id)
            if entry.track_id in known:
                found = Found.ID
            elif entry.isrc is not None and entry.isrc == track.isrc:
                found = Found.ISRC
            else:
                found = Found.NAME
            yield replace(like, song=track.song), found


def _key(entry: Entry) -> str:
    return entry.track_id or entry.isrc or _made_up_id(entry)


def _made_up_id(entry: Entry) -> str:
    """Return what a track without an id is kept by: the same for all spellings of its name."""
    first = entry.artists[0] if entry.artists else ""
    if not entry.title and entry.isrc:
        return f"isrc:{entry.isrc}"
    return f"name:{song_key(entry.title, first) % 2**64:016x}"


def _together(one: Entry, other: Entry) -> Entry:
    return replace(
        one,
        title=one.title or other.title,
        artists=one.artists or other.artists,
        isrc=one.isrc or other.isrc,
        duration_ms=one.duration_ms or other.duration_ms,
        liked_at=_latest(one.liked_at, other.liked_at),
        plays=_sum(one.plays, other.plays),
        played_ms=_sum(one.played_ms, other.played_ms),
        skips=_sum(one.skips, other.skips),
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return other if one is None else one if other is None else max(one, other)


def _is_like(entry: Entry) -> bool:
    """Whether a member liked it: a track of a library always, one of a history if they stayed."""
    if entry.plays is None:
        return True
    tries = entry.plays + (entry.skips or 0)
    return entry.plays >= LEAST_PLAYS and (entry.skips or 0) <= _MOST_SKIPPED * tries


def _worth(entry: Entry) -> tuple[bool, int, float, str]:
    when = entry.liked_at.timestamp() if entry.liked_at else 0.0
    return entry.plays is None, entry.plays or 0, when, _key(entry)


def _wanted(entry: Entry) -> Wanted:
    artist = entry.artists[0] if entry.artists else None
    return Wanted(entry.track_id, entry.title or None, artist, entry.isrc, entry.duration_ms)


def _like(entry: Entry, track_id: str) -> Like:
    first = entry.artists[0] if entry.artists else ""
    return Like(
        track_id=track_id,
        source=Source.IMPORT,
        title=entry.title,
        artists=entry.artists,
        isrc=entry.isrc,
        duration_ms=entry.duration_ms,
        liked_at=entry.liked_at,
        plays=entry.plays,
        played_ms=entry.played_ms,
        skips=entry.skips,
        song=song_key(entry.title, first),
    )
