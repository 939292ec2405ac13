"""What the ranking takes from tracks, beside how likely they are to be liked."""

from typing import Final

import numpy as np

from models.background import Background
from models.evidence import Likes
from models.features import FEATURES, TRACK_WIDTH, squared_distances
from models.profiles import Indices, spans
from models.tracks import Floats, Tracks

LEANING: Final = 0.25
"""Log odds that tracks of liked artists lose in the ranking for each unit of the log of the likes.
With 20 likes it costs 5 % of NDCG@100 over all that was held out, and gains a third where only new
artists were (`models/data/README.md`)."""
LEANING_BESIDE_PRIOR: Final = 0.05
"""The same where other lists tell who goes with whom, and new artists need little help."""
LEANS_UP_TO: Final = 20
"""Likes beyond which it grows no more."""
DISTASTE: Final = np.float32(1.5)
"""Log odds for each unit of the log of the dislikes of an artist, see `aversion`."""
ALIKE: Final = np.float32(1.0)
"""Log odds that a track loses which sounds just like a disliked one."""
HEEDED: Final = 200
"""Of more dislikes than these, an even sample speaks against what sounds alike."""
_BLOCK: Final = 8192
_NEAREST: Final = FEATURES.index("nearest")


def lean(
    background: Background, likes: Likes, rows: Indices, *, beside_prior: bool = False
) -> Floats:
    """Return (len(rows),) log odds that tracks by artists of the likes lose in the ranking.

    Without a prior little is known of other artists' tracks, and those of liked artists fill
    87 % of the first twenty: likelier one by one, but no discovery. This trades some of the
    former for the latter, as far as the catalogue knows how its tracks sound: where it knows but
    names, new artists would be drawn by lot.
    """
    tracks = background.tracks
    _, places = spans(tracks.artists, likes.rows.astype(np.int64))
    liked = np.concatenate((tracks.artists.ids[places], likes.artists))
    count = min(len(likes.rows) + len(likes.artists), LEANS_UP_TO)
    amount = LEANING_BESIDE_PRIOR if beside_prior else LEANING * background.heard.mean()
    amount *= np.log(max(count, 1))
    return np.where(np.isin(tracks.artist[rows], liked), amount, 0).astype(np.float32)


def aversion(background: Background, likes: Likes, rows: Indices, features: Floats) -> Floats:
    """Return (len(rows),) log odds that tracks lose in the ranking for what was disliked.

    A thumb down counts before anything is learned anew: against tracks by artists of dislikes
    alone, and against those of a disliked track's genres that sound more like it than like any
    like. `features` are the tracks' `FEATURES`. Both amounts are set by hand: no public list holds
    dislikes.
    """
    if not len(likes.disliked):
        return np.zeros(len(rows), dtype=np.float32)
    taken = _by_artist(background.tracks, likes, rows)
    disliked = likes.disliked[:: -(-len(likes.disliked) // HEEDED)].astype(np.int64)
    liked = _bell(np.square(np.nan_to_num(features[:, _NEAREST], nan=-np.inf)))
    for start in range(0, len(rows), _BLOCK):
        block = slice(start, start + _BLOCK)
        away = _likeness(background, rows[block], disliked) - liked[block]
        taken[block] += ALIKE * np.maximum(away, 0)
    return taken


def _by_artist(tracks: Tracks, likes: Likes, rows: Indices) -> Floats:
    disliked = tracks.artist[likes.disliked]
    disliked = disliked[disliked >= 0]
    counts = np.bincount(disliked, minlength=int(tracks.artist.max()) + 2).astype(np.float32)
    counts[tracks.artist[likes.rows][tracks.artist[likes.rows] >= 0]] = 0
    amounts = np.where(tracks.artist[rows] < 0, 0, np.log1p(counts[tracks.artist[rows]]))
    return (DISTASTE * amounts).astype(np.float32)


def _likeness(background: Background, rows: Indices, others: Indices) -> Floats:
    """Return (len(rows),) how like the nearest of some tracks each is, 0 to 1; 0 for unknown."""
    mine, theirs = (np.nan_to_num(background.macros[some]) for some in (rows, others))
    shared = np.minimum(mine @ theirs.T, 1)
    shared[~background.heard[rows]] = 0
    shared[:, ~background.heard[others]] = 0
    squares = squared_distances(background.sound[rows], background.sound[others])
    return (_bell(squares) * shared).max(axis=1)


def _bell(squares: Floats) -> Floats:
    return np.exp(squares * np.float32(-0.5 / TRACK_WIDTH**2))
