"""What several people like lately, against what they liked before."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.profiles import Indices, spans
from models.tracks import Ragged

Doubles = NDArray[np.float64]

FEWEST: Final = 10.0
"""Likes with a genre that a share has to rest on."""
LOUDEST: Final = 40.0
"""Likes that one person counts for at most: the keenest one does not drown the others out."""
LEAST_RISE: Final = 0.02
"""A rise in share below this is noise."""


def genre_weights(genres: Ragged, rows: Indices, people: Indices, count: int) -> Doubles:
    """Return (count,) what each genre weighs in likes (k,), given by rows and people (from 0).

    A like counts one, shared by its genres; all likes of one person together at most `LOUDEST`.
    """
    owners, places = spans(genres, rows)
    of_like = np.bincount(owners, minlength=len(rows))
    likes = np.bincount(people[of_like > 0], minlength=int(people.max(initial=0)) + 1)
    scale = np.minimum(1.0, LOUDEST / np.maximum(likes, 1))
    weights = scale[people[owners]] / of_like[owners]
    return np.bincount(genres.ids[places], weights, minlength=count).astype(np.float64)


def rising(lately: Doubles, before: Doubles, most: int) -> Indices:
    """Return the genres (at most `most`) whose share has risen, the steepest first.

    `lately` and `before` are (g,) weights. Nothing rises where either rests on fewer than `FEWEST`
    likes. A rise is judged against its own chance: so many standard errors of the two shares.
    """
    totals = lately.sum(), before.sum()
    if min(totals) < FEWEST:
        return np.zeros(0, dtype=np.int64)
    now, then = lately / totals[0], before / totals[1]
    pooled = (lately + before) / (totals[0] + totals[1])
    error = np.sqrt(pooled * (1 - pooled) * (1 / totals[0] + 1 / totals[1]))
    steepness = np.divide(now - then, error, out=np.zeros_like(now), where=error > 0)
    order = np.argsort(-steepness, kind="stable")
    risen = order[(steepness[order] > 1.0) & ((now - then)[order] >= LEAST_RISE)]
    return risen[:most]
