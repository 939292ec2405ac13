"""One list for several members that leaves nobody behind.

Every way to choose is greedy: place after place takes the candidate of the highest score, and the
ways differ in what that score is. `cratemate evaluate --groups` compares them.
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


class Strategy(StrEnum):
    """How the next song for a group is chosen."""

    FLOOR = "floor"
    """The best for all, but for whoever has got least while that is below `FLOOR`."""
    UNHAPPIEST = "unhappiest"
    """The best for whoever has got least so far."""
    TURNS = "turns"
    """Everybody's best in turns."""
    MISERY = "least misery"
    """What is worth most to the member to whom it is worth least."""
    AVERAGE = "average"
    """The best for all."""


SERVED: Final = Strategy.FLOOR
"""Keeps the worst-served member about as well off as any other, and all of them better off."""


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


def choose_together(worth: Doubles, count: int, strategy: Strategy = SERVED) -> Together:
    """Choose up to `count` of n candidates for m members.

    `worth` is (m, n), at least 0: the probability that a member likes a candidate, so that what a
    list is worth is the gain that DCG expects of it. Members count alike, however large their
    probabilities are.
    """
    members, candidates = worth.shape
    count = min(count, candidates)
    discounts = 1 / np.log2(np.arange(count) + 2)
    best = np.cumsum(-np.sort(-worth, axis=1)[:, :count] * discounts, axis=1)
    equal = _over(worth, best[:, -1:] if count else worth[:, :0])
    got = np.zeros(members)
    free = np.ones(candidates, dtype=bool)
    places: list[int] = []
    score = _SCORES[strategy]
    for length in range(count if members else 0):
        state = _State(equal, length, _share(got, best[:, length]))
        place = int(np.where(free, score(state), -np.inf).argmax())
        free[place] = False
        places.append(place)
        got += worth[:, place] * discounts[length]
    fits = _share(got, best[:, -1]) if count else np.zeros(members)
    return Together(np.array(places, dtype=np.int64), fits)


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


def _over(worth: Doubles, best: Doubles) -> Doubles:
    return np.divide(worth, best, out=np.zeros_like(worth), where=best > 0)


def _share(got: Doubles, best: Doubles) -> Doubles:
    """Return got / best; a member to whom nothing is worth anything is content with nothing."""
    return np.divide(got, best, out=np.ones_like(got), where=best > 0)
