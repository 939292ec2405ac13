"""What each like adds to each track: the log odds the comparison would lose without it."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from models.background import BINS, MEASURES, SOUND, Background, Bins
from models.comparison import WEIGHTS
from models.features import (
    ARTIST_WIDTH,
    KERNEL,
    SMOOTHING,
    TRACK_WIDTH,
    squared_distances,
)
from models.profiles import Indices
from models.tracks import Floats


class Ground(StrEnum):
    """The grounds on which a like can speak for a track."""

    ARTIST = "artist"
    SOUND = "sound"
    GENRE = "genre"
    ERA = "era"
    FAME = "fame"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Losses (m, k) in log odds of `m` tracks without each of `k` likes, by ground.

    Each loss is up to a constant of the ground that is the same for all likes of one weight.
    """

    losses: dict[Ground, Floats]

    @property
    def total(self) -> Floats:
        """Return (m, k) the loss on all grounds together."""
        return np.sum(list(self.losses.values()), axis=0)


def attribute(
    background: Background, rows: Indices, likes: Indices, weights: Floats
) -> Attribution:
    """Share out the comparison of tracks (m,) with likes (k,) among the likes."""
    spread, artist_spread = background.spread, background.artist_spread
    artist, liked_artist = background.artist[rows], background.artist[likes]
    heard = np.outer(background.heard[rows], background.heard[likes]).astype(np.float32)
    sound = squared_distances(background.sound[rows], background.sound[likes])
    artists = squared_distances(
        background.artist_sound[artist], background.artist_sound[liked_artist]
    )
    crowd = _loss(_bell(sound, TRACK_WIDTH) * heard * weights, 1e-6)
    artist_crowd = _loss(_bell(artists, ARTIST_WIDTH) * weights, 1e-6)

    def lifted(measure: str) -> Floats:
        column = MEASURES.index(measure)
        bins = spread.bins[:, column]
        return _lift_losses(bins[rows], bins[likes], spread.shares[column], weights)

    axes = sum(lifted(name) for name in SOUND)
    artist_axes = sum(
        _lift_losses(
            artist_spread.bins[artist, column],
            artist_spread.bins[liked_artist, column],
            artist_spread.shares[column],
            weights,
        )
        for column in range(len(SOUND))
    )
    return Attribution(
        {
            Ground.ARTIST: WEIGHTS["artist share"]
            * _artist_losses(background, artist, liked_artist, weights),
            Ground.SOUND: WEIGHTS["crowd"] * crowd
            + WEIGHTS["artist crowd"] * artist_crowd
            + WEIGHTS["sound"] * axes
            + WEIGHTS["artist sound"] * artist_axes,
            Ground.GENRE: WEIGHTS["genre"] * _genre_losses(background, rows, likes, weights),
            Ground.ERA: WEIGHTS["era"] * lifted("year"),
            Ground.FAME: WEIGHTS["fame"] * lifted("popularity")
            + WEIGHTS["artist fame"] * lifted("artist size"),
        }
    )


def _loss(parts: Floats, rest: float) -> Floats:
    """Return what the log of a sum over likes (last axis), and a rest, loses without each."""
    total = parts.sum(axis=-1, keepdims=True) + np.float32(rest)
    return -np.log1p(-np.minimum(parts / total, np.float32(0.999999)))


def _bell(squares: Floats, width: float) -> Floats:
    return np.exp(squares * np.float32(-0.5 / width**2))


def _lift_losses(bins: Bins, liked: Bins, shares: Floats, weights: Floats) -> Floats:
    smooth = np.stack([np.convolve(one, KERNEL, "same") for one in np.eye(BINS, dtype=np.float32)])
    reach = np.zeros((BINS + 1, len(liked)), dtype=np.float32)
    known = liked < BINS
    expected = np.convolve(shares, KERNEL, "same").astype(np.float32)
    reach[:BINS, known] = (smooth[:, liked[known]] / expected[:, None]) * weights[known]
    return _loss(reach, SMOOTHING)[bins]


def _artist_losses(
    background: Background, artist: Indices, liked: Indices, weights: Floats
) -> Floats:
    same = np.where(artist[:, None] == liked, weights, np.float32(0))
    same[artist == len(background.artist_tracks) - 1] = 0
    scale = 10 / (background.artist_tracks[artist] + 3)
    likes = same.sum(axis=1)
    without = np.log1p(scale[:, None] * np.maximum(likes[:, None] - same, 0))
    return np.log1p(scale * likes)[:, None] - without


def _genre_losses(background: Background, rows: Indices, likes: Indices, weights: Floats) -> Floats:
    lifts = background.profiles.table(likes) * weights[:, None]
    lifts /= np.maximum(background.genre_shares, np.float32(1e-6))
    carried = background.profiles.table(rows) @ lifts.T
    return _loss(carried.astype(np.float32), SMOOTHING)
