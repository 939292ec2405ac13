"""What the bot serves, behind the interface of the ladder."""

from functools import lru_cache

import numpy as np

from models.baselines.recommender import Kind, Recommender
from models.evaluate import Scored
from models.profiles import Indices
from models.taste import Learner, Likes, Taste
from models.views import View


class Ours(Recommender):
    """The member's taste as /recommend learns it, without a prior."""

    name, label, kind = "ours", "ours, without a prior", Kind.OURS

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Train and rank as the bot does."""
        learner = learner_of(view)
        likes = Likes.of(np.sort(seeds).astype(np.int32))
        taste = learner.train(likes, seed=seed)
        return score_all(learner, view, likes, taste)


class Comparison(Recommender):
    """Ours without the member's own classifier."""

    name, label, kind = "comparison", "ours, without the member's own classifier", Kind.OURS

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Compare with the seeds; nothing is trained."""
        likes = Likes.of(np.sort(seeds).astype(np.int32))
        rows = np.arange(len(view.tracks))
        learner = learner_of(view)
        return Scored(learner.log_odds(likes, b"", rows) - learner.leaning(likes, rows))


@lru_cache(maxsize=1)
def learner_of(view: View) -> Learner:
    """Return the learner of a view; the last one is kept for the next task of the same member."""
    return Learner(view.tracks)


def score_all(learner: Learner, view: View, likes: Likes, taste: Taste) -> Scored:
    """Return what a taste says of all tracks, with the probabilities `Learner.rank` gives."""
    rows, log_odds = learner.judge(likes, taste.model)
    lowest = log_odds.min() - 1
    scores, judged = np.full((2, len(view.tracks)), lowest, dtype=np.float32)
    scores[rows] = log_odds - learner.leaning(likes, rows)
    judged[rows] = log_odds
    return Scored(scores, 1 / (1 + np.exp(-judged.astype(np.float64))))
