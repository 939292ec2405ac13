"""From the bytes of an upload to its contents: what it is shows in them, not in its name."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from bot.imports.csv_tables import decode, read_csv
from bot.imports.entries import BadFile, Contents
from bot.imports.spotify_files import MUSIC, read_json

MOST_BYTES: Final = 64 * 2**20
"""Of an upload as it is sent."""
MOST_UNPACKED: Final = 512 * 2**20
"""Of all its files together; twenty years of listening take about half."""
MOST_A_FILE: Final = 128 * 2**20
"""Of one of its files: Spotify begins another after 13 MB, and parsing one takes eight times it."""
MOST_FILES: Final = 1_000
MOST_ROWS: Final = 2_000_000
_PIECE: Final = 2**20
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
)
"""What zipfile raises for damaged archives."""


def read_upload(data: bytes) -> Contents:
    """Return what an upload holds; raises `BadFile` where it cannot be used."""
    if not data.strip(b"\0\r\n\t "):
        raise BadFile("error-import-empty")
    if len(data) > MOST_BYTES:
        raise BadFile("error-import-too-large", most=MOST_BYTES // 2**20)
    contents = Contents()
    if data.startswith(b"PK"):
        known = [_read(piece, name, contents) for name, piece in _files(data)]
    else:
        known = [_read(data, "row", contents)]
    if not any(known):
        raise BadFile("error-import-unknown")
    if not contents.entries and not contents.refused:
        raise BadFile("error-import-empty")
    return contents


def _read(data: bytes, place: str, into: Contents) -> bool:
    """Take one file; return whether it is of a format we know."""
    text = decode(data)
    json_like = text.lstrip()[:1] in {"{", "["}
    known = read_json(text, place, into) if json_like else read_csv(text, place, into)
    if len(into.entries) + len(into.refused) > MOST_ROWS:
        raise BadFile("error-import-too-large", most=MOST_BYTES // 2**20)
    return known


def _files(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive that may speak of music; nothing is written to a disk.

    Sizes are counted while unpacking: those an archive states of itself can lie.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_FILES:
                raise BadFile("error-import-bomb")
            left = MOST_UNPACKED
            for member in members:
                name = PurePosixPath(member.filename.replace("\\", "/")).name
                if not _wanted(name) or member.is_dir():
                    continue
                if member.flag_bits & 1:
                    raise BadFile("error-import-locked")
                content = _unpack(archive, member, min(left, MOST_A_FILE))
                left -= len(content)
                if content.strip():
                    yield name, content
    except BadFile:
        raise
    except _DAMAGE:
        raise BadFile("error-import-broken") from None


def _wanted(name: str) -> bool:
    return bool(MUSIC.fullmatch(name)) or name.casefold().endswith(".csv")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    pieces: list[bytes] = []
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            most -= len(piece)
            if most < 0:
                raise BadFile("error-import-bomb")
            pieces.append(piece)
    return b"".join(pieces)
