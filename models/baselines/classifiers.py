# pyright: basic
# scikit-learn, XGBoost and LightGBM ship no complete types.
"""The member's own classifier on scaled features: the usual kinds, all on the same rows."""

import warnings
from abc import abstractmethod
from importlib.util import find_spec
from typing import Any

import numpy as np

from models.baselines.recommender import Recommender
from models.baselines.sample import draw_rows, true_chances
from models.evaluate import Scored
from models.profiles import Indices
from models.tracks import Floats
from models.views import View


class Classifier(Recommender):
    """A classifier that tells the seeds from drawn tracks, both sides weighing the same."""

    weighs = True
    """Whether the library takes weights of rows."""

    @abstractmethod
    def build(self, seed: int) -> Any:
        """Return an untrained classifier."""

    def features(self, view: View, seed: int) -> Floats:
        """Return (n, f) what it sees."""
        return view.features

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by the chance of being liked."""
        features = self.features(view, seed)
        rows, liked = draw_rows(view, seeds, seed)
        drawn = len(rows) - len(seeds)
        model = self.build(seed)
        if self.weighs:
            weights = np.where(liked, drawn / max(len(seeds), 1), 1.0)
            model.fit(features[rows], liked.astype(int), sample_weight=weights)
        else:
            model.fit(features[rows], liked.astype(int))
        balance = 1.0 if self.weighs else len(seeds) / drawn
        chances = model.predict_proba(features)[:, 1]
        chances = true_chances(chances, balance, len(seeds), len(view.tracks))
        # Single precision would make equal what is not.
        return Scored(np.log(chances / (1 - chances)), chances)


class Logistic(Classifier):
    """Logistic regression."""

    name, label = "logistic", "logistic regression"

    def build(self, seed: int) -> Any:
        """Return a ridge-penalised regression."""
        from sklearn.linear_model import LogisticRegression

        return LogisticRegression(C=1.0, max_iter=500)


class Forest(Classifier):
    """Random forest."""

    name, label = "forest", "random forest"

    def build(self, seed: int) -> Any:
        """Return a forest whose leaves are not single tracks."""
        from sklearn.ensemble import RandomForestClassifier

        return RandomForestClassifier(
            n_estimators=200, min_samples_leaf=3, n_jobs=1, random_state=seed
        )


class XGBoost(Classifier):
    """Boosted trees by XGBoost."""

    name, label = "xgboost", "XGBoost"

    def build(self, seed: int) -> Any:
        """Return small trees, slowly grown."""
        from xgboost import XGBClassifier

        return XGBClassifier(
            n_estimators=100,
            max_depth=3,
            learning_rate=0.1,
            subsample=0.8,
            colsample_bytree=0.7,
            reg_lambda=5,
            n_jobs=1,
            random_state=seed,
        )


class LightGBM(Classifier):
    """Boosted trees by LightGBM."""

    name, label = "lightgbm", "LightGBM"

    def build(self, seed: int) -> Any:
        """Return small trees, slowly grown."""
        from lightgbm import LGBMClassifier

        return LGBMClassifier(
            n_estimators=100,
            num_leaves=8,
            learning_rate=0.1,
            min_child_samples=5,
            subsample=0.8,
            subsample_freq=1,
            colsample_bytree=0.7,
            reg_lambda=5,
            n_jobs=1,
            deterministic=True,
            force_row_wise=True,
            random_state=seed,
            verbose=-1,
        )


class Perceptron(Classifier):
    """A small neural network."""

    name, label = "mlp", "MLP"

    def build(self, seed: int) -> Any:
        """Return two hidden layers, held back by a penalty."""
        from sklearn.neural_network import MLPClassifier

        return MLPClassifier((64, 32), alpha=1.0, max_iter=100, tol=1e-3, random_state=seed)

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Train as long as is useful for so few likes, converged or not."""
        with warnings.catch_warnings(action="ignore"):
            return super().rank(view, seeds, seed)


def has_lightgbm() -> bool:
    """Tell whether the optional library is there."""
    return find_spec("lightgbm") is not None
