# pyright: basic
# scikit-learn has no complete types.
"""What a whole catalogue looks like: correlations, years, and groups of songs and of genres."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.background import SOUND, Background
from models.profiles import Indices
from models.tracks import AUDIO, Floats, Tracks

MEASURED: Final = (*SOUND, "popularity", "year")
"""What is correlated."""
SAMPLE: Final = 6_000
"""Songs drawn where not all can be: enough to see the shape."""
_GROUPS: Final = 6
_FEWEST: Final = 30
"""Songs that a year, or a genre on the map, has to have."""


@dataclass(frozen=True, slots=True)
class Map:
    """Things (n,) on two axes, in groups."""

    points: Floats
    """(n, 2) the two strongest principal components."""
    labels: NDArray[np.int64]
    """(n,) the group of each, 0 the largest."""
    items: Indices
    """(n,) rows or genres."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure by year."""

    measure: str
    years: NDArray[np.int64]
    low: Floats
    middle: Floats
    high: Floats
    """Quartiles of each year."""


def values_of(tracks: Tracks, measure: str) -> Floats:
    """Return (n,) values of a measure in its own unit, NaN where unknown."""
    if measure in AUDIO:
        return np.asarray(tracks.audio[:, AUDIO.index(measure)])
    return np.asarray(tracks.popularity if measure == "popularity" else tracks.year)


def correlate(tracks: Tracks) -> tuple[tuple[str, ...], Floats]:
    """Return the measures that vary, and (m, m) their Pearson correlations, pair by pair."""
    columns = {name: values_of(tracks, name).astype(np.float64) for name in MEASURED}
    names = tuple(name for name, values in columns.items() if _varies(values))
    table = np.eye(len(names), dtype=np.float32)
    for place, first in enumerate(names):
        for other, second in enumerate(names[:place]):
            known = np.isfinite(columns[first]) & np.isfinite(columns[second])
            a, b = columns[first][known], columns[second][known]
            varied = len(a) > 2 and a.std() > 0 and b.std() > 0
            value = np.corrcoef(a, b)[0, 1] if varied else 0.0
            table[place, other] = table[other, place] = value
    return names, table


def trends(tracks: Tracks, measures: tuple[str, ...]) -> tuple[Trend, ...]:
    """Return quartiles by year of measures, for years with at least 30 songs that name them."""
    found: list[Trend] = []
    for measure in measures:
        values, years = values_of(tracks, measure), np.asarray(tracks.year)
        known = np.isfinite(values) & np.isfinite(years)
        numbers = years[known].astype(np.int64)
        unique, counts = np.unique(numbers, return_counts=True)
        unique = unique[counts >= _FEWEST]
        if len(unique) < 3:
            continue
        parts = [np.percentile(values[known][numbers == year], (25, 50, 75)) for year in unique]
        low, middle, high = np.array(parts, dtype=np.float32).T
        found.append(Trend(measure, unique, low, middle, high))
    return tuple(found)


def map_songs(background: Background, seed: int = 0) -> Map | None:
    """Return a sample of songs, grouped by K-means on principal components of their sound."""
    rows = np.flatnonzero(background.heard)
    if len(rows) < 10 * _GROUPS:
        return None
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.choice(rows, min(SAMPLE, len(rows)), replace=False))
    return _map(background.sound[rows], rows, _GROUPS, seed)


def map_genres(background: Background, seed: int = 0) -> Map | None:
    """Return genres with at least 30 songs, grouped by the mean sound of these."""
    tracks = background.tracks
    owners = np.repeat(np.arange(len(tracks)), np.diff(tracks.genres.starts))
    heard = background.heard[owners]
    ids, count = tracks.genres.ids[heard], len(tracks.genre_names)
    counts = np.bincount(ids, minlength=count)
    genres = np.flatnonzero(counts >= _FEWEST)
    if len(genres) < 2 * _GROUPS:
        return None
    sound = background.sound[owners[heard]]
    sums = [np.bincount(ids, column, minlength=count) for column in sound.T]
    means = np.column_stack(sums)[genres] / counts[genres, None]
    return _map(means.astype(np.float32), genres, _GROUPS, seed)


def project(points: Floats, axes: int) -> Floats:
    """Return (n, axes) the strongest principal components of (n, m) points."""
    middle = points.mean(axis=0)
    _, _, directions = np.linalg.svd(points - middle, full_matrices=False)
    kept = directions[:axes]
    # A direction has no sign of its own: the largest entry points up, so that maps stay put.
    signs = np.sign(kept[np.arange(len(kept)), np.abs(kept).argmax(axis=1)])
    return ((points - middle) @ (kept * signs[:, None]).T).astype(np.float32)


def _map(points: Floats, items: Indices, groups: int, seed: int) -> Map:
    from sklearn.cluster import KMeans

    components = project(points, 5)
    model = KMeans(groups, n_init=4, random_state=seed)  # pyright: ignore[reportArgumentType]
    labels = model.fit_predict(components)
    order = np.argsort(-np.bincount(labels, minlength=groups), kind="stable")
    return Map(components[:, :2], np.argsort(order)[labels].astype(np.int64), items)


def _varies(values: NDArray[np.float64]) -> bool:
    known = values[np.isfinite(values)]
    return len(known) > 2 and bool(known.std() > 0)
