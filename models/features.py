"""Rows of features: one track as one member would see it.

The first columns (`OWN`) describe the track within its catalogue and are the same for every
member; the others (`COMPARED`) compare it with what the member likes, so that more always speaks
for the track. What is unknown is NaN.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from models.background import BINS, MEASURES, SOUND, Background, Bins, Spread
from models.genres import MACRO_GENRES
from models.profiles import Indices, spans
from models.tracks import AUDIO, Floats

VERSION: Final = "5"
"""Changes with the meaning of any column and with the shipped ranker, on which tastes are built; a
taste is served only by the version it learned."""

OWN: Final = (*MEASURES, "explicit", *(f"genre {name}" for name in MACRO_GENRES))
COMPARED: Final = (
    "artist likes",
    "artist share",
    "any artist likes",
    "genre",
    "macro-genre",
    "nearest",
    "near",
    "crowd",
    "artist crowd",
    "sound",
    "artist sound",
    "cluster",
    "era",
    "fame",
    "artist fame",
)
FEATURES: Final = (*OWN, *COMPARED)
CONTEXT: Final = (
    "likes",
    "artists a like",
    "crowd level",
    "artist crowd level",
    "strongest genre",
    "fame of likes",
    "spread of fame",
)
"""What is known of the member rather than of a track: how far the columns above can be trusted."""

LISTENED: Final = 400
"""Of more likes than these, an even sample speaks for distances (10,000 likes would take 2 s)."""

_NEAR: Final = 5
SMOOTHING: Final = 5.0
TRACK_WIDTH: Final = 1.5
ARTIST_WIDTH: Final = 1.0
"""Widths of the bell by which a like speaks for tracks, and an artist for artists, around it."""
_BLOCK: Final = 4096
_LEVEL: Final = 500
KERNEL: Final = np.array([0.05, 0.1, 0.2, 0.3, 0.2, 0.1, 0.05], dtype=np.float32)
_SOUND_COLUMNS: Final = [AUDIO.index(name) for name in SOUND]


@dataclass(frozen=True, slots=True)
class Portrait:
    """A member's likes, summed up against a catalogue's background."""

    background: Background
    weight: float
    """Sum of the likes' weights."""
    artist_likes: Floats
    """(a,) weight of likes by each first artist."""
    any_artist_likes: Floats
    """(a,) weight of likes each artist takes part in."""
    genre_lifts: Floats
    """(genres, 1) the member's share of a genre over the catalogue's."""
    macro_lifts: Floats
    """(len(MACRO_GENRES), 1)"""
    lifts: Floats
    """(len(MEASURES), BINS + 1) log lift of each bin; 0 for `MISSING`."""
    artist_lifts: Floats
    """(len(SOUND), BINS + 1)"""
    points: Floats
    """(k, len(SOUND)) sound of the likes, at most `LISTENED`."""
    point_weights: Floats
    artist_points: Floats
    """(j, len(SOUND)) sound of the liked artists."""
    artist_weights: Floats
    crowd_level: float
    """Log of how densely the likes stand around the catalogue's tracks on average."""
    artist_crowd_level: float
    centres: Floats
    """(c, len(SOUND)) clusters of the likes."""
    context: Floats
    """(len(CONTEXT),) NaN where unknown."""

    @classmethod
    def of(
        cls, background: Background, rows: Indices, weights: Floats, artists: Indices
    ) -> "Portrait":
        """Sum up likes (k,) with weights (k,); `artists` are those of likes outside the table."""
        tracks = background.tracks
        size = len(background.artist_tracks)
        alone = np.ones(len(artists), dtype=np.float32)
        first = np.concatenate((background.artist[rows], artists))
        first_weights = np.concatenate((weights, alone))
        owners, places = spans(tracks.artists, rows)
        everyone = np.concatenate((tracks.artists.ids[places].astype(np.int64), artists))
        everyone_weights = np.concatenate((weights[owners], alone))
        artist_likes = _counts(first, first_weights, size)
        artist_likes[-1] = 0
        counts, known = background.profiles.total(rows, weights)
        genre_lifts = _lift(counts, known, background.genre_shares)
        macros = background.macros[rows]
        placed = macros.sum(axis=1) > 0
        macro_shares = background.genre_shares @ background.macro
        macro_counts = weights[placed] @ macros[placed]
        heard = rows[background.heard[rows]]
        heard_weights = weights[background.heard[rows]]
        step = max(1, -(-len(heard) // LISTENED))
        points = background.sound[heard[::step]]
        point_weights = heard_weights[::step]
        liked_artists = np.flatnonzero(artist_likes * (background.artist_tracks > 0))[:LISTENED]
        artist_points = background.artist_sound[liked_artists]
        some = np.linspace(0, max(len(tracks) - 1, 0), _LEVEL, dtype=np.int64)
        around = squared_distances(background.sound[some], points)
        artists_around = squared_distances(
            background.artist_sound[background.artist[some]], artist_points
        )
        crowd_level = _level(_crowd(around, point_weights, TRACK_WIDTH))
        artist_crowd_level = _level(
            _crowd(artists_around, artist_likes[liked_artists], ARTIST_WIDTH)
        )
        count = len(rows) + len(artists)
        popularity = background.quantiles[rows, MEASURES.index("popularity")]
        popularity = popularity[~np.isnan(popularity)]
        return cls(
            background=background,
            weight=float(first_weights.sum()),
            artist_likes=artist_likes,
            any_artist_likes=_counts(everyone, everyone_weights, size),
            genre_lifts=genre_lifts[:, None],
            macro_lifts=_lift(macro_counts, float(macro_counts.sum()), macro_shares)[:, None],
            lifts=_log_lifts(background.spread, rows, weights),
            artist_lifts=_log_lifts(background.artist_spread, background.artist[rows], weights),
            points=points,
            point_weights=point_weights,
            artist_points=artist_points,
            artist_weights=artist_likes[liked_artists],
            crowd_level=crowd_level,
            artist_crowd_level=artist_crowd_level,
            centres=_centres(points),
            context=np.array(
                (
                    np.log1p(count),
                    len(np.unique(first)) / count if count else np.nan,
                    crowd_level,
                    artist_crowd_level,
                    np.log(genre_lifts.max()) if len(genre_lifts) else np.nan,
                    popularity.mean() if len(popularity) else np.nan,
                    popularity.std() if len(popularity) else np.nan,
                ),
                dtype=np.float32,
            ),
        )

    def compare(self, rows: Indices) -> Floats:
        """Return (len(rows), len(COMPARED)) how the tracks compare with the likes."""
        blocks = [self._block(rows[i : i + _BLOCK]) for i in range(0, len(rows), _BLOCK)]
        return np.concatenate(blocks) if blocks else np.empty((0, len(COMPARED)), np.float32)

    def _block(self, rows: Indices) -> Floats:
        background = self.background
        artist = background.artist[rows]
        likes = self.artist_likes[artist]
        bins = background.spread.bins[rows]
        artist_bins = background.artist_spread.bins[artist]
        unknown = np.where(background.heard[rows], np.float32(0), np.float32(np.nan))
        squares = squared_distances(background.sound[rows], self.points)
        columns = (
            np.log1p(5 * likes),
            np.log1p(10 * likes / (background.artist_tracks[artist] + 3)),
            np.log1p(5 * self.any_artist(rows)),
            np.log(np.maximum(background.profiles.means(rows, self.genre_lifts)[:, 0], 1e-3)),
            np.log(np.maximum(_macro_mean(background.macros[rows], self.macro_lifts), 1e-3)),
            *(column + unknown for column in _nearness(squares)),
            _crowd(squares, self.point_weights, TRACK_WIDTH) - self.crowd_level + unknown,
            self._artist_crowd(artist),
            _sum_lifts(self.lifts[_SOUND_COLUMNS], bins[:, _SOUND_COLUMNS]) + unknown,
            _sum_lifts(self.artist_lifts, artist_bins),
            -np.sqrt(_least(squared_distances(background.sound[rows], self.centres))) + unknown,
            self._lift_of("year", bins, background.quantiles[rows]),
            self._lift_of("popularity", bins, background.quantiles[rows]),
            self._lift_of("artist size", bins, background.quantiles[rows]),
        )
        return np.column_stack(columns).astype(np.float32)

    def any_artist(self, rows: Indices) -> Floats:
        """Return (len(rows),) the likes of the most liked artist of each track."""
        owners, places = spans(self.background.tracks.artists, rows)
        most = np.zeros(len(rows), dtype=np.float32)
        np.maximum.at(
            most, owners, self.any_artist_likes[self.background.tracks.artists.ids[places]]
        )
        return most

    def of_artists(self) -> dict[str, Floats]:
        """Return of every artist (a,) the columns that are the same for all of its tracks.

        Those named in `COMPARED` for the first artist, in that meaning.
        """
        background = self.background
        everyone = np.arange(len(self.artist_likes))
        blocks = [everyone[i : i + _BLOCK] for i in range(0, len(everyone), _BLOCK)]
        return {
            "artist share": np.log1p(10 * self.artist_likes / (background.artist_tracks + 3)),
            "artist crowd": np.concatenate([self._artist_crowd(block) for block in blocks]),
            "artist sound": _sum_lifts(self.artist_lifts, background.artist_spread.bins),
        }

    def _artist_crowd(self, artist: Indices) -> Floats:
        unique, places = np.unique(artist, return_inverse=True)
        squares = squared_distances(self.background.artist_sound[unique], self.artist_points)
        return (_crowd(squares, self.artist_weights, ARTIST_WIDTH) - self.artist_crowd_level)[
            places
        ]

    def _lift_of(self, measure: str, bins: Bins, quantiles: Floats) -> Floats:
        column = MEASURES.index(measure)
        lifts = self.lifts[column, bins[:, column]]
        return np.where(np.isnan(quantiles[:, column]), np.float32(np.nan), lifts)


def own_features(background: Background, rows: Indices) -> Floats:
    """Return (len(rows), len(OWN)) what the tracks are, whoever looks."""
    explicit = background.tracks.explicit[rows]
    return np.column_stack((background.quantiles[rows], explicit, background.macros[rows]))


def _counts(ids: Indices, weights: Floats, size: int) -> Floats:
    return np.bincount(ids, weights, minlength=size).astype(np.float32)


def _lift(counts: Floats, weight: float, shares: Floats) -> Floats:
    lifts = counts / np.maximum(shares, np.float32(1e-6)) + SMOOTHING
    return (lifts / (weight + SMOOTHING)).astype(np.float32)


def _macro_mean(macros: Floats, lifts: Floats) -> Floats:
    placed = macros.sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.where(placed > 0, (macros @ lifts)[:, 0] / placed, np.float32(np.nan))


def _log_lifts(spread: Spread, rows: Indices, weights: Floats) -> Floats:
    table = np.zeros((len(spread.shares), BINS + 1), dtype=np.float32)
    for column, shares in enumerate(spread.shares):
        counts = np.bincount(spread.bins[rows, column], weights, minlength=BINS + 1)[:BINS]
        smooth = np.convolve(counts, KERNEL, "same")
        expected = np.convolve(shares, KERNEL, "same")
        table[column, :BINS] = np.log((smooth / expected + SMOOTHING) / (counts.sum() + SMOOTHING))
    return table


def _sum_lifts(lifts: Floats, bins: Bins) -> Floats:
    total = np.zeros(len(bins), dtype=np.float32)
    for column, table in enumerate(lifts):
        total += table[bins[:, column]]
    return total


def squared_distances(points: Floats, others: Floats) -> Floats:
    """Return (len(points), len(others)) squared distances; one far column where none is known."""
    if not len(others):
        return np.full((len(points), 1), 100, dtype=np.float32)
    squares = points @ others.T
    squares *= -2
    squares += np.square(points).sum(axis=1)[:, None]
    squares += np.square(others).sum(axis=1)
    return np.maximum(squares, 0, out=squares)


def _nearness(squares: Floats) -> tuple[Floats, Floats]:
    near = min(_NEAR, squares.shape[1])
    closest = np.sqrt(np.partition(squares, near - 1, axis=1)[:, :near])
    return -closest.min(axis=1), -closest.mean(axis=1)


def _crowd(squares: Floats, weights: Floats, width: float) -> Floats:
    """Return the log of how densely the likes stand around each point."""
    if not len(weights):
        return np.full(len(squares), np.log(1e-6), dtype=np.float32)
    near = np.exp(squares * np.float32(-0.5 / width**2))
    return np.log(near @ (weights / weights.sum()) + 1e-6)


def _level(logs: Floats) -> float:
    return float(np.log(np.exp(logs.astype(np.float64)).mean()))


def _least(squares: Floats) -> Floats:
    return squares.min(axis=1)


def _centres(points: Floats, rounds: int = 8) -> Floats:
    """Return at most eight centres of k-means, begun far from each other; the same each time."""
    count = min(8, -(-len(points) // 10))
    if count <= 1:
        return points.mean(axis=0, keepdims=True) if len(points) else points
    places = [int(_least(squared_distances(points, points.mean(axis=0, keepdims=True))).argmin())]
    while len(places) < count:
        places.append(int(_least(squared_distances(points, points[places])).argmax()))
    centres = points[places]
    for _ in range(rounds):
        nearest = squared_distances(points, centres).argmin(axis=1)
        for centre in range(count):
            members = points[nearest == centre]
            if len(members):
                centres[centre] = members.mean(axis=0)
    return centres
