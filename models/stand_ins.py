"""Songs outside a catalogue, by the song in it that sounds most like them."""

from typing import Final

import numpy as np

from models.tracks import AUDIO, Floats, Rows

_HEARD: Final = (
    "danceability",
    "energy",
    "loudness",
    "speechiness",
    "acousticness",
    "instrumentalness",
    "liveness",
    "valence",
    "tempo",
)
_LEAST_KNOWN: Final = 6
"""Columns that must be known of a song to say what sounds like it."""


def stand_ins(audio: Floats, wanted: Floats) -> Rows:
    """Return (m,) the row of `audio` (n, len(AUDIO)) that sounds most like each of `wanted`
    (m, len(AUDIO)), -1 where too little is known.

    Distances are taken over the columns known of both, each in its standard deviations.
    """
    columns = [AUDIO.index(name) for name in _HEARD]
    known = np.asarray(audio)[:, columns].astype(np.float32)
    middle, spread = np.nanmean(known, axis=0), np.nanstd(known, axis=0) + np.float32(1e-6)
    # An unknown value is far from every other by what two songs usually are apart.
    points = (known - middle) / spread
    rows = np.full(len(wanted), -1, dtype=np.int32)
    for place, values in enumerate((wanted[:, columns] - middle) / spread):
        if np.isfinite(values).sum() >= _LEAST_KNOWN and len(points):
            apart = np.nan_to_num((points - values) ** 2, nan=2.0)
            rows[place] = int(np.argmin(apart.sum(axis=1)))
    return rows
