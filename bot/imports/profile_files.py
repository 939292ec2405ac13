"""What `bot.imports.listens` fetched, handed to the reading process as a file of our own."""

from datetime import UTC, datetime
from typing import Any, Final, cast

from bot.imports.entries import BadRow, Contents, Entry, Refused, make_entry, moment

_SERVICES: Final = frozenset({"listenbrainz", "lastfm"})
_MOST_PLAYS: Final = 1_000_000


def read_profile(found: dict[str, Any], place: str, into: Contents) -> bool:
    """Take a profile; return False where it is something else."""
    if found.get("profile") not in _SERVICES or not isinstance(found.get("listens"), list):
        return False
    into.formats.add(str(found["profile"]))
    into.take(place, cast(list[object], found["listens"]), _entry)
    return True


def _entry(row: object) -> Entry:
    if not isinstance(row, dict):
        raise BadRow(Refused.UNREADABLE)
    fields = cast(dict[str, Any], row)
    return make_entry(
        fields.get("title"),
        [fields.get("artist")],
        address=fields.get("address"),
        liked_at=_instant(fields.get("liked_at")),
        plays=_count(fields.get("plays")),
    )


def _count(value: object) -> int | None:
    text = str(value)
    return min(int(text), _MOST_PLAYS) if text.isascii() and text.isdigit() else None


def _instant(value: object) -> datetime | None:
    """Return a time given as seconds since 1970."""
    seconds = _count_seconds(value)
    return moment(datetime.fromtimestamp(seconds, UTC).isoformat()) if seconds else None


def _count_seconds(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 11 else None
