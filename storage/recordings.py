"""Which rows are one recording: pure functions on arrays.

Rows of one id are an *edition*; editions of one performance are a *recording*. Two editions are one
recording when they have the same ISRC, or, where one of them has none, the same normalised title
and first artist and durations within 3 seconds. The most popular edition is the canonical one.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storage.arrays import TOLERANCE_MS
from storage.cleaning import NUMBERS
from storage.staging import Staged

_POPULARITY = NUMBERS.index("popularity")
_DURATION = NUMBERS.index("duration_ms")


@dataclass(frozen=True, slots=True)
class Groups:
    """`n` things in `g` groups: group `i` is `members[starts[i]:starts[i + 1]]`, in order."""

    members: NDArray[np.int32]
    starts: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def block(self, first: int, last: int) -> "Groups":
        """Return the groups from `first` up to, not including, `last`."""
        starts = self.starts[first : last + 1]
        return Groups(self.members[starts[0] : starts[-1]], starts - starts[0])

    def of_each(self) -> NDArray[np.int32]:
        """Return the group of each of `members`, (n,)."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))


@dataclass(frozen=True, slots=True)
class Recordings:
    """The outcome: editions in order of id, recordings in order of popularity."""

    editions: Groups
    """staged rows by edition, in the order in which they came"""
    recordings: Groups
    """editions by recording, the canonical one first"""
    edition_text: NDArray[np.int32]
    """(e,) the staged row whose text speaks for each edition"""
    edition_popularity: NDArray[np.float32]
    """(e,) the greatest any row gives"""
    isrcs: NDArray[np.bytes_]
    """(r,) the ISRC of each recording, empty where none is known"""

    @property
    def canonical(self) -> NDArray[np.int32]:
        """(r,) the canonical edition of each recording."""
        return self.recordings.members[self.recordings.starts[:-1]]

    def rows(self) -> Groups:
        """Return the staged rows by recording, those of the canonical edition first."""
        lengths = np.diff(self.editions.starts)[self.recordings.members]
        ends = np.zeros(len(lengths) + 1, np.int32)
        np.cumsum(lengths, out=ends[1:])
        shift = self.editions.starts[self.recordings.members] - ends[:-1]
        places = np.arange(ends[-1], dtype=np.int32) + np.repeat(shift, lengths)
        return Groups(self.editions.members[places], ends[self.recordings.starts])


def group(staged: Staged) -> Recordings:
    """Group staged rows into editions and editions into recordings."""
    editions = _by_value(staged.ids)
    text = _richest(staged.wealth, editions)
    popularity = unite(staged.numbers[:, _POPULARITY, None][editions.members], editions, np.fmax)
    popularity = popularity[:, 0]
    duration = first_known(staged.numbers[:, _DURATION, None][editions.members], editions)[:, 0]
    isrcs = _first_given(staged.isrcs, editions)
    ranked = _rank(popularity, staged.ids[text])
    leader = _find_leaders(ranked, staged.recording[text], isrcs, duration)
    recordings = _collect(leader, ranked)
    return Recordings(
        editions=editions,
        recordings=recordings,
        edition_text=text,
        edition_popularity=popularity,
        isrcs=_first_given(isrcs, recordings),
    )


def first_known(values: NDArray[np.float32], groups: Groups) -> NDArray[np.float32]:
    """Return each group's first value that is not NaN, a column at a time.

    `values` is (n, c) in the order of `groups.members`; the result is (g, c).
    """
    count = len(values)
    places = np.arange(count)[:, None]
    known = np.where(np.isnan(values), count, places)
    if not count:
        return np.empty((0, values.shape[1]), np.float32)
    first = np.minimum.reduceat(known, groups.starts[:-1], axis=0)
    columns = np.arange(values.shape[1], dtype=np.int64)[None, :]
    return np.where(first < count, values[np.minimum(first, count - 1), columns], np.nan)


def unite(values: NDArray[np.float32], groups: Groups, how: np.ufunc) -> NDArray[np.float32]:
    """Reduce each group's values, (n, c) in the order of `groups.members`, to (g, c)."""
    if not len(values):
        return np.empty((0, values.shape[1]), np.float32)
    return how.reduceat(values, groups.starts[:-1], axis=0)


def unite_genres(staged: Staged, groups: Groups) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the genres of each group of staged rows as starts (g + 1,) and ids, sorted."""
    group_of = np.empty(len(staged), np.int32)
    group_of[groups.members] = groups.of_each()
    width = max(1, len(staged.genre_names))
    pairs = np.unique(group_of[staged.genre_rows].astype(np.int64) * width + staged.genre_ids)
    counts = np.bincount(pairs // width, minlength=len(groups))
    starts = np.zeros(len(groups) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts, (pairs % width).astype(np.int32)


def _by_value(values: NDArray[np.bytes_]) -> Groups:
    order = np.argsort(values, kind="stable").astype(np.int32)
    return _cut(order, values[order])


def _cut(members: NDArray[np.int32], values: NDArray[Any]) -> Groups:
    """Make groups of neighbours that have the same value, (n,) in the order of `members`."""
    firsts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1], [True]]))
    return Groups(members, firsts.astype(np.int32) if len(members) else np.zeros(1, np.int32))


def _first_given(values: NDArray[np.bytes_], groups: Groups) -> NDArray[np.bytes_]:
    """Return the first value that is not empty of each group."""
    count = len(groups.members)
    result = np.zeros(len(groups), values.dtype)
    if not count:
        return result
    places = np.where(values[groups.members] != b"", np.arange(count), count)
    first = np.minimum.reduceat(places, groups.starts[:-1])
    given = first < count
    result[given] = values[groups.members[first[given]]]
    return result


def _richest(wealth: NDArray[np.int16], groups: Groups) -> NDArray[np.int32]:
    """Return the row of each group whose text tells most, the earliest of equals."""
    order = np.lexsort((groups.members, -wealth[groups.members], groups.of_each()))
    return groups.members[order[groups.starts[:-1]]]


def _rank(popularity: NDArray[np.float32], ids: NDArray[np.bytes_]) -> NDArray[np.int32]:
    """Return editions, most popular first, unknown ones last, in order of id among equals."""
    falling = np.where(np.isnan(popularity), np.inf, -popularity)
    return np.lexsort((ids, falling)).astype(np.int32)


def _find_leaders(
    ranked: NDArray[np.int32],
    names: NDArray[np.int64],
    isrcs: NDArray[np.bytes_],
    duration: NDArray[np.float32],
) -> NDArray[np.int32]:
    """Return for each edition the canonical edition of its recording."""
    leader = np.arange(len(names), dtype=np.int32)
    contested = _repeated(names) | (_repeated(isrcs) & (isrcs != b""))
    by_isrc: dict[bytes, _Group] = {}
    by_name: dict[int, list[_Group]] = {}
    for edition in ranked[contested[ranked]].tolist():
        isrc = bytes(isrcs[edition])
        group = by_isrc.get(isrc) if isrc else None
        rivals = by_name.setdefault(int(names[edition]), [])
        length = float(duration[edition])
        group = group or _closest(rivals, isrc, length)
        if group is None:
            group = _Group(edition, isrc, length)
        if not any(group is rival for rival in rivals):
            rivals.append(group)
        group.isrc = group.isrc or isrc
        group.length = length if np.isnan(group.length) else group.length
        if isrc:
            by_isrc[isrc] = group
        leader[edition] = group.leader
    return leader


@dataclass(slots=True)
class _Group:
    leader: int
    isrc: bytes
    length: float


def _closest(groups: list[_Group], isrc: bytes, length: float) -> _Group | None:
    """Return the group of the same name whose duration is closest, None beyond the tolerance.

    An unknown duration fits any, and of equally close groups the most popular one is taken.
    """
    best: _Group | None = None
    least = np.inf
    for group in groups:
        if isrc and group.isrc and isrc != group.isrc:
            continue
        apart = abs(group.length - length)
        apart = TOLERANCE_MS if np.isnan(apart) else apart
        if apart <= TOLERANCE_MS and apart < least:
            best, least = group, apart
    return best


def _repeated(values: NDArray[np.int64] | NDArray[np.bytes_]) -> NDArray[np.bool_]:
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    same = ordered[1:] == ordered[:-1]
    repeated = np.zeros(len(values), np.bool_)
    repeated[order[1:]] |= same
    repeated[order[:-1]] |= same
    return repeated


def _collect(leader: NDArray[np.int32], ranked: NDArray[np.int32]) -> Groups:
    """Return editions by recording; recordings and the editions of each in order of rank."""
    place = np.empty_like(ranked)
    place[ranked] = np.arange(len(ranked), dtype=np.int32)
    order = np.lexsort((place, place[leader])).astype(np.int32)
    return _cut(order, leader[order])
