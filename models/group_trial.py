"""Ways to choose for a group, tried on groups of members whose held-out tracks are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.evaluate import TOP, Interval, bootstrap, ndcg
from models.group import Doubles, Strategy, choose_together
from models.profiles import Indices

GROUPS: Final = 100
"""Groups of each kind and size."""
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
    """One member's own ranking, and what it shall find."""

    rows: Indices
    """(k,) best first."""
    probabilities: NDArray[np.floating[Any]]
    """(k,)"""
    held_out: Indices
    solo: float
    """NDCG@100 of their own ranking."""


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
    gap: float
    """Share of members who find nothing in the group's list and would have in their own."""


@dataclass(frozen=True, slots=True)
class GroupTrial:
    """What a run found."""

    part: str
    members: int
    results: tuple[GroupResult, ...]
    took: float
    """Seconds."""


def try_strategies(
    listeners: Sequence[Listener], sizes: Sequence[int], seed: int = 0
) -> list[GroupResult]:
    """Try every strategy on the same groups."""
    results: list[GroupResult] = []
    for company in Company:
        for size in (size for size in sizes if size <= len(listeners)):
            groups = draw_groups(listeners, size, company, seed)
            for strategy in Strategy:
                served = [_serve([listeners[one] for one in group], strategy) for group in groups]
                results.append(_sum_up(company, size, strategy, served))
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
class _Served:
    """One group and its list: NDCG of each member, with it and alone, and how well it fits."""

    together: Doubles
    solo: Doubles
    fits: Doubles


def _serve(group: Sequence[Listener], strategy: Strategy) -> _Served:
    rows = np.unique(np.concatenate([listener.rows for listener in group]))
    worth = np.zeros((len(group), len(rows)))
    for place, listener in enumerate(group):
        worth[place, np.searchsorted(rows, listener.rows)] = listener.probabilities
    chosen = choose_together(worth, TOP, strategy)
    order = rows[chosen.places]
    return _Served(
        together=np.array([_found(order, listener.held_out) for listener in group]),
        solo=np.array([listener.solo for listener in group]),
        fits=chosen.fits,
    )


def _found(order: Indices, held_out: Indices) -> float:
    """Return NDCG of a list that need not hold all there is to be found."""
    missed = np.setdiff1d(held_out, order)
    hits = np.append(np.isin(order, held_out), np.ones(len(missed), dtype=np.bool_))
    late = np.zeros(max(TOP - len(order), 0), dtype=np.bool_)
    return ndcg(np.insert(hits, len(order), late))


def _sum_up(
    company: Company, size: int, strategy: Strategy, served: Sequence[_Served]
) -> GroupResult:
    together = np.array([one.together for one in served])
    solo = np.array([one.solo for one in served])
    lowest = np.array([int(one.fits.argmin()) for one in served])
    groups = np.arange(len(served))
    return GroupResult(
        company=company,
        size=size,
        strategy=strategy,
        kept=_ratio(together.sum(axis=1), solo.sum(axis=1)),
        worst=_ratio(together[groups, lowest], solo[groups, lowest]),
        gap=float(((together == 0) & (solo > 0)).mean()),
    )


def _ratio(gained: Doubles, alone: Doubles) -> Interval:
    """Return the ratio of two sums over groups, with the interval of its linearisation."""
    mean = float(gained.sum() / alone.sum())
    spread = bootstrap((gained - mean * alone) / alone.mean())
    return Interval(mean, mean + spread.low, mean + spread.high)


def listener_of(order: Indices, probabilities: Doubles, held_out: Indices) -> Listener:
    """Return a member by their whole ranking, of which the first are kept."""
    first = order[:1_000]
    return Listener(first, probabilities[first], held_out, ndcg(np.isin(order, held_out)))
