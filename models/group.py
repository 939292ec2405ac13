"""One list for several members that leaves nobody behind.

The fairest list is looked for as a whole; every other way to choose is greedy: place after place
takes the candidate of the highest score, and they differ in what that score is.
`cratemate evaluate --groups` compares them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.profiles import Indices

Doubles = NDArray[np.float64]

FLOOR: Final = 0.4
"""The share of their own best list below which `Strategy.FLOOR` lets nobody fall."""
_ROUNDS: Final = 200
"""Lists that are tried for the fairest; more bring nobody a hundredth."""
_SWAPS: Final = 50
_REPLACEMENTS: Final = 50
"""Best songs of whoever has got least that are tried in every place."""
_GAIN: Final = 1e-3
"""What a swap must bring whoever has got least."""


class Strategy(StrEnum):
    """How songs for a group are chosen."""

    FAIREST = "fairest"
    """The list that is worth most to the member to whom it is worth least."""
    FLOOR = "floor"
    """The best for all, but for whoever has got least while that is below `FLOOR`."""
    UNHAPPIEST = "unhappiest"
    """The best for whoever has got least so far."""
    TURNS = "turns"
    """Everybody's best in turns."""
    MISERY = "least misery"
    """The song that is worth most to the member to whom it is worth least."""
    AVERAGE = "average"
    """The best for all."""


SERVED: Final = Strategy.FAIREST
"""Comes nearest to what no list can pass for the worst-served, and leaves the others no worse."""


@dataclass(frozen=True, slots=True)
class Together:
    """A list for a group."""

    places: Indices
    """(count,) positions among the candidates, in the order they were chosen."""
    fits: Doubles
    """(m,) what the list is worth to each member, as a share of their own best list of its length.
    """


@dataclass(frozen=True, slots=True)
class _State:
    """What is known when the next song is chosen."""

    worth: Doubles
    """(m, n) as a share of each member's own best list."""
    length: int
    """Songs that are chosen."""
    shares: Doubles
    """(m,) what each has got, of what their own best list would have given them by now."""

    @property
    def unhappiest(self) -> int:
        """The member who has got least."""
        return int(self.shares.argmin())


def choose_together(
    worth: Doubles, count: int, strategy: Strategy = SERVED, own: Doubles | None = None
) -> Together:
    """Choose up to `count` of n candidates for m members.

    `worth` is (m, n), at least 0: the probability that a member likes a candidate, so that what a
    list is worth is the gain that DCG expects of it. Members count alike, however large their
    probabilities are. `own` is (m, count), the same of each member's own best list, falling, 0
    where it ends; without it that is the best of the candidates.
    """
    members, candidates = worth.shape
    discounts = _discounts(min(count, candidates) if members else 0)
    own = _own_best(worth, len(discounts)) if own is None else own[:, : len(discounts)]
    total = own @ discounts
    equal = _over(worth, total[:, None])
    if strategy is Strategy.FAIREST:
        places, _ = _even_out(equal, discounts)
    else:
        alone = _over(np.cumsum(own * discounts, axis=1), total[:, None])
        places = _go_on(equal, alone, discounts, _SCORES[strategy])
    fits = _share(worth[:, places] @ discounts, total)
    return Together(places, np.minimum(fits, 1))


def limit(worth: Doubles, count: int) -> float:
    """Return a share of their own best list that no list of `count` gives to every member."""
    discounts = _discounts(min(count, worth.shape[1]))
    total = _own_best(worth, len(discounts)) @ discounts
    return _even_out(_over(worth, total[:, None]), discounts)[1]


def _even_out(equal: Doubles, discounts: Doubles) -> tuple[Indices, float]:
    """Return the fairest list found, and a share that no list gives to everyone.

    Whatever weights members have, the list that is best by them is their weighted worth in falling
    order, and no list gives everyone more than this one gives them on that weighted average. The
    weights grow for those whom a list leaves behind (multiplicative weights, as for matrix games),
    until both meet. What the few places of a short list leave uneven, swaps mend.
    """
    equal = equal[equal.any(axis=1)]
    members = len(equal)
    if not members or not len(discounts):
        return np.arange(len(discounts)), 1.0
    # The least comes first, then the next: of five songs not each of ten can get something.
    ranks = 0.1 ** np.arange(members)
    # Where many songs are worth the same, weights give a list to one member or another as a whole.
    found = _go_on(equal, np.ones((members, len(discounts))), discounts, _unhappiest)
    fairest = float(np.sort(equal[:, found] @ discounts) @ ranks)
    weights, bound = np.full(members, 1 / members), np.inf
    for number in range(1, _ROUNDS + 1):
        places = _best_by(weights @ equal, len(discounts))
        gained = equal[:, places] @ discounts
        fairness = float(np.sort(gained) @ ranks)
        if fairness > fairest:
            found, fairest = places, fairness
        bound = min(bound, float(weights @ gained))
        weights = weights * np.exp(0.5 / np.sqrt(number) * (1 - gained / gained.mean()))
        weights /= weights.sum()
    return _swap(equal, discounts, found), bound


def _swap(equal: Doubles, discounts: Doubles, places: Indices) -> Indices:
    """Replace songs while that brings more to whoever has got least."""
    places = places.copy()
    for _ in range(_SWAPS):
        gained = equal[:, places] @ discounts
        theirs = _best_by(equal[gained.argmin()], _REPLACEMENTS + len(places))
        theirs = theirs[~np.isin(theirs, places)][:_REPLACEMENTS]
        if not len(theirs):
            break
        change = equal[:, None, theirs] - equal[:, places, None]
        least = (gained[:, None, None] + change * discounts[:, None]).min(axis=0)
        if least.max() < gained.min() + _GAIN:
            break
        place, song = divmod(int(least.argmax()), len(theirs))
        places[place] = theirs[song]
    return places


def _go_on(
    equal: Doubles, alone: Doubles, discounts: Doubles, score: Callable[[_State], Doubles]
) -> Indices:
    """Choose place after place; `alone` is (m, count), what own best lists have given by then."""
    got = np.zeros(len(equal))
    free = np.ones(equal.shape[1], dtype=bool)
    places: list[int] = []
    for length, discount in enumerate(discounts):
        state = _State(equal, length, _share(got, alone[:, length]))
        place = int(np.where(free, score(state), -np.inf).argmax())
        free[place] = False
        places.append(place)
        got += equal[:, place] * discount
    return np.array(places, dtype=np.int64)


def _average(state: _State) -> Doubles:
    return state.worth.sum(axis=0)


def _unhappiest(state: _State) -> Doubles:
    return _first(state.worth[state.unhappiest], state)


def _floor(state: _State) -> Doubles:
    below = state.length and state.shares.min() < FLOOR
    return _unhappiest(state) if below else _average(state)


def _turns(state: _State) -> Doubles:
    return _first(state.worth[state.length % len(state.worth)], state)


def _misery(state: _State) -> Doubles:
    return _first(state.worth.min(axis=0), state)


def _first(score: Doubles, state: _State) -> Doubles:
    """Return a score in which the average decides between equals."""
    return score + _average(state) * 1e-6


_SCORES: Final[Mapping[Strategy, Callable[[_State], Doubles]]] = {
    Strategy.FLOOR: _floor,
    Strategy.UNHAPPIEST: _unhappiest,
    Strategy.TURNS: _turns,
    Strategy.MISERY: _misery,
    Strategy.AVERAGE: _average,
}


def _discounts(count: int) -> Doubles:
    return 1 / np.log2(np.arange(count) + 2)


def _own_best(worth: Doubles, count: int) -> Doubles:
    return -np.sort(-worth, axis=1)[:, :count]


def _best_by(score: Doubles, count: int) -> Indices:
    """Return the places of the highest scores, highest first."""
    best = np.argpartition(-score, min(count, len(score)) - 1)[:count]
    return best[np.argsort(-score[best], kind="stable")]


def _over(worth: Doubles, best: Doubles) -> Doubles:
    return np.divide(worth, best, out=np.zeros_like(worth), where=best > 0)


def _share(got: Doubles, best: Doubles) -> Doubles:
    """Return got / best; a member to whom nothing is worth anything is content with nothing."""
    return np.divide(got, best, out=np.ones_like(got), where=best > 0)
