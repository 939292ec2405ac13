"""Leak gates: checks without which no figure of a run means anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from models.baselines.recommender import Lists
from models.evaluate import Interval, Judged, bootstrap, compare, member_means
from models.profiles import Indices
from models.splits import Member
from models.tracks import Tracks
from models.views import Popularities, Views, Words, known, with_words, without

TOLERANCE: Final = 0.02
"""How far from 0.50 an AUC may lie that should be 0.50."""
LEAST_GAIN: Final = 0.01
"""An NDCG gain below this is nothing, however sure it is."""
SURE: Final = 1.6
"""How many times the lower half of its 95 % interval a gain must be: about three deviations."""
SAME_LIST: Final = 0.9
"""A list that holds so much of an evaluated one is the same list under another id."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One check and what it found."""

    name: str
    passed: bool
    finding: str
    figures: Mapping[str, float]


def check_labels(
    tracks: Tracks,
    words: Words,
    popularities: Popularities,
    members: Sequence[Member],
    rows: Mapping[int, Indices],
    make: type[Views] = Views,
) -> Gate:
    """Check that whatever a member's list says, they see their own tracks the same."""
    views = make(tracks, words, popularities)
    changed = 0
    for member in members:
        mine = rows[member.number]
        before = views.of(member.number, mine).tracks
        lying = make(*_lie(tracks, words, popularities, member.number))
        after = lying.of(member.number, mine).tracks
        changed += not (
            _genres(before, mine) == _genres(after, mine)
            and np.array_equal(before.popularity[mine], after.popularity[mine], equal_nan=True)
        )
    return Gate(
        "list labels",
        changed == 0,
        f"{len(members) - changed} of {len(members)} members see their own tracks the same, "
        "whatever their list says of them",
        {"members": len(members), "changed": changed},
    )


def _lie(
    tracks: Tracks, words: Words, popularities: Popularities, number: int
) -> tuple[Tracks, Words, Popularities]:
    """Return the catalogue, and what lists say, as it were had one list said something else."""
    lie = len(tracks.genre_names)
    tracks = replace(tracks, genre_names=(*tracks.genre_names, "something nobody else says"))
    genres = np.where(words.lists == number, lie, words.genres)
    values = np.where(popularities.lists == number, 0, popularities.values)
    words_now = replace(words, genres=genres.astype(np.int32))
    said_now = replace(popularities, values=values.astype(np.float32))
    silent = without(tracks, words, popularities, number)
    theirs, said = words.lists == number, popularities.lists == number
    told = with_words(
        silent,
        Words(words.lists[theirs], words.rows[theirs], words_now.genres[theirs]),
        Popularities(popularities.lists[said], popularities.rows[said], said_now.values[said]),
    )
    return told, words_now, said_now


def _genres(tracks: Tracks, rows: Indices) -> list[list[int]]:
    return [tracks.genres.of(int(row)).tolist() for row in rows]


def check_columns(views: Views, members: Sequence[Member], rows: Mapping[int, Indices]) -> Gate:
    """Check that no column but genre is known for some tracks only."""
    worst = 0.0
    for member in members[:3]:
        shares = known(views.of(member.number, rows[member.number]).tracks)[:, :-1].mean(axis=0)
        worst = max(worst, float(np.minimum(shares, 1 - shares).max()))
    masked = ", ".join(views.masked) or "none"
    return Gate(
        "columns of some sources only",
        worst <= 0.01,
        f"masked: {masked}; of the others at most {worst:.1%} is unknown",
        {"worst": worst},
    )


def check_gaps(judged: Mapping[str, Sequence[Judged]]) -> Gate:
    """Check that what is unknown tells nothing about what was held out beyond popularity."""
    alone = compare(judged["gaps"], judged["random"])
    more = compare(judged["popularity-and-gaps"], judged["popularity-alone"])
    area = compare(judged["popularity-and-gaps"], judged["popularity-alone"], "auc")
    passed = not _gains(alone) and not _gains(more) and area.low <= TOLERANCE
    return Gate(
        "gaps",
        passed,
        f"NDCG by what is unknown alone {alone.mean:+.4f} against chance; added to popularity "
        f"{more.mean:+.4f} (AUC {area.mean:+.3f})",
        {"alone": alone.mean, "added": more.mean, "added_auc": area.mean},
    )


def check_source(judged: Mapping[str, Sequence[Judged]]) -> Gate:
    """Check that the source table as the only feature gains nothing on chance."""
    gain = compare(judged["source"], judged["random"])
    area = bootstrap(_values(judged["source"], "auc"))
    return Gate(
        "source table",
        not _gains(gain),
        f"NDCG by the source table alone {gain.mean:+.4f} [{gain.low:+.4f}, {gain.high:+.4f}] "
        f"against chance (AUC {area.mean:.2f}: every list draws on one table)",
        {"gain": gain.mean, "low": gain.low, "high": gain.high, "auc": area.mean},
    )


def check_random_feature(judged: Mapping[str, Sequence[Judged]]) -> Gate:
    """Check that a random number of each track gains nothing."""
    gain = compare(judged["random-feature"], judged["xgboost"])
    return Gate(
        "random feature",
        not _gains(gain),
        f"NDCG of XGBoost with a random feature {gain.mean:+.4f} "
        f"[{gain.low:+.4f}, {gain.high:+.4f}] against without",
        {"gain": gain.mean, "low": gain.low, "high": gain.high},
    )


def check_permuted(judged: Mapping[str, Sequence[Judged]]) -> Gate:
    """Check that labels dealt at random are found no better than at random."""
    areas = {name: bootstrap(_values(ones, "auc")) for name, ones in judged.items()}
    failed = [
        name
        for name, area in areas.items()
        if area.low > 0.5 + TOLERANCE or area.high < 0.5 - TOLERANCE
    ]
    furthest = max(areas, key=lambda name: abs(areas[name].mean - 0.5))
    return Gate(
        "permuted labels",
        not failed,
        f"AUC of {len(areas)} models within 0.50 ± {TOLERANCE}; furthest {furthest} with "
        f"{areas[furthest].mean:.3f} [{areas[furthest].low:.3f}, {areas[furthest].high:.3f}]"
        + (f"; failed: {', '.join(failed)}" if failed else ""),
        {name: area.mean for name, area in areas.items()},
    )


def check_independence(
    first: Mapping[str, Sequence[str]], second: Mapping[str, Sequence[str]]
) -> Gate:
    """Check that the digests of each model's scores are the same in another order of tasks."""
    failed = [name for name in first if list(first[name]) != list(second[name])]
    return Gate(
        "independent tasks",
        not failed,
        f"{len(first)} models give the same bits in another order"
        if not failed
        else f"the order of tasks changes {', '.join(failed)}",
        {"models": len(first), "failed": len(failed)},
    )


def check_lists(lists: Lists, members: Sequence[Member], tracks: Tracks) -> Gate:
    """Check that no list learned from is an evaluated one, by number or by its songs."""
    shared = set(lists.numbers) & {member.number for member in members}
    copies = len(copies_of(lists.rows.starts, lists.rows.ids, members, tracks))
    return Gate(
        "lists learned from",
        not shared and not copies,
        f"{len(lists)} lists learned from, {len(members)} members judged; {len(shared)} are both, "
        f"{copies} hold the same songs",
        {"lists": len(lists), "shared": len(shared), "copies": copies},
    )


def copies_of(
    starts: Indices, ids: np.ndarray, members: Sequence[Member], tracks: Tracks
) -> list[int]:
    """Return the places of lists that hold `SAME_LIST` of a member's songs."""
    owners = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    songs = tracks.song[ids]
    copies: set[int] = set()
    for member in members:
        same = np.isin(songs, tracks.song[member.rows])
        counts = np.bincount(owners[same], minlength=len(starts) - 1)
        copies.update(np.flatnonzero(counts >= SAME_LIST * len(member.rows)).tolist())
    return sorted(copies)


def _gains(gain: Interval) -> bool:
    """Tell whether a gain is there beyond doubt: several gates are held in every run, so each may
    cry wolf far more seldom than one time in forty.
    """
    return gain.mean > LEAST_GAIN and gain.mean > SURE * (gain.mean - gain.low)


def _values(judged: Sequence[Judged], metric: str) -> np.ndarray:
    return np.array(list(member_means(judged, metric).values()), dtype=np.float64)
