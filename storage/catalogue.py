"""Reading a catalogue: text from SQLite, numbers from mapped arrays, both of one version."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self, TypeVar, cast

import numpy as np

from storage.arrays import AUDIO, DURATION, CatalogueArrays
from storage.catalogue_folder import (
    READABLE,
    TRACKS,
    CatalogueError,
    current_version,
    damaged,
    read_manifest,
)
from storage.catalogue_matching import Wanted, match
from storage.catalogue_text import CatalogueText
from storage.names import fold, normalise
from storage.old_words import gather_words
from storage.words import WordArrays, WordIndex

__all__ = ["Catalogue", "CatalogueError", "CatalogueTrack", "Wanted", "current_version"]

T = TypeVar("T")

_LONGEST_SEARCH = 200
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class CatalogueTrack:
    """One recording as people know it."""

    row: int
    track_id: str
    title: str
    artists: tuple[str, ...]
    album: str | None
    year: int | None
    duration_ms: int | None
    isrc: str | None
    explicit: bool | None
    genres: tuple[str, ...]
    song: int
    """the number all versions of the song share"""


class Catalogue:
    """One version of a catalogue, open for reading from any thread."""

    def __init__(
        self,
        folder: Path,
        manifest: dict[str, Any],
        arrays: CatalogueArrays,
        words: WordArrays | None,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.version: str = manifest["version"]
        self.genre_names: tuple[str, ...] = tuple(manifest["genre_names"])
        self.arrays = arrays
        self._words = words
        self.text = CatalogueText(folder / TRACKS)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the version in use; raises `CatalogueError` where there is none or it is broken."""
        version = current_version(folder)
        if version is None:
            raise CatalogueError(
                f"There is no catalogue in {folder}: build one with "
                f"`cratemate catalogue add FILE --into {folder}`."
            )
        try:
            return cls._open(folder / version)
        except (OSError, EOFError, ValueError, KeyError, TypeError, sqlite3.Error) as error:
            raise damaged(folder, error) from error

    @classmethod
    def _open(cls, folder: Path) -> Self:
        manifest = cast(dict[str, Any], read_manifest(folder))
        if manifest["format"] not in READABLE or manifest["audio"] != list(AUDIO):
            raise ValueError("it was written by another version of the program")
        arrays = CatalogueArrays.open(folder)
        if len(arrays) != manifest["recordings"]:
            raise ValueError(f"{len(arrays)} rows instead of {manifest['recordings']}")
        words = WordArrays.open(folder) if manifest["format"] > 1 else None
        if words is not None and len(words) != len(arrays):
            raise ValueError(f"the words of {len(words)} rows instead of {len(arrays)}")
        catalogue = cls(folder, manifest, arrays, words)
        (last,) = catalogue.text.query("SELECT max(number) FROM track")[0]
        catalogue.text.query("SELECT number FROM alias LIMIT 1")
        catalogue.text.query("SELECT number FROM artist LIMIT 1")
        if (last or 0) != len(arrays):
            raise ValueError(f"{last} titles for {len(arrays)} rows")
        return catalogue

    def __len__(self) -> int:
        return len(self.arrays)

    @cached_property
    def words(self) -> WordIndex:
        """The words of titles and artists; gathered at first need where an older program built."""
        return WordIndex(gather_words(self.text) if self._words is None else self._words)

    def close(self) -> None:
        """Close the text; arrays are let go of with the last reference to them."""
        self.text.close()

    def resolve(self, track_ids: Iterable[str]) -> dict[str, int]:
        """Return the row of each id or alias; unknown ids are left out."""
        return dict(self.text.each("id, number - 1", "alias WHERE id IN ?", track_ids))

    def match(self, wanted: Iterable[Wanted]) -> list[int | None]:
        """Return the row of each wanted track, None where nothing is sure enough.

        Tried in turn: id or alias, ISRC, the same normalised title and artist, and a title of the
        same artist at least `catalogue_matching.LEAST_SCORE` alike; names count only within 3
        seconds where both durations are known.
        """
        return match(self, wanted)

    def artist_ids(self, names: Iterable[str]) -> dict[str, int]:
        """Return the number of each artist the catalogue knows by that name."""
        keys = {name: normalise(name) for name in names}
        numbers = dict(
            self.text.each("key, number", "artist WHERE key IN ?", dict.fromkeys(keys.values()))
        )
        return {name: numbers[key] for name, key in keys.items() if key in numbers}

    def artist_names(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return the name of each artist's number; unknown numbers are left out."""
        wanted = (int(number) for number in numbers)
        return dict(self.text.each("number, name", "artist WHERE number IN ?", wanted))

    def ids(self, rows: Sequence[int]) -> list[str]:
        """Return the ids of the recordings in some rows, in the order asked for; raises
        IndexError.
        """
        numbers = (int(row) + 1 for row in rows)
        return _in_order(
            dict(self.text.each("number - 1, id", "track WHERE number IN ?", numbers)), rows
        )

    def tracks(self, rows: Sequence[int]) -> list[CatalogueTrack]:
        """Return the recordings in some rows, in the order asked for; raises IndexError."""
        found = {
            row: self._track(row, *names)
            for row, *names in self.text.each(
                "number - 1, id, title, artists, album, isrc",
                "track WHERE number IN ?",
                (int(row) + 1 for row in rows),
            )
        }
        return _in_order(found, rows)

    def search(self, text: str, limit: int = 25) -> list[CatalogueTrack]:
        """Return recordings, most popular first, that have a word beginning with each given one.

        Words are looked for in titles and artists alike; accents, case and punctuation are
        ignored. A text without words finds nothing.
        """
        words = fold(text[:_LONGEST_SEARCH]).split()[:_MOST_WORDS]
        if not words or limit < 1:
            return []
        return self.tracks(self.words.match([[(word,)] for word in words], limit))

    def _track(
        self, row: int, track_id: str, title: str, artists: str, album: str | None, isrc: str | None
    ) -> CatalogueTrack:
        arrays = self.arrays
        explicit = _known(arrays.explicit[row])
        return CatalogueTrack(
            row=row,
            track_id=track_id,
            title=title,
            artists=tuple(json.loads(artists)),
            album=album,
            year=_known(arrays.year[row]),
            duration_ms=_known(arrays.audio[row, DURATION]),
            isrc=isrc,
            explicit=None if explicit is None else bool(explicit),
            genres=tuple(self.genre_names[genre] for genre in arrays.genres_of(row)),
            song=int(arrays.song[row]),
        )


def _in_order(found: Mapping[int, T], rows: Sequence[int]) -> list[T]:
    missing = [int(row) for row in rows if int(row) not in found]
    if missing:
        raise IndexError(f"the catalogue has no row {missing[0]}")
    return [found[int(row)] for row in rows]


def _known(value: np.float32) -> int | None:
    return None if np.isnan(value) else round(float(value))
