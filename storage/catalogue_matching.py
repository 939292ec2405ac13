"""Finding liked tracks in a catalogue by id, ISRC or name, and leaving the rest unmatched."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz

from storage.arrays import DURATION, TOLERANCE_MS
from storage.names import recording_key, recording_title

if TYPE_CHECKING:
    from storage.catalogue import Catalogue

LEAST_SCORE = 92.0
"""How alike (0-100) two normalised titles of one artist must be to be taken for the same.

Titles of that likeness differ by a letter or two in a dozen; digits must agree in any case, since
"Part 1" and "Part 2" are as alike as a title and its misspelling.
"""

_SEVERAL = re.compile(
    r"\s*(?:;|,|/|\s&\s|\s(?:feat|ft|featuring|with|x|and)\b\.?)\s*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of a liked track; everything may be missing."""

    track_id: str | None = None
    title: str | None = None
    artist: str | None = None
    isrc: str | None = None
    duration_ms: int | None = None


def match(catalogue: "Catalogue", wanted: Iterable[Wanted]) -> list[int | None]:
    """Return the row of each wanted track, None where nothing is sure enough.

    Tried in turn: id or alias, ISRC, the same normalised title and artist, and a title of the same
    artist at least `LEAST_SCORE` alike. Where both durations are known, names count only within
    `arrays.TOLERANCE_MS`.
    """
    everything = list(wanted)
    rows: list[int | None] = [None] * len(everything)
    for step in (_by_id, _by_isrc, _by_name, _by_likeness):
        left = [place for place, row in enumerate(rows) if row is None]
        if not left:
            break
        found = step(catalogue, [everything[place] for place in left])
        for place, row in zip(left, found, strict=True):
            rows[place] = row
    return rows


def _by_id(catalogue: "Catalogue", wanted: list[Wanted]) -> Iterator[int | None]:
    known = catalogue.resolve(dict.fromkeys(w.track_id for w in wanted if w.track_id))
    return (known.get(w.track_id or "") for w in wanted)


def _by_isrc(catalogue: "Catalogue", wanted: list[Wanted]) -> Iterator[int | None]:
    found = catalogue.text.each(
        "isrc, number - 1",
        "track WHERE isrc IN ?",
        dict.fromkeys(_isrc(w) for w in wanted if w.isrc),
    )
    known = dict(found)
    return (known.get(_isrc(w)) for w in wanted)


def _isrc(wanted: Wanted) -> str:
    return (wanted.isrc or "").replace("-", "").strip().upper()


def _by_name(catalogue: "Catalogue", wanted: list[Wanted]) -> Iterator[int | None]:
    keys = [
        [recording_key(w.title, name) for name in _spellings(w.artist)]
        if w.title and w.artist
        else []
        for w in wanted
    ]
    known: dict[int, list[int]] = {}
    for key, row in catalogue.text.each(
        "recording, number - 1",
        "track WHERE recording IN ?",
        dict.fromkeys(key for several in keys for key in several),
    ):
        known.setdefault(key, []).append(row)
    for w, several in zip(wanted, keys, strict=True):
        found = (_fitting(catalogue, known.get(key, []), w) for key in several)
        yield next((row for row in found if row is not None), None)


def _spellings(artist: str) -> list[str]:
    """Return the names a first artist may go by: the whole text, and its first part."""
    first = _SEVERAL.split(artist.strip(), maxsplit=1)[0]
    return list(dict.fromkeys(name for name in (artist, first) if name.strip()))


def _fitting(catalogue: "Catalogue", rows: list[int], wanted: Wanted) -> int | None:
    """Return the row whose duration is closest, the most popular of equals; None beyond 3 s."""
    if not rows:
        return None
    if not wanted.duration_ms:
        return min(rows)
    durations = catalogue.arrays.audio[np.array(sorted(rows)), DURATION]
    apart = np.abs(durations - wanted.duration_ms)
    apart = np.where(np.isnan(apart), TOLERANCE_MS, apart)
    best = int(np.argmin(apart))
    return sorted(rows)[best] if apart[best] <= TOLERANCE_MS else None


def _by_likeness(catalogue: "Catalogue", wanted: list[Wanted]) -> Iterator[int | None]:
    names = {name for w in wanted if w.title and w.artist for name in _spellings(w.artist)}
    numbers = catalogue.artist_ids(names)
    titles = _titles_of(catalogue, set(numbers.values()))
    for w in wanted:
        known = [numbers[name] for name in _spellings(w.artist or "") if name in numbers]
        yield _most_alike(catalogue, w, titles.get(known[0], [])) if w.title and known else None


def _titles_of(catalogue: "Catalogue", artists: set[int]) -> dict[int, list[tuple[int, str]]]:
    """Return (row, normalised title) of everything by some first artists."""
    rows = np.flatnonzero(np.isin(catalogue.arrays.artist, list(artists)))
    titles: dict[int, list[tuple[int, str]]] = {}
    found = catalogue.text.each("number - 1, title", "track WHERE number IN ?", (rows + 1).tolist())
    for row, title in sorted(found):
        artist = int(catalogue.arrays.artist[row])
        titles.setdefault(artist, []).append((row, recording_title(title)))
    return titles


def _most_alike(
    catalogue: "Catalogue", wanted: Wanted, titles: list[tuple[int, str]]
) -> int | None:
    title = recording_title(wanted.title or "")
    digits = _DIGITS.findall(title)
    best, best_score = None, LEAST_SCORE
    for row, known in titles:
        score = fuzz.ratio(title, known, score_cutoff=best_score)
        # Of equals the first one stays, which is the most popular.
        if score < LEAST_SCORE or (best is not None and score <= best_score):
            continue
        if _DIGITS.findall(known) == digits and _fitting(catalogue, [row], wanted) is not None:
            best, best_score = row, score
    return best
