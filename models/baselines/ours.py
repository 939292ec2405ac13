"""What the bot serves, behind the interface of the ladder."""

from functools import lru_cache

import numpy as np

from models.background import Background
from models.baselines.recommender import Kind, Lists, Recommender
from models.evaluate import Scored
from models.prior import Prior
from models.prior_blend import PriorBlend
from models.prior_lessons import Course
from models.prior_making import make
from models.profiles import Indices
from models.taste import Learner, Likes
from models.views import NOBODY, View


class Ours(Recommender):
    """The member's taste as /recommend learns it, without a prior."""

    name, label, kind = "ours", "ours, without a prior", Kind.OURS

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Train and rank as the bot does."""
        learner = learner_of(view)
        likes = Likes.of(np.sort(seeds).astype(np.int32))
        taste = learner.train(likes, seed=seed)
        return score_all(learner, view, likes, taste.model)


class Comparison(Recommender):
    """Ours without the member's own classifier."""

    name, label, kind = "comparison", "ours, without the member's own classifier", Kind.OURS

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Compare with the seeds as the bot does; nothing is trained.

        Both rankings lean to new artists on the same scale, or the leaning would be compared.
        """
        likes = Likes.of(np.sort(seeds).astype(np.int32))
        return score_all(learner_of(view), view, likes, b"")


class OursWithPrior(Recommender):
    """The member's taste beside a prior of the same lists that the other rungs learn from."""

    name, label, kind = "ours-with-prior", "ours, with a prior", Kind.OURS_WITH_LISTS

    def fit(self, lists: Lists) -> None:
        """Learn the prior as `cratemate prior train` does; raises ValueError for too few lists.

        What the catalogue says of genre comes from such lists, so the lessons do not see it.
        """
        tracks = lists.views.of(NOBODY, np.empty(0, dtype=np.int64)).tracks
        rows = np.arange(len(tracks), dtype=np.int32)
        course = Course(Background.of(tracks), lists.rows, rows, tracks.artist, hide_genres=True)
        made = make(course, lambda doing, share: None)
        prior = Prior(made.arrays, rows, tracks.artist)
        self._blend = PriorBlend(prior, made.model, "evaluated")

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Train and rank as the bot does where a prior is in use."""
        learner = learner_of(view, self._blend)
        likes = Likes.of(np.sort(seeds).astype(np.int32))
        return score_all(learner, view, likes, learner.train(likes, seed=seed).model)


@lru_cache(maxsize=2)
def learner_of(view: View, prior: PriorBlend | None = None) -> Learner:
    """Return the learner of a view; the last ones are kept for the next task of the same member."""
    return Learner(view.tracks, prior=prior)


def score_all(learner: Learner, view: View, likes: Likes, model: bytes) -> Scored:
    """Return what a `Taste.model` says of all tracks, with the chances `Learner.rank` gives."""
    rows, log_odds = learner.judge(likes, model)
    lowest = log_odds.min() - 1
    scores, judged = np.full((2, len(view.tracks)), lowest, dtype=np.float32)
    scores[rows] = log_odds - learner.leaning(likes, rows)
    judged[rows] = log_odds
    return Scored(scores, 1 / (1 + np.exp(-judged.astype(np.float64))))
