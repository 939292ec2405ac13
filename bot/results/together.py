"""What several members have in common, and songs for all of them."""

from dataclasses import dataclass

from bot.results.songs import Song

BLEND = "blend"
"""The kind of lists for several members."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a server, by the name they have there."""

    member_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Divide:
    """A genre that one likes more than the other."""

    genre: str
    first: float
    """Its share of the first one's likes, 0 to 1."""
    second: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two members' tastes have in common and what divides them."""

    first: Person
    second: Person
    first_suited: float | None
    """Share of the catalogue that suits the first one less than the second one's songs do."""
    second_suited: float | None
    songs: int
    """Songs that both like."""
    titles: tuple[str, ...]
    """Some of them, with their artists."""
    artists: int
    """Artists of whom both like a song."""
    names: tuple[str, ...]
    """Some of them."""
    divides: tuple[Divide, ...]

    @property
    def match(self) -> float | None:
        """The mean of both ways."""
        known = [one for one in (self.first_suited, self.second_suited) if one is not None]
        return sum(known) / len(known) if known else None


@dataclass(frozen=True, slots=True)
class Blend:
    """One list for several members."""

    list_id: str
    songs: tuple[Song, ...]
    fits: tuple[tuple[Person, float], ...]
    """What it is worth to each, as a share of their own best list of that length."""
    wanted: int
