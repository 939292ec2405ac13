"""Who speaks for a song that has no features."""

import numpy as np

from models.shelf import likeness, score_shelf


def test_those_who_share_more_are_more_alike_and_few_likes_prove_little() -> None:
    shared, theirs = np.array([10, 5, 0, 1]), np.array([20, 20, 20, 1])
    alike = likeness(shared.astype(np.float32), 20, theirs.astype(np.float32))
    assert alike[0] > alike[1] > alike[2] == 0
    assert alike[3] < alike[0]
    assert (alike < 1).all()


def test_a_song_loved_by_those_alike_comes_first_and_by_strangers_not_at_all() -> None:
    alike = np.array([0.6, 0.1, 0.0], dtype=np.float32)
    loved = np.array([[0, 1, 1], [1, 0, 0], [0, 0, 1]], dtype=bool)
    scores = score_shelf(loved, alike)
    assert scores[1] > scores[0] > scores[2] == 0
