"""Songs that are like one or several others: exact search among vectors of all tracks."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.affinity import Affinity
from models.background import SOUND
from models.nearest import Nearest
from models.places import Representation, Scale
from models.profiles import Indices
from models.tracks import Floats, Tracks

CLOSE: Final = 0.5
"""Measures this many standard deviations apart at most are called alike."""
NAMED: Final = 3
"""The most measures a likeness names."""

_NOTHING: Final = 1e-6
"""A mean of vectors that is shorter than this points nowhere: they cancel each other out."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a list of similar tracks shall be; no two of them are versions of one song."""

    count: int
    """Tracks that are wanted; there are fewer where the catalogue has fewer."""
    without: Collection[int] = ()
    """Songs, as in `Tracks.song`, that shall not be in it; those of the seeds never are."""
    by_artist: int | None = None
    """The most tracks of one first artist; None leaves the order as near as it is."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Tracks that are like others, the most alike first."""

    rows: Indices
    """(k,)"""
    scores: Floats
    """(k,) cosine, -1 to 1; what is unknown of a track counts as not alike."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two tracks have in common."""

    genre: int | None
    """A fine genre both name, as position in the catalogue's genre names."""
    measures: tuple[str, ...]
    """Names out of `SOUND` in which they are close, the most characteristic first."""


class Neighbours:
    """The tracks of one catalogue, each with its vector; built once, read by many threads."""

    def __init__(self, tracks: Tracks, representation: Representation | None = None) -> None:
        self._tracks = tracks
        vectors = (representation or Affinity()).place(tracks)
        self._known = np.any(vectors != 0, axis=1)
        self._nearest = Nearest(vectors)
        self._scale = Scale.of(tracks)
        self._genre_counts = np.bincount(tracks.genres.ids, minlength=len(tracks.genre_names))

    def together(self, seeds: Sequence[int], terms: Terms) -> Alike:
        """Return the tracks most like the mean of some rows; none where nothing is known of it."""
        (found,) = self._near(self._nearest.vectors[list(seeds)].mean(axis=0)[None], seeds, terms)
        return found

    def each(self, seeds: Sequence[int], terms: Terms) -> tuple[Alike, ...]:
        """Return for each of some rows the tracks most like it, as `together` does.

        No song is in two of the lists: it goes to the seed it is most like.
        """
        # So many that every list stays full whatever the others take from it.
        more = replace(terms, count=terms.count * len(seeds))
        found = self._near(self._nearest.vectors[list(seeds)], seeds, more)
        return _share_out(found, self._tracks.song, terms.count)

    def closest(self, seeds: Sequence[int], rows: Indices) -> Indices:
        """Return (len(rows),) which of the seeds, as positions, each track is most like."""
        likeness = self._nearest.vectors[rows] @ self._nearest.vectors[list(seeds)].T
        return likeness.argmax(axis=1)

    def compare(self, seed: int, row: int) -> Likeness:
        """Return what a track has in common with a seed."""
        one, other = self._scale.measure(self._tracks, np.array([seed, row]))
        close = (np.abs(one - other) <= CLOSE) & (one * other > 0)
        # What both are far from the average in makes most of their cosine.
        by_weight = np.argsort(-np.nan_to_num(one * other), kind="stable")
        measures = [SOUND[int(place)] for place in by_weight[close[by_weight]]]
        genres = self._tracks.genres
        shared = np.intersect1d(genres.of(seed), genres.of(row))
        # The rarer of shared genres says more.
        genre = min(shared.tolist(), key=lambda genre: self._genre_counts[genre], default=None)
        return Likeness(genre, tuple(measures[:NAMED]))

    def _near(self, wanted: Floats, seeds: Sequence[int], terms: Terms) -> list[Alike]:
        """Return for each of the (w, d) vectors the tracks nearest by angle."""
        barred = {*self._tracks.song[list(seeds)].tolist(), *terms.without}
        return [self._alike(vector, barred, terms) for vector in wanted]

    def _alike(self, wanted: Floats, barred: set[int], terms: Terms) -> Alike:
        """Return the best tracks that are known, not barred, and of different songs."""
        length = np.linalg.norm(wanted)
        if length <= _NOTHING:
            terms = replace(terms, count=0)
        size = len(self._known)
        looked_at = min(size, 4 * terms.count + 64)
        while True:
            rows, scores = self._nearest.best(wanted / max(length, _NOTHING), looked_at)
            kept = self._allowed(rows, barred, terms)
            if len(kept) == terms.count or looked_at == size:
                return Alike(rows[kept], np.clip(scores[kept], -1, 1))
            looked_at = min(size, 8 * looked_at)

    def _allowed(self, rows: Indices, barred: set[int], terms: Terms) -> Indices:
        """Return which of some rows, as positions, may be listed."""
        most = len(rows) if terms.by_artist is None else terms.by_artist
        taken, artists, kept = set(barred), Counter[int](), list[int]()
        for place, row in enumerate(rows.tolist()):
            if len(kept) == terms.count:
                break
            song, artist = int(self._tracks.song[row]), int(self._tracks.artist[row])
            full = artist >= 0 and artists[artist] >= most
            if song not in taken and not full and bool(self._known[row]):
                taken.add(song)
                artists[artist] += 1
                kept.append(place)
        return np.array(kept, dtype=np.int64)


def _share_out(found: Sequence[Alike], song: NDArray[np.int64], count: int) -> tuple[Alike, ...]:
    """Give each song to the list that has it highest, until every list has `count`."""
    entries = sorted(
        (-score, place, row)
        for place, alike in enumerate(found)
        for score, row in zip(alike.scores.tolist(), alike.rows.tolist(), strict=True)
    )
    taken = set[int]()
    lists: list[list[tuple[int, float]]] = [[] for _ in found]
    for score, place, row in entries:
        if len(lists[place]) < count and int(song[row]) not in taken:
            taken.add(int(song[row]))
            lists[place].append((row, -score))
    return tuple(
        Alike(
            np.array([row for row, _ in entries], dtype=np.int64),
            np.array([score for _, score in entries], dtype=np.float32),
        )
        for entries in lists
    )
