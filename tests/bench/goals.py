"""Goals of figures, and the last line of a benchmark."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class AtMost:
    """A figure that shall not pass a bound."""

    bound: float

    def holds(self, figure: float) -> bool:
        """Return whether a figure reaches the goal."""
        return figure <= self.bound

    def __str__(self) -> str:
        """Return the goal as people read it."""
        return f"≤ {self.bound:g}"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A figure that shall reach a bound."""

    bound: float

    def holds(self, figure: float) -> bool:
        """Return whether a figure reaches the goal."""
        return figure >= self.bound

    def __str__(self) -> str:
        """Return the goal as people read it."""
        return f"≥ {self.bound:g}"


Goals = Mapping[str, AtMost | AtLeast]


def judge(figures: Mapping[str, Any], goals: Goals) -> int:
    """Print figures as the last line; return the exit code."""
    print(json.dumps(figures), flush=True)
    return int(any(not goal.holds(figures[name]) for name, goal in goals.items()))
