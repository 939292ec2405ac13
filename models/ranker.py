"""The shared ranker: how far to trust each ground for a recommendation, learned across lists.

It goes on where the fixed comparison ends and is the same for every member, so that five likes on
a fresh install are served by what hundreds of lists taught. How it was made, and what else was
tried, stands in `models/data/README.md`.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.boosting import PARAMETERS, Sheet, Trees, grow
from models.comparison import compare_scores, contributions
from models.features import COMPARED, CONTEXT, FEATURES, OWN, VERSION
from models.kinds import Kinds, by_liked_artists
from models.tracks import Floats

NAME: Final = "ranker.ubj"
ROUNDS: Final = 220
ROUNDS_KNOWN: Final = 100
ROUNDS_NEW: Final = 200
MOST_LIKES: Final = 80
"""Beyond as many likes no list of the lessons goes; calibration takes more for as many."""

GAPS: Final = (
    tuple(name for name in (*FEATURES, *CONTEXT) if "genre" in name),
    ("year", "era"),
    ("popularity", "fame", "fame of likes", "spread of fame"),
)
"""Columns that a catalogue may lack together."""
_GAP_RATE: Final = 0.12
_COLUMNS: Final = (*FEATURES, *CONTEXT)

_PARAMETERS: Final[dict[str, Any]] = {
    **PARAMETERS,
    "max_depth": 4,
    "eta": 0.08,
    "lambda": 20.0,
    "monotone_constraints": tuple([0] * len(OWN) + [1] * len(COMPARED) + [0] * len(CONTEXT)),
}


@dataclass(frozen=True, slots=True)
class Lesson:
    """Tracks (m,) as one list's owner would see them with some of the list as likes."""

    features: Floats
    """(m, len(FEATURES))"""
    context: Floats
    """(len(CONTEXT),)"""
    positive: NDArray[np.bool_]
    """Whether the list holds the track."""
    weights: Floats
    """How many tracks of the catalogue each stands for."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """From scores to log odds of a held-out like: a line, so that the order of tracks stays."""

    intercept: float = 0.0
    slope: float = 1.0
    """Of a score over `level`; above 0."""
    level: float = 0.0
    """Of the log of the mean odds that the catalogue's tracks are given."""
    likes: float = 0.0
    """Of the log of the number of likes."""
    likes_squared: float = 0.0
    """Of its square."""

    def log_odds(self, scores: Floats, likes: int, stands_for: Floats | None = None) -> Floats:
        """Return (m,) log odds; `scores` are those of all tracks that may be recommended.

        Where they are a part, `stands_for` is (m,) how many tracks each of it stands for.
        """
        if not len(scores):
            return scores
        mean = mean_odds(scores, stands_for)
        count = count_logs(likes)
        shift = self.intercept + self.level * mean + self.likes * count
        shift += self.likes_squared * count**2
        return (np.float32(self.slope) * (scores - np.float32(mean)) + np.float32(shift)).astype(
            np.float32
        )


def mean_odds(scores: Floats, weights: Floats | None = None) -> float:
    """Return the log of the mean odds of all tracks, which is mostly that of the best ones."""
    most = float(scores.max())
    odds = np.exp((scores - most).astype(np.float64))
    return most + float(np.log(np.average(odds, weights=weights)))


def count_logs(likes: int) -> float:
    """Return the number of likes as the calibration takes it."""
    return float(np.log1p(min(likes, MOST_LIKES)))


@dataclass(frozen=True, slots=True)
class Ranker:
    """Trees on top of the fixed comparison, and what turns scores into probabilities."""

    trees: Kinds
    calibration: Calibration

    @classmethod
    def load(cls, model: bytes) -> "Ranker":
        """Read what `save` gave; raises ValueError for anything else or other features."""
        trees = Kinds.load(model)
        if trees.common.note("features") != VERSION:
            raise ValueError("the ranker was learned from other features")
        return cls(trees, Calibration(**json.loads(trees.common.note("calibration") or "{}")))

    def save(self) -> bytes:
        """Return the ranker as `Kinds.save` does."""
        calibration = json.dumps(asdict(self.calibration))
        self.trees.common.annotate(features=VERSION, calibration=calibration)
        return self.trees.save()

    def scores(self, features: Floats, context: Floats) -> Floats:
        """Return (m,) how well tracks fit a member, up to a constant of the member.

        `features` is (m, len(FEATURES)); `context` is (len(CONTEXT),), or (m, len(CONTEXT))
        where rows were compared with different parts of the likes.
        """
        columns = _join(features, context)
        return compare_scores(features) + self.trees.margins(columns, by_liked_artists(features))

    def importance(self) -> list[tuple[str, float]]:
        """Return the columns by their share of what the trees gained, the largest first."""
        shares = self.trees.gains(len(_COLUMNS))
        gains = [(_COLUMNS[column], float(shares[column])) for column in np.flatnonzero(shares)]
        return sorted(gains, key=lambda one: (-one[1], one[0]))

    def contributions(self, features: Floats, context: Floats) -> Floats:
        """Return (m, len(FEATURES)) what each column adds to `scores`, up to a constant of each
        kind of track.
        """
        columns = _join(features, context)
        parts = self.trees.contributions(columns, by_liked_artists(features))[:, : len(FEATURES)]
        parts[:, len(OWN) :] += contributions(features)
        return parts


def teach(lessons: Sequence[Lesson], seed: int = 0) -> Ranker:
    """Learn a ranker from lessons; all lists speak equally loud.

    Raises ValueError where there is nothing to learn from.
    """
    lessons = [lesson for lesson in lessons if lesson.positive.any()]
    if not lessons:
        raise ValueError("no lesson holds a liked track")
    rng = np.random.default_rng(seed)
    columns = [_hide(lesson, rng) for lesson in lessons]
    margins = [compare_scores(lesson.features) for lesson in lessons]
    weights = [lesson.weights / lesson.positive.sum() for lesson in lessons]
    positive = np.concatenate([lesson.positive for lesson in lessons])
    sheet = Sheet(
        np.concatenate(columns),
        positive,
        np.concatenate(weights) * np.float32(30),
        np.concatenate(margins),
    )
    sheet.margins[:] += _balance(sheet)
    common = _grow(sheet, ROUNDS, seed)
    sheet.margins[:] += common.margins(sheet.features)
    known = by_liked_artists(sheet.features)
    trees = Kinds(
        common,
        _grow(sheet.only(known), ROUNDS_KNOWN, seed),
        _grow(sheet.only(~known), ROUNDS_NEW, seed),
    )
    return Ranker(trees, Calibration())


@dataclass(frozen=True, slots=True)
class Trial:
    """One draw as a ranker saw it: all tracks (m,) that may be recommended."""

    scores: Floats
    liked: NDArray[np.bool_]
    likes: int
    leaning: Floats | None = None
    """What the order in which they are shown takes from the log odds."""

    def best(self, slope: float) -> NDArray[np.int64]:
        """Return places of the tracks that people look at, where log odds have such a slope."""
        order = self.scores * np.float32(slope)
        if self.leaning is not None:
            order = order - self.leaning
        return np.argsort(-order, kind="stable")[:_LOOKED_AT]


def calibrate(trials: Sequence[Trial]) -> Calibration:
    """Fit the line by a logistic regression of the best tracks of each draw, where people look.

    Which tracks these are depends on the slope of the line, so it is fitted several times.
    """
    fitted = Calibration()
    for _ in range(_FITS):
        fitted = _fit(trials, fitted.slope)
    return fitted


def _fit(trials: Sequence[Trial], slope: float) -> Calibration:
    rows: list[Floats] = []
    positive: list[NDArray[np.bool_]] = []
    for trial in trials:
        best = trial.best(slope)
        mean = mean_odds(trial.scores)
        count = count_logs(trial.likes)
        member = np.array([1.0, mean, count, count**2], dtype=np.float32)
        rows.append(
            np.column_stack((trial.scores[best] - mean, np.repeat(member[None], len(best), axis=0)))
        )
        positive.append(trial.liked[best])
    fitted, *rest = _regress(np.concatenate(rows), np.concatenate(positive))
    intercept, level, likes, squared = rest
    return Calibration(intercept, max(fitted, 0.05), level, likes, squared)


_LOOKED_AT: Final = 100
_FITS: Final = 3


def _regress(columns: Floats, positive: NDArray[np.bool_]) -> list[float]:
    """Return the weights of a logistic regression by Newton's steps, slightly held to zero."""
    x, y = columns.astype(np.float64), positive.astype(np.float64)
    weights = np.zeros(x.shape[1])
    held = np.full(x.shape[1], 1e-3)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (y - chance) - held * weights
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(held)
        weights = weights + np.linalg.solve(bend, slope)
    return [float(weight) for weight in weights]


@lru_cache(maxsize=1)
def shipped() -> Ranker:
    """Return the ranker that ships in the package.

    Raises ValueError where the file is damaged or belongs to another version of the features.
    """
    return Ranker.load((files("models") / "data" / NAME).read_bytes())


def _grow(sheet: Sheet, rounds: int, seed: int) -> Trees:
    return grow(sheet, rounds=rounds, seed=seed, stop=lambda: False, parameters=_PARAMETERS)


def _join(features: Floats, context: Floats) -> Floats:
    wide = np.broadcast_to(context, (len(features), len(CONTEXT)))
    return np.concatenate((features, wide), axis=1)


def _hide(lesson: Lesson, rng: np.random.Generator) -> Floats:
    """Return a lesson's columns, some of them as in a catalogue that lacks them."""
    columns = _join(lesson.features, lesson.context)
    for names in GAPS:
        if rng.random() < _GAP_RATE:
            columns[:, [_COLUMNS.index(name) for name in names]] = np.nan
    return columns


def _balance(sheet: Sheet) -> np.float32:
    """Return what to add to the margins so that their odds are right on the whole."""
    odds = np.exp(np.clip(sheet.margins, -30, 30).astype(np.float64)) * sheet.weights
    return np.float32(np.log(sheet.weights[sheet.positive].sum() / odds[~sheet.positive].sum()))
