"""From single judgements to tables: means, paired comparisons and what stands beside accuracy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from models.baselines.ladder import Rung
from models.baselines.recommender import Kind
from models.evaluate import (
    METRICS,
    Calibration,
    Interval,
    Judged,
    bootstrap,
    calibrate,
    compare,
    coverage,
    member_means,
    tastes,
)
from models.gates import Gate
from models.splits import Part, Split

OURS: Final = (Kind.OURS, Kind.OURS_WITH_LISTS)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one rung did with one number of seeds by one split."""

    model: str
    members: int
    tasks: int
    metrics: Mapping[str, Interval]
    coverage: float
    rare: Interval
    """NDCG@100 of the fifth of members with the rarest taste."""
    mainstream: Interval
    calibration: Calibration | None


@dataclass(frozen=True, slots=True)
class Duel:
    """One of ours against another rung, paired by member and draw."""

    ours: str
    other: str
    difference: Interval
    """Of NDCG@100."""
    among_new: Interval
    """The same where no artist of a seed's may be recommended."""
    baseline: bool
    """Whether ours must win it; the rest are comparisons among ours, or with what sees more."""


@dataclass(frozen=True, slots=True)
class Board:
    """All results for one number of seeds and one split."""

    count: int
    split: Split
    standings: tuple[Standing, ...]
    duels: tuple[Duel, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found."""

    part: Part
    counts: tuple[int, ...]
    splits: tuple[Split, ...]
    draws: int
    catalogue: str
    """Version."""
    recordings: int
    members: Mapping[Part, int]
    lists: int
    """Lists learned from."""
    judged: int
    """Members judged."""
    unknown: int
    """Entries whose track the catalogue does not hold."""
    gates: tuple[Gate, ...]
    ladder: tuple[Rung, ...]
    """In order, with the rungs that are not installed."""
    unfit: tuple[str, ...]
    """Labels of rungs for which there were too few lists to learn from."""
    boards: tuple[Board, ...]
    seconds: Mapping[str, float]
    """Mean processor time of a task by rung."""
    took: float
    """Seconds of the whole run."""

    @property
    def passed(self) -> bool:
        """Whether every gate held."""
        return all(gate.passed for gate in self.gates)


def draw_up(
    judged: Sequence[Judged],
    kinds: Mapping[str, Kind],
    popularity: Mapping[int, float],
    size: int,
) -> list[Board]:
    """Return a board for every number of seeds and split.

    `kinds` names the rungs in the order of the ladder; `popularity` is the mean popularity of
    each member's list, and `size` that of the catalogue.
    """
    boards: list[Board] = []
    for count, split in sorted({(one.count, one.split) for one in judged}):
        here: dict[str, list[Judged]] = {name: [] for name in kinds}
        for one in judged:
            if (one.count, one.split) == (count, split) and one.model in here:
                here[one.model].append(one)
        here = {name: ones for name, ones in here.items() if ones}
        standings = tuple(_stand(name, ones, popularity, size) for name, ones in here.items())
        boards.append(Board(count, split, standings, tuple(_duel(here, kinds))))
    return boards


def _stand(
    name: str, judged: Sequence[Judged], popularity: Mapping[int, float], size: int
) -> Standing:
    rare, mainstream = tastes(judged, popularity)
    return Standing(
        model=name,
        members=len({one.member for one in judged}),
        tasks=len(judged),
        metrics={
            metric: bootstrap(
                np.array(list(member_means(judged, metric).values()), dtype=np.float64)
            )
            for metric in METRICS
        },
        coverage=coverage(judged, size),
        rare=rare,
        mainstream=mainstream,
        calibration=calibrate(judged),
    )


def _duel(here: Mapping[str, Sequence[Judged]], kinds: Mapping[str, Kind]) -> list[Duel]:
    return [
        Duel(
            ours=ours,
            other=other,
            difference=compare(here[ours], here[other]),
            among_new=compare(here[ours], here[other], "new_ndcg"),
            baseline=_must_win(kinds[ours], kinds[other]),
        )
        for ours in here
        if kinds[ours] in OURS
        for other in here
        if other != ours
    ]


def _must_win(ours: Kind, other: Kind) -> bool:
    """Tell whether a rung sees no more than ours does."""
    return other is Kind.CONTENT or (ours is Kind.OURS_WITH_LISTS and other is Kind.LISTS)
