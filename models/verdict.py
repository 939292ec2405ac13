# pyright: basic
# scikit-learn has no complete types.
"""How well a member's likes can be told from other songs, by kinds of models, on unseen songs."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models import boosting
from models.background import MEASURES, Background
from models.boosting import Sheet
from models.evidence import Likes, gather
from models.features import FEATURES
from models.importance import Importance, importances
from models.measures import auc, average_precision
from models.ranker import shipped
from models.tracks import Floats
from models.validation import PARTS, ROUNDS, ROUNDS_A_SONG, make_sheet, trust

FEWEST: Final = 10
"""Likes below which each part would hold but one or two."""
MOST: Final = 300
"""Likes that are judged; of more, an even sample: more would only make the member wait."""
PAIRED: Final = ("energy", "valence", "danceability")
"""Measures of the pairs plot."""
_LOOKED_AT: Final = 1_500
"""Songs that importance is read off."""
_BINS: Final = (2, 6)
_LIKES_A_BIN: Final = 5
"""Fewer would tell of chance, not of the model."""


class Kind(StrEnum):
    """Kinds of models."""

    POPULARITY = "popularity"
    LOGISTIC = "logistic"
    FOREST = "forest"
    SHARED = "shared"
    YOURS = "yours"


@dataclass(frozen=True, slots=True)
class Score:
    """How well one kind does; 0.5 and the prevalence are what chance gets."""

    kind: Kind
    auc: float
    average_precision: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found on songs that the models had not seen."""

    likes: int
    others: int
    scores: tuple[Score, ...]
    """The best first."""
    confusion: tuple[tuple[int, int], tuple[int, int]]
    """Likes called liked and not; others called liked and not, when as many are called liked as
    are."""
    calibration: tuple[tuple[float, float], ...]
    """Chance that was foretold and share that was liked, by ranges of the former."""
    importance: tuple[Importance, ...]
    """What moves these songs, by kind of evidence; the weightiest first."""
    liked: Floats
    """(k, len(MEASURES)) quantiles of the likes."""
    rest: Floats
    """(m, len(MEASURES)) of the others."""
    disliked: Floats
    """(d, len(MEASURES)) of those among them that got a thumbs-down."""

    @property
    def prevalence(self) -> float:
        """The share of likes among all songs judged."""
        return self.likes / (self.likes + self.others)


def judge(background: Background, likes: Likes, *, seed: int = 0) -> Verdict | None:
    """Judge kinds of models on parts of the likes that were hidden; None for too few likes.

    Two seconds for 300 likes on one thread.
    """
    with _one_thread():
        return _judge(background, likes, seed)


def _judge(background: Background, likes: Likes, seed: int) -> Verdict | None:
    likes = _some(likes.settled(background.tracks.song))
    if len(likes.rows) < FEWEST:
        return None
    evidence = gather(background, likes, np.random.default_rng(seed))
    shared = shipped().scores(evidence.features, evidence.context)
    sheet = make_sheet(evidence, shared)
    count = int(evidence.positive.sum())
    rounds = int(np.clip(ROUNDS_A_SONG * count, *ROUNDS))
    added = np.zeros(len(shared), dtype=np.float32)
    own = np.zeros_like(sheet.features)
    taken = trust(float(likes.weights.sum()))
    # Contributions take longer than all the rest, and vary alike in a part of the songs.
    looked_at = ~evidence.hard
    looked_at[np.flatnonzero(looked_at)[_LOOKED_AT:]] = False
    found = {kind: np.zeros(len(shared), dtype=np.float32) for kind in (Kind.LOGISTIC, Kind.FOREST)}
    parts = evidence.folds % PARTS
    for part in range(PARTS):
        judged = parts == part
        trees = boosting.grow(sheet.only(~judged), rounds=rounds, seed=seed, stop=lambda: False)
        added[judged] = taken * trees.margins(sheet.features[judged])
        weighed = judged & looked_at
        own[weighed] = taken * trees.contributions(sheet.features[weighed])
        for kind, scores in found.items():
            model = _KINDS[kind](seed).fit(
                np.nan_to_num(sheet.features[~judged]), sheet.positive[~judged]
            )
            scores[judged] = model.predict_proba(np.nan_to_num(sheet.features[judged]))[:, 1]
    popularity = evidence.features[:, FEATURES.index("popularity")]
    # All are judged within the sample, so what was drawn too often is taken off ours as well.
    yours = sheet.margins + added
    found |= {
        Kind.POPULARITY: np.nan_to_num(popularity),
        Kind.SHARED: sheet.margins,
        Kind.YOURS: yours,
    }
    # Negatives that our own ranking found hard teach, but would judge it alone unfairly.
    fair = ~evidence.hard
    positive, features = evidence.positive[fair], evidence.features[fair]
    scores = [
        Score(kind, auc(values[fair], positive), average_precision(values[fair], positive))
        for kind, values in found.items()
    ]
    columns = len(MEASURES)
    return Verdict(
        likes=count,
        others=len(positive) - count,
        scores=tuple(sorted(scores, key=lambda one: -one.average_precision)),
        confusion=_confusion(yours[fair], positive),
        calibration=_calibration(sheet.only(fair), added[fair]),
        importance=importances(
            shipped().contributions(evidence.features[looked_at], evidence.context[looked_at]),
            own[looked_at],
        ),
        liked=features[positive, :columns],
        rest=features[~positive, :columns],
        disliked=evidence.features[count : count + evidence.disliked, :columns],
    )


def _one_thread() -> AbstractContextManager[Any]:
    """Return a context in which BLAS has one thread: several spin, and took thrice the time."""
    # What scikit-learn brings of BLAS has to be there to be told.
    import sklearn.ensemble
    import sklearn.linear_model  # noqa: F401
    from threadpoolctl import threadpool_limits

    return threadpool_limits(1)


def _some(likes: Likes) -> Likes:
    step = max(1, -(-len(likes.rows) // MOST))
    return Likes(likes.rows[::step], likes.weights[::step], likes.disliked, likes.artists)


def _confusion(
    scores: Floats, positive: NDArray[np.bool_]
) -> tuple[tuple[int, int], tuple[int, int]]:
    count = int(positive.sum())
    called = np.zeros(len(scores), dtype=np.bool_)
    called[np.argsort(-scores, kind="stable")[:count]] = True
    hits, wrong = int((called & positive).sum()), int((called & ~positive).sum())
    return (hits, count - hits), (wrong, len(scores) - count - wrong)


def _calibration(sheet: Sheet, added: Floats) -> tuple[tuple[float, float], ...]:
    chances = 1 / (1 + np.exp(-np.clip(sheet.margins + added, -30, 30)))
    order = np.argsort(chances, kind="stable")
    # Ranges of equal weight of what was foretold: most songs are foretold next to nothing.
    mass = np.cumsum((chances * sheet.weights)[order])
    count = int(np.clip(sheet.positive.sum() // _LIKES_A_BIN, *_BINS))
    bins = np.minimum((mass / mass[-1] * count).astype(np.int64), count - 1)
    found: list[tuple[float, float]] = []
    for place in range(count):
        inside = order[bins == place]
        weight = sheet.weights[inside]
        if len(inside) and weight.sum() > 0:
            foretold = float((chances[inside] * weight).sum() / weight.sum())
            seen = float((sheet.positive[inside] * weight).sum() / weight.sum())
            found.append((foretold, seen))
    return tuple(found)


def _logistic(seed: int) -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = LogisticRegression(max_iter=300, class_weight="balanced")
    return make_pipeline(StandardScaler(), model)


def _forest(seed: int) -> Any:
    from sklearn.ensemble import RandomForestClassifier

    return RandomForestClassifier(
        40, min_samples_leaf=3, max_samples=0.5, n_jobs=1, random_state=seed
    )


_KINDS: Final[dict[Kind, Callable[[int], Any]]] = {
    Kind.LOGISTIC: _logistic,
    Kind.FOREST: _forest,
}
