"""The interface all rungs of the ladder share."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum

from models.evaluate import Scored
from models.profiles import Indices
from models.tracks import Ragged
from models.views import View, Views


class Kind(StrEnum):
    """What a rung learns from, by which it is compared."""

    CONTENT = "content"
    """The catalogue and the seeds."""
    LISTS = "lists"
    """Other people's lists as well."""
    OURS = "ours"
    OURS_WITH_LISTS = "ours with lists"


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of other people to learn across; none of them is judged."""

    rows: Ragged
    """Catalogue rows of each list, each once."""
    numbers: tuple[int, ...]
    """What `views` knows each list by."""
    views: Views

    def __len__(self) -> int:
        return len(self.rows)


class Recommender(ABC):
    """Scores every track of a catalogue of `n` for a member given as seeds."""

    name: str
    """What `--only` calls it."""
    label: str
    """What people read."""
    kind: Kind = Kind.CONTENT
    draws: int | None = None
    """How many draws of a member it is judged on; None is all. Slow recipes are judged on one."""
    members: int | None = None
    """How many members it is judged on; the comparison is then over those alone."""

    def fit(self, lists: Lists) -> None:  # noqa: B027
        """Learn across lists; what learns from the seeds alone has nothing to do here."""

    @abstractmethod
    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Return scores (n,), more is better; the seeds' own scores are never looked at.

        `seed` starts whatever chance there is; nothing of one call may be left for the next.
        """
