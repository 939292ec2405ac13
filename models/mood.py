"""Moods as regions of sound: which tracks of a catalogue fit them.

A region bounds measures by their quantiles in the catalogue, so that "calm" means calm among what
there is. Energy and valence follow Russell's circumplex of affect (1980); the other bounds are
what the words say ("dance" has a beat, "focus" has no voice). They are set by hand: no public
table tells moods.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.background import MEASURES
from models.tracks import Floats

Region = Mapping[str, tuple[float, float]]
"""Least and greatest quantile of some of `MEASURES`."""


def _region(**bounds: tuple[float, float]) -> Region:
    return MappingProxyType(bounds)


MOODS: Final[Mapping[str, Region]] = MappingProxyType(
    {
        "happy": _region(valence=(0.65, 1), energy=(0.35, 1)),
        "sad": _region(valence=(0, 0.3), energy=(0, 0.5)),
        "calm": _region(energy=(0, 0.3), loudness=(0, 0.45)),
        "energetic": _region(energy=(0.75, 1), tempo=(0.4, 1)),
        "angry": _region(energy=(0.8, 1), valence=(0, 0.4)),
        "party": _region(danceability=(0.7, 1), energy=(0.5, 1), valence=(0.4, 1)),
        "workout": _region(energy=(0.7, 1), tempo=(0.55, 1), danceability=(0.3, 1)),
        "focus": _region(instrumentalness=(0.75, 1), speechiness=(0, 0.5), energy=(0, 0.7)),
        "sleep": _region(energy=(0, 0.15), acousticness=(0.6, 1), tempo=(0, 0.6)),
        "romantic": _region(energy=(0, 0.5), valence=(0.25, 0.8), acousticness=(0.4, 1)),
        "drive": _region(energy=(0.4, 0.85), tempo=(0.35, 0.9), liveness=(0, 0.8)),
        "melancholy": _region(valence=(0, 0.35), energy=(0.1, 0.55), danceability=(0, 0.65)),
        "acoustic": _region(acousticness=(0.75, 1), instrumentalness=(0, 0.85)),
        "dreamy": _region(energy=(0.1, 0.55), instrumentalness=(0.4, 1), valence=(0, 0.6)),
    }
)

_SLACK: Final = 0.15
"""How far outside its region a track may lie where too few lie inside."""


def fitting(
    quantiles: Floats, moods: Iterable[str], fewest: int, among: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return (n,) which tracks fit all moods at once.

    `quantiles` is (n, len(MEASURES)), `among` which tracks count at all. Where fewer than `fewest`
    lie inside every region, the nearest ones are taken up to `_SLACK` outside: "calm party" has no
    middle, but some tracks come close to both. What is unknown fits no bound.
    """
    outside = np.zeros(len(quantiles), dtype=np.float32)
    for mood in moods:
        for measure, (least, most) in MOODS[mood].items():
            values = quantiles[:, MEASURES.index(measure)]
            beyond = np.maximum(np.maximum(least - values, values - most), 0)
            outside = np.maximum(outside, np.nan_to_num(beyond, nan=1.0))
    inside = among & (outside <= 0)
    if np.count_nonzero(inside) >= fewest:
        return inside
    near = np.sort(outside[among])
    limit = float(near[min(fewest, len(near)) - 1]) if len(near) else 0.0
    return among & (outside <= min(limit, _SLACK))
