"""One list for several members, and what is rising among them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.group import FLOOR, choose_together, utilities
from models.tracks import Ragged
from models.trends import LOUDEST, genre_weights, rising


def ranks(*members: dict[int, int], count: int) -> np.ndarray:
    table = np.full((len(members), count), np.inf)
    for row, member in enumerate(members):
        for candidate, rank in member.items():
            table[row, candidate] = rank
    return table


def test_what_all_like_wins() -> None:
    worth = utilities(ranks({0: 0, 1: 1, 2: 9}, {3: 0, 1: 1, 4: 9}, count=5))
    chosen = choose_together(worth, 1)
    assert list(chosen.places) == [1]


def test_worth_falls_with_the_rank_and_nothing_is_worth_nothing() -> None:
    worth = utilities(np.array([[0.0, 1.0, 5.0, np.inf]]))
    assert worth[0, 0] == 1.0
    assert list(worth[0]) == sorted(worth[0], reverse=True)
    assert worth[0, 3] == 0.0


def test_a_majority_does_not_leave_one_with_nothing() -> None:
    alike = {number: number for number in range(20)}
    loner = {20 + number: number for number in range(20)}
    worth = utilities(ranks(alike, alike, alike, loner, count=40))
    average = np.argsort(-worth.mean(axis=0), kind="stable")[:6]
    assert worth[3, average].sum() < 0.2
    chosen = choose_together(worth, 6)
    assert chosen.fits.min() > FLOOR * 0.8
    assert chosen.fits[0] > 0.5


def test_two_of_one_taste_get_their_own_best() -> None:
    alike = {number: number for number in range(20)}
    chosen = choose_together(utilities(ranks(alike, alike, count=20)), 5)
    assert list(chosen.places) == [0, 1, 2, 3, 4]
    assert chosen.fits == pytest.approx([1.0, 1.0])


@given(st.integers(1, 6), st.integers(1, 30), st.integers(1, 12), st.integers(0, 2**16))
@settings(max_examples=150, deadline=None)
def test_every_place_is_chosen_once_and_fits_are_shares(
    members: int, candidates: int, count: int, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    table = chance.permuted(np.tile(np.arange(float(candidates)), (members, 1)), axis=1)
    table[chance.random(table.shape) < 0.5] = np.inf
    chosen = choose_together(utilities(table), count)
    assert len(set(chosen.places.tolist())) == len(chosen.places) == min(count, candidates)
    assert np.all((chosen.fits >= 0) & (chosen.fits <= 1 + 1e-9))


def test_nobody_and_nothing_make_an_empty_list() -> None:
    assert len(choose_together(np.zeros((2, 0)), 5).places) == 0
    assert len(choose_together(np.zeros((0, 3)), 2).places) == 2


GENRES = Ragged(np.array([0, 1, 3, 3]), np.array([0, 0, 1], dtype=np.int32))
"""Row 0 is of genre 0, row 1 of both, row 2 of none."""


def test_a_like_is_shared_by_its_genres() -> None:
    weights = genre_weights(GENRES, np.array([0, 1, 2]), np.array([0, 0, 1]), 3)
    assert list(weights) == [1.5, 0.5, 0.0]
    assert list(genre_weights(GENRES, np.array([], np.int64), np.array([], np.int64), 2)) == [0, 0]


def test_one_person_does_not_drown_the_others_out() -> None:
    many = 500
    rows = np.zeros(many + 1, dtype=np.int64)
    rows[-1] = 0
    weights = genre_weights(GENRES, rows, np.array([0] * many + [1]), 2)
    assert weights[0] == pytest.approx(LOUDEST + 1)


def test_a_clear_rise_is_found_and_noise_is_not() -> None:
    before = np.array([60.0, 30.0, 10.0])
    assert list(rising(np.array([10.0, 10.0, 20.0]), before, 3)) == [2]
    assert list(rising(before / 2, before, 3)) == []


def test_little_evidence_says_nothing() -> None:
    assert list(rising(np.array([0.0, 4.0]), np.array([50.0, 0.0]), 3)) == []
    assert list(rising(np.array([0.0, 40.0]), np.array([5.0, 0.0]), 3)) == []
