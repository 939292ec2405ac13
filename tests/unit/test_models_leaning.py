"""Thumbs move the ranking before anything is learned from them, and in the right direction."""

from dataclasses import replace

import numpy as np
import pytest

from models.background import Background
from models.leaning import DISTASTE, lean
from models.taste import Learner
from tests.planted import Planted, likes_of, planted


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(2_000)


@pytest.fixture(scope="module")
def learner(made: Planted) -> Learner:
    return Learner(made.tracks)


def near(made: Planted, row: int, count: int = 20) -> np.ndarray:
    """Return the tracks of a track's cluster that sound most like it, by other artists."""
    distances = np.linalg.norm(made.tracks.audio - made.tracks.audio[row], axis=1)
    others = (made.cluster == made.cluster[row]) & (made.tracks.artist != made.tracks.artist[row])
    order = np.argsort(np.where(others, distances, np.inf))
    return order[:count]


def moved(learner: Learner, before: object, after: object, model: bytes) -> np.ndarray:
    """Return (n,) how far each track's score moves."""
    rows = np.arange(len(learner.tracks))
    return learner.order(after, model, rows) - learner.order(before, model, rows)  # type: ignore[arg-type]


def named(made: Planted, cluster: int) -> int:
    """Return a track of a cluster whose genre is known."""
    rows = np.flatnonzero(made.cluster == cluster)
    return next(int(row) for row in rows if len(made.tracks.genres.of(int(row))))


def test_a_thumb_down_lowers_what_sounds_alike_and_its_artist(
    made: Planted, learner: Learner
) -> None:
    liked = made.members(1, 30)
    model = learner.train(likes_of(liked)).model
    row = named(made, 2)
    change = moved(learner, likes_of(liked), likes_of(liked, [row]), model)
    assert (change <= 1e-5).all()
    same_artist = made.tracks.artist == made.tracks.artist[row]
    assert (change[same_artist] <= -DISTASTE * np.log(2) + 1e-4).all()
    alike, elsewhere = change[near(made, row)].mean(), change[made.cluster == 5].mean()
    assert alike < -0.2
    assert alike < elsewhere - 0.15


def test_a_like_that_is_nearer_outweighs_a_dislike(made: Planted, learner: Learner) -> None:
    liked = made.members(1, 30)
    row = next(int(row) for row in np.flatnonzero(made.cluster == 1) if row not in liked)
    model = learner.train(likes_of(liked)).model
    change = moved(learner, likes_of(liked), likes_of(liked, [row]), model)
    sound = made.tracks.audio
    to_like = np.linalg.norm(sound[:, None] - sound[liked], axis=2).min(axis=1)
    to_dislike = np.linalg.norm(sound - sound[row], axis=1)
    others = made.tracks.artist != made.tracks.artist[row]
    mine = others & (made.cluster == 1) & (to_like < 0.5 * to_dislike)
    assert mine.sum() > len(liked)
    assert change[mine].min() > -0.02


def test_a_thumb_up_raises_what_sounds_alike_above_the_rest(
    made: Planted, learner: Learner
) -> None:
    liked = made.members(1, 30)
    model = learner.train(likes_of(liked)).model
    row = named(made, 2)
    change = moved(learner, likes_of(liked), likes_of([*liked, row]), model)
    assert change[near(made, row)].mean() > change[made.cluster == 5].mean()


def test_many_dislikes_are_heeded_in_bounded_work(made: Planted, learner: Learner) -> None:
    liked = made.members(1, 30)
    disliked = [int(row) for row in np.flatnonzero(made.cluster == 2)]
    assert len(disliked) > 200
    change = moved(learner, likes_of(liked), likes_of(liked, disliked), b"")
    assert change[made.cluster == 2].max() < change[made.cluster == 5].mean()


def test_where_only_names_are_known_nothing_leans_to_new_artists(made: Planted) -> None:
    likes = likes_of(made.members(1, 20))
    rows = np.arange(len(made.tracks))
    whole = lean(Background.of(made.tracks), likes, rows)
    audio = made.tracks.audio.copy()
    audio[rows % 4 > 0] = np.nan
    quarter = lean(Background.of(replace(made.tracks, audio=audio)), likes, rows)
    nothing = lean(Background.of(replace(made.tracks, audio=audio * np.nan)), likes, rows)
    assert whole.max() > 0
    np.testing.assert_allclose(quarter, whole / 4, rtol=1e-3)
    assert not nothing.any()
