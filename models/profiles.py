"""Genre profiles: what a track's own genres and those of its artist's other tracks say.

Many tables name no genre for most tracks, but seldom for all tracks of an artist.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.tracks import Floats, Ragged

Indices = NDArray[np.int64]

OWN_WEIGHT: Final = 2.0
"""A track's own genre speaks as loud as two other tracks of its artist."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """A weight for each genre of each track, kept as the track's part and its artist's part."""

    own: Ragged
    artist: Indices
    """(n,) the row of `by_artist` of each track."""
    by_artist: Ragged
    """Genres of each artist, each once."""
    artist_counts: Floats
    """(len(by_artist.ids),) how many of the artist's tracks name the genre."""
    genres: int

    @classmethod
    def of(cls, own: Ragged, artist: Indices, artists: int, genres: int) -> "Profiles":
        """Gather the genres of each artist's tracks; `artist` is (n,) within 0..artists - 1."""
        keys = np.repeat(artist, np.diff(own.starts)) * max(genres, 1) + own.ids
        unique, counts = np.unique(keys, return_counts=True)
        owners, ids = np.divmod(unique, max(genres, 1))
        starts = np.zeros(artists + 1, dtype=np.int64)
        np.cumsum(np.bincount(owners, minlength=artists), out=starts[1:])
        by_artist = Ragged(starts, ids.astype(np.int32))
        return cls(own, artist, by_artist, counts.astype(np.float32), genres)

    def means(self, rows: Indices, values: Floats) -> Floats:
        """Return (len(rows), m) the weighted mean over each track's genres of (genres, m) values.

        NaN where neither the track nor its artist has a genre.
        """
        artists, places = np.unique(self.artist[rows], return_inverse=True)
        own_owners, own_places = spans(self.own, rows)
        owners, spots = spans(self.by_artist, artists)
        own_ids, ids, counts = (
            self.own.ids[own_places],
            self.by_artist.ids[spots],
            self.artist_counts[spots],
        )
        weights = np.bincount(own_owners, minlength=len(rows)) * OWN_WEIGHT
        weights += np.bincount(owners, counts, minlength=len(artists))[places]
        means = np.empty((len(rows), values.shape[1]), dtype=np.float32)
        for column, value in enumerate(values.T):
            sums = np.bincount(own_owners, value[own_ids], minlength=len(rows)) * OWN_WEIGHT
            sums += np.bincount(owners, counts * value[ids], minlength=len(artists))[places]
            with np.errstate(invalid="ignore"):
                means[:, column] = sums / weights
        return means

    def mean_of_all(self, value: Floats) -> Floats:
        """Return (n,) what `means` gives for every row of the catalogue, of one (genres,) value."""
        theirs = _sums(self.by_artist.starts, self.artist_counts * value[self.by_artist.ids])
        counts = _sums(self.by_artist.starts, self.artist_counts)
        sums = _sums(self.own.starts, OWN_WEIGHT * value[self.own.ids])
        sums += theirs[self.artist]
        weights = np.diff(self.own.starts) * np.float32(OWN_WEIGHT)
        weights += counts[self.artist]
        with np.errstate(invalid="ignore"):
            return sums / weights

    def total(self, rows: Indices, weights: Floats) -> tuple[Floats, float]:
        """Return (genres,) the weighted sum of the tracks' genre shares, and the weight in it."""
        owners, ids, shares = self.shares(rows)
        known = np.zeros(len(rows), dtype=np.bool_)
        known[owners] = True
        counts = np.bincount(ids, shares * weights[owners], minlength=self.genres)
        return counts.astype(np.float32), float(weights[known].sum())

    def shares(self, rows: Indices) -> tuple[Indices, NDArray[np.int32], Floats]:
        """Return position in `rows`, genre and share of every entry; one genre may come twice."""
        own_owners, own_places = spans(self.own, rows)
        owners, spots = spans(self.by_artist, self.artist[rows])
        own_weights = np.full(len(own_places), OWN_WEIGHT, dtype=np.float32)
        weights = np.concatenate((own_weights, self.artist_counts[spots]))
        all_owners = np.concatenate((own_owners, owners))
        totals = np.bincount(all_owners, weights, minlength=len(rows))
        ids = np.concatenate((self.own.ids[own_places], self.by_artist.ids[spots]))
        return all_owners, ids, (weights / totals[all_owners]).astype(np.float32)

    def table(self, rows: Indices) -> Floats:
        """Return (len(rows), genres) shares, for few rows."""
        owners, ids, shares = self.shares(rows)
        table = np.zeros((len(rows), self.genres), dtype=np.float32)
        np.add.at(table, (owners, ids), shares)
        return table


def spans(lists: Ragged, rows: Indices) -> tuple[Indices, Indices]:
    """Return of every entry of `rows` the position in `rows`, and its place in `lists.ids`."""
    counts = lists.starts[rows + 1] - lists.starts[rows]
    owners = np.repeat(np.arange(len(rows)), counts)
    offsets = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    return owners, np.repeat(lists.starts[rows], counts) + offsets


def _sums(starts: NDArray[np.int64], values: Floats) -> Floats:
    """Return the sum of each row's values; rows are as in `Ragged`."""
    total = np.zeros(len(values) + 1)
    np.cumsum(values, out=total[1:])
    return (total[starts[1:]] - total[starts[:-1]]).astype(np.float32)
