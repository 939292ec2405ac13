import numpy as np
import pytest

from models.candidates import Breadth, choose, first_scores
from models.features import Portrait
from models.taste import Learner, Likes
from tests.planted import Planted, likes_of, planted

COUNT = 20_000
NARROW = Breadth(all_up_to=1_000, best=1_400, others=400)
"""Fourteen candidates for each of the first hundred; the default has four hundred. With half as
many, 90 to 100 of the first hundred stay, since 2,500 tracks of a kind are alike here."""


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(COUNT, artists_a_cluster=200)


@pytest.fixture(scope="module")
def whole(made: Planted) -> Learner:
    return Learner(made.tracks)


@pytest.fixture(scope="module")
def narrow(made: Planted) -> Learner:
    return Learner(made.tracks, breadth=NARROW)


@pytest.fixture(scope="module", params=[5, 40])
def likes(made: Planted, request: pytest.FixtureRequest) -> Likes:
    count: int = request.param
    two = np.concatenate((made.members(1, count), made.members(6, count // 2)))
    return likes_of(np.sort(two))


def portrait_of(learner: Learner, likes: Likes) -> Portrait:
    nobody = np.empty(0, dtype=np.int64)
    return Portrait.of(learner.background, likes.rows.astype(np.int64), likes.weights, nobody)


def test_a_narrow_look_finds_what_a_whole_one_does(
    whole: Learner, narrow: Learner, likes: Likes
) -> None:
    taste = whole.train(likes)
    found, wanted = narrow.rank(likes, taste, 100), whole.rank(likes, taste, 100)
    common, here, there = np.intersect1d(found.rows, wanted.rows, return_indices=True)
    assert len(common) >= 95
    # The sample of the others keeps the chances what they are of the whole catalogue.
    assert found.probabilities[here] == pytest.approx(wanted.probabilities[there], rel=0.1)


def test_where_few_tracks_may_be_served_as_many_are_looked_at(
    made: Planted, whole: Learner, narrow: Learner, likes: Likes
) -> None:
    # Of a kind the member does not like, so that the best of all hold hardly any of them.
    among = made.cluster == 3
    found = narrow.serve(likes, b"", 100, among)
    wanted = whole.serve(likes, b"", 100, among)
    assert among[found.rows].all()
    assert len(np.intersect1d(found.rows, wanted.rows)) >= 95


def test_a_small_catalogue_is_looked_at_as_a_whole(whole: Learner, likes: Likes) -> None:
    barred = whole.tracks.song[likes.rows]
    found = choose(portrait_of(whole, likes), barred, None, breadth=Breadth())
    assert found.stands_for is None
    assert len(found.rows) == COUNT - len(likes.rows)


def test_candidates_stand_for_all_tracks_and_are_none_of_the_barred(
    whole: Learner, likes: Likes
) -> None:
    barred = whole.tracks.song[likes.rows]
    found = choose(portrait_of(whole, likes), barred, None, breadth=NARROW)
    assert found.stands_for is not None
    assert found.stands_for.sum() == pytest.approx(COUNT - len(barred), abs=60)
    assert not np.isin(whole.tracks.song[found.rows], barred).any()


def test_the_first_score_puts_the_members_kinds_first(
    made: Planted, whole: Learner, likes: Likes
) -> None:
    best = np.argsort(-first_scores(portrait_of(whole, likes)))[:500]
    assert np.isin(made.cluster[best], (1, 6)).mean() > 0.9
