# pyright: basic
# XGBoost ships no complete types.
"""Rankers that should gain nothing, and show a leak when they do: no rungs of the ladder."""

import numpy as np

from models.baselines.classifiers import XGBoost
from models.baselines.recommender import Lists, Recommender
from models.evaluate import Scored
from models.profiles import Indices
from models.tracks import Floats
from models.views import View, known


class RandomFeature(XGBoost):
    """XGBoost that sees a random number of each track beside the rest."""

    name, label, draws = "random-feature", "XGBoost with a random feature", 1

    def features(self, view: View, seed: int) -> Floats:
        """Return the features and the number."""
        noise = np.random.default_rng([seed, 3]).permutation(len(view.tracks)) / len(view.tracks)
        return np.column_stack((view.features, noise)).astype(np.float32)


class Gaps(XGBoost):
    """XGBoost that sees nothing but what is known of each track."""

    name, label, draws = "gaps", "what is unknown, alone", 1

    def features(self, view: View, seed: int) -> Floats:
        """Return which columns are known."""
        return known(view.tracks)


class PopularityAlone(XGBoost):
    """XGBoost that sees nothing but popularity."""

    name, label, draws = "popularity-alone", "XGBoost on popularity", 1

    def features(self, view: View, seed: int) -> Floats:
        """Return popularity."""
        return view.popularity[:, None]


class PopularityAndGaps(XGBoost):
    """XGBoost that sees popularity and what is known."""

    name, label, draws = "popularity-and-gaps", "XGBoost on popularity and what is unknown", 1

    def features(self, view: View, seed: int) -> Floats:
        """Return both."""
        return np.column_stack((known(view.tracks), view.popularity))


class Source(Recommender):
    """Knows one thing: which tracks stand in any of the lists, which names their table."""

    name, label, draws = "source", "the source table, alone", 1

    def __init__(self, listed: Indices) -> None:
        self._listed = listed

    def fit(self, lists: Lists) -> None:
        """Learn nothing."""

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score listed tracks above all others."""
        scores = np.zeros(len(view.tracks), dtype=np.float32)
        scores[self._listed] = 1
        return Scored(scores)
