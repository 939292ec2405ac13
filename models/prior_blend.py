"""A prior and the ranker learned on it, as they serve one member after another."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.features import FEATURES
from models.prior import Prior
from models.prior_columns import COLUMNS, FAME_COLUMNS, MEMBER_COLUMNS
from models.prior_ranker import PriorRanker, join, keep_chances
from models.profiles import Indices
from models.ranker import Calibration
from models.tracks import Floats

_FAMED = len(COLUMNS) - len(MEMBER_COLUMNS)
_SPEAKING = _FAMED - len(FAME_COLUMNS)
_FAME = FEATURES.index("fame")


class PriorBlend:
    """What serves all members of one catalogue where a prior is there; safe for many threads."""

    def __init__(self, prior: Prior, model: bytes, version: str) -> None:
        """Take a prior, what `PriorRanker.save` gave, and the version both are known by."""
        self.prior = prior
        self.version = version
        self._model = model

    @cached_property
    def ranker(self) -> PriorRanker:
        """Return the ranker; reading it brings XGBoost, which has to wait for the first need."""
        return PriorRanker.load(self._model)

    @property
    def calibration(self) -> Calibration:
        """Return what turns scores into probabilities."""
        return self.ranker.calibration

    def view(self, rows: Indices, weights: Floats) -> "PriorView":
        """Compare the whole catalogue with likes in `rows` (k,) of weights (k,)."""
        columns = self.prior.columns(rows, weights)
        return PriorView(self, columns, keep_chances(columns), rows, weights)


@dataclass(frozen=True, slots=True)
class PriorView:
    """The catalogue as the lists see it beside one member's likes."""

    blend: PriorBlend
    columns: Floats
    """(n, len(COLUMNS))"""
    chances: Floats
    """(n,) `keep_chances`"""
    likes: Indices
    weights: Floats

    def scores(self, rows: Indices, seen: Floats, context: Floats) -> Floats:
        """Return (len(rows),) log odds up to a constant of the member.

        `seen` is (len(rows), len(FEATURES)) and `context` as of `models.ranker.Ranker.scores`.
        """
        values = join(self.columns[rows], seen, context)
        return self.blend.ranker.scores(values, self.chances[rows])

    def contributions(self, rows: Indices, seen: Floats, context: Floats) -> tuple[Floats, Floats]:
        """Return (len(rows),) what standing beside the likes adds to the scores, and
        (len(rows), len(FEATURES)) what content adds; how many lists hold a track counts as fame.
        """
        values = join(self.columns[rows], seen, context)
        beside, content = self.blend.ranker.contributions(values)
        content[:, _FAME] += beside[:, _SPEAKING:_FAMED].sum(axis=1)
        return beside[:, :_SPEAKING].sum(axis=1) + np.log(self.chances[rows]), content

    def shares(self, rows: Indices) -> Floats:
        """Return (len(rows), k) what part of each track's standing is owed to each like."""
        return self.blend.prior.shares(self.likes, self.weights, rows)
