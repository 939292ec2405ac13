"""The member's taste: a classifier of their own on top of the ranker that all members share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from models import boosting, features
from models.background import MEASURES, Background
from models.boosting import Stopped, Trees
from models.candidates import Breadth, Candidates, choose
from models.evidence import Likes, gather
from models.explain import Company, Explainer, Reason, ReasonKind
from models.features import Portrait, own_features
from models.leaning import aversion, lean
from models.profiles import Indices
from models.ranker import Ranker, shipped
from models.tracks import Floats, Rows, Tracks
from models.validation import (
    FEWEST_SONGS,
    TRUST,
    Metrics,
    level,
    logistic,
    make_sheet,
    measure,
    trust,
    validate,
)

if TYPE_CHECKING:
    from models.prior_blend import PriorBlend, PriorView

__all__ = ["Learner", "Likes", "Metrics", "Ranked", "Stopped", "Taste"]

TRUST_BESIDE_PRIOR: Final = 0.25
"""The same where a prior serves: content has less left to say."""
LOOKED_AT: Final = 100
"""Tracks of which the member's own trees leave the sum of the probabilities as it was."""


@dataclass(frozen=True, slots=True)
class Taste:
    """What was learned of one member."""

    model: bytes
    """The classifier as UBJ; empty where there is too little to train one."""
    metrics: Metrics
    features: str
    """The `models.features.VERSION` it was trained on."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Tracks for one member, best first."""

    rows: Rows
    scores: Floats
    """Log odds of being liked, less what `Learner.leaning` takes; never rising."""
    probabilities: Floats
    """Chances that a list of theirs, of up to a hundred tracks, would hold the track."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """How well some tracks (m,) fit a member, up to a constant of the member."""

    log_odds: Floats
    parts: Floats
    """(m, len(FEATURES)) what each feature adds."""
    company: Company | None
    """What other people's lists add."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Tracks (m,) as one member sees them."""

    portrait: Portrait
    rows: Indices
    features: Floats
    """(m, len(FEATURES))"""
    beside: "PriorView | None" = None
    """The same seen by other people's lists."""

    def only(self, chosen: NDArray[np.bool_]) -> "_Seen":
        """Return the chosen tracks."""
        return _Seen(self.portrait, self.rows[chosen], self.features[chosen], self.beside)


class Learner:
    """All that members share of one catalogue; safe to use from many threads."""

    def __init__(
        self,
        tracks: Tracks,
        ranker: Ranker | None = None,
        prior: "PriorBlend | None" = None,
        breadth: Breadth | None = None,
    ) -> None:
        """Prepare a catalogue; without a ranker, the one that ships in the package serves.

        With a prior over the same tracks, its blend serves in place of the ranker. `breadth` says
        how much of a large catalogue `rank` and `serve` look at.
        """
        self._background = Background.of(tracks)
        self._given = ranker
        self._prior = prior
        self._breadth = breadth or Breadth()
        self.version = f"{features.VERSION}+{prior.version}" if prior else features.VERSION
        """What a taste learned here is marked with, and must be marked with to be served."""

    @property
    def tracks(self) -> Tracks:
        """The catalogue."""
        return self._background.tracks

    @property
    def background(self) -> Background:
        """The catalogue described against itself."""
        return self._background

    @property
    def _ranker(self) -> Ranker:
        # Reading it brings XGBoost, which has to wait for the first need.
        return self._given or shipped()

    def train(
        self,
        likes: Likes,
        *,
        seed: int = 0,
        stop: Callable[[], bool] = lambda: False,
        progress: Callable[[float], None] = lambda share: None,
    ) -> Taste:
        """Learn a member's taste; the order of the likes is of no matter.

        `stop` is asked between the steps and before every round of boosting, and ends the
        training with `Stopped`; `progress` hears of the share done, 0 to 1.
        """
        _check(stop)
        likes = likes.settled(self._background.tracks.song)
        enough = len(np.unique(self._background.tracks.song[likes.rows])) >= FEWEST_SONGS
        score = self._ranker.scores if enough else None
        evidence = gather(self._background, likes, np.random.default_rng(seed), score)
        progress(0.1)
        compared = self._ranker.scores(evidence.features, evidence.context)
        sheet = make_sheet(evidence, compared)
        scores, rounds = validate(evidence, sheet, seed, stop, progress)
        model = b""
        if rounds:
            model = boosting.grow(sheet, rounds=rounds, seed=seed, stop=stop).save()
        progress(1.0)
        return Taste(model, measure(evidence, compared, scores, rounds), self.version)

    def rank(self, likes: Likes, taste: Taste, top: int) -> Ranked:
        """Return the `top` best tracks, fewer where the catalogue holds fewer.

        No version of a liked or disliked song is among them. Raises ValueError for a taste of
        other features.
        """
        if taste.features != self.version:
            raise ValueError("the taste was learned from other features")
        return self.serve(likes, taste.model, top)

    def serve(
        self,
        likes: Likes,
        model: bytes,
        top: int,
        among: NDArray[np.bool_] | None = None,
        discovery: float = 1.0,
    ) -> Ranked:
        """Rank with a `Taste.model`, which may have learned from other likes than these.

        `among` is (n,) which tracks may be ranked; `discovery` scales what tracks of liked artists
        lose: with 0 the likeliest come first, whoever plays them.
        """
        likes = likes.settled(self._background.tracks.song)
        if not len(likes.rows) and not len(likes.artists):
            rows = self._candidates(likes)
            return self._rank_popular(rows if among is None else rows[among[rows]], top)
        portrait = _portrait(self._background, likes)
        found = self._choose(portrait, likes, among)
        seen = self._look(portrait, likes, found.rows)
        trees = Trees.load(model) if model else None
        # Probabilities are read off all tracks, whichever of them may be served.
        log_odds = self._judge(seen, likes, trees, found.stands_for)
        taken = np.float32(discovery) * self.leaning(likes, seen.rows)
        taken += aversion(self._background, likes, seen.rows, seen.features)
        scores = (log_odds - taken).astype(np.float32)
        if among is not None:
            allowed = among[seen.rows]
            seen, log_odds, scores = seen.only(allowed), log_odds[allowed], scores[allowed]
        best = _best(scores, top)
        parts, company = self._parts(seen, best, trees)
        explainer = Explainer(seen.portrait, likes.rows.astype(np.int64), likes.weights)
        return Ranked(
            rows=seen.rows[best].astype(np.int32),
            scores=scores[best],
            probabilities=logistic(log_odds[best]),
            reasons=explainer.explain(seen.rows[best], parts, company),
        )

    def judge(self, likes: Likes, model: bytes) -> tuple[Indices, Floats]:
        """Return all rows that may be ranked, and the log odds that each is liked.

        `model` is a `Taste.model`.
        """
        likes = likes.settled(self._background.tracks.song)
        seen = self._look(_portrait(self._background, likes), likes, self._candidates(likes))
        return seen.rows, self._judge(seen, likes, Trees.load(model) if model else None)

    def log_odds(self, likes: Likes, model: bytes, rows: Indices) -> Floats:
        """Return (len(rows),) how well tracks fit the likes, up to a constant of the member.

        `model` is a `Taste.model`; it may have been trained on other likes than these.
        """
        likes = likes.settled(self._background.tracks.song)
        seen = self._look(_portrait(self._background, likes), likes, rows)
        trees = Trees.load(model) if model else None
        return self._shared(seen) + self._own(seen, trees)

    def order(self, likes: Likes, model: bytes, rows: Indices) -> Floats:
        """Return (len(rows),) what `serve` would order some tracks by, up to a constant."""
        likes = likes.settled(self._background.tracks.song)
        seen = self._look(_portrait(self._background, likes), likes, rows)
        scores = self._shared(seen) + self._own(seen, Trees.load(model) if model else None)
        slope = np.float32((self._prior or self._ranker).calibration.slope)
        taken = self.leaning(likes, rows) + aversion(self._background, likes, rows, seen.features)
        return (slope * scores - taken).astype(np.float32)

    def leaning(self, likes: Likes, rows: Indices) -> Floats:
        """Return (len(rows),) what the ranking takes from tracks by artists of the likes."""
        return lean(self._background, likes, rows, beside_prior=self._prior is not None)

    def _candidates(self, likes: Likes) -> Indices:
        return np.flatnonzero(~np.isin(self._background.tracks.song, self._barred(likes)))

    def _barred(self, likes: Likes) -> Indices:
        return self._background.tracks.song[np.concatenate((likes.rows, likes.disliked))]

    def _choose(
        self, portrait: Portrait, likes: Likes, among: NDArray[np.bool_] | None
    ) -> Candidates:
        if self._prior is not None:
            # Other lists may speak for any track, whatever content says.
            return Candidates(self._candidates(likes), None)
        return choose(portrait, self._barred(likes), among, breadth=self._breadth)

    def _look(self, portrait: Portrait, likes: Likes, rows: Indices) -> "_Seen":
        own = own_features(self._background, rows)
        seen = np.column_stack((own, portrait.compare(rows)))
        if self._prior is None:
            return _Seen(portrait, rows, seen)
        beside = self._prior.view(likes.rows.astype(np.int64), likes.weights)
        return _Seen(portrait, rows, seen, beside)

    def _shared(self, seen: "_Seen") -> Floats:
        if seen.beside:
            return seen.beside.scores(seen.rows, seen.features, seen.portrait.context)
        return self._ranker.scores(seen.features, seen.portrait.context)

    def appraise(self, likes: Likes, trees: Trees | None, rows: Indices) -> Appraisal:
        """Return how well tracks fit the likes, and what adds to that."""
        likes = likes.settled(self.tracks.song)
        seen = self._look(_portrait(self._background, likes), likes, rows)
        parts, company = self._parts(seen, np.arange(len(rows)), trees)
        return Appraisal(self._shared(seen) + self._own(seen, trees), parts, company)

    def _parts(
        self, seen: "_Seen", best: Indices, trees: Trees | None
    ) -> tuple[Floats, Company | None]:
        """Return what content and what other lists add to the scores of some tracks."""
        rows, values, context = seen.rows[best], seen.features[best], seen.portrait.context
        own = self._trust(seen) * trees.contributions(values) if trees else np.float32(0)
        if not seen.beside:
            return self._ranker.contributions(values, context) + own, None
        beside, content = seen.beside.contributions(rows, values, context)
        return content + own, Company(beside, seen.beside.shares(rows))

    def _trust(self, seen: "_Seen") -> np.float32:
        return trust(seen.portrait.weight, TRUST_BESIDE_PRIOR if self._prior else TRUST)

    def _own(self, seen: "_Seen", trees: Trees | None) -> Floats:
        """Return (m,) what the member's own trees add to the scores."""
        if not trees:
            return np.zeros(len(seen.rows), dtype=np.float32)
        return self._trust(seen) * trees.margins(seen.features)

    def _judge(
        self,
        seen: "_Seen",
        likes: Likes,
        trees: Trees | None,
        stands_for: Floats | None = None,
    ) -> Floats:
        """Return (m,) log odds of being liked of all tracks that may be ranked.

        How much can be found is the shared ranker's to say, who saw that of many lists; the
        member's own trees say where it is.
        """
        shared = self._shared(seen)
        calibration = (self._prior or self._ranker).calibration
        count = len(likes.rows) + len(likes.artists)
        log_odds = calibration.log_odds(shared, count, stands_for)
        if not trees or not len(log_odds):
            return log_odds
        changed = calibration.log_odds(shared + self._own(seen, trees), count, stands_for)
        top = changed[_best(changed, LOOKED_AT)]
        expected = float(logistic(log_odds[_best(log_odds, LOOKED_AT)]).sum(dtype=np.float64))
        return changed + np.float32(level(top, np.ones_like(top), expected))

    def _rank_popular(self, rows: Indices, top: int) -> Ranked:
        """Rank for a member of whom nothing is known."""
        popularity = self._background.quantiles[rows, MEASURES.index("popularity")]
        scores = np.nan_to_num(2 * popularity)
        scores = scores + level(scores, np.ones_like(scores), min(1.0, len(rows) / 2))
        best = _best(scores, top)
        return Ranked(
            rows=rows[best].astype(np.int32),
            scores=scores[best].astype(np.float32),
            probabilities=logistic(scores[best]).astype(np.float32),
            reasons=(Reason(ReasonKind.CHARTS),) * len(best),
        )


def _check(stop: Callable[[], bool]) -> None:
    if stop():
        raise Stopped


def _portrait(background: Background, likes: Likes) -> Portrait:
    rows, artists = likes.rows.astype(np.int64), likes.artists.astype(np.int64)
    return Portrait.of(background, rows, likes.weights, artists)


def _best(scores: Floats, top: int) -> Indices:
    """Return the places of the `top` highest scores, best first, the more popular of equals."""
    top = min(top, len(scores))
    if not top:
        return np.empty(0, dtype=np.int64)
    least = np.partition(scores, len(scores) - top)[len(scores) - top]
    places = np.flatnonzero(scores >= least)
    return places[np.argsort(-scores[places], kind="stable")][:top]
