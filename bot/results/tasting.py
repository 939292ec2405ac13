"""What there is to see of a member's taste: figures with names, ready to be drawn."""

from dataclasses import dataclass

from models.tracks import Floats


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing's share of a member's likes, and of the catalogue."""

    name: str
    mine: float
    catalogue: float


@dataclass(frozen=True, slots=True)
class TasteGroup:
    """Likes that sound alike."""

    genre: str | None
    decade: int | None
    share: float
    songs: tuple[str, ...]
    """Titles of the most typical ones."""


@dataclass(frozen=True, slots=True)
class TasteCard:
    """Everything on the card."""

    likes: int
    """Likes the catalogue holds."""
    genres: tuple[Beside, ...]
    decades: tuple[tuple[int, float, float], ...]
    """First year, share of the likes, share of the catalogue."""
    sound: tuple[tuple[str, float], ...]
    """Measure, and the mean quantile of the likes in the catalogue."""
    drivers: tuple[tuple[str, float], ...]
    """Kind of reason, and its share among the best songs of the shortlist; the largest first."""
    groups: tuple[TasteGroup, ...]


@dataclass(frozen=True, slots=True)
class MapSongs:
    """Songs on a map."""

    points: Floats
    """(n, 3)"""
    names: tuple[str, ...]
    """Title and artist of each."""


@dataclass(frozen=True, slots=True)
class MapGroup:
    """Likes that sound alike, on a map."""

    genre: str | None
    decade: int | None
    share: float
    """Of all likes."""
    songs: MapSongs


@dataclass(frozen=True, slots=True)
class TasteMap:
    """A member's likes and what they are recommended, where they lie."""

    likes: int
    """Likes the catalogue holds; at most `models.taste_map.MOST` of them are on the map."""
    groups: tuple[MapGroup, ...]
    """The likes, the largest group first."""
    recommended: MapSongs
