# pyright: basic
# XGBoost has no complete types.
"""The learned blend of what lists, artists and content say: how far to trust each of them.

It learns from rows that are not drawn evenly: the better a track stands by any of the `SOURCES`,
the likelier it is kept. What the drawing took is put back when scores are made, so that nothing is
learned from it: a track that no list holds is met as often as the catalogue holds such tracks.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models import features
from models.boosting import Trees
from models.features import COMPARED, CONTEXT, FEATURES, OWN
from models.kinds import Kinds, by_liked_artists
from models.prior_columns import ARTIST_COLUMNS, COLUMNS, TRACK_COLUMNS
from models.prior_columns import RECIPE as PRIOR_RECIPE
from models.ranker import Calibration
from models.tracks import Floats

RECIPE: Final = f"{PRIOR_RECIPE}.{features.VERSION}"
"""Changes with the meaning of any column the ranker reads."""

SOURCES: Final = (
    "factors",
    "backed factors",
    "near lists",
    "rare near lists",
    "near artists' lists",
    "together",
    "chance beside likes",
    "artist factors",
    "artist near lists",
)
"""Columns whose best tracks are met first."""
KEPT: Final = 30
"""Of the tracks at place 60 of their best source, 30 in 60 are kept, and so on."""
DEEPEST: Final = 3_000
"""Beyond this place all tracks are kept with one small chance."""
_REST: Final = 60

ROUNDS: Final = 400
ROUNDS_KNOWN: Final = 100
ROUNDS_NEW: Final = 150
PATIENCE: Final = 30
_WATCHED: Final = 10
"""One lesson in so many says when to stop."""

_SPEAKING: Final = len(TRACK_COLUMNS) + len(ARTIST_COLUMNS)
_PARAMETERS: Final[dict[str, Any]] = {
    "objective": "binary:logistic",
    "tree_method": "hist",
    "max_depth": 6,
    "eta": 0.08,
    "subsample": 0.8,
    "colsample_bytree": 0.5,
    "min_child_weight": 10.0,
    "lambda": 5.0,
    "max_bin": 256,
    # Two threads stall where others compute: 600 s instead of 30 on a busy machine.
    "nthread": 1,
    # Trees begin at the margins they are given, not at a mean.
    "base_score": 0.5,
    "monotone_constraints": tuple(
        [1] * _SPEAKING
        + [0] * (len(COLUMNS) - _SPEAKING + len(OWN))
        + [1] * len(COMPARED)
        + [0] * len(CONTEXT)
    ),
}
_PLACES: Final = [COLUMNS.index(name) for name in SOURCES]


@dataclass(frozen=True, slots=True)
class PriorLesson:
    """Some tracks (m,) as one list's owner would see them with part of the list as likes."""

    values: Floats
    """(m, len(COLUMNS) + len(FEATURES) + len(CONTEXT))"""
    positive: NDArray[np.bool_]


def join(columns: Floats, seen: Floats, context: Floats) -> Floats:
    """Return all columns of some tracks side by side: of the prior, of content, of the member."""
    wide = np.broadcast_to(context, (len(columns), len(CONTEXT)))
    return np.concatenate((columns, seen, wide), axis=1)


def keep_chances(columns: Floats) -> Floats:
    """Return (n,) how likely a lesson keeps each track of the whole catalogue."""
    size = len(columns)
    deepest = min(DEEPEST, size)
    best = np.full(size, size, dtype=np.int64)
    for column in _PLACES:
        values = columns[:, column]
        order = np.argpartition(-values, deepest - 1)[:deepest]
        order = order[np.argsort(-values[order], kind="stable")]
        order = order[values[order] > 0]
        best[order] = np.minimum(best[order], np.arange(len(order)))
    chances = np.minimum(1, KEPT / np.maximum(best, 1))
    chances[best == size] = min(1.0, _REST / size)
    return chances.astype(np.float32)


@dataclass(frozen=True, slots=True)
class PriorRanker:
    """Trees over all columns, and what turns scores into probabilities."""

    trees: Kinds
    calibration: Calibration

    @classmethod
    def load(cls, model: bytes) -> "PriorRanker":
        """Read what `save` gave; raises ValueError for anything else or other columns."""
        trees = Kinds.load(model)
        if trees.common.note("recipe") != RECIPE:
            raise ValueError("the ranker was learned from other columns")
        return cls(trees, Calibration(**json.loads(trees.common.note("calibration") or "{}")))

    def save(self) -> bytes:
        """Return the ranker as `Kinds.save` does."""
        calibration = json.dumps(asdict(self.calibration))
        self.trees.common.annotate(recipe=RECIPE, calibration=calibration)
        return self.trees.save()

    def scores(self, values: Floats, chances: Floats) -> Floats:
        """Return (m,) log odds that a list holds each track, given `keep_chances` of it."""
        return self.trees.margins(values, _known(values)) + np.log(chances)

    def contributions(self, values: Floats) -> tuple[Floats, Floats]:
        """Return what each prior column and each of `FEATURES` adds to the scores."""
        parts = self.trees.contributions(values, _known(values))
        middle = len(COLUMNS)
        return parts[:, :middle], parts[:, middle : middle + len(FEATURES)]


def teach(lessons: Sequence[PriorLesson], seed: int = 0) -> PriorRanker:
    """Learn from lessons; raises ValueError where there are too few."""
    lessons = [lesson for lesson in lessons if lesson.positive.any()]
    if len(lessons) < _WATCHED:
        raise ValueError("too few lists to learn from")
    taught = _Rows.of([lesson for place, lesson in enumerate(lessons) if place % _WATCHED])
    watched = _Rows.of([lesson for place, lesson in enumerate(lessons) if not place % _WATCHED])
    common = _grow(taught, watched, ROUNDS, seed)
    taught, watched = taught.after(common), watched.after(common)
    kinds = (_known(taught.values), _known(watched.values))
    known = _grow(taught.only(kinds[0]), watched.only(kinds[1]), ROUNDS_KNOWN, seed)
    new = _grow(taught.only(~kinds[0]), watched.only(~kinds[1]), ROUNDS_NEW, seed)
    return PriorRanker(Kinds(common, known, new), Calibration())


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows (m,) of many lessons, and what is said of them so far."""

    values: Floats
    positive: NDArray[np.bool_]
    margins: Floats

    @classmethod
    def of(cls, lessons: Sequence[PriorLesson]) -> "_Rows":
        """Put lessons together; at first all rows have the same odds."""
        positive = np.concatenate([lesson.positive for lesson in lessons])
        share = positive.mean()
        odds = np.full(len(positive), np.log(share / (1 - share)), dtype=np.float32)
        return cls(np.concatenate([lesson.values for lesson in lessons]), positive, odds)

    def after(self, trees: Trees) -> "_Rows":
        """Return the rows as they stand after some trees."""
        return replace(self, margins=self.margins + trees.margins(self.values))

    def only(self, chosen: NDArray[np.bool_]) -> "_Rows":
        """Return the chosen rows."""
        return _Rows(self.values[chosen], self.positive[chosen], self.margins[chosen])


def _grow(taught: _Rows, watched: _Rows, rounds: int, seed: int) -> Trees:
    """Grow trees until the watched rows gain no more by them."""
    import xgboost

    sheet = xgboost.QuantileDMatrix(
        taught.values, taught.positive, base_margin=taught.margins, max_bin=256, nthread=1
    )
    watch = xgboost.QuantileDMatrix(
        watched.values, watched.positive, base_margin=watched.margins, ref=sheet, nthread=1
    )
    booster = xgboost.train(
        {**_PARAMETERS, "seed": seed},
        sheet,
        rounds,
        evals=[(watch, "watched")],
        early_stopping_rounds=PATIENCE,
        verbose_eval=False,
    )
    return Trees(booster[: booster.best_iteration + 1])


def _known(values: Floats) -> NDArray[np.bool_]:
    """Return (m,) which rows are tracks by artists of the likes."""
    return by_liked_artists(values[:, len(COLUMNS) :])
