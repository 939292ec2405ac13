from dataclasses import replace

import numpy as np
import pytest

from models.causes import TRIED, find_causes, without
from models.explain import CITED, ReasonKind
from models.taste import Learner, Likes
from tests.planted import Planted, likes_of, planted


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(2_000)


@pytest.fixture(scope="module")
def learner(made: Planted) -> Learner:
    return Learner(made.tracks)


@pytest.mark.parametrize("count", [6, 18, 70])
def test_a_score_falls_more_without_its_causes_than_without_as_many_others(
    made: Planted, learner: Learner, count: int
) -> None:
    """The model stays; only the likes lose the evidence. 70 are more than are tried in turn."""
    assert 18 < TRIED < 70
    rng = np.random.default_rng(0)
    truer: list[bool] = []
    for cluster in range(0, 8, 2):
        two = (made.members(cluster, count // 2), made.members(cluster + 1, count // 2))
        likes = likes_of(np.concatenate(two))
        taste = learner.train(likes)
        rows = learner.rank(likes, taste, 8).rows.astype(np.int64)
        for row, causes in zip(rows, find_causes(learner, likes, taste.model, rows), strict=True):
            assert causes
            cited = tuple({like for cause in causes for like in cause.rows})
            others = np.setdiff1d(likes.rows, cited)
            if len(others) < len(cited):
                continue
            drawn = rng.choice(others, len(cited), replace=False).tolist()
            track = np.array([row])
            lost = [
                learner.log_odds(without(likes, gone), taste.model, track)[0]
                for gone in (cited, drawn)
            ]
            truer.append(lost[0] < lost[1])
    assert len(truer) >= 20
    assert np.mean(truer) >= 0.95


def test_what_a_cause_says_is_so(made: Planted, learner: Learner) -> None:
    likes = likes_of(np.concatenate((made.members(1, 12), made.members(4, 12))))
    taste = learner.train(likes)
    rows = learner.rank(likes, taste, 20).rows.astype(np.int64)
    kinds: set[ReasonKind] = set()
    for row, causes in zip(rows, find_causes(learner, likes, taste.model, rows), strict=True):
        assert 1 <= len(causes) <= 2
        assert len({cause.kind for cause in causes}) == len(causes)
        for cause in causes:
            kinds.add(cause.kind)
            assert 1 <= len(cause.rows) <= CITED
            assert set(cause.rows) <= set(likes.rows.tolist())
            for like in cause.rows:
                if cause.kind is ReasonKind.ARTIST:
                    assert cause.artist in made.tracks.artists.of(like)
                    assert cause.artist in made.tracks.artists.of(int(row))
                if cause.kind is ReasonKind.GENRE:
                    assert cause.genre in made.tracks.genres.of(like)
                    assert cause.genre in made.tracks.genres.of(int(row))
                if cause.kind is ReasonKind.ERA:
                    assert abs(made.tracks.year[like] - made.tracks.year[row]) <= 5
    assert ReasonKind.ARTIST in kinds


def test_nothing_is_made_up_where_one_like_is_all_there_is(made: Planted, learner: Learner) -> None:
    one = Likes.of([3])
    assert find_causes(learner, one, b"", np.array([9, 10])) == [(), ()]
    nobody = replace(one, rows=one.rows[:0], weights=one.weights[:0])
    assert find_causes(learner, nobody, b"", np.array([9])) == [()]
