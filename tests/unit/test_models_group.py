"""One list for several members, and what is rising among them."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.group import Strategy, choose_together, limit
from models.tracks import Ragged
from models.trends import LOUDEST, genre_weights, rising


def likely(*members: dict[int, float], count: int) -> np.ndarray:
    table = np.zeros((len(members), count))
    for row, member in enumerate(members):
        for candidate, probability in member.items():
            table[row, candidate] = probability
    return table


def falling(first: int, count: int = 20) -> dict[int, float]:
    return {first + place: 0.5 / (place + 2) for place in range(count)}


@pytest.mark.parametrize("strategy", [Strategy.FLOOR, Strategy.AVERAGE, Strategy.MISERY])
def test_what_all_like_wins(strategy: Strategy) -> None:
    worth = likely({0: 0.5, 1: 0.4}, {3: 0.5, 1: 0.4}, count=5)
    assert list(choose_together(worth, 1, strategy).places) == [1]


def test_a_majority_does_not_leave_one_with_nothing() -> None:
    worth = likely(falling(0), falling(0), falling(0), falling(20), count=40)
    assert choose_together(worth, 6, Strategy.AVERAGE).fits[3] < 0.2
    for strategy in (Strategy.FAIREST, Strategy.FLOOR, Strategy.UNHAPPIEST):
        assert choose_together(worth, 6, strategy).fits.min() > 0.3


def test_whose_probabilities_are_small_counts_no_less() -> None:
    sure, unsure = falling(0), {place: p / 1000 for place, p in falling(20).items()}
    fits = choose_together(likely(sure, unsure, count=40), 10).fits
    assert fits[1] > 0.5 * fits[0]


def test_two_of_one_taste_get_their_own_best() -> None:
    for strategy in Strategy:
        chosen = choose_together(likely(falling(0), falling(0), count=20), 5, strategy)
        assert list(chosen.places) == [0, 1, 2, 3, 4]
        assert chosen.fits == pytest.approx([1.0, 1.0])


def test_turns_go_round() -> None:
    worth = likely(falling(0), falling(20), count=40)
    assert list(choose_together(worth, 4, Strategy.TURNS).places) == [0, 20, 1, 21]


def random_worth(chance: np.random.Generator, members: int, candidates: int) -> np.ndarray:
    """Return probabilities of songs that few members have in their shortlists."""
    table = chance.random((members, candidates)) ** 4
    table[chance.random(table.shape) < 0.6] = 0
    return table * chance.uniform(0.01, 1, (members, 1))


@pytest.mark.parametrize(("members", "count"), [(2, 20), (5, 20), (5, 100), (10, 100)])
def test_the_fairest_list_comes_near_what_no_list_can_pass(members: int, count: int) -> None:
    for seed in range(5):
        worth = random_worth(np.random.default_rng(seed), members, 800)
        bound = limit(worth, count)
        least = {way: choose_together(worth, count, way).fits.min() for way in Strategy}
        assert max(least.values()) <= bound + 1e-9
        assert least[Strategy.FAIREST] >= 0.94 * bound
        assert least[Strategy.FAIREST] == max(least.values())


def test_the_limit_of_few_songs_holds_for_every_list_there_is() -> None:
    discounts = 1 / np.log2(np.arange(3) + 2)
    for seed in range(5):
        worth = np.random.default_rng(seed).random((3, 6)) ** 3
        alone = -np.sort(-worth, axis=1)[:, :3] @ discounts
        every = [
            (worth[:, list(some)] @ discounts / alone).min() for some in permutations(range(6), 3)
        ]
        assert max(every) <= limit(worth, 3) + 1e-9
        assert choose_together(worth, 3).fits.min() >= 0.9 * max(every)


def test_songs_that_are_worth_the_same_are_shared_out() -> None:
    worth = likely(*({20 * one + place: 0.5 for place in range(20)} for one in range(4)), count=80)
    fits = choose_together(worth, 12).fits
    assert fits.min() > 0.8 * limit(worth, 12)


def test_of_too_few_songs_for_all_as_many_as_can_be_get_one() -> None:
    worth = likely(*(falling(20 * place) for place in range(8)), count=160)
    assert np.count_nonzero(choose_together(worth, 5).fits) == 5


def test_who_can_be_given_nothing_does_not_spoil_the_list() -> None:
    worth = likely(falling(0), falling(20), {}, count=40)
    fits = choose_together(worth, 6).fits
    assert fits[:2].min() > 0.5
    assert fits[2] == 1
    own = np.vstack([-np.sort(-worth[:2], axis=1)[:, :6], np.full(6, 0.5)])
    assert list(choose_together(worth, 6, own=own).fits) == pytest.approx([*fits[:2], 0])


def test_a_fit_is_a_share_of_the_list_of_ones_own() -> None:
    worth = likely(falling(0), falling(20), count=40)
    own = 2 * -np.sort(-worth, axis=1)[:, :6]
    assert choose_together(worth, 6, own=own).fits == pytest.approx(
        choose_together(worth, 6).fits / 2
    )


@given(
    st.sampled_from(Strategy),
    st.integers(1, 6),
    st.integers(1, 30),
    st.integers(1, 12),
    st.integers(0, 2**16),
)
@settings(max_examples=200)
def test_every_place_is_chosen_once_and_fits_are_shares(
    strategy: Strategy, members: int, candidates: int, count: int, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    table = chance.random((members, candidates))
    table[chance.random(table.shape) < 0.5] = 0
    chosen = choose_together(table, count, strategy)
    assert len(set(chosen.places.tolist())) == len(chosen.places) == min(count, candidates)
    assert np.all((chosen.fits >= 0) & (chosen.fits <= 1 + 1e-9))


@pytest.mark.parametrize("strategy", Strategy)
def test_nobody_and_nothing_make_an_empty_list(strategy: Strategy) -> None:
    assert len(choose_together(np.zeros((2, 0)), 5, strategy).places) == 0
    assert len(choose_together(np.zeros((0, 3)), 2, strategy).places) == 0


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
