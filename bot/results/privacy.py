"""What is kept of a member, handed out and deleted."""

from dataclasses import dataclass
from datetime import timedelta

from storage.like import Source


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of thing that is kept of a member."""

    table: str
    """Where it is kept; names its sentence."""
    count: int
    life: timedelta | None = None
    """How long it is kept; None for what stays until the member deletes it."""


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies that the bot makes of its store."""

    count: int
    """How many are kept; older ones are removed."""
    every: str
    """`daily` or `weekly`."""
    days: int
    """Days after which one is removed in any case."""

    @property
    def gone(self) -> int:
        """Days until nothing deleted today is in any of them."""
        return min(self.days, self.count * (7 if self.every == "weekly" else 1))


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that is kept of a member, counted."""

    likes: dict[Source, int]
    holdings: tuple[Holding, ...]
    """What there is besides likes."""
    copies: Copies | None
    """None where the bot makes no copies."""


@dataclass(frozen=True, slots=True)
class Export:
    """One file with everything that is kept of a member."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What deleting a member did."""

    linked: bool
    """Whether there was a link to Spotify, whose consent remains there."""
    scrubbed: bool
    """False where another program still reads the store: the bytes go at the next start."""
    copies: Copies | None
