"""Tables of tracks as CSV, as Exportify, TuneMyMusic, Soundiiz and spreadsheets write them.

Columns are known by their headers, whatever their order, language of separators or spelling.
"""

import csv
import io
import re
from typing import Final

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

_HEADERS: Final = {
    "title": ("trackname", "tracktitle", "songname", "songtitle", "title", "track", "song", "name"),
    "artist": ("artistnames", "artistname", "artists", "artist", "trackartist", "creator"),
    "address": (
        "trackuri",
        "spotifyuri",
        "spotifyid",
        "spotifytrackid",
        "trackid",
        "trackurl",
        "spotifyurl",
        "uri",
        "url",
        "link",
        "id",
    ),
    "isrc": ("isrc", "isrccode"),
    "duration": ("trackdurationms", "durationms", "tracklengthms", "lengthms"),
    "clock": ("duration", "length", "trackduration", "time"),
    "added": ("addedat", "dateadded", "added", "addeddate", "likedat", "savedat"),
    "kind": ("type", "itemtype"),
    "artist addresses": ("artisturis", "artisturi"),
}
_SEPARATORS: Final = ",;\t|"
_SEPARATOR_LINE: Final = re.compile(r"\A\"?sep=.\"?[\r\n]+", re.IGNORECASE)
"""What Excel writes before the headers."""
_NOT_SONGS: Final = frozenset({"album", "artist", "episode", "show", "podcast"})
_MOST_FIELD: Final = 20_000

_Row = dict[str, str]


def decode(data: bytes) -> str:
    """Return a file's text; raises `BadFile` where its encoding is none of the usual ones."""
    try:
        text = data.decode(_encoding(data[:2]))
    except UnicodeDecodeError:
        raise BadFile("error-import-encoding") from None
    if "\0" in text:
        raise BadFile("error-import-unknown")
    return text


def _encoding(start: bytes) -> str:
    """Tell UTF-16 by its mark, or by the empty half of its first letter."""
    if start in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    if len(start) == 2 and 0 in start:
        return "utf-16-be" if start[0] == 0 else "utf-16-le"
    return "utf-8-sig"


def read_csv(text: str, place: str, into: Contents) -> bool:
    """Take a table of tracks; return False where it has no columns that name tracks."""
    lines = _SEPARATOR_LINE.sub("", text.lstrip("\r\n\ufeff "), count=1)
    head = lines.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=head.count)
    csv.field_size_limit(_MOST_FIELD)
    rows = csv.reader(io.StringIO(lines, newline=""), delimiter=separator)
    try:
        columns = _columns(next(rows, list[str]()))
        if not ({"title", "artist"} <= columns.keys() or columns.keys() & {"address", "isrc"}):
            return False
        into.formats.add("csv")
        named = ({name: _at(row, at) for name, at in columns.items()} for row in rows if any(row))
        into.take(place, named, _entry)
    except csv.Error:
        raise BadFile("error-import-broken") from None
    return True


def _columns(headers: list[str]) -> dict[str, int]:
    """Return where each column we know stands; of several the first spelling in our list."""
    known = [re.sub(r"[^a-z0-9]", "", header.casefold()) for header in headers]
    found: dict[str, int] = {}
    for name, spellings in _HEADERS.items():
        spelling = next((each for each in spellings if each in known), None)
        if spelling is not None:
            found[name] = known.index(spelling)
    return found


def _at(row: list[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _entry(row: _Row) -> Entry:
    if row.get("kind", "").strip().casefold() in _NOT_SONGS:
        raise BadRow(Refused.NOT_A_SONG)
    return make_entry(
        row.get("title"),
        _artists(row),
        address=row.get("address"),
        isrc=row.get("isrc"),
        duration_ms=milliseconds(row.get("duration")) or _by_clock(row.get("clock", "")),
        liked_at=moment(row.get("added")),
    )


def _artists(row: _Row) -> list[str]:
    """Return the artists; a comma parts them only where the file says that they are several."""
    names = row.get("artist", "")
    if ";" in names:
        return names.split(";")
    several = [name for name in names.split(",") if name.strip()]
    addresses = [each for each in row.get("artist addresses", "").split(",") if each.strip()]
    return several if len(several) == len(addresses) else [names]


def _by_clock(value: str) -> int | None:
    """Return milliseconds of 3:25 or 1:03:25."""
    if not re.fullmatch(r"\s*(?:\d{1,2}:)?\d{1,2}:\d{2}\s*", value):
        return None
    seconds = 0
    for part in value.split(":"):
        seconds = 60 * seconds + int(part)
    return milliseconds(1000 * seconds)
