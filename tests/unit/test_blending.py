"""One list for several members: what it says of how well it fits each is what their models say."""

from collections.abc import Sequence

import numpy as np
import pytest

from bot.sandbox.songs import library, make_catalogue
from bot.services.blending import Listener, blend
from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.ranking import Fitted, Learners, fit, match_likes
from models.recipe import ArtistCap, Candidates, OneVersion, WithoutSongs, follow
from storage.like import Like, Source

COUNT = 12
TASTES = (("pop", "dance"), ("metal", "rock"), ("jazz", "soul"))
LEARNERS = Learners()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("catalogue")
    make_catalogue(folder, 4_000)
    return load_snapshot(folder)


def likes_of(snapshot: Snapshot, genres: Sequence[str], seed: int) -> list[Like]:
    tracks = library(snapshot.catalogue, genres, 30, seed)
    return [Like(t.track_id, Source.SAVED, t.title, t.artists, song=t.song) for t in tracks]


def learn(snapshot: Snapshot, likes: Sequence[Like]) -> Fitted:
    return fit(LEARNERS, snapshot, likes, stop=lambda: False, progress=lambda share: None)


def chances(snapshot: Snapshot, likes: Sequence[Like], model: bytes) -> np.ndarray:
    """Return the probability of every song of the catalogue, by the member's model alone."""
    found = np.zeros(len(snapshot.tracks))
    matched = match_likes(snapshot.catalogue, likes).likes
    rows, log_odds = LEARNERS.of(snapshot).judge(matched, model)
    found[rows] = 1 / (1 + np.exp(-log_odds.astype(np.float64)))
    return found


def test_a_fit_is_what_the_members_own_model_says_of_the_list(snapshot: Snapshot) -> None:
    likes = [likes_of(snapshot, genres, seed) for seed, genres in enumerate(TASTES)]
    fitted = [learn(snapshot, theirs) for theirs in likes]
    heard = [frozenset(like.song for like in theirs if like.song is not None) for theirs in likes]
    listeners = [Listener(one.items, away) for one, away in zip(fitted, heard, strict=True)]
    items, fits = blend(snapshot, listeners, (), COUNT)
    rows = snapshot.catalogue.resolve([item.track_id for item in items])
    chosen = np.array([rows[item.track_id] for item in items])
    assert len(chosen) == COUNT
    discounts = 1 / np.log2(np.arange(COUNT) + 2)
    for theirs, one, away, fit_shown in zip(likes, fitted, heard, fits, strict=True):
        worth = chances(snapshot, theirs, one.model)
        order = np.argsort(-worth, kind="stable")
        rules = (WithoutSongs(away), OneVersion(), ArtistCap())
        alone = order[follow(rules, Candidates.of(snapshot.tracks, order), COUNT)]
        share = (worth[chosen] @ discounts) / (worth[alone] @ discounts)
        assert 0.1 < share < 0.95
        assert fit_shown == pytest.approx(share, abs=0.01)


def test_what_one_knows_is_in_nobodys_list_and_costs_only_the_others(snapshot: Snapshot) -> None:
    likes = likes_of(snapshot, TASTES[0], 0)
    items = learn(snapshot, likes).items
    alone, fits = blend(snapshot, [Listener(items, frozenset())], (), COUNT)
    assert fits == [pytest.approx(1)]
    known = frozenset(item.song for item in alone)
    both, fits = blend(snapshot, [Listener(items, frozenset()), Listener(items, known)], (), COUNT)
    assert not known & {item.song for item in both}
    # Who knows these songs loses nothing by it, who would have liked to get them does.
    assert fits[0] < 0.98
    assert fits[1] == pytest.approx(1)
