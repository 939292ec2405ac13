"""A member's likes beside the catalogue: genres, decades, sound, and the tastes they fall into."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.background import MEASURES, Background
from models.profiles import Indices, spans
from models.tracks import Floats, Tracks

SHOWN: Final = ("danceability", "energy", "acousticness", "instrumentalness", "valence", "tempo")
"""Measures of the sound that people have words for."""
_DECADES: Final = (1950, 2030)
_LEAST_IN_CLUSTER: Final = 6
_MOST_CLUSTERS: Final = 4
_ROUNDS: Final = 25
_STARTS: Final = 4
_WORTH: Final = 0.2
"""By how much, at least, another cluster must shorten the mean squared distance."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Likes that sound alike."""

    genre: int | None
    """The genre that is most over-represented in it, None where no genre is known."""
    decade: int | None
    share: float
    """Of the likes."""
    rows: Indices
    """Its likes, the most typical first."""


@dataclass(frozen=True, slots=True)
class TastePortrait:
    """What there is to see of a member's likes."""

    genres: tuple[tuple[int, float, float], ...]
    """Genre, its share of the likes, and of the catalogue; the most liked first."""
    decades: tuple[tuple[int, float, float], ...]
    sound: tuple[tuple[str, float], ...]
    """Measure, and the mean quantile of the likes in the catalogue: 0.5 is its middle."""
    clusters: tuple[Cluster, ...]
    """The largest first."""


def portray(background: Background, rows: Indices, *, most: int = 6) -> TastePortrait:
    """Return the portrait of likes in `rows` (k,), with at most so many genres."""
    tracks = background.tracks
    return TastePortrait(
        genres=_genres(background, rows, most),
        decades=_decades(tracks, rows),
        sound=_sound(background, rows),
        clusters=find_clusters(background, rows),
    )


def find_clusters(background: Background, rows: Indices, seed: int = 0) -> tuple[Cluster, ...]:
    """Return one to four groups of likes that sound alike.

    K-means in the space of sound and macro-genres; another group is taken only while it brings the
    likes clearly closer to their middles, so that one taste stays one.
    """
    if not len(rows):
        return ()
    points = np.column_stack((background.sound[rows], 2 * np.nan_to_num(background.macros[rows])))
    most = min(_MOST_CLUSTERS, len(rows) // _LEAST_IN_CLUSTER)
    labels, distance = np.zeros(len(rows), dtype=np.int64), _spread(points)
    whole = distance
    for count in range(2, most + 1):
        found, nearer = _k_means(points, count, np.random.default_rng([seed, count]))
        if np.bincount(found, minlength=count).min() < _LEAST_IN_CLUSTER // 2:
            break
        if distance - nearer < _WORTH * whole:
            break
        labels, distance = found, nearer
    clusters = [_describe(background, rows, points, labels == label) for label in np.unique(labels)]
    return tuple(sorted(clusters, key=lambda cluster: -cluster.share))


def _describe(
    background: Background, rows: Indices, points: Floats, inside: NDArray[np.bool_]
) -> Cluster:
    theirs, near = rows[inside], points[inside]
    order = np.argsort(((near - near.mean(axis=0)) ** 2).sum(axis=1), kind="stable")
    genres = _genres(background, theirs, 1)
    decades = _decades(background.tracks, theirs)
    decade = max(decades, key=lambda one: one[1])[0] if decades else None
    return Cluster(genres[0][0] if genres else None, decade, len(theirs) / len(rows), theirs[order])


def _genres(
    background: Background, rows: Indices, most: int
) -> tuple[tuple[int, float, float], ...]:
    owners, places = spans(background.tracks.genres, rows)
    if not len(places):
        return ()
    counts = np.bincount(owners, minlength=len(rows))[owners]
    shares = np.bincount(
        background.tracks.genres.ids[places],
        1 / counts,
        minlength=len(background.genre_shares),
    )
    shares = shares / shares.sum()
    chosen = np.argsort(-shares, kind="stable")[:most]
    return tuple(
        (int(genre), float(shares[genre]), float(background.genre_shares[genre]))
        for genre in chosen
        if shares[genre] > 0
    )


def _decades(tracks: Tracks, rows: Indices) -> tuple[tuple[int, float, float], ...]:
    mine, everybody = _by_decade(tracks.year[rows]), _by_decade(np.asarray(tracks.year))
    if not mine.any():
        return ()
    first = _DECADES[0]
    mine, everybody = mine / mine.sum(), everybody / everybody.sum()
    used = np.flatnonzero((mine > 0) | (everybody > 0.01))
    return tuple(
        (first + 10 * int(place), float(mine[place]), float(everybody[place]))
        for place in range(int(used.min()), int(used.max()) + 1)
    )


def _by_decade(years: Floats) -> Floats:
    known = years[np.isfinite(years)]
    places = np.clip((known.astype(np.int64) - _DECADES[0]) // 10, 0, None)
    size = (_DECADES[1] - _DECADES[0]) // 10
    return np.bincount(np.minimum(places, size - 1), minlength=size).astype(np.float32)


def _sound(background: Background, rows: Indices) -> tuple[tuple[str, float], ...]:
    columns = [MEASURES.index(name) for name in SHOWN]
    values = background.quantiles[rows][:, columns]
    return tuple(
        (name, float(np.nanmean(values[:, place])))
        for place, name in enumerate(SHOWN)
        if np.isfinite(values[:, place]).any()
    )


def _spread(points: Floats) -> float:
    return float(((points - points.mean(axis=0)) ** 2).sum(axis=1).mean())


def _k_means(points: Floats, count: int, rng: np.random.Generator) -> tuple[Indices, float]:
    """Return (k,) labels and the mean squared distance, the best of a few starts."""
    best: tuple[Indices, float] = np.zeros(len(points), dtype=np.int64), float("inf")
    for _ in range(_STARTS):
        middles = points[rng.choice(len(points), count, replace=False)]
        labels = np.zeros(len(points), dtype=np.int64)
        for _ in range(_ROUNDS):
            apart = ((points[:, None] - middles[None]) ** 2).sum(axis=2)
            labels = apart.argmin(axis=1)
            middles = np.stack(
                [
                    points[labels == label].mean(axis=0) if (labels == label).any() else middle
                    for label, middle in enumerate(middles)
                ]
            )
        distance = float(((points - middles[labels]) ** 2).sum(axis=1).mean())
        if distance < best[1]:
            best = labels, distance
    return best
