# pyright: basic
# scikit-learn ships no types.
"""Challengers tuned as the known projects tune them, for every member anew and inside training."""

import copy
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, Final

from models.baselines.classifiers import Classifier
from models.evaluate import Scored
from models.profiles import Indices
from models.views import View

FOLDS: Final = 5

GRIDS: Final[Mapping[str, Mapping[str, Sequence[Any]]]] = {
    "logistic": {"C": [0.001, 0.01, 0.1, 1.0, 10.0, 100.0]},
    "forest": {
        "n_estimators": [100, 200],
        "max_depth": [None, 8],
        "min_samples_leaf": [1, 3, 10],
    },
    "xgboost": {
        "n_estimators": [50, 100, 200],
        "max_depth": [2, 3, 4, 6],
        "learning_rate": [0.05, 0.1, 0.3],
        "subsample": [0.7, 1.0],
    },
    "mlp": {"hidden_layer_sizes": [(16,), (32,), (64, 32)], "alpha": [0.01, 1.0, 10.0]},
}
"""What is tried for each rung, by its name."""


class Tuned(Classifier):
    """A classifier whose settings are searched by cross-validation on the training rows."""

    draws, members = 1, 20

    def __init__(self, base: Classifier, scoring: str) -> None:
        self.name = f"{base.name}-{scoring.replace('roc_', '')}"
        self.label = f"{base.label}, grid by {'F1' if scoring == 'f1' else 'AUC'}"
        self.weighs = base.weighs
        self._base, self._scoring = base, scoring

    def build(self, seed: int) -> Any:
        """Return the search, which fits the best settings on all rows in the end."""
        from sklearn.model_selection import GridSearchCV

        return GridSearchCV(
            self._base.build(seed),
            {name: list(values) for name, values in GRIDS[self._base.name].items()},
            scoring=self._scoring,
            cv=_folds(seed),
            n_jobs=1,
        )

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Search, then score."""
        with quiet():
            return super().rank(view, seeds, seed)


class Selected(Classifier):
    """A classifier on the features that recursive elimination leaves.

    Elimination is part of what is cross-validated, so no row helps to choose the features it is
    judged on.
    """

    draws, members = 1, 20
    # A pipeline hands weights to the elimination only; the classes are balanced by settings.
    weighs = False

    def __init__(self, base: Classifier) -> None:
        self.name, self.label = f"{base.name}-rfecv", f"{base.label}, nested RFECV"
        self._base = base

    def build(self, seed: int) -> Any:
        """Return elimination and classifier as one model, its settings searched by AUC."""
        from sklearn.feature_selection import RFECV
        from sklearn.model_selection import GridSearchCV
        from sklearn.pipeline import Pipeline

        base = copy.copy(self._base).build(seed)
        steps = [("select", RFECV(base, step=6, cv=3, scoring="roc_auc")), ("learn", base)]
        return GridSearchCV(
            Pipeline(steps),
            {"learn__max_depth": [2, 4]},
            scoring="roc_auc",
            cv=_folds(seed),
            n_jobs=1,
        )

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Select, search, then score."""
        with quiet():
            return super().rank(view, seeds, seed)


def _folds(seed: int) -> Any:
    from sklearn.model_selection import StratifiedKFold

    return StratifiedKFold(FOLDS, shuffle=True, random_state=seed)


def quiet() -> warnings.catch_warnings:
    """Silence what searches say again and again: no liked row predicted, no convergence yet."""
    return warnings.catch_warnings(action="ignore")
