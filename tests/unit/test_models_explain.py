from collections import Counter

import numpy as np
import pytest

from models.attribution import Ground, attribute
from models.background import Background
from models.explain import CITED, ReasonKind
from models.taste import Learner, Likes
from tests.planted import Planted, likes_of, planted

K = ReasonKind


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(2_000)


@pytest.fixture(scope="module")
def learner(made: Planted) -> Learner:
    return Learner(made.tracks)


def test_every_ranked_track_has_a_reason_and_its_evidence_is_liked(
    made: Planted, learner: Learner
) -> None:
    liked = made.members(1, 30)
    likes = likes_of(liked)
    ranked = learner.rank(likes, learner.train(likes), 300)
    assert len(ranked.reasons) == 300
    for row, reason in zip(ranked.rows, ranked.reasons, strict=True):
        assert len(reason.rows) <= CITED
        assert set(reason.rows) <= set(liked.tolist())
        if reason.kind is K.ARTIST:
            theirs = set(made.tracks.artists.of(int(row)).tolist())
            assert reason.artist in theirs
            assert reason.rows
            for like in reason.rows:
                assert reason.artist in made.tracks.artists.of(like)
        if reason.kind is K.GENRE:
            assert reason.genre == made.cluster[row]
            assert {made.cluster[like] for like in reason.rows} == {reason.genre}
        if reason.kind is K.ERA:
            assert all(abs(made.tracks.year[like] - reason.year) <= 5 for like in reason.rows)
        if reason.kind is K.NEAR:
            assert reason.rows


def test_songs_of_liked_artists_say_so(made: Planted, learner: Learner) -> None:
    liked = made.members(1, 30)
    likes = likes_of(liked)
    ranked = learner.rank(likes, learner.train(likes), 20)
    artists = set(made.tracks.artist[liked].tolist())
    known = [int(made.tracks.artist[row]) in artists for row in ranked.rows]
    kinds = [reason.kind for reason in ranked.reasons]
    said = [kind is K.ARTIST for kind, is_known in zip(kinds, known, strict=True) if is_known]
    assert np.mean(said) > 0.8
    assert not [
        kind
        for kind, is_known in zip(kinds, known, strict=True)
        if not is_known and kind is K.ARTIST
    ]


def test_reasons_differ_where_tastes_do(made: Planted, learner: Learner) -> None:
    kinds = Counter[ReasonKind]()
    for cluster in range(8):
        likes = likes_of(made.members(cluster, 12))
        kinds.update(r.kind for r in learner.rank(likes, learner.train(likes), 100).reasons)
    assert len(kinds) >= 3


def test_without_the_cited_likes_a_score_falls_more_than_without_others(
    made: Planted, learner: Learner
) -> None:
    """The model stays; only the member's likes lose the evidence, or as many others."""
    rng = np.random.default_rng(0)
    truer: list[float] = []
    for cluster in range(8):
        liked = np.concatenate((made.members(cluster, 12), made.members((cluster + 3) % 8, 6)))
        likes = likes_of(liked)
        taste = learner.train(likes)
        whole = learner.rank(likes, taste, len(made.tracks))
        for place in range(0, 60, 6):
            reason, row = whole.reasons[place], int(whole.rows[place])
            if not reason.rows:
                continue
            others = np.setdiff1d(liked, reason.rows)
            without = rng.choice(others, len(reason.rows), replace=False)
            cited_lost = compared_score(learner, np.setdiff1d(liked, reason.rows), taste.model, row)
            others_lost = compared_score(learner, np.setdiff1d(liked, without), taste.model, row)
            truer.append(cited_lost < others_lost)
    assert len(truer) > 40
    assert np.mean(truer) >= 0.95


def compared_score(learner: Learner, liked: np.ndarray, model: bytes, row: int) -> float:
    """The score before it is levelled, which would hide what all tracks lose alike."""
    return float(learner.log_odds(likes_of(liked), model, np.array([row]))[0])


def test_attribution_adds_up_to_what_leaving_a_like_out_does(made: Planted) -> None:
    background = Background.of(made.tracks)
    likes = made.members(2, 15).astype(np.int64)
    weights = np.ones(15, dtype=np.float32)
    rows = np.flatnonzero(made.cluster == 2)[:40].astype(np.int64)
    rows = np.setdiff1d(rows, likes)
    losses = attribute(background, rows, likes, weights).losses
    assert set(losses) == set(Ground)
    for ground, loss in losses.items():
        assert loss.shape == (len(rows), 15), ground
        assert (loss >= -1e-6).all(), ground
        assert np.isfinite(loss).all(), ground
    same = made.tracks.artist[rows][:, None] == made.tracks.artist[likes]
    assert ((losses[Ground.ARTIST] > 0) == same).all()


def test_likes_that_no_table_holds_are_a_reason_without_rows(
    made: Planted, learner: Learner
) -> None:
    artist = int(made.tracks.artist[7])
    liked = made.members(int((made.cluster[7] + 1) % 8), 12)
    plain = likes_of(liked)
    likes = Likes(plain.rows, plain.weights, plain.disliked, np.array([artist] * 3, dtype=np.int32))
    ranked = learner.rank(likes, learner.train(likes), 500)
    theirs = [
        reason
        for row, reason in zip(ranked.rows, ranked.reasons, strict=True)
        if made.tracks.artist[row] == artist
    ]
    assert theirs
    assert any(r.kind is K.ARTIST and r.artist == artist and r.rows == () for r in theirs)
