"""Ways to choose for a group, tried on groups of members whose held-out tracks are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.evaluate import TOP, Interval, bootstrap
from models.group import Doubles, Strategy, choose_together, limit
from models.profiles import Indices

GROUPS: Final = 100
"""Groups of each kind and size."""
_KEPT: Final = 1_000
"""Songs of each member that a list for a group is chosen from, as many as a shortlist holds."""
_ALIKE_BY: Final = 200
"""First tracks of two members by which they are alike."""


class Company(StrEnum):
    """Who is in a group."""

    ANYBODY = "anybody"
    """Members drawn at random."""
    ALIKE = "alike"
    """A member and those whose own lists are most like theirs."""


@dataclass(frozen=True, slots=True)
class Listener:
    """One member's most likely songs, and what they shall find."""

    rows: Indices
    """(k,)"""
    probabilities: NDArray[np.floating[Any]]
    """(k,)"""
    held_out: Indices
    solo: float
    """NDCG@100 of a list for them alone, chosen as lists for groups are: by probability."""
    ranked: float
    """NDCG@100 of what /recommend draws on, whose ranking leans to new artists."""


@dataclass(frozen=True, slots=True)
class GroupResult:
    """How one way to choose serves groups of one size and kind."""

    company: Company
    size: int
    strategy: Strategy
    kept: Interval
    """Mean share of their own NDCG@100 that members keep: a ratio of sums over the members."""
    worst: Interval
    """The same of the member of each group whom the list was expected to fit least."""
    lowest: Interval
    """Mean over groups of the smallest share that anybody was found to keep, chance included."""
    roomy: Interval
    """As `worst`, of a list with 100 songs for each member beside 100 alone."""
    gap: float
    """Share of members who find nothing in the group's list and would have in their own."""
    expected: float
    """Mean over groups of what the list is expected to be worth to whom it fits least."""
    limit: float
    """Mean over groups of what no list can be expected to be worth to everyone."""
    told: float
    """Mean over groups of the smallest share that anybody would keep of a list by somebody who
    knows what is held out."""


@dataclass(frozen=True, slots=True)
class GroupTrial:
    """What a run found."""

    part: str
    members: int
    solo: float
    """Mean NDCG@100 of lists for one."""
    ranked: float
    """The same of what /recommend draws on."""
    results: tuple[GroupResult, ...]
    took: float
    """Seconds."""


def try_strategies(
    listeners: Sequence[Listener], sizes: Sequence[int], seed: int = 0, groups: int = GROUPS
) -> list[GroupResult]:
    """Try every strategy on the same groups, up to so many of each kind and size."""
    results: list[GroupResult] = []
    for company in Company:
        for size in (size for size in sizes if size <= len(listeners)):
            drawn = draw_groups(listeners, size, company, seed)[:groups]
            gathered = [_gather([listeners[one] for one in group]) for group in drawn]
            ends = _Ends(
                limit=float(np.mean([limit(group.worth, TOP) for group in gathered])),
                told=float(np.mean([_tell(group) for group in gathered])),
            )
            for strategy in Strategy:
                served = [_serve(group, strategy) for group in gathered]
                results.append(_sum_up(company, size, strategy, served, ends))
    return results


def draw_groups(
    listeners: Sequence[Listener], size: int, company: Company, seed: int = 0
) -> list[list[int]]:
    """Return up to `GROUPS` groups of members, by their places."""
    rng = np.random.default_rng([seed, size])
    count = len(listeners)
    if company is Company.ANYBODY:
        drawn = [rng.choice(count, size, replace=False) for _ in range(GROUPS)]
    else:
        tops = [listener.rows[:_ALIKE_BY] for listener in listeners]
        shared = np.array([[len(np.intersect1d(one, two)) for two in tops] for one in tops])
        np.fill_diagonal(shared, _ALIKE_BY + 1)
        centres = rng.permutation(count)[:GROUPS]
        drawn = [np.argsort(-shared[centre], kind="stable")[:size] for centre in centres]
    return [[int(one) for one in group] for group in drawn]


@dataclass(frozen=True, slots=True)
class _Group:
    """Some listeners, and what each of their songs is worth to each of them."""

    listeners: Sequence[Listener]
    rows: Indices
    """(n,)"""
    worth: Doubles
    """(m, n)"""


@dataclass(frozen=True, slots=True)
class _Ends:
    """What no way to choose can pass."""

    limit: float
    told: float


@dataclass(frozen=True, slots=True)
class _Served:
    """One group: NDCG of each member's own list and of those for all, and how these were to fit."""

    solo: Doubles
    together: Doubles
    fits: Doubles
    roomy: Doubles
    roomy_fits: Doubles


def _gather(listeners: Sequence[Listener]) -> _Group:
    rows = np.unique(np.concatenate([listener.rows for listener in listeners]))
    worth = np.zeros((len(listeners), len(rows)))
    for place, listener in enumerate(listeners):
        worth[place, np.searchsorted(rows, listener.rows)] = listener.probabilities
    return _Group(listeners, rows, worth)


def _serve(group: _Group, strategy: Strategy) -> _Served:
    chosen = choose_together(group.worth, TOP, strategy)
    longer = choose_together(group.worth, TOP * len(group.listeners), strategy)
    return _Served(
        solo=_solo(group),
        together=_find(group, chosen.places),
        fits=chosen.fits,
        roomy=_find(group, longer.places),
        roomy_fits=longer.fits,
    )


def _tell(group: _Group) -> float:
    """Choose by what is held out instead of probabilities; return the smallest share kept."""
    liked = np.array([np.isin(group.rows, one.held_out) for one in group.listeners], np.float64)
    best = np.argsort(-group.worth, axis=1, kind="stable")[:, :TOP]
    places = choose_together(liked, TOP, own=np.take_along_axis(liked, best, axis=1)).places
    return float(_shares(_find(group, places), _solo(group)).min())


def _solo(group: _Group) -> Doubles:
    return np.array([listener.solo for listener in group.listeners])


def _find(group: _Group, places: Indices) -> Doubles:
    return np.array([_gain(group.rows[places], one.held_out) for one in group.listeners])


def _gain(order: Indices, held_out: Indices) -> float:
    """Return NDCG@100 of a list, which may be shorter; what a longer one has further on counts too.

    The ideal is that of 100 songs whatever the length, so that lists of two lengths compare.
    """
    ideal = (1 / np.log2(np.arange(min(TOP, len(held_out))) + 2)).sum()
    return float((1 / np.log2(np.flatnonzero(np.isin(order, held_out)) + 2)).sum() / ideal)


def _sum_up(
    company: Company, size: int, strategy: Strategy, served: Sequence[_Served], ends: _Ends
) -> GroupResult:
    solo = np.array([one.solo for one in served])
    together = np.array([one.together for one in served])
    fits = np.array([one.fits for one in served])
    groups = np.arange(len(served))
    worst = groups, fits.argmin(axis=1)
    crowded = groups, np.array([one.roomy_fits.argmin() for one in served])
    return GroupResult(
        company=company,
        size=size,
        strategy=strategy,
        kept=_ratio(together.sum(axis=1), solo.sum(axis=1)),
        worst=_ratio(together[worst], solo[worst]),
        lowest=bootstrap(_shares(together, solo).min(axis=1)),
        roomy=_ratio(np.array([one.roomy for one in served])[crowded], solo[crowded]),
        gap=float(((together == 0) & (solo > 0)).mean()),
        expected=float(fits.min(axis=1).mean()),
        limit=ends.limit,
        told=ends.told,
    )


def _shares(found: Doubles, solo: Doubles) -> Doubles:
    """Return found / solo; who finds nothing alone loses nothing."""
    return np.divide(found, solo, out=np.ones_like(solo), where=solo > 0)


def _ratio(gained: Doubles, alone: Doubles) -> Interval:
    """Return the ratio of two sums over groups, with the interval of its linearisation."""
    mean = float(gained.sum() / alone.sum())
    spread = bootstrap((gained - mean * alone) / alone.mean())
    return Interval(mean, mean + spread.low, mean + spread.high)


def listener_of(order: Indices, probabilities: Doubles, held_out: Indices) -> Listener:
    """Return a member by their whole ranking, of which the first are kept."""
    first = order[:_KEPT]
    likeliest = first[np.argsort(-probabilities[first], kind="stable")]
    return Listener(
        rows=first,
        probabilities=probabilities[first],
        held_out=held_out,
        solo=_gain(likeliest[:TOP], held_out),
        ranked=_gain(order[:TOP], held_out),
    )
