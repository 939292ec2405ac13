"""Exact search by bounds, held against reading everything."""

import numpy as np
import pytest

from models.nearest import Nearest
from models.tracks import Floats


def cloud(count: int, axes: int, groups: int, seed: int) -> Floats:
    """Vectors in groups, no longer than 1, some of them twice or all 0."""
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(groups, axes))
    vectors = centres[chance.integers(0, groups, count)] + chance.normal(size=(count, axes)) * 0.4
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors *= chance.uniform(0.3, 1, (count, 1))
    vectors[chance.integers(0, count, count // 20)] = 0
    vectors[chance.integers(0, count, count // 20)] = vectors[7]
    return vectors.astype(np.float32)


@pytest.mark.parametrize("axes", [2, 24, 25, 64])
@pytest.mark.parametrize("groups", [1, 12, 400])
@pytest.mark.parametrize("count", [1, 10, 104, 3_000])
def test_nothing_is_missed(axes: int, groups: int, count: int) -> None:
    vectors = cloud(4_000, axes, groups, seed=axes)
    turned = Nearest(vectors.copy(), all_up_to=0)
    for row in (7, 100, 2_000):
        seed = turned.vectors[row]
        rows, scores = turned.best(seed / max(np.linalg.norm(seed), 1e-6), count)
        own = vectors[row].astype(np.float64)
        truth = vectors @ (own / max(np.linalg.norm(own), 1e-6))
        assert len(set(rows.tolist())) == count
        assert np.allclose(scores, np.sort(truth)[::-1][:count], atol=1e-5)
        assert np.allclose(scores, truth[rows], atol=1e-5)
        assert (np.diff(scores) <= 0).all()


def test_of_equals_the_first_come_first_and_no_more_than_asked_for() -> None:
    vectors = cloud(4_000, 64, 300, seed=3)
    same = np.flatnonzero((vectors == vectors[7]).all(axis=1))
    turned = Nearest(vectors.copy(), all_up_to=0)
    seed = turned.vectors[7] / np.linalg.norm(turned.vectors[7])
    rows, _ = turned.best(seed, 50)
    listed = [row for row in rows.tolist() if row in same]
    assert len(listed) > 40
    assert listed == same.tolist()[: len(listed)]
    assert not len(turned.best(seed, 0)[0])


def test_most_vectors_are_never_read_in_full() -> None:
    # As those of tracks: a third of the axes carries most.
    vectors = cloud(20_000, 64, 200, seed=5) * np.exp(-np.arange(64, dtype=np.float32) / 10)
    turned = Nearest(vectors, all_up_to=0)
    seed = turned.vectors[11] / np.linalg.norm(turned.vectors[11])
    reached = turned._reaching(seed, 50)  # pyright: ignore[reportPrivateUsage]
    assert reached is not None
    assert len(reached) < 2_000
