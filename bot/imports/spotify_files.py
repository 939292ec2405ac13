"""The JSON files of Spotify's account data and of its extended streaming history.

Of each file only the fields that speak of music are read. The files of an account's own data (name,
e-mail, addresses, payments) are never opened, and neither are the addresses a play came from.
"""

import json
import re
from collections.abc import Sequence
from typing import Any, Final, cast

from bot.imports.entries import (
    BadFile,
    BadRow,
    Contents,
    Entry,
    Refused,
    make_entry,
    milliseconds,
    moment,
)
from bot.imports.profile_files import read_profile

MUSIC: Final = re.compile(
    r"(?:YourLibrary|Playlist\d*|StreamingHistory(?:_music)?_?\d*|endsong_?\d*"
    r"|Streaming_History_Audio\w*(?:-\w+)*)(?:\s?\(\d+\))?\.json",
    re.IGNORECASE,
)
"""Names of the files that speak of music."""
_Fields = dict[str, Any]

HEARD_MS: Final = 30_000
"""A play counts from half a minute on, as it does for Spotify."""


def read_json(text: str, place: str, into: Contents) -> bool:
    """Take one file; return False where it is JSON of another kind.

    Raises `BadFile` for what is no JSON, or so deep that no export could be.
    """
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        raise BadFile("error-import-broken") from None
    if isinstance(found, dict):
        fields = cast(_Fields, found)
        known = (read_profile, _library, _playlists)
        return any(read(fields, place, into) for read in known)
    if isinstance(found, list):
        return _history(_dicts(cast(list[object], found)), place, into)
    return False


def _library(found: _Fields, place: str, into: Contents) -> bool:
    if not isinstance(found.get("tracks"), list):
        return False
    into.formats.add("library")
    into.take(place, _dicts(found["tracks"]), _saved)
    return True


def _playlists(found: _Fields, place: str, into: Contents) -> bool:
    if not isinstance(found.get("playlists"), list):
        return False
    into.formats.add("playlists")
    for number, playlist in enumerate(_dicts(found["playlists"]), 1):
        if isinstance(playlist.get("items"), list):
            into.take(f"{place}, playlist {number}", _dicts(playlist["items"]), _of_playlist)
    return True


def _history(found: list[_Fields], place: str, into: Contents) -> bool:
    first = next(iter(found), _Fields())
    if "ms_played" in first:
        into.formats.add("extended-history")
        into.take(place, found, _extended_play)
    elif "msPlayed" in first and "trackName" in first:
        into.formats.add("history")
        into.take(place, found, _play)
    else:
        return False
    return True


def _dicts(rows: Sequence[object]) -> list[_Fields]:
    # Anything else becomes a row that names nothing, and is refused as such.
    return [cast(_Fields, row) if isinstance(row, dict) else {} for row in rows]


def _saved(row: _Fields) -> Entry:
    return make_entry(row.get("track"), [row.get("artist")], address=row.get("uri"))


def _of_playlist(row: _Fields) -> Entry | None:
    track: object = row.get("track")
    if track is None and (row.get("episode") or row.get("localTrack") or row.get("audiobook")):
        return None
    if not isinstance(track, dict):
        raise BadRow(Refused.UNREADABLE)
    fields = cast(_Fields, track)
    return make_entry(
        fields.get("trackName"),
        [fields.get("artistName")],
        address=fields.get("trackUri"),
        liked_at=moment(row.get("addedDate")),
    )


def _play(row: _Fields) -> Entry | None:
    return _listen(
        row.get("trackName"),
        row.get("artistName"),
        None,
        milliseconds(row.get("msPlayed")) or 0,
        row.get("endTime"),
        skipped=False,
    )


def _extended_play(row: _Fields) -> Entry | None:
    title = row.get("master_metadata_track_name")
    if title is None and row.get("spotify_track_uri") is None:
        # An episode, an audiobook chapter, or a play of which no more is told.
        return None
    return _listen(
        title,
        row.get("master_metadata_album_artist_name"),
        row.get("spotify_track_uri"),
        milliseconds(row.get("ms_played")) or 0,
        row.get("ts"),
        skipped=row.get("skipped") is True or row.get("reason_end") == "fwdbtn",
    )


def _listen(
    title: object, artist: object, address: object, played: int, when: object, *, skipped: bool
) -> Entry:
    heard = played >= HEARD_MS
    return make_entry(
        title,
        [artist],
        address=address,
        liked_at=moment(when),
        plays=int(heard),
        played_ms=played,
        skips=int(skipped and not heard),
    )
