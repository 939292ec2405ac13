"""The portrait of likes, on planted tastes."""

import numpy as np

from models.background import Background
from models.portrait import find_clusters, portray
from tests.planted import planted


def test_one_taste_is_one_group_and_two_are_two() -> None:
    made = planted(1_500)
    background = Background.of(made.tracks)
    one = made.members(0, 40).astype(np.int64)
    both = np.concatenate((one, made.members(3, 40))).astype(np.int64)
    assert len(find_clusters(background, one)) == 1
    groups = find_clusters(background, np.unique(both))
    assert len(groups) == 2
    assert sum(group.share for group in groups) == 1
    clusters = [set(group.rows.tolist()) for group in groups]
    assert max(len(set(one.tolist()) & cluster) / len(one) for cluster in clusters) > 0.9


def test_shares_add_up_and_the_middle_is_the_catalogues() -> None:
    made = planted(1_500)
    background = Background.of(made.tracks)
    everything = np.arange(len(made.tracks))
    portrait = portray(background, everything, most=1_000)
    assert np.isclose(sum(mine for _, mine, _ in portrait.genres), 1)
    assert np.isclose(sum(mine for _, mine, _ in portrait.decades), 1)
    assert all(abs(value - 0.5) < 0.01 for _, value in portrait.sound)
    nobody = portray(background, everything[:0])
    assert (nobody.genres, nobody.decades, nobody.clusters) == ((), (), ())
