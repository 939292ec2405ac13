"""One suite with planted answers: what any ranker of tastes must find, and must not."""

import numpy as np
import pytest

from models.measures import auc
from models.taste import Learner, Likes, Metrics
from tests.planted import Planted, likes_of, planted


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(4_000, seed=11)


@pytest.fixture(scope="module")
def learner(made: Planted) -> Learner:
    return Learner(made.tracks)


def share(made: Planted, learner: Learner, likes: Likes, clusters: list[int], top: int) -> float:
    ranked = learner.rank(likes, learner.train(likes), top)
    return float(np.isin(made.cluster[ranked.rows], clusters).mean())


@pytest.mark.parametrize("count", [3, 5, 20, 100])
def test_one_taste_is_found(made: Planted, learner: Learner, count: int) -> None:
    for cluster in (0, 3, 6):
        found = share(made, learner, likes_of(made.members(cluster, count)), [cluster], 100)
        assert found > (0.8 if count < 10 else 0.95)


def test_two_tastes_are_both_found(made: Planted, learner: Learner) -> None:
    liked = np.concatenate((made.members(1, 30), made.members(4, 30)))
    ranked = learner.rank(likes_of(liked), learner.train(likes_of(liked)), 200)
    counts = np.bincount(made.cluster[ranked.rows], minlength=8)
    assert counts[[1, 4]].min() > 40
    assert counts[[1, 4]].sum() > 180


def test_new_artists_are_found_by_sound_and_genre(made: Planted, learner: Learner) -> None:
    """Likes of half a cluster's artists reach the other half."""
    inside = np.flatnonzero(made.cluster == 2)
    halves = made.tracks.artist % 2
    liked = inside[halves[inside] == 0][:40]
    ranked = learner.rank(likes_of(liked), learner.train(likes_of(liked)), 300)
    known = np.isin(made.tracks.artist[ranked.rows], made.tracks.artist[liked])
    strangers = ranked.rows[~known]
    assert len(strangers) > 60
    assert (made.cluster[strangers[:60]] == 2).mean() > 0.9


def test_a_random_taste_is_not_found(made: Planted, learner: Learner) -> None:
    """Labels without meaning: what was held out is found by chance, and nothing claims more.

    The measure taken in training may be worse than chance: without a part of the likes, trees
    know least of where those stand.
    """
    rng = np.random.default_rng(0)
    areas: list[float] = []
    measured: list[Metrics] = []
    for seed in range(12):
        rows = rng.choice(len(made.tracks), 160, replace=False)
        likes = likes_of(rows[:80])
        taste = learner.train(likes, seed=seed)
        ranked, log_odds = learner.judge(likes, taste.model)
        areas.append(auc(log_odds, np.isin(ranked, rows[80:])))
        measured.append(taste.metrics)
    assert np.mean(areas) == pytest.approx(0.5, abs=0.03)
    assert 0.4 < np.mean([metrics.auc for metrics in measured]) < 0.53
    assert np.mean([m.average_precision / m.prevalence for m in measured]) < 1.6
