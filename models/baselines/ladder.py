"""All rungs of the ladder, in the order in which people read them."""

from collections.abc import Callable
from dataclasses import dataclass

from models.baselines import classifiers, factors, flipped, nearness, neighbours, ours, plain
from models.baselines.recommender import Recommender


def always() -> bool:
    """Say that nothing is needed."""
    return True


@dataclass(frozen=True, slots=True)
class Rung:
    """One recommender and whether what it needs is there."""

    recommender: type[Recommender]
    installed: Callable[[], bool] = always


LADDER: tuple[Rung, ...] = (
    Rung(plain.Chance),
    Rung(plain.Popularity),
    Rung(plain.SameArtist),
    Rung(plain.GenrePopularity),
    Rung(nearness.Centroid),
    Rung(nearness.Nearest),
    Rung(classifiers.Logistic),
    Rung(classifiers.Forest),
    Rung(classifiers.XGBoost),
    Rung(classifiers.LightGBM, classifiers.has_lightgbm),
    Rung(classifiers.Perceptron),
    Rung(flipped.FlippedLabels),
    Rung(neighbours.CoOccurrence),
    Rung(neighbours.NearestLists),
    Rung(factors.LeastSquares, factors.has_implicit),
    Rung(factors.PairwiseRanking, factors.has_implicit),
    Rung(factors.Blend, factors.has_implicit),
    Rung(ours.Comparison),
    Rung(ours.Ours),
)
"""A new rung is one more line here."""
