"""What a member may ask of a list besides its length."""

from dataclasses import dataclass
from enum import StrEnum


class Adventure(StrEnum):
    """How far from what a member knows a list may go."""

    FAMILIAR = "familiar"
    """The likeliest songs, whoever plays them."""
    USUAL = "usual"
    BOLD = "bold"
    """Mostly artists the member has not liked."""
    NEW = "new"
    """Only those."""


@dataclass(frozen=True, slots=True)
class ListWish:
    """Everything a list is asked for; the plain one is served from the shortlist."""

    count: int = 5
    genre: str | None = None
    mood: str | None = None
    adventure: Adventure = Adventure.USUAL
    recent: bool = False
    """Whether what was liked in the last month counts most."""
    clean: bool = False
    """Whether explicit songs are left out."""

    @property
    def plain(self) -> bool:
        """Whether nothing but a number is asked for."""
        return self == ListWish(self.count, clean=self.clean)
