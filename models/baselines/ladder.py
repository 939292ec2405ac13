"""All rungs of the ladder, in the order in which people read them."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from models.baselines import (
    classifiers,
    factors,
    flipped,
    nearness,
    neighbours,
    ours,
    plain,
    tuning,
)
from models.baselines.recommender import Recommender


def always() -> bool:
    """Say that nothing is needed."""
    return True


@dataclass(frozen=True, slots=True)
class Rung:
    """One recommender, not yet fitted, and whether what it needs is there."""

    recommender: Recommender
    installed: Callable[[], bool] = always

    def fresh(self) -> Recommender:
        """Return the recommender to be fitted, which leaves this one as it is."""
        return copy(self.recommender)


LADDER: tuple[Rung, ...] = (
    Rung(plain.Chance()),
    Rung(plain.Popularity()),
    Rung(plain.SameArtist()),
    Rung(plain.GenrePopularity()),
    Rung(nearness.Centroid()),
    Rung(nearness.Nearest()),
    Rung(classifiers.Logistic()),
    Rung(classifiers.Forest()),
    Rung(classifiers.XGBoost()),
    Rung(classifiers.LightGBM(), classifiers.has_lightgbm),
    Rung(classifiers.Perceptron()),
    Rung(flipped.FlippedLabels()),
    Rung(neighbours.CoOccurrence()),
    Rung(neighbours.NearestLists()),
    Rung(factors.LeastSquares(), factors.has_implicit),
    Rung(factors.PairwiseRanking(), factors.has_implicit),
    Rung(factors.Blend(), factors.has_implicit),
    Rung(ours.Comparison()),
    Rung(ours.Ours()),
    Rung(ours.OursWithPrior()),
)
"""A new rung is one more line here."""

TUNED: tuple[Rung, ...] = (
    Rung(tuning.Tuned(classifiers.Logistic(), "f1")),
    Rung(tuning.Tuned(classifiers.Logistic(), "roc_auc")),
    Rung(tuning.Tuned(classifiers.Forest(), "f1")),
    Rung(tuning.Tuned(classifiers.Forest(), "roc_auc")),
    Rung(tuning.Tuned(classifiers.XGBoost(), "f1")),
    Rung(tuning.Tuned(classifiers.XGBoost(), "roc_auc")),
    Rung(tuning.Tuned(classifiers.Perceptron(), "f1")),
    Rung(tuning.Tuned(classifiers.Perceptron(), "roc_auc")),
    Rung(tuning.Selected(classifiers.XGBoost())),
)
"""The challengers as `--tune` adds them; some take minutes a member."""
