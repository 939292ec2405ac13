"""How two tastes meet, in arrays."""

import numpy as np
import pytest

from models.compare import FEWEST, dividing, genre_shares, suitability
from models.tracks import Ragged

GENRES = Ragged(np.array([0, 1, 3, 3]), np.array([0, 0, 1], dtype=np.int32))
"""Row 0 is of genre 0, row 1 of both, row 2 of none."""


def test_songs_that_suit_lie_above_the_catalogue() -> None:
    catalogue = np.arange(100, dtype=np.float32)
    assert suitability(np.full(FEWEST, 1000, dtype=np.float32), catalogue) == 1
    assert suitability(np.full(FEWEST, -1, dtype=np.float32), catalogue) == 0
    assert suitability(np.full(FEWEST, 49.5, dtype=np.float32), catalogue) == pytest.approx(0.5)


def test_songs_like_all_others_get_a_half() -> None:
    same = np.zeros(50, dtype=np.float32)
    assert suitability(same, same) == pytest.approx(0.5)


def test_too_few_songs_say_nothing() -> None:
    few = np.zeros(FEWEST - 1, dtype=np.float32)
    assert suitability(few, np.zeros(9, dtype=np.float32)) is None
    assert suitability(np.zeros(FEWEST, dtype=np.float32), few[:0]) is None


def test_a_track_is_shared_by_its_genres() -> None:
    assert list(genre_shares(GENRES, np.array([0, 1, 2]), 3)) == [0.75, 0.25, 0]
    assert list(genre_shares(GENRES, np.array([2]), 2)) == [0, 0]


def test_what_divides_most_comes_first_and_trifles_not_at_all() -> None:
    first, second = np.array([0.5, 0.3, 0.2, 0]), np.array([0.1, 0.32, 0.18, 0.4])
    assert list(dividing(first, second, 3)) == [0, 3]
    assert list(dividing(first, first, 3)) == []
