"""Public tables of tracks, by name: where they are, their licence, and what they must be."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from bot.services.fetching import FetchError, Source, digest_of, fetch, parse_source

_CHECKSUMS: Final = "checksums.json"
"""Beside the tables: what each address brought when it was asked first."""

_GATHERED: Final = (
    "Its rows were gathered through Spotify's Web API. Whether a licence of those who gathered\n"
    "them clears that of Spotify's terms is not settled; using it is your own decision."
)


@dataclass(frozen=True, slots=True)
class TableSource:
    """A public table that `catalogue add` reads."""

    name: str
    file: str
    source: Source
    licence: str
    """What the operator is shown, and agrees to, before anything is downloaded."""


KNOWN: Final = (
    TableSource(
        name="tidytuesday",
        file="spotify_songs.csv",
        source=Source(
            "https://raw.githubusercontent.com/rfordatascience/tidytuesday/main/"
            "data/2020/2020-01-21/spotify_songs.csv",
            # Its publisher states no checksum: the one of the first download is kept.
            sha256=None,
        ),
        licence="TidyTuesday, 21 January 2020: 28,356 tracks of 471 public playlists, 8 MB.\n"
        "Licence: CC0 1.0 Universal (public domain dedication).\n" + _GATHERED,
    ),
    TableSource(
        name="114k",
        file="spotify_tracks_114k.csv",
        source=Source(
            "https://huggingface.co/datasets/maharshipandya/spotify-tracks-dataset/resolve/"
            "74c06031718aafcd9d96bf2cd770249d88e0c238/dataset.csv",
            # As the page of this file at Hugging Face states it.
            "b202fa49909b2d5cef71a04b1d21243cfeb36414535f2ca9272aa646721177bd",
        ),
        licence="Spotify Tracks Dataset by Maharshi Pandya: 114,000 rows of 114 genres, 20 MB.\n"
        "Licence: BSD as published at Hugging Face, Open Database License (ODbL) at Kaggle:\n"
        "name the maker, and share a changed table under the same terms.\n" + _GATHERED,
    ),
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A table that is there now."""

    file: Path
    sha256: str
    checked: bool
    """Whether anything had said before what it must be."""


def find(name: str, settings: Sequence[str] = ()) -> TableSource:
    """Return a known table, with the operator's address for it; raises `FetchError`."""
    for table in KNOWN:
        if table.name == name:
            return _located(table, settings)
    names = ", ".join(table.name for table in KNOWN)
    raise FetchError(f"There is no table called {name}; there are {names}.")


async def fetch_table(
    table: TableSource,
    folder: Path,
    *,
    progress: Callable[[str, float], None] = lambda doing, share: None,
    pause: float = 1.0,
) -> Fetched:
    """Download a table into a folder of tables; raises `FetchError`.

    A table without a known checksum is held to that of its first download, see `remember`.
    """
    into = folder / table.file
    kept = _read_checksums(folder)
    address = table.source.address
    expected = table.source.sha256 or kept.get(address)
    if expected and into.is_file() and await asyncio.to_thread(digest_of, into) == expected:
        return Fetched(into, expected, checked=True)
    try:
        found = await fetch(Source(address, expected), into, progress=progress, pause=pause)
    except FetchError as error:
        if table.source.sha256 is None and expected is not None and "SHA-256" in str(error):
            raise FetchError(
                f"{error} It differs from what the address brought first; where that is right, "
                f"delete its line in {folder / _CHECKSUMS} and fetch again."
            ) from error
        raise
    return Fetched(into, found, checked=expected is not None)


def remember(table: TableSource, fetched: Fetched) -> None:
    """Hold later downloads to this one, which has proved to be a table; raises `FetchError`."""
    folder = fetched.file.parent
    try:
        kept = _read_checksums(folder) | {table.source.address: fetched.sha256}
        draft = folder / f"{_CHECKSUMS}.part"
        draft.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        draft.replace(folder / _CHECKSUMS)
    except OSError as error:
        raise FetchError(f"{folder} cannot be written: {error.strerror or error}.") from error


def _located(table: TableSource, settings: Sequence[str]) -> TableSource:
    for entry in settings:
        name, _, address = entry.partition("=")
        if name.strip() == table.name:
            return replace(table, source=parse_source(address, checked=False))
    return table


def _read_checksums(folder: Path) -> dict[str, str]:
    try:
        kept: object = json.loads((folder / _CHECKSUMS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise FetchError(f"{folder / _CHECKSUMS} cannot be read: {error}.") from error
    if not isinstance(kept, dict):
        raise FetchError(f"{folder / _CHECKSUMS} cannot be read: it holds no object.")
    return cast(dict[str, str], kept)
