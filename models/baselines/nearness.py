"""Rankings by nearness to the seeds in the space of scaled features."""

import numpy as np

from models.baselines.recommender import Recommender
from models.evaluate import Scored
from models.profiles import Indices
from models.tracks import Floats
from models.views import View

NEIGHBOURS = 10


class Centroid(Recommender):
    """Near the middle of the seeds, as most hobby recommenders have it."""

    name, label = "centroid", "centroid cosine"

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by the cosine with the mean of the seeds."""
        middle = view.features[seeds].mean(axis=0, keepdims=True)
        return Scored((_unit(view.features) @ _unit(middle).T)[:, 0])


class Nearest(Recommender):
    """Near some of the seeds."""

    name, label = "knn", "nearest neighbours"

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by the mean cosine with the nearest seeds."""
        points = _unit(view.features)
        alike = points @ points[seeds].T
        count = min(NEIGHBOURS, len(seeds))
        nearest = np.partition(alike, len(seeds) - count, axis=1)[:, -count:]
        return Scored(nearest.mean(axis=1))


def _unit(points: Floats) -> Floats:
    return points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
