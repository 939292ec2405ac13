"""Who is judged on what: members out of lists of tracks, and what is held out of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.profiles import Indices, spans
from models.tracks import Floats, Tracks

FEWEST_TRACKS: Final = 40
FEWEST_ARTISTS: Final = 10
FEWEST_HELD_OUT: Final = 10


class Part(StrEnum):
    """What a member is for."""

    TRAIN = "train"
    DEVELOPMENT = "development"
    TEST = "test"


SHARES: Final = {Part.TRAIN: 0.6, Part.DEVELOPMENT: 0.15, Part.TEST: 0.25}


class Split(StrEnum):
    """How tracks are held out."""

    RANDOM = "A"
    NEW_ARTISTS = "B"
    """Only tracks none of whose artists is a seed's."""
    LATER = "C"
    """Tracks liked after the seeds."""


@dataclass(frozen=True, slots=True)
class Member:
    """One list that stands for a listener; of each song one version."""

    number: int
    """Position of the list in its collection."""
    name: str
    rows: Indices
    """(k,) in the order of the list."""
    dates: Floats | None
    """(k,) when each was liked, in any unit; None where unknown."""


@dataclass(frozen=True, slots=True)
class Task:
    """One member's seeds and, for each split, what is held out."""

    member: int
    """Number of the list."""
    count: int
    draw: int
    seeds: Indices
    """(count,)"""
    held_out: dict[Split, Indices]
    seed: int
    """For whatever chance a model needs: the same whenever the task is met."""


def part_of(name: str, seed: int = 0) -> Part:
    """Return the part a list belongs to: by its id alone, so other lists change nothing."""
    digest = blake2b(f"{seed} {name}".encode(), digest_size=8).digest()
    place = int.from_bytes(digest) / 2**64
    for part, share in SHARES.items():
        if place < share:
            return part
        place -= share
    return Part.TEST


def one_version(rows: Indices, song: NDArray[np.int64]) -> Indices:
    """Return the places of the rows to keep: of each song the most popular version, in order."""
    order = np.argsort(rows, kind="stable")
    _, firsts = np.unique(song[rows[order]], return_index=True)
    return np.sort(order[firsts])


def is_member(rows: Indices, tracks: Tracks) -> bool:
    """Tell whether a list is long and varied enough to stand for a listener."""
    artists = tracks.artist[rows]
    return len(rows) >= FEWEST_TRACKS and len(np.unique(artists[artists >= 0])) >= FEWEST_ARTISTS


def tasks_of(
    member: Member, tracks: Tracks, counts: Sequence[int], splits: Sequence[Split], draws: int
) -> list[Task]:
    """Return a member's tasks; A and B of one draw share their seeds.

    A draw that leaves fewer than `FEWEST_HELD_OUT` tracks in a split is without that split.
    """
    tasks: list[Task] = []
    for count in counts:
        for draw in range(draws):
            rng = np.random.default_rng([_number(member.name), count, draw])
            tasks += _draw(member, tracks, count, draw, splits, rng)
    return tasks


def _draw(
    member: Member,
    tracks: Tracks,
    count: int,
    draw: int,
    splits: Sequence[Split],
    rng: np.random.Generator,
) -> list[Task]:
    shuffled = rng.permutation(member.rows)
    seeds, rest = shuffled[:count], shuffled[count:]
    held_out: dict[Split, Indices] = {}
    if Split.RANDOM in splits:
        held_out[Split.RANDOM] = rest
    if Split.NEW_ARTISTS in splits:
        held_out[Split.NEW_ARTISTS] = rest[~shares_artist(tracks, rest, seeds)]
    tasks = [_task(member, count, draw, seeds, held_out)]
    if Split.LATER in splits and member.dates is not None:
        tasks.append(_later(member, member.dates, count, draw, rng))
    return [task for task in tasks if task.held_out]


def _later(member: Member, dates: Floats, count: int, draw: int, rng: np.random.Generator) -> Task:
    """Take the likes right before some moment as seeds, and hold out what came after it."""
    order = np.lexsort((rng.random(len(dates)), dates))
    rows = member.rows[order]
    latest = len(rows) - FEWEST_HELD_OUT
    cut = int(rng.integers(count, latest + 1)) if latest >= count else len(rows)
    return _task(member, count, draw, rows[cut - count : cut], {Split.LATER: rows[cut:]})


def _task(
    member: Member, count: int, draw: int, seeds: Indices, held_out: dict[Split, Indices]
) -> Task:
    enough = {split: rows for split, rows in held_out.items() if len(rows) >= FEWEST_HELD_OUT}
    seed = _number(f"{member.name} {count} {draw}") % 2**31
    return Task(member.number, count, draw, seeds, enough, seed)


def shares_artist(tracks: Tracks, rows: Indices, seeds: Indices) -> NDArray[np.bool_]:
    """Return (len(rows),) whether any artist of a track is one of the seeds'."""
    _, places = spans(tracks.artists, seeds)
    theirs = np.unique(tracks.artists.ids[places])
    owners, spots = spans(tracks.artists, rows)
    shared = np.isin(tracks.artists.ids[spots], theirs)
    return np.bincount(owners, shared, minlength=len(rows)) > 0


def candidates(tracks: Tracks, seeds: Indices) -> NDArray[np.bool_]:
    """Return (n,) what may be recommended: all but the seeds, in any version."""
    return ~np.isin(tracks.song, tracks.song[seeds])


def _number(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest())
