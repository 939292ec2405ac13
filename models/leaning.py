"""What the ranking takes from tracks, beside how likely they are to be liked."""

from typing import Final

import numpy as np

from models.evidence import Likes
from models.profiles import Indices, spans
from models.tracks import Floats, Tracks

LEANING: Final = 0.3
"""Log odds that tracks of liked artists lose in the ranking for each unit of the log of the likes.
On development lists with 20 likes it costs 10 % of NDCG@100 over all that was held out, and gains
45 % where only new artists were (`models/data/README.md`)."""
LEANS_UP_TO: Final = 20
"""Likes beyond which it grows no more."""
DISTASTE: Final = np.float32(1.5)
"""Log odds for each unit of the log of the dislikes of an artist, see `distaste`."""


def lean(tracks: Tracks, likes: Likes, rows: Indices) -> Floats:
    """Return (len(rows),) log odds that tracks by artists of the likes lose in the ranking.

    Without a prior little is known of other artists' tracks, and those of liked artists fill
    87 % of the first twenty: likelier one by one, but no discovery. This trades some of the
    former for the latter.
    """
    _, places = spans(tracks.artists, likes.rows.astype(np.int64))
    liked = np.concatenate((tracks.artists.ids[places], likes.artists))
    count = min(len(likes.rows) + len(likes.artists), LEANS_UP_TO)
    amount = LEANING * np.log(max(count, 1))
    return np.where(np.isin(tracks.artist[rows], liked), amount, 0).astype(np.float32)


def distaste(tracks: Tracks, likes: Likes, rows: Indices) -> Floats:
    """Return (len(rows),) log odds that tracks by artists of dislikes alone lose in the ranking.

    A thumb down counts before anything is learned anew. `DISTASTE` is set by hand: no public list
    holds dislikes.
    """
    disliked = tracks.artist[likes.disliked]
    disliked = disliked[disliked >= 0]
    if not len(disliked):
        return np.zeros(len(rows), dtype=np.float32)
    counts = np.bincount(disliked, minlength=int(tracks.artist.max()) + 1).astype(np.float32)
    counts[tracks.artist[likes.rows][tracks.artist[likes.rows] >= 0]] = 0
    amounts = np.where(tracks.artist[rows] < 0, 0, np.log1p(counts[tracks.artist[rows]]))
    return (DISTASTE * amounts).astype(np.float32)
