# pyright: basic
# implicit ships no types.
"""Latent factors of other people's lists, by the optional library implicit."""

from importlib.util import find_spec

import numpy as np

from models.baselines.neighbours import NearestLists, incidence, with_popularity
from models.baselines.recommender import Kind, Lists, Recommender
from models.evaluate import Numbers, Scored
from models.profiles import Indices
from models.splits import shares_artist
from models.views import View

FACTORS, REGULARISATION, ALPHA, ITERATIONS = 64, 0.05, 10.0, 15


class LeastSquares(Recommender):
    """Alternating least squares; a new list is folded in by one more step."""

    name, label, kind = "als", "ALS (64 factors)", Kind.LISTS

    def fit(self, lists: Lists) -> None:
        """Learn the tracks' factors."""
        from implicit.cpu.als import AlternatingLeastSquares
        from scipy import sparse
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1):
            model = AlternatingLeastSquares(
                factors=FACTORS,
                regularization=REGULARISATION,
                alpha=ALPHA,
                iterations=ITERATIONS,
                num_threads=1,
                random_state=1,
            )
            model.fit(sparse.csr_matrix(incidence(lists)), show_progress=False)
        self._items = np.asarray(model.item_factors, dtype=np.float32)
        self._gram = self._items.T @ self._items

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by the factors that explain the seeds."""
        return Scored(with_popularity(self.near(seeds), view))

    def near(self, seeds: Indices) -> Numbers:
        """Return (n,) the scores without regard to popularity."""
        liked = self._items[seeds]
        # A like counts `alpha` and preference 1, whatever is not in the list 1 and preference 0.
        system = self._gram + (ALPHA - 1) * liked.T @ liked
        system += REGULARISATION * np.eye(FACTORS, dtype=np.float32)
        return self._items @ np.linalg.solve(system, ALPHA * liked.sum(axis=0))


class PairwiseRanking(Recommender):
    """Bayesian personalised ranking; a new list stands where its tracks stand on average."""

    name, label, kind = "bpr", "BPR (64 factors)", Kind.LISTS

    def fit(self, lists: Lists) -> None:
        """Learn the tracks' factors and their bias."""
        from implicit.cpu.bpr import BayesianPersonalizedRanking
        from scipy import sparse
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1):
            model = BayesianPersonalizedRanking(
                factors=FACTORS, iterations=100, num_threads=1, random_state=1
            )
            model.fit(sparse.csr_matrix(incidence(lists)), show_progress=False)
        factors = np.asarray(model.item_factors, dtype=np.float32)
        self._items, self._bias = factors[:, :FACTORS], factors[:, FACTORS]

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by the cosine with the mean of the seeds' factors, and the bias."""
        points = self._items / np.maximum(np.linalg.norm(self._items, axis=1, keepdims=True), 1e-9)
        middle = points[seeds].mean(axis=0)
        return Scored(with_popularity(points @ middle + 0.01 * self._bias, view))


class Blend(Recommender):
    """ALS + ½ list-kNN + 0.1 own artist, each divided by its maximum: weights set by hand."""

    name, label, kind = "blend", "ALS + ½ list-kNN + 0.1 own artist", Kind.LISTS

    def __init__(self) -> None:
        self._factors, self._neighbours = LeastSquares(), NearestLists()

    def fit(self, lists: Lists) -> None:
        """Learn both parts."""
        self._factors.fit(lists)
        self._neighbours.fit(lists)

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by the weighted sum."""
        theirs = shares_artist(view.tracks, np.arange(len(view.tracks)), seeds)
        blend = (
            _over_maximum(self._factors.near(seeds))
            + 0.5 * _over_maximum(self._neighbours.near(seeds))
            + 0.1 * theirs
        )
        return Scored(with_popularity(blend, view))


def _over_maximum(scores: Numbers) -> Numbers:
    most = float(scores.max(initial=0))
    return scores / most if most > 0 else scores


def has_implicit() -> bool:
    """Tell whether the optional library is there."""
    return find_spec("implicit") is not None
