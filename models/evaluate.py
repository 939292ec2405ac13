"""How well a ranking of the whole catalogue finds what was held out, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.profiles import Indices
from models.splits import Split, Task, candidates, shares_artist
from models.views import View

TOP: Final = 100
RESAMPLES: Final = 10_000
GROUPS: Final = 10
FIFTH: Final = 5
LEAST_RATIO, MOST_RATIO = 0.8, 1.25
"""Bounds of predicted over found."""
_REDEALS: Final = 2_000

Values = NDArray[np.float64]
Numbers = NDArray[np.floating[Any]]

METRICS: Final = {
    "ndcg": "NDCG@100",
    "new_ndcg": "NDCG@100 among new artists",
    "auc": "AUC",
    "average_precision": "average precision",
    "r_precision": "R-precision",
    "recall": "recall@100",
    "rare_ndcg": "NDCG@100, least popular half",
    "new_artists": "share of new artists",
    "novelty": "novelty",
    "distance": "intra-list distance",
    "f1": "F1 of the first 100",
    "liked_f1": 'F1 of "everything is liked"',
    "prevalence": "prevalence",
    "brier_skill": "Brier skill",
    "log_loss_skill": "log-loss skill",
    "predicted": "predicted likes in the first 100",
    "found": "held-out tracks in the first 100",
    "held_out": "held-out tracks",
}
"""What is measured on each task, with the names people read."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What a model says of every track of the catalogue (n,)."""

    scores: Numbers
    probabilities: Numbers | None = None
    """Chance that a track is held out; None where the model gives no such number."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How one model did on one split of one task."""

    model: str
    member: int
    count: int
    draw: int
    split: Split
    values: Mapping[str, float]
    """By the names in `METRICS`; NaN where a number means nothing."""
    top: NDArray[np.int32]
    """The first `TOP` rows."""


def judge(model: str, view: View, task: Task, scored: Scored) -> list[Judged]:
    """Judge one ranking by each split of a task."""
    allowed = candidates(view.tracks, task.seeds)
    order = rank_order(scored.scores, allowed, task.seed)
    shape = _shape_of_top(view, task, order[:TOP])
    new = ~shares_artist(view.tracks, order, task.seeds)
    return [
        Judged(
            model=model,
            member=task.member,
            count=task.count,
            draw=task.draw,
            split=split,
            values=_accuracy(view, order, new, held_out, scored) | shape,
            top=order[:TOP].astype(np.int32),
        )
        for split, held_out in task.held_out.items()
    ]


def rank_order(scores: Numbers, allowed: NDArray[np.bool_], seed: int) -> Indices:
    """Return the allowed rows, best first; equal scores stand in a random order.

    Rows are in order of popularity, so that any other order of ties would hand a model that says
    nothing the worth of popularity.
    """
    if not np.isfinite(scores[allowed]).all():
        raise ValueError("a model gave scores that are no numbers")
    rows = np.flatnonzero(allowed)
    chance = np.random.default_rng([seed, 11]).permutation(len(rows))
    shuffled = rows[chance]
    return shuffled[np.argsort(-scores[shuffled], kind="stable")]


def _accuracy(
    view: View, order: Indices, new: NDArray[np.bool_], held_out: Indices, scored: Scored
) -> dict[str, float]:
    """Measure one ranking; `new` says which of `order` are by none of the seeds' artists."""
    liked = np.zeros(len(view.tracks), dtype=np.bool_)
    liked[held_out] = True
    hits = liked[order]
    places = np.flatnonzero(hits)
    found = float(hits[:TOP].sum())
    prevalence = len(places) / len(order)
    values = {
        "ndcg": ndcg(hits),
        # What a member sees who asks for new artists only.
        "new_ndcg": ndcg(hits[new]),
        "auc": area(scored.scores[order], hits),
        "average_precision": float((np.arange(1, len(places) + 1) / (places + 1)).mean()),
        "r_precision": float(hits[: len(places)].mean()),
        "recall": found / len(places),
        "rare_ndcg": _rare_ndcg(view, order, hits),
        "f1": 2 * found / (min(TOP, len(order)) + len(places)),
        "liked_f1": 2 * prevalence / (1 + prevalence),
        "prevalence": prevalence,
        "found": found,
        "held_out": float(len(places)),
    }
    return values | _probability(scored.probabilities, order, hits)


def ndcg(hits: NDArray[np.bool_], top: int = TOP) -> float:
    """Return NDCG at `top` of a whole ranking's hits."""
    gains = 1 / np.log2(np.arange(2, top + 2))
    ideal = gains[: min(top, int(hits.sum()))].sum()
    return float((hits[:top] * gains[: len(hits[:top])]).sum() / ideal) if ideal else float("nan")


def area(scores: Numbers, hits: NDArray[np.bool_]) -> float:
    """Return the AUC of scores (m,) in falling order, ties counting half."""
    positives = int(hits.sum())
    negatives = len(hits) - positives
    if not positives or not negatives:
        return float("nan")
    rising = -scores
    theirs = rising[hits]
    above = np.searchsorted(rising, theirs, "left")
    through = np.searchsorted(rising, theirs, "right")
    # Places count positives as well; those ahead of each other are taken out again.
    ahead = (above + through).sum() / 2 - positives**2 / 2
    return float(1 - ahead / (positives * negatives))


def _rare_ndcg(view: View, order: Indices, hits: NDArray[np.bool_]) -> float:
    """Return NDCG of the least popular half of what was held out, as if the rest were not there."""
    held_out = order[hits]
    popularity = view.popularity[held_out]
    half = np.argsort(popularity, kind="stable")[: len(held_out) // 2]
    rare = np.isin(order, held_out[half])
    return ndcg(rare[rare | ~hits])


def _probability(
    probabilities: Numbers | None, order: Indices, hits: NDArray[np.bool_]
) -> dict[str, float]:
    names = ("brier_skill", "log_loss_skill", "predicted")
    if probabilities is None:
        return dict.fromkeys(names, float("nan"))
    chances = np.clip(probabilities[order].astype(np.float64), 1e-9, 1 - 1e-9)
    prevalence = float(hits.mean())
    brier = float(np.square(chances - hits).mean())
    loss = float(-np.log(np.where(hits, chances, 1 - chances)).mean())
    constant = -(prevalence * np.log(prevalence) + (1 - prevalence) * np.log(1 - prevalence))
    return {
        "brier_skill": 1 - brier / (prevalence * (1 - prevalence)),
        "log_loss_skill": 1 - loss / constant,
        "predicted": float(chances[:TOP].sum()),
    }


def _shape_of_top(view: View, task: Task, top: Indices) -> dict[str, float]:
    """Say what the first tracks are like, whoever likes them.

    Novelty is the mean share of the catalogue that is more popular; the distance is the mean
    cosine distance of pairs, in the classifiers' features.
    """
    popularity = view.popularity
    above = len(popularity) - np.searchsorted(np.sort(popularity), popularity[top], "right")
    points = view.features[top]
    points = points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    pairs = max(len(top) * (len(top) - 1), 1)
    alike = float(np.square(points.sum(axis=0)).sum() - len(top)) / pairs
    return {
        "novelty": float((above / len(popularity)).mean()),
        "distance": 1 - alike,
        "new_artists": float((~shares_artist(view.tracks, top, task.seeds)).mean()),
    }


class Verdict(StrEnum):
    """What an interval of a difference says."""

    WINS = "wins"
    EVEN = "no difference"
    LOSES = "loses"


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over members with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    @property
    def verdict(self) -> Verdict:
        """What it says where it is a difference."""
        if self.low > 0:
            return Verdict.WINS
        return Verdict.LOSES if self.high < 0 else Verdict.EVEN


def bootstrap(values: Values, seed: int = 0, resamples: int = RESAMPLES) -> Interval:
    """Return the mean of one value a member with its 95 % interval over resampled members."""
    values = values[~np.isnan(values)]
    if not len(values):
        return Interval(float("nan"), float("nan"), float("nan"))
    rng = np.random.default_rng([seed, len(values)])
    even = np.full(len(values), 1 / len(values))
    means = rng.multinomial(len(values), even, size=resamples) @ values / len(values)
    low, high = np.quantile(means, (0.025, 0.975))
    return Interval(float(values.mean()), float(low), float(high))


def by_member(judged: Sequence[Judged], metric: str) -> dict[int, dict[int, float]]:
    """Return a metric's values by member and draw."""
    values: dict[int, dict[int, float]] = {}
    for one in judged:
        values.setdefault(one.member, {})[one.draw] = one.values[metric]
    return values


def member_means(judged: Sequence[Judged], metric: str) -> dict[int, float]:
    """Return each member's mean over draws, leaving out draws that have no value."""
    means: dict[int, float] = {}
    for member, draws in sorted(by_member(judged, metric).items()):
        known = [value for value in draws.values() if not np.isnan(value)]
        if known:
            means[member] = float(np.mean(known))
    return means


def compare(ours: Sequence[Judged], theirs: Sequence[Judged], metric: str = "ndcg") -> Interval:
    """Return the paired difference over the members and draws that both were judged on."""
    mine, other = by_member(ours, metric), by_member(theirs, metric)
    differences: list[float] = []
    for member in sorted(mine.keys() & other.keys()):
        draws = mine[member].keys() & other[member].keys()
        known = [mine[member][draw] - other[member][draw] for draw in sorted(draws)]
        known = [difference for difference in known if not np.isnan(difference)]
        if known:
            differences.append(float(np.mean(known)))
    return bootstrap(np.array(differences, dtype=np.float64))


def coverage(judged: Sequence[Judged], size: int) -> float:
    """Return the share of the catalogue that stands in anybody's first `TOP`."""
    tops = [one.top for one in judged]
    return len(np.unique(np.concatenate(tops))) / size if tops else float("nan")


def tastes(judged: Sequence[Judged], popularity: Mapping[int, float]) -> tuple[Interval, Interval]:
    """Return NDCG of the fifth of members with the rarest taste, and of the mainstream fifth.

    `popularity` is the mean popularity of each member's list.
    """
    means = member_means(judged, "ndcg")
    order = sorted(means, key=lambda member: (popularity[member], member))
    fifth = max(len(order) // FIFTH, 1)
    ends = (order[:fifth], order[-fifth:])
    rare, mainstream = (
        bootstrap(np.array([means[member] for member in end], dtype=np.float64)) for end in ends
    )
    return rare, mainstream


@dataclass(frozen=True, slots=True)
class Calibration:
    """Members in groups by how many likes were predicted among their first `TOP`."""

    predicted: tuple[float, ...]
    """Mean of each group."""
    found: tuple[float, ...]
    attainable: float
    """How many groups lie within bounds on average for forecasts that are right on the whole and
    at every level, where members differ from them as much as these do."""

    @property
    def ratios(self) -> tuple[float, ...]:
        """Predicted over found of each group; infinite where nothing was found."""
        pairs = zip(self.predicted, self.found, strict=True)
        return tuple(p / f if f else float("inf") for p, f in pairs)

    def within(self) -> int:
        """Return how many groups lie within bounds."""
        return sum(LEAST_RATIO <= ratio <= MOST_RATIO for ratio in self.ratios)


def calibrate(judged: Sequence[Judged]) -> Calibration | None:
    """Cut members into `GROUPS` by predicted sum; None where the model predicts none."""
    predicted, found = member_means(judged, "predicted"), member_means(judged, "found")
    members = sorted(predicted, key=lambda member: (predicted[member], member))
    if len(members) < GROUPS:
        return None
    forecasts = np.array([predicted[member] for member in members])
    numbers = np.array([found[member] for member in members])
    return Calibration(
        tuple(float(group.mean()) for group in np.array_split(forecasts, GROUPS)),
        tuple(float(group.mean()) for group in np.array_split(numbers, GROUPS)),
        _attainable(forecasts, numbers),
    )


def _attainable(predicted: Values, found: Values) -> float:
    """Return the mean number of groups within bounds, were it chance which member is which.

    Members are found likes in the proportion that a random one of them was, over the forecast, so
    that no level is foretold too high or too low, and groups differ by chance alone.
    """
    if not predicted.all() or not found.any():
        return float("nan")
    rng = np.random.default_rng(len(predicted))
    proportions = found / predicted
    within: list[int] = []
    for _ in range(_REDEALS):
        dealt = predicted * rng.choice(proportions, len(predicted))
        dealt *= predicted.sum() / max(dealt.sum(), 1e-9)
        pairs = zip(np.array_split(predicted, GROUPS), np.array_split(dealt, GROUPS), strict=True)
        ratios = [group.sum() / max(other.sum(), 1e-9) for group, other in pairs]
        within.append(sum(LEAST_RATIO <= ratio <= MOST_RATIO for ratio in ratios))
    return float(np.mean(within))
