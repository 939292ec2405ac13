"""Spotify's answers into our types.

The service sends null rows, local files and episodes where its description promises tracks, and
leaves fields out as it pleases: whatever cannot be used is skipped and counted.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from bot.spotify.types import Account, Page, SpotifyPlaylist, SpotifyTrack

Json = Mapping[str, Any]
Row = TypeVar("Row")

_ID = re.compile(r"[0-9A-Za-z]+")
_THUMBNAIL_WIDTH = 300


def is_id(text: str) -> bool:
    """Whether a text has the form of a Spotify id."""
    return _ID.fullmatch(text) is not None


def account(answer: Json) -> Account:
    """Read the answer of GET me."""
    user_id = _text(answer.get("id"))
    return Account(
        account_id=_text(answer.get("account_id")) or user_id,
        name=_text(answer.get("display_name")) or user_id,
        user_id=user_id,
    )


def page(answer: Json, parse: Callable[[object], Row | None]) -> Page[Row]:
    """Read one page; rows that `parse` turns into None are skipped."""
    rows = rows_of(answer)
    items = tuple(item for item in map(parse, rows) if item is not None)
    return Page(items=items, total=_whole(answer.get("total")), skipped=len(rows) - len(items))


def rows_of(answer: Json) -> Sequence[object]:
    """Return the rows of a page, null ones included."""
    return _list(answer.get("items"))


def row(value: object) -> SpotifyTrack | None:
    """Read a row of a library, a playlist or a history: a track with the time it got there."""
    fields = _object(value)
    inner = fields.get("item") if fields.get("item") is not None else fields.get("track")
    if fields.get("is_local") is True:
        return None
    return track(
        inner,
        added_at=_time(fields.get("added_at")),
        played_at=_time(fields.get("played_at")),
    )


def track(
    value: object, *, added_at: datetime | None = None, played_at: datetime | None = None
) -> SpotifyTrack | None:
    """Read a track; None for null, local files, episodes and tracks without id or title."""
    fields = _object(value)
    track_id, title = _text(fields.get("id")), _text(fields.get("name"))
    is_track = fields.get("type", "track") == "track" and fields.get("is_local") is not True
    if not is_track or not is_id(track_id) or not title:
        return None
    album = _object(fields.get("album"))
    return SpotifyTrack(
        track_id=track_id,
        title=title,
        artists=tuple(_names(_list(fields.get("artists")))),
        album=_text(album.get("name")) or None,
        duration_ms=_whole(fields.get("duration_ms")) or None,
        isrc=_text(_object(fields.get("external_ids")).get("isrc")) or None,
        explicit=_flag(fields.get("explicit")),
        cover_url=_cover(_list(album.get("images"))),
        added_at=added_at,
        played_at=played_at,
    )


def playlist(value: object, user_id: str) -> SpotifyPlaylist | None:
    """Read a playlist as it stands in the list of the member with this user id."""
    fields = _object(value)
    playlist_id = _text(fields.get("id"))
    if not is_id(playlist_id):
        return None
    owner_id = _text(_object(fields.get("owner")).get("id"))
    # `items` in Development Mode since February 2026, `tracks` elsewhere.
    rows = _object(fields.get("items")) or _object(fields.get("tracks"))
    return SpotifyPlaylist(
        playlist_id=playlist_id,
        name=_text(fields.get("name")),
        owner_id=owner_id,
        own=owner_id == user_id,
        collaborative=fields.get("collaborative") is True,
        total=_whole(rows.get("total")),
        description=_text(fields.get("description")),
    )


def _cover(images: Iterable[object]) -> str | None:
    """Return the smallest image that fills a thumbnail, else the first, which is the largest."""
    found = [(_whole(_object(i).get("width")), _text(_object(i).get("url"))) for i in images]
    found = [(width, url) for width, url in found if url]
    enough = [image for image in found if image[0] >= _THUMBNAIL_WIDTH]
    return min(enough)[1] if enough else next((url for _, url in found), None)


def _names(artists: Iterable[object]) -> Iterable[str]:
    for artist in artists:
        if name := _text(_object(artist).get("name")):
            yield name


def _object(value: object) -> Json:
    return cast(Json, value) if isinstance(value, dict) else {}


def _list(value: object) -> Sequence[object]:
    return cast(Sequence[object], value) if isinstance(value, list) else ()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _time(value: object) -> datetime | None:
    """Read an ISO 8601 time; null and the year 1970 of old playlist rows are unknown."""
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment if moment.year > 1970 else None
