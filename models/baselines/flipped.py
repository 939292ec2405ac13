# pyright: basic
# scikit-learn and XGBoost ship no complete types.
"""The flipped-label recipe of the known hobby projects, step by step as they do it."""

import warnings
from typing import Any

import numpy as np

from models.baselines.recommender import Recommender
from models.evaluate import Scored
from models.profiles import Indices
from models.splits import candidates, shares_artist
from models.tracks import Floats
from models.views import View

GRID = {
    "n_estimators": [50, 100, 200],
    "max_depth": [3, 4, 5, 6],
    "learning_rate": [0.05, 0.1, 0.3],
    "subsample": [0.8, 1.0],
}
"""72 candidates, each fitted on 5 folds."""

FLIPPED = 0.5
NEGATIVES_A_POSITIVE = 2


class FlippedLabels(Recommender):
    """Songs of liked artists become liked at random; XGBoost by grid search on F1."""

    name, label = "flipped", "flipped labels, XGBoost by grid search"
    # 360 fits a task: the known recipe takes 12 seconds where others take a tenth of one.
    draws, members = 1, 24

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by the chance of a label that was flipped before anything was split."""
        features = plain_features(view)
        rows, labels = flip(view, seeds, np.random.default_rng([seed, 4]))
        # Columns that are the same in all training rows cannot be split on; they only cost time.
        features = features[:, np.ptp(features[rows], axis=0) > 0]
        model = search(features[rows], labels, seed)
        return Scored(model.predict_proba(features)[:, 1])


def flip(view: View, seeds: Indices, rng: np.random.Generator) -> tuple[Indices, Any]:
    """Return rows and labels: the seeds, flipped songs of their artists, two negatives each."""
    allowed = np.flatnonzero(candidates(view.tracks, seeds))
    theirs = allowed[shares_artist(view.tracks, allowed, seeds)]
    flipped = theirs[rng.random(len(theirs)) < FLIPPED]
    liked = np.concatenate((seeds, flipped))
    others = np.setdiff1d(allowed, flipped)
    count = min(NEGATIVES_A_POSITIVE * len(liked), len(others))
    rows = np.concatenate((liked, rng.choice(others, count, replace=False)))
    return rows, (np.arange(len(rows)) < len(liked)).astype(int)


def plain_features(view: View) -> Floats:
    """Return (n, f) scaled audio, popularity, year, and a column for each genre."""
    from sklearn.preprocessing import StandardScaler

    tracks = view.tracks
    numbers = np.column_stack((tracks.audio, tracks.popularity, tracks.year))
    numbers = numbers[:, ~np.isnan(numbers).all(axis=0)]
    scaled = StandardScaler().fit_transform(np.nan_to_num(numbers))
    genres = np.zeros((len(tracks), len(tracks.genre_names)), dtype=np.float32)
    rows = np.repeat(np.arange(len(tracks)), np.diff(tracks.genres.starts))
    genres[rows, tracks.genres.ids] = 1
    return np.column_stack((scaled, genres)).astype(np.float32)


def search(features: Floats, labels: Any, seed: int, scoring: str = "f1") -> Any:
    """Return the best of the grid by cross-validation, fitted on all rows."""
    from sklearn.model_selection import GridSearchCV, StratifiedKFold
    from xgboost import XGBClassifier

    folds = min(5, int(labels.sum()))
    grid = GridSearchCV(
        XGBClassifier(n_jobs=1, random_state=seed),
        GRID,
        scoring=scoring,
        cv=StratifiedKFold(folds, shuffle=True, random_state=seed),
        n_jobs=1,
    )
    with warnings.catch_warnings():
        # A fold without a predicted like has no F1, and scikit-learn says so each time.
        warnings.simplefilter("ignore")
        grid.fit(features, labels)
    return grid.best_estimator_
