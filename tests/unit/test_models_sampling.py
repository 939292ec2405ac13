import numpy as np
import pytest

from models.background import MEASURES, Background
from models.evidence import Likes, gather
from models.sampling import draw_negatives
from tests.planted import planted, with_versions

POPULARITY = MEASURES.index("popularity")


def test_negatives_are_never_versions_of_what_was_judged() -> None:
    made = planted(400)
    made = with_versions(made, [(3, 300), (4, 301), (10, 302)])
    background = Background.of(made.tracks)
    likes = Likes.of([3, 4, 5, 6, 7], [10])
    evidence = gather(background, likes, np.random.default_rng(0))
    assert int(evidence.positive.sum()) == 5
    assert evidence.disliked == 1
    assert len(evidence.positive) == 400 - 3


def test_negatives_come_without_repeats_and_as_many_as_asked() -> None:
    background = Background.of(planted(2_000).tracks)
    allowed = np.ones(2_000, dtype=np.bool_)
    allowed[:50] = False
    sample = draw_negatives(background, np.arange(50), allowed, 700, np.random.default_rng(0))
    assert len(sample.rows) == len(np.unique(sample.rows)) == 700
    assert sample.rows.min() >= 50


def test_half_of_the_negatives_is_as_popular_as_the_likes() -> None:
    background = Background.of(planted(20_000).tracks)
    liked = np.arange(100)
    allowed = np.ones(20_000, dtype=np.bool_)
    sample = draw_negatives(background, liked, allowed, 400, np.random.default_rng(0))
    popular = background.quantiles[sample.rows, POPULARITY] > 0.95
    assert popular.mean() == pytest.approx(0.5 + 0.5 * 0.05, abs=0.05)


def test_the_excess_undoes_the_drawing() -> None:
    """Weighted by the inverse of the excess, a sample looks like the catalogue again."""
    background = Background.of(planted(20_000).tracks)
    allowed = np.ones(20_000, dtype=np.bool_)
    sample = draw_negatives(background, np.arange(200), allowed, 2_000, np.random.default_rng(0))
    weights = np.exp(-sample.log_excess(background, sample.rows))
    quantiles = background.quantiles[sample.rows, POPULARITY]
    assert quantiles.mean() > 0.6
    assert np.average(quantiles, weights=weights) == pytest.approx(0.5, abs=0.03)


def test_a_small_catalogue_gives_what_it_has() -> None:
    background = Background.of(planted(30).tracks)
    allowed = np.zeros(30, dtype=np.bool_)
    allowed[10:] = True
    sample = draw_negatives(background, np.arange(10), allowed, 500, np.random.default_rng(0))
    assert sorted(sample.rows) == list(range(10, 30))
    allowed[:] = False
    none = draw_negatives(background, np.arange(10), allowed, 500, np.random.default_rng(0))
    assert len(none.rows) == 0
