"""A member's view of the catalogue knows nothing from their own list, and does not show it."""

from dataclasses import replace

import numpy as np
import pytest

from models.baselines.plain import genre_shares
from models.baselines.probes import Gaps
from models.evaluate import Scored, judge
from models.splits import Split, Task
from models.tracks import Ragged
from models.views import Popularities, View, Views, known, mask, without
from tests.unit.evaluation_world import SIZE, make_world

WORLD = make_world()
LISTS = [member.rows for member in WORLD.members]
NONE = Popularities.none()
NO_FEATURES = np.empty((SIZE, 0), np.float32)


def test_only_what_another_voice_says_is_left_of_a_list() -> None:
    for number in (0, 7):
        view = WORLD.view(number)
        others = {int(row) for n, theirs in enumerate(LISTS) if n != number for row in theirs}
        for row in LISTS[number]:
            assert bool(len(view.tracks.genres.of(int(row)))) == (int(row) in others)


def test_tracks_outside_lose_their_genres_as_often() -> None:
    inside: list[float] = []
    outside: list[float] = []
    for seed in range(8):
        views = Views(WORLD.tracks, WORLD.words, NONE, seed)
        for number, theirs in enumerate(LISTS):
            named = np.diff(views.of(number, theirs).tracks.genres.starts) > 0
            inside.append(float(named[theirs].mean()))
            outside.append(float(np.delete(named, theirs).mean()))
    assert np.mean(inside) < 0.9
    assert np.mean(outside) == pytest.approx(np.mean(inside), abs=0.03)


def gaps_tell(view: View, number: int, rows: np.ndarray) -> float:
    task = Task(number, 20, 0, rows[:20], {Split.RANDOM: rows[20:]}, number)
    (judged,) = judge("gaps", view, task, Gaps().rank(view, task.seeds, number))
    return judged.values["auc"]


def test_gaps_give_the_list_away_where_it_alone_is_silenced_and_not_in_a_view() -> None:
    careless: list[float] = []
    careful: list[float] = []
    for number, rows in enumerate(LISTS[:16]):
        silenced = without(WORLD.tracks, WORLD.words, NONE, number)
        careless.append(gaps_tell(View(silenced, NO_FEATURES), number, rows))
        careful.append(gaps_tell(WORLD.view(number), number, rows))
    assert np.mean(careless) > 0.6
    assert np.mean(careful) == pytest.approx(0.5, abs=0.05)


def test_columns_some_sources_lack_are_blank_for_all() -> None:
    names, tracks = mask(WORLD.tracks)
    assert names == ("year",)
    assert np.isnan(tracks.year).all()
    assert np.isfinite(tracks.audio).all()
    assert set(np.unique(known(tracks)[:, :-1].mean(axis=0))) == {0.0, 1.0}


def test_popularity_of_lists_is_recomputed_without_the_list() -> None:
    rows = WORLD.members[0].rows
    popularity = np.array(WORLD.tracks.popularity)
    alone, shared = rows[0], rows[1]
    popularity[alone], popularity[shared] = 90, 80
    said = Popularities(
        np.array([0, 0, 1]), np.array([alone, shared, shared]), np.array([90, 80, 30], np.float32)
    )
    views = Views(replace(WORLD.tracks, popularity=popularity), WORLD.words, said)
    seen = views.of(0, rows)
    assert np.isnan(seen.tracks.popularity[alone])
    assert seen.tracks.popularity[shared] == 30
    assert seen.popularity[alone] == 0


def test_a_list_nobody_heard_of_takes_nothing() -> None:
    rows = np.arange(50)
    view = WORLD.views.of(999, rows)
    assert np.array_equal(
        [view.tracks.genres.of(int(row)).tolist() for row in rows],
        [WORLD.tracks.genres.of(int(row)).tolist() for row in rows],
    )


def test_a_view_is_the_same_each_time_and_leaves_the_catalogue_alone() -> None:
    before = WORLD.tracks.genres.ids.copy(), WORLD.tracks.popularity.copy()
    first, second = WORLD.view(3), WORLD.view(3)
    assert np.array_equal(first.features, second.features)
    assert np.array_equal(first.tracks.genres.ids, second.tracks.genres.ids)
    assert np.array_equal(before[0], WORLD.tracks.genres.ids)
    assert np.array_equal(before[1], WORLD.tracks.popularity)


def test_genre_shares_count_the_seeds() -> None:
    genres = Ragged(np.array([0, 1, 2, 4, 4]), np.array([0, 1, 0, 1], np.int32))
    tracks = replace(WORLD.tracks, genres=genres)
    short = replace(tracks, song=tracks.song[:4], popularity=tracks.popularity[:4])
    view = View(short, NO_FEATURES[:4])
    assert genre_shares(view, np.array([0, 2, 3])).tolist() == pytest.approx([2 / 3, 1 / 3, 0.5, 0])
    assert Scored(np.zeros(4)).probabilities is None
