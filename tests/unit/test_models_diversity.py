"""Balancing a list: each term by itself, on pools where the answer is plain."""

import numpy as np

from models.background import Background
from models.diversity import Balance, Pool, balance, describe, divergence, genre_shares
from models.genres import MACRO_GENRES
from models.places import Scale
from tests.planted import planted

NOTHING = np.zeros(2, dtype=np.float32)


def pool(
    scores: list[float],
    points: list[list[float]] | None = None,
    genres: list[list[float]] | None = None,
    known: list[bool] | None = None,
) -> Pool:
    size = len(scores)
    return Pool(
        np.array(scores, dtype=np.float32),
        np.array(points or np.zeros((size, 2)), dtype=np.float32),
        np.array(genres or np.zeros((size, 2)), dtype=np.float32),
        np.array(known or [False] * size),
    )


def test_without_weights_the_order_stays() -> None:
    chosen = balance(pool([3, 2, 1, 0]), NOTHING, 3, Balance(0, 0, 1))
    assert chosen.tolist() == [0, 1, 2]


def test_what_is_just_like_the_list_comes_later() -> None:
    points = [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]
    alike = pool([3, 2.9, 2.5], points)
    assert balance(alike, NOTHING, 2, Balance(1, 0, 1)).tolist() == [0, 2]
    assert balance(alike, NOTHING, 2, Balance(0.1, 0, 1)).tolist() == [0, 1]


def test_genres_come_near_the_members_shares() -> None:
    genres = [[1.0, 0.0]] * 6 + [[0.0, 1.0]] * 6
    scores = [float(12 - place) / 10 for place in range(12)]
    two_tastes = np.array([0.5, 0.5], dtype=np.float32)
    chosen = balance(pool(scores, genres=genres), two_tastes, 6, Balance(0, 20, 1))
    assert sorted((chosen >= 6).tolist()) == [False] * 3 + [True] * 3
    listed = np.array(genres, dtype=np.float32)
    assert divergence(listed[chosen], two_tastes) < divergence(listed[:6], two_tastes)


def test_known_artists_are_bounded_until_nothing_else_is_left() -> None:
    known = [True, True, True, True, False, False]
    half = balance(pool([6, 5, 4, 3, 2, 1], known=known), NOTHING, 4, Balance(0, 0, 0.5))
    assert half.tolist() == [0, 1, 4, 5]
    all_of_them = balance(pool([6, 5, 4, 3, 2, 1], known=known), NOTHING, 6, Balance(0, 0, 0.5))
    assert all_of_them.tolist() == [0, 1, 2, 4, 5, 3]


def test_a_list_is_never_longer_than_its_pool() -> None:
    assert len(balance(pool([1, 0]), NOTHING, 9, Balance())) == 2
    assert len(balance(pool([]), NOTHING, 9, Balance())) == 0


def test_descriptions_tell_like_from_unlike() -> None:
    made = planted(1_500)
    scale = Scale.of(made.tracks)
    one, other = made.members(0, 30).astype(np.int64), made.members(3, 30).astype(np.int64)
    points = describe(made.tracks, np.concatenate((one, other)), scale)
    alike = points @ points.T
    # Without a genre a track has nothing but its sound.
    assert {round(float(length), 3) for length in np.diag(alike)} <= {1.0, 0.6}
    assert alike[:30, :30].mean() > alike[:30, 30:].mean() + 0.1
    shares = genre_shares(made.tracks, one)
    assert shares.shape == (30, len(MACRO_GENRES))
    known = shares.sum(axis=1) > 0
    assert np.allclose(shares[known].sum(axis=1), 1)
    assert Background.of(made.tracks).macros.shape[1] == shares.shape[1]
