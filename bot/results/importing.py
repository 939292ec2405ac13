"""What became of a file, or of a profile elsewhere, that a member brought."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A track that the catalogue does not hold."""

    title: str
    artists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Searching:
    """How far an import is that is not over."""

    done: int = 0
    """Tracks looked for in the catalogue."""
    total: int = 0
    """Tracks there are; 0 while they are still being read."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One import, counted."""

    formats: tuple[str, ...]
    """What it was known as."""
    rows: int
    tracks: int
    """Different ones that count as liked."""
    by_id: int
    by_isrc: int
    by_name: int
    unmatched: list[Unmatched]
    seldom: int
    """Tracks heard once or mostly skipped."""
    over: int
    """Tracks beyond the most that one import takes."""
    reasons: dict[str, int] = field(default_factory=dict[str, int])
    """Refused rows by reason."""
    refused: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Where they stand, and the reason."""
    new: int = 0
    """Tracks that were unknown, or of which the file told more."""
    learned: int | None = None
    """Songs that were learned from; None where nothing was."""

    @property
    def matched(self) -> int:
        """Tracks that the catalogue holds."""
        return self.by_id + self.by_isrc + self.by_name
