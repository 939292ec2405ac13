# pyright: basic
# scipy's sparse matrices ship no complete types.
"""Rankings by other people's lists: which tracks stand together, and whose list is like the seeds.

Tracks that no list speaks for are ordered by popularity.
"""

from typing import Any

import numpy as np
from scipy import sparse

from models.baselines.recommender import Kind, Lists, Recommender
from models.evaluate import Numbers, Scored
from models.profiles import Indices
from models.views import View

NEAREST_LISTS = 300


class CoOccurrence(Recommender):
    """Tracks that stand in lists beside the seeds."""

    name, label, kind = "co-occurrence", "item co-occurrence", Kind.LISTS

    def fit(self, lists: Lists) -> None:
        """Keep the lists; pairs are counted for the seeds alone, when they are known."""
        self._lists = incidence(lists)
        self._counts = np.maximum(np.asarray(self._lists.sum(axis=0)).ravel(), 1)

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by the lists a track shares with each seed, a rare seed's telling more.

        Dividing by the track's own lists as well, for a cosine, was worse on development lists.
        """
        beside = self._lists[:, seeds] @ sparse.diags_array(1 / np.sqrt(self._counts[seeds]))
        together = self._lists.T @ np.asarray(beside.sum(axis=1)).ravel()
        return Scored(with_popularity(together, view))


class NearestLists(Recommender):
    """Tracks of the lists most like the seeds."""

    name, label, kind = "list-knn", "list-kNN (300 nearest, squared)", Kind.LISTS

    def fit(self, lists: Lists) -> None:
        """Keep the lists."""
        self._lists = incidence(lists)
        self._lengths = np.maximum(np.asarray(self._lists.sum(axis=1)).ravel(), 1)

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by the squared cosines of the nearest lists that hold a track."""
        return Scored(with_popularity(self.near(seeds), view))

    def near(self, seeds: Indices) -> Numbers:
        """Return (n,) the scores without regard to popularity."""
        shared = np.asarray(self._lists[:, seeds].sum(axis=1)).ravel()
        alike = shared / np.sqrt(self._lengths * max(len(seeds), 1))
        nearest = np.argsort(-alike, kind="stable")[:NEAREST_LISTS]
        return self._lists[nearest].T @ np.square(alike[nearest])


def incidence(lists: Lists) -> Any:
    """Return (lists, n) 1 where a list holds a track, as a sparse matrix by rows."""
    size = len(lists.views)
    ones = np.ones(len(lists.rows.ids), dtype=np.float32)
    shape = (len(lists.rows), size)
    return sparse.csr_array((ones, lists.rows.ids, lists.rows.starts), shape=shape)


def with_popularity(scores: Numbers, view: View) -> Numbers:
    """Return scores whose ties are broken by popularity."""
    scale = float(np.abs(scores).max(initial=0)) or 1.0
    return (scores / scale + 1e-5 * view.popularity / 100).astype(np.float64)
