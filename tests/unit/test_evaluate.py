"""Metrics against scikit-learn's, intervals and splits against what they promise."""

import math
from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, ndcg_score, roc_auc_score

from models.evaluate import (
    METRICS,
    TOP,
    Interval,
    Judged,
    Scored,
    Verdict,
    bootstrap,
    calibrate,
    compare,
    coverage,
    judge,
    rank_order,
    tastes,
)
from models.splits import (
    Member,
    Part,
    Split,
    Task,
    candidates,
    one_version,
    part_of,
    shares_artist,
    tasks_of,
)
from tests.unit.evaluation_world import SIZE, make_world

WORLD = make_world()
MEMBER = WORLD.members[4]
SEEDS, HELD_OUT = MEMBER.rows[:20], MEMBER.rows[20:]


def task(held_out: np.ndarray = HELD_OUT) -> Task:
    return Task(4, len(SEEDS), 0, SEEDS, {Split.RANDOM: held_out}, 5)


def judged(scores: np.ndarray, probabilities: np.ndarray | None = None) -> dict[str, float]:
    (one,) = judge("it", WORLD.view(4), task(), Scored(scores, probabilities))
    return dict(one.values)


def truth() -> tuple[np.ndarray, np.ndarray]:
    allowed = candidates(WORLD.tracks, SEEDS)
    liked = np.zeros(SIZE, bool)
    liked[HELD_OUT] = True
    return allowed, liked[allowed]


def test_metrics_are_those_of_scikit_learn() -> None:
    scores = np.random.default_rng(1).normal(size=SIZE)
    scores[HELD_OUT] += 1
    allowed, liked = truth()
    values = judged(scores)
    assert values["auc"] == pytest.approx(roc_auc_score(liked, scores[allowed]))
    assert values["average_precision"] == pytest.approx(
        average_precision_score(liked, scores[allowed])
    )
    assert values["ndcg"] == pytest.approx(ndcg_score([liked], [scores[allowed]], k=TOP))
    order = np.argsort(-scores[allowed])
    assert values["recall"] == pytest.approx(liked[order][:TOP].sum() / liked.sum())
    assert values["r_precision"] == pytest.approx(liked[order][: liked.sum()].mean())
    assert values["prevalence"] == pytest.approx(liked.mean())


def test_ties_count_half_for_the_area() -> None:
    scores = np.round(np.random.default_rng(2).normal(size=SIZE), 1)
    allowed, liked = truth()
    assert judged(scores)["auc"] == pytest.approx(roc_auc_score(liked, scores[allowed]))


def test_a_perfect_ranking_is_perfect_whatever_the_seeds_score() -> None:
    scores = np.zeros(SIZE)
    scores[HELD_OUT], scores[SEEDS] = 1, 2
    values = judged(scores)
    assert values["ndcg"] == pytest.approx(1)
    assert values["auc"] == values["r_precision"] == 1
    assert values["rare_ndcg"] == pytest.approx(1)
    assert values["recall"] == 1


def test_equal_scores_do_not_stand_in_order_of_popularity() -> None:
    allowed = np.ones(SIZE, bool)
    order = rank_order(np.zeros(SIZE), allowed, 3)
    assert abs(np.corrcoef(order, np.arange(SIZE))[0, 1]) < 0.1
    assert sorted(order) == list(range(SIZE))


def test_scores_that_are_no_numbers_are_refused() -> None:
    scores = np.zeros(SIZE)
    scores[HELD_OUT[0]] = np.nan
    with pytest.raises(ValueError, match="no numbers"):
        judged(scores)


def test_the_rare_half_looks_at_unpopular_tracks_alone() -> None:
    popularity = WORLD.tracks.popularity
    popular = HELD_OUT[np.argsort(popularity[HELD_OUT])[len(HELD_OUT) // 2 :]]
    scores = np.random.default_rng(1).normal(size=SIZE)
    scores[HELD_OUT] += 2
    worse = scores.copy()
    worse[popular] -= 10
    assert judged(scores)["rare_ndcg"] == judged(worse)["rare_ndcg"]
    assert judged(scores)["ndcg"] > judged(worse)["ndcg"]


def test_probabilities_are_held_against_a_constant() -> None:
    allowed, liked = truth()
    constant = np.full(SIZE, liked.mean())
    values = judged(constant, constant)
    assert values["brier_skill"] == pytest.approx(0, abs=1e-9)
    assert values["log_loss_skill"] == pytest.approx(0, abs=1e-9)
    assert values["predicted"] == pytest.approx(TOP * liked.mean())
    knowing = np.where(np.isin(np.arange(SIZE), HELD_OUT), 0.9, 0.01)
    assert judged(knowing, knowing)["brier_skill"] > 0.8
    assert math.isnan(judged(constant)["brier_skill"])
    assert allowed.sum() == SIZE - len(SEEDS)


def test_shape_of_the_first_tracks() -> None:
    popular = judged(WORLD.tracks.popularity)
    rare = judged(-WORLD.tracks.popularity)
    assert popular["novelty"] < 0.1 < 0.9 < rare["novelty"]
    own = shares_artist(WORLD.tracks, np.arange(SIZE), SEEDS)
    assert judged(own.astype(float))["new_artists"] == 0
    assert judged(1.0 - own)["new_artists"] == 1
    near = WORLD.tracks.audio[:, 0]
    assert judged(near)["distance"] < judged(np.random.default_rng(0).random(SIZE))["distance"]


def test_everything_liked_is_the_f1_to_beat() -> None:
    _, liked = truth()
    share = liked.mean()
    assert judged(np.zeros(SIZE))["liked_f1"] == pytest.approx(2 * share / (1 + share))


def one(model: str, member: int, draw: int = 0, **values: float) -> Judged:
    known = dict.fromkeys(METRICS, float("nan")) | values
    return Judged(model, member, 20, draw, Split.RANDOM, known, np.arange(3, dtype=np.int32))


def test_bootstrap_holds_the_mean_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    held = 0
    for trial in range(200):
        interval = bootstrap(rng.normal(1, 2, 60), seed=trial, resamples=1_000)
        held += interval.low <= 1 <= interval.high
    assert 0.89 <= held / 200 <= 0.99


def test_bootstrap_is_the_same_each_time_and_leaves_unknown_values_out() -> None:
    values = np.array([1.0, 2.0, np.nan, 3.0])
    assert bootstrap(values) == bootstrap(values)
    assert bootstrap(values).mean == 2
    assert math.isnan(bootstrap(np.array([])).mean)


def test_a_comparison_is_paired_by_member_and_draw() -> None:
    hard = np.random.default_rng(0).normal(0, 5, 40)
    ours = [one("ours", m, ndcg=float(hard[m] + 0.1)) for m in range(40)]
    theirs = [one("theirs", m, ndcg=float(hard[m])) for m in range(40)]
    assert compare(ours, theirs).verdict is Verdict.WINS
    assert compare(theirs, ours).verdict is Verdict.LOSES
    assert compare(ours, ours).verdict is Verdict.EVEN
    # What only one of the two was judged on says nothing about the difference.
    more = [*ours, one("ours", 99, ndcg=1e6), one("ours", 3, draw=1, ndcg=-1e6)]
    assert compare(more, theirs) == compare(ours, theirs)


def test_verdicts_need_the_whole_interval() -> None:
    assert Interval(1, 0.1, 2).verdict is Verdict.WINS
    assert Interval(1, 0.0, 2).verdict is Verdict.EVEN
    assert Interval(-1, -2, -0.1).verdict is Verdict.LOSES


def test_coverage_counts_tracks_once() -> None:
    tops = [np.array([0, 1], np.int32), np.array([1, 2], np.int32)]
    ones = [replace(one("it", m), top=top) for m, top in enumerate(tops)]
    assert coverage(ones, 30) == pytest.approx(0.1)


def test_rare_and_mainstream_fifths() -> None:
    ones = [one("it", member, ndcg=member / 10) for member in range(10)]
    rare, mainstream = tastes(ones, {member: 100.0 - member for member in range(10)})
    assert rare.mean == pytest.approx(0.85)
    assert mainstream.mean == pytest.approx(0.05)


def test_calibration_groups_by_what_was_predicted() -> None:
    found = [float(m) * (2 if m > 49 else 1) for m in range(100)]
    ones = [one("it", m, predicted=float(m), found=found[m]) for m in range(100)]
    calibration = calibrate(ones)
    assert calibration is not None
    assert calibration.predicted == tuple(float(10 * group) + 4.5 for group in range(10))
    assert calibration.within() == 5
    assert calibration.ratios[-1] == pytest.approx(0.5)
    assert calibrate([one("it", m) for m in range(100)]) is None


@pytest.mark.parametrize(("scatter", "fewest", "most"), [(0.01, 9.99, 10), (1.0, 4, 8)])
def test_the_more_members_differ_from_forecasts_the_less_is_attainable(
    scatter: float, fewest: float, most: float
) -> None:
    rng = np.random.default_rng(1)
    found = (10 + np.arange(100) / 10) * rng.lognormal(0, scatter, 100)
    # Forecasts are half of what is found: that is no fault of chance.
    ones = [one("it", m, predicted=(10 + m / 10) / 2, found=found[m]) for m in range(100)]
    calibration = calibrate(ones)
    assert calibration is not None
    assert calibration.within() == 0 or scatter == 1.0
    assert fewest <= calibration.attainable <= most


def test_parts_are_told_by_the_id_alone() -> None:
    names = [f"list {number}" for number in range(4_000)]
    parts = [part_of(name) for name in names]
    shares = {part: parts.count(part) / len(parts) for part in Part}
    assert shares[Part.TRAIN] == pytest.approx(0.6, abs=0.03)
    assert shares[Part.DEVELOPMENT] == pytest.approx(0.15, abs=0.03)
    assert part_of("list 7") is parts[7]


def test_tasks_hold_out_what_they_promise() -> None:
    tracks = WORLD.tracks
    dates = np.random.default_rng(0).permutation(len(MEMBER.rows)).astype(np.float32)
    member = replace(MEMBER, dates=dates)
    tasks = tasks_of(member, tracks, (5, 20, 50), tuple(Split), draws=3)
    when = dict(zip(member.rows.tolist(), dates.tolist(), strict=True))
    assert {len(each.seeds) for each in tasks} == {5, 20, 50}
    for each in tasks:
        assert each.held_out
        for split, held_out in each.held_out.items():
            assert len(held_out) >= 10
            assert not set(held_out) & set(each.seeds)
            assert set(held_out) <= set(member.rows)
            if split is Split.RANDOM:
                assert len(held_out) + len(each.seeds) == len(member.rows)
            if split is Split.NEW_ARTISTS:
                assert not shares_artist(tracks, held_out, each.seeds).any()
            if split is Split.LATER:
                latest = max(when[int(row)] for row in each.seeds)
                assert all(when[int(row)] > latest for row in held_out)
    again = tasks_of(member, tracks, (5,), tuple(Split), draws=1)
    assert np.array_equal(again[0].seeds, tasks[0].seeds)
    assert not np.array_equal(tasks[0].seeds, tasks[2].seeds)


def test_candidates_leave_out_every_version_of_a_seed() -> None:
    song = np.array(WORLD.tracks.song)
    song[7] = song[SEEDS[0]]
    allowed = candidates(replace(WORLD.tracks, song=song), SEEDS)
    assert not allowed[7]
    assert not allowed[SEEDS].any()
    assert allowed.sum() == SIZE - len(SEEDS) - 1


def test_of_versions_the_most_popular_stays() -> None:
    song = np.array([1, 2, 1, 3], dtype=np.int64)
    rows = np.array([2, 3, 0, 1])
    assert rows[one_version(rows, song)].tolist() == [3, 0, 1]


def test_a_date_that_is_missing_leaves_no_task_by_date() -> None:
    member = Member(0, "undated", WORLD.members[0].rows, None)
    assert tasks_of(member, WORLD.tracks, (5,), (Split.LATER,), draws=2) == []
