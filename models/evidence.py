"""The training rows of one member: likes and sampled negatives, each seen without itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.background import Background
from models.features import CONTEXT, FEATURES, Portrait, own_features
from models.profiles import Indices
from models.sampling import draw_negatives
from models.tracks import Floats, Rows

FOLDS: Final = 10
NEGATIVES: Final = (1_000, 5_000)
NEGATIVES_A_LIKE: Final = 20
DISLIKE_WEIGHT: Final = 3.0
"""A real thumbs-down tells more than a track nobody has judged."""
HARD_WEIGHT: Final = 3.0
"""So does the difference between likes and what is ranked as high without being one."""
_HARD_AMONG: Final = 15_000
_HARD_SHARE: Final = 0.015
"""Hard negatives are drawn from the best 1.5 % of so many tracks: all would take too long."""

Score = Callable[[Floats, Floats], Floats]
"""From features (m, len(FEATURES)) and context (len(CONTEXT),) to scores (m,)."""


@dataclass(frozen=True, slots=True)
class Likes:
    """What a member likes and dislikes, as rows of one catalogue."""

    rows: Rows
    """(k,) liked tracks."""
    weights: Floats
    """(k,) how much each like says; 1 is a plain like."""
    disliked: Rows
    """(d,) tracks with a thumbs-down."""
    artists: Rows
    """(j,) artists of likes that no table holds; may repeat."""

    @classmethod
    def of(cls, rows: Sequence[int] | Rows, disliked: Sequence[int] | Rows = ()) -> "Likes":
        """Return likes that all weigh the same."""
        liked = np.array(rows, dtype=np.int32)
        return cls(
            rows=liked,
            weights=np.ones(len(liked), dtype=np.float32),
            disliked=np.array(disliked, dtype=np.int32),
            artists=np.empty(0, dtype=np.int32),
        )

    def settled(self, song: NDArray[np.int64]) -> "Likes":
        """Return the likes in the order of the catalogue, each row once.

        A thumbs-down outweighs a like of any version of the song; `song` is `Tracks.song`.
        """
        rows, places = np.unique(self.rows, return_inverse=True)
        weights = np.zeros(len(rows), dtype=np.float32)
        np.maximum.at(weights, places, self.weights)
        kept = ~np.isin(song[rows], song[self.disliked])
        return Likes(rows[kept], weights[kept], np.unique(self.disliked), np.sort(self.artists))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Training rows (m,): likes first, then thumbs-down, then negatives of the catalogue."""

    features: Floats
    """(m, len(FEATURES))"""
    context: Floats
    """(m, len(CONTEXT)) of the likes each row was compared with."""
    positive: NDArray[np.bool_]
    weights: Floats
    excess: Floats
    """Log of how much likelier than evenly a row was drawn, by its popularity."""
    disliked: int
    """How many of the rows are thumbs-down."""
    hard: NDArray[np.bool_]
    """Negatives that were drawn for being ranked high; no fair measure counts them."""
    folds: Indices
    """The part of the likes that was hidden when a row was compared with the others."""


def gather(
    background: Background, likes: Likes, rng: np.random.Generator, score: Score | None = None
) -> Evidence:
    """Return the training rows of settled likes; with a `score`, hard negatives as well.

    The likes are cut into folds by song, so that all versions of a song hide together; a row is
    compared with the likes outside its fold. Negatives are dealt to the folds as well: were they
    compared with all likes, a like would give itself away by the one that is missing.
    """
    song = background.tracks.song
    liked = likes.rows.astype(np.int64)
    disliked = likes.disliked.astype(np.int64)
    judged = np.concatenate((liked, disliked))
    allowed = ~np.isin(song, song[judged])
    low, high = NEGATIVES
    count = int(np.clip(NEGATIVES_A_LIKE * len(liked), low, high))
    sample = draw_negatives(background, liked, allowed, count, rng)
    positive = np.arange(len(judged) + len(sample.rows)) < len(liked)
    folds = _deal(song[liked], len(positive) - len(liked), rng)
    dealt = folds[: len(liked)]
    portraits = [
        Portrait.of(
            background,
            liked[dealt != fold],
            likes.weights[dealt != fold],
            likes.artists.astype(np.int64),
        )
        for fold in range(int(folds.max(initial=-1)) + 1)
    ]
    rows = np.concatenate((judged, sample.rows))
    is_hard = np.zeros(len(rows), dtype=np.bool_)
    if score:
        pool = np.setdiff1d(np.flatnonzero(allowed), sample.rows)
        hard, hard_folds = _draw_hard(background, pool, portraits, score, rng)
        rows, folds = np.concatenate((rows, hard)), np.concatenate((folds, hard_folds))
        positive, is_hard = (
            np.append(old, np.repeat(new, len(hard)).astype(np.bool_))
            for old, new in ((positive, False), (is_hard, True))
        )
    features = np.empty((len(rows), len(FEATURES)), dtype=np.float32)
    context = np.empty((len(rows), len(CONTEXT)), dtype=np.float32)
    for fold, portrait in enumerate(portraits):
        here = folds == fold
        features[here] = np.column_stack(
            (own_features(background, rows[here]), portrait.compare(rows[here]))
        )
        context[here] = portrait.context
    _hide_sources(features, positive, own_features(background, sample.rows), rng)
    weights = np.ones(len(rows), dtype=np.float32)
    weights[: len(liked)] = likes.weights
    weights[len(liked) : len(judged)] = DISLIKE_WEIGHT
    weights[is_hard] = HARD_WEIGHT
    excess = sample.log_excess(background, rows)
    return Evidence(features, context, positive, weights, excess, len(disliked), is_hard, folds)


def _draw_hard(
    background: Background,
    pool: Indices,
    portraits: Sequence[Portrait],
    score: Score,
    rng: np.random.Generator,
) -> tuple[Indices, Indices]:
    """Return tracks that are ranked high and not liked, and their folds.

    Each fold's are ranked high by the likes outside it, as its own likes would have to be found:
    were they drawn next to those very likes, the trees would learn to stay away from them.
    """
    pool = rng.permutation(pool)[:_HARD_AMONG]
    hard: list[Indices] = []
    for fold, portrait in enumerate(portraits):
        rows = pool[fold :: len(portraits)]
        seen = np.column_stack((own_features(background, rows), portrait.compare(rows)))
        order = np.argsort(-score(seen, portrait.context), kind="stable")
        hard.append(rows[order[: int(_HARD_SHARE * len(rows))]])
    counts = [len(rows) for rows in hard]
    return np.concatenate(hard), np.repeat(np.arange(len(hard)), counts)


def _deal(songs: NDArray[np.int64], others: int, rng: np.random.Generator) -> Indices:
    """Deal liked songs to folds, all versions of a song to one, then the other rows evenly."""
    unique, places = np.unique(songs, return_inverse=True)
    count = min(FOLDS, max(len(unique), 1))
    dealt = rng.permutation(np.arange(len(unique)) % count)[places]
    return np.concatenate((dealt, rng.permutation(np.arange(others) % count)))


def _hide_sources(
    features: Floats, positive: NDArray[np.bool_], own: Floats, rng: np.random.Generator
) -> None:
    """Make what is unknown say nothing about what is liked, in place.

    Tables lack different columns, so a gap tells which table a track comes from, and a member's
    likes often come from one. Every like is given the gaps of some row of the catalogue, and
    every other row those of some like: the gaps of both are then alike.
    """
    likes, others = np.flatnonzero(positive), np.flatnonzero(~positive)
    if not len(likes) or not len(others):
        return
    gaps = np.isnan(features)
    features[likes] = np.where(gaps[rng.choice(others, len(likes))], np.nan, features[likes])
    features[others] = np.where(gaps[rng.choice(likes, len(others))], np.nan, features[others])
