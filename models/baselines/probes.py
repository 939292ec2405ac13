# pyright: basic
# XGBoost ships no complete types.
"""Rankers that should gain nothing, and show a leak when they do: no rungs of the ladder."""

import numpy as np

from models.baselines.classifiers import XGBoost
from models.tracks import Floats, Tracks
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


class Source(XGBoost):
    """XGBoost that sees which columns each track's table had, before any was masked."""

    name, label, draws = "source", "the source table, alone", 1

    def __init__(self, tracks: Tracks) -> None:
        self._tables = known(tracks)[:, :-1]

    def features(self, view: View, seed: int) -> Floats:
        """Return what the tables had."""
        return self._tables
