import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from models.measures import auc, average_precision
from models.profiles import spans
from models.taste import Learner, Likes, Stopped
from models.validation import level
from tests.planted import Planted, likes_of, planted, with_versions


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(2_000)


@pytest.fixture(scope="module")
def learner(made: Planted) -> Learner:
    return Learner(made.tracks)


def test_training_is_the_same_each_time_and_in_any_order(made: Planted, learner: Learner) -> None:
    liked = made.members(1, 40)
    first = learner.train(likes_of(liked), seed=3)
    second = learner.train(likes_of(liked[::-1]), seed=3)
    assert first.model
    assert first == second
    other = learner.train(likes_of(liked), seed=4)
    assert other.model != first.model
    ranked = learner.rank(likes_of(liked), first, 100)
    again = learner.rank(likes_of(liked[::-1]), second, 100)
    assert (ranked.rows == again.rows).all()
    assert (ranked.scores == again.scores).all()


def test_tastes_learned_side_by_side_are_those_learned_alone(
    made: Planted, learner: Learner
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    members = [likes_of(made.members(cluster, 20 + cluster)) for cluster in range(6)]
    alone = [learner.train(likes).model for likes in members]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda likes: learner.train(likes).model, members))
    assert together == alone


def test_the_model_is_ubj_and_comes_back(made: Planted, learner: Learner) -> None:
    from models.boosting import Trees

    taste = learner.train(likes_of(made.members(1, 40)))
    assert taste.model[:1] == b"{"
    trees = Trees.load(taste.model)
    assert trees.rounds == taste.metrics.rounds
    assert trees.save() == taste.model


def test_damaged_models_are_refused_before_they_take_the_process_down(
    made: Planted, learner: Learner
) -> None:
    from models.boosting import Trees

    model = learner.train(likes_of(made.members(1, 40))).model
    changed = bytearray(model)
    changed[len(model) // 2] ^= 1
    for damaged in (b"", b"{}", b"not a model", model[:-1], model[1:], bytes(changed)):
        with pytest.raises(ValueError, match="no whole model"):
            Trees.load(damaged)


def test_xgboost_reads_the_kept_bytes(made: Planted, learner: Learner) -> None:
    import xgboost

    taste = learner.train(likes_of(made.members(1, 40)))
    booster = xgboost.Booster()
    booster.load_model(bytearray(taste.model))
    assert booster.num_boosted_rounds() == taste.metrics.rounds


@pytest.mark.parametrize("count", [1, 2, 5, 9])
def test_few_likes_serve_without_a_classifier(made: Planted, learner: Learner, count: int) -> None:
    likes = likes_of(made.members(4, count))
    taste = learner.train(likes)
    assert taste.model == b""
    assert taste.metrics.rounds == 0
    ranked = learner.rank(likes, taste, 50)
    assert (made.cluster[ranked.rows] == 4).mean() > 0.8


def test_no_likes_give_what_is_popular(made: Planted, learner: Learner) -> None:
    nothing = likes_of([])
    ranked = learner.rank(nothing, learner.train(nothing), 30)
    assert ranked.rows.tolist() == list(range(30))
    assert {reason.kind.value for reason in ranked.reasons} == {"charts"}


def test_an_artist_alone_is_enough(made: Planted, learner: Learner) -> None:
    artist = int(made.tracks.artist[50])
    nothing = np.empty(0, dtype=np.int32)
    likes = Likes(nothing, nothing.astype(np.float32), nothing, np.array([artist], dtype=np.int32))
    ranked = learner.rank(likes, learner.train(likes), 5)
    assert made.tracks.artist[ranked.rows[0]] == artist
    assert ranked.reasons[0].artist == artist


def test_ranked_tracks_are_in_order_and_probable(made: Planted, learner: Learner) -> None:
    likes = likes_of(made.members(2, 30))
    ranked = learner.rank(likes, learner.train(likes), 500)
    assert len(ranked.rows) == len(set(ranked.rows.tolist())) == len(ranked.reasons) == 500
    assert (np.diff(ranked.scores) <= 0).all()
    new = learner.leaning(likes, ranked.rows.astype(np.int64)) == 0
    assert new.any()
    assert not new.all()
    assert (np.diff(ranked.probabilities[new]) <= 0).all()
    assert (np.diff(ranked.probabilities[~new]) <= 0).all()
    assert ((ranked.probabilities > 0) & (ranked.probabilities < 1)).all()


def test_probabilities_are_those_of_the_scores_and_grow_with_what_can_be_found(
    made: Planted, learner: Learner
) -> None:
    likes = likes_of(made.members(2, 30))
    taste = learner.train(likes)
    ranked = learner.rank(likes, taste, len(made.tracks))
    leaning = learner.leaning(likes, ranked.rows.astype(np.int64))
    chances = 1 / (1 + np.exp(-(ranked.scores + leaning).astype(np.float64)))
    assert ranked.probabilities == pytest.approx(chances, rel=1e-3)
    rows, log_odds = learner.judge(likes, taste.model)
    assert sorted(rows.tolist()) == sorted(ranked.rows.tolist())
    assert log_odds[rows == ranked.rows[0]] == pytest.approx(ranked.scores[0] + leaning[0])
    _, shared = learner.judge(likes, b"")
    assert (log_odds != shared).any()
    before = (1 / (1 + np.exp(-np.sort(shared)[-100:].astype(np.float64)))).sum()
    best = np.sort(ranked.probabilities)[-100:]
    assert best.sum() == pytest.approx(before, rel=1e-3)
    theirs = made.cluster[ranked.rows] == 2
    assert ranked.probabilities[theirs].mean() > 5 * ranked.probabilities[~theirs].mean()


def test_no_version_of_a_judged_song_is_ranked() -> None:
    made = planted(500)
    liked, disliked = made.members(1, 12), int(made.members(3, 1)[0])
    others = np.setdiff1d(np.flatnonzero(made.cluster == 1), liked)
    made = with_versions(
        made,
        [(int(liked[0]), int(others[0])), (int(liked[5]), int(others[1])), (disliked, 499)],
    )
    learner = Learner(made.tracks)
    likes = likes_of(liked, [disliked])
    ranked = learner.rank(likes, learner.train(likes), 500)
    judged = made.tracks.song[np.append(liked, disliked)]
    assert not np.isin(made.tracks.song[ranked.rows], judged).any()
    assert len(ranked.rows) == 500 - 12 - 1 - 3


def test_thumbs_down_push_their_kind_down(made: Planted, learner: Learner) -> None:
    liked = np.concatenate((made.members(0, 25), made.members(5, 25)))
    disliked = np.setdiff1d(made.members(5, 60, seed=1), liked)[:30].tolist()
    share = {
        name: (made.cluster[learner.rank(likes, learner.train(likes), 100).rows] == 5).mean()
        for name, likes in {
            "before": likes_of(liked),
            "after": likes_of(liked, disliked),
        }.items()
    }
    assert share["after"] < share["before"]


def test_a_thumbs_down_outweighs_a_like(made: Planted) -> None:
    likes = likes_of([5, 9, 30], [9])
    settled = likes.settled(made.tracks.song)
    assert settled.rows.tolist() == [5, 30]
    assert settled.disliked.tolist() == [9]


def test_a_row_liked_twice_counts_once_at_its_best(made: Planted) -> None:
    none = np.empty(0, dtype=np.int32)
    likes = Likes(
        np.array([7, 3, 7], dtype=np.int32), np.array([0.5, 1, 2], dtype=np.float32), none, none
    ).settled(made.tracks.song)
    assert likes.rows.tolist() == [3, 7]
    assert likes.weights.tolist() == [1, 2]


def test_stopping_ends_a_training_at_any_moment(made: Planted, learner: Learner) -> None:
    likes = likes_of(made.members(1, 40))
    asked = 0

    def count() -> bool:
        nonlocal asked
        asked += 1
        return False

    learner.train(likes, stop=count)
    assert asked > 20
    for moment in (1, 2, 10, asked):
        left = iter(range(moment - 1))
        with pytest.raises(Stopped):
            learner.train(likes, stop=lambda left=left: next(left, None) is None)


def test_progress_rises_to_the_end(made: Planted, learner: Learner) -> None:
    heard: list[float] = []
    learner.train(likes_of(made.members(1, 40)), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1
    assert len(heard) > 4


def test_held_out_metrics_know_a_planted_taste_from_none(made: Planted, learner: Learner) -> None:
    metrics = learner.train(likes_of(made.members(6, 60))).metrics
    assert metrics.auc > 0.9
    assert metrics.average_precision > 3 * metrics.prevalence
    assert metrics.likes == 60
    assert metrics.prevalence == pytest.approx(60 / (60 + metrics.negatives))


def test_a_taste_of_other_features_is_refused(made: Planted, learner: Learner) -> None:
    likes = likes_of(made.members(1, 12))
    taste = replace(learner.train(likes), features="of another time")
    with pytest.raises(ValueError, match="features"):
        learner.rank(likes, taste, 10)


def test_a_bare_table_of_ids_and_artists_still_ranks() -> None:
    made = planted(1_000)
    nothing = np.full(1_000, np.nan, dtype=np.float32)
    tracks = replace(
        made.tracks,
        audio=np.full_like(made.tracks.audio, np.nan),
        popularity=nothing,
        year=nothing,
        explicit=nothing,
    )
    learner = Learner(tracks)
    likes = likes_of(made.members(2, 20))
    ranked = learner.rank(likes, learner.train(likes), 20)
    assert (made.cluster[ranked.rows] == 2).mean() > 0.8
    assert np.isfinite(ranked.scores).all()


def test_level_finds_the_sum() -> None:
    scores = np.linspace(-5, 5, 1_000).astype(np.float32)
    weights = np.ones_like(scores)
    shift = level(scores, weights, 40)
    assert (1 / (1 + np.exp(-(scores + shift)))).sum() == pytest.approx(40, rel=1e-3)


def test_measures_agree_with_scikit_learn() -> None:
    from sklearn.metrics import average_precision_score, roc_auc_score

    rng = np.random.default_rng(0)
    positive = rng.random(500) < 0.1
    scores = (rng.normal(0, 1, 500) + positive).round(1).astype(np.float32)
    assert auc(scores, positive) == pytest.approx(roc_auc_score(positive, scores))
    assert average_precision(scores, positive) == pytest.approx(
        average_precision_score(positive, scores)
    )
    assert np.isnan(auc(scores, np.ones(500, dtype=np.bool_)))


def test_xgboost_is_imported_at_first_need() -> None:
    code = (
        "import sys, models.taste, models.explain, models.recipe;"
        "assert not {'xgboost', 'pandas', 'sklearn', 'scipy'} & set(sys.modules), 'imported early'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_ranking_leans_to_new_artists_the_more_the_more_is_known(
    made: Planted, learner: Learner
) -> None:
    everything = np.arange(len(made.tracks))
    amounts: list[float] = []
    for count in (1, 5, 20, 40):
        likes = likes_of(made.members(2, count))
        leaning = learner.leaning(likes, everything)
        _, places = spans(made.tracks.artists, likes.rows.astype(np.int64))
        liked = np.isin(made.tracks.artist, made.tracks.artists.ids[places])
        assert not leaning[~liked].any()
        assert len(set(leaning[liked].tolist())) == 1
        amounts.append(float(leaning[liked][0]))
    assert amounts[0] == 0 < amounts[1] < amounts[2] == amounts[3]
