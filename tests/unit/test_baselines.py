"""One suite with a planted answer, run against every rung of the ladder."""

import pickle
from collections.abc import Iterator

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from models.baselines.classifiers import Logistic, XGBoost
from models.baselines.ladder import LADDER, Rung
from models.baselines.recommender import Kind, Recommender
from models.baselines.tuning import Selected, Tuned
from models.evaluate import area, rank_order
from models.splits import candidates
from models.views import View
from tests.unit.evaluation_world import World, make_world

JUDGED = 28
"""The list that is judged; those before it are learned from."""
SEEDS = 15
SAYS_NOTHING = {"random", "popularity"}
SLOW = {"flipped"}

quick = [rung for rung in LADDER if rung.recommender.name not in SLOW]


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Keep libraries to one thread each: tests run side by side, as members do."""
    with threadpool_limits(1):
        yield


@pytest.fixture(scope="module")
def world() -> World:
    return make_world()


@pytest.fixture(scope="module")
def view(world: World) -> View:
    return world.view(JUDGED)


@pytest.fixture(scope="module")
def fitted(world: World) -> dict[str, Recommender]:
    lists = world.lists(range(JUDGED))
    models: dict[str, Recommender] = {}
    for rung in LADDER:
        if rung.installed():
            models[rung.recommender.name] = rung.fresh()
            models[rung.recommender.name].fit(lists)
    return models


@pytest.fixture
def model(request: pytest.FixtureRequest, fitted: dict[str, Recommender]) -> Recommender:
    rung: Rung = request.param
    if not rung.installed():
        pytest.skip(f"{rung.recommender.label} needs the extra `research`")
    return fitted[rung.recommender.name]


def of_each(rungs: list[Rung]) -> pytest.MarkDecorator:
    names = [rung.recommender.name for rung in rungs]
    return pytest.mark.parametrize("model", rungs, indirect=True, ids=names)


def found(model: Recommender, world: World, view: View, number: int = JUDGED) -> float:
    """Return the AUC of the rest of a list's camp."""
    seeds = world.members[number].rows[:SEEDS]
    scored = model.rank(view, seeds, 3)
    order = rank_order(scored.scores, candidates(world.tracks, seeds), 0)
    camp = world.camp == world.camp[seeds[0]]
    return area(scored.scores[order], camp[order])


@of_each(quick)
def test_scores_every_track_by_a_number(model: Recommender, world: World, view: View) -> None:
    scored = model.rank(view, world.members[JUDGED].rows[:SEEDS], 3)
    assert scored.scores.shape == (len(world.tracks),)
    assert np.isfinite(scored.scores).all()
    if scored.probabilities is not None:
        assert scored.probabilities.shape == (len(world.tracks),)
        assert ((scored.probabilities >= 0) & (scored.probabilities <= 1)).all()


@of_each(quick)
def test_finds_the_planted_camp(model: Recommender, world: World, view: View) -> None:
    least = 0.42 if model.name in SAYS_NOTHING else 0.6
    for number in (JUDGED, JUDGED + 1):
        assert found(model, world, world.view(number), number) > least, number
    assert view is not None


@of_each(quick)
def test_gives_the_same_bits_whatever_came_between(
    model: Recommender, world: World, view: View
) -> None:
    seeds, others = world.members[JUDGED].rows[:SEEDS], world.members[JUDGED + 1].rows[:5]
    first = model.rank(view, seeds, 3).scores
    model.rank(world.view(JUDGED + 1), others, 9)
    copy: Recommender = pickle.loads(pickle.dumps(model))
    assert np.array_equal(first, model.rank(view, seeds, 3).scores)
    assert np.array_equal(first, copy.rank(world.view(JUDGED), seeds, 3).scores)


@of_each(quick)
def test_leaves_what_it_is_given_as_it_was(model: Recommender, world: World, view: View) -> None:
    seeds = world.members[JUDGED].rows[:SEEDS]
    before = pickle.dumps((view.tracks, view.features, seeds))
    model.rank(view, seeds, 3)
    assert pickle.dumps((view.tracks, view.features, seeds)) == before


@of_each(quick)
def test_one_seed_is_enough(model: Recommender, world: World, view: View) -> None:
    scored = model.rank(view, world.members[JUDGED].rows[:1], 3)
    assert np.isfinite(scored.scores).all()


def test_what_learns_across_lists_needs_them(fitted: dict[str, Recommender]) -> None:
    world = make_world()
    for model in fitted.values():
        if model.kind is Kind.LISTS:
            fresh = type(model)()
            with pytest.raises(AttributeError):
                fresh.rank(world.view(0), world.members[0].rows[:5], 0)


def test_names_are_one_of_a_kind() -> None:
    names = [rung.recommender.name for rung in LADDER]
    assert len(set(names)) == len(names)


def test_popularity_is_the_order_of_the_catalogue(
    fitted: dict[str, Recommender], world: World, view: View
) -> None:
    scores = fitted["popularity"].rank(view, world.members[JUDGED].rows[:5], 0).scores
    assert np.array_equal(np.argsort(-scores), np.argsort(-world.tracks.popularity))


def test_own_artists_come_first_and_the_popular_of_them_before(
    fitted: dict[str, Recommender], world: World, view: View
) -> None:
    seeds = world.members[JUDGED].rows[:3]
    scores = fitted["artist"].rank(view, seeds, 0).scores
    own = np.isin(world.tracks.artist, world.tracks.artist[seeds])
    assert scores[own].min() > scores[~own].max()
    order = np.flatnonzero(own)[np.argsort(-scores[own])]
    assert (np.diff(world.tracks.popularity[order]) <= 0).all()


def test_list_neighbours_are_counted_by_hand(
    fitted: dict[str, Recommender], world: World, view: View
) -> None:
    seeds = world.members[JUDGED].rows[:SEEDS]
    scores = fitted["list-knn"].rank(view, seeds, 0).scores
    expected = np.zeros(len(world.tracks))
    for member in world.members[:JUDGED]:
        alike = len(np.intersect1d(member.rows, seeds)) / np.sqrt(len(member.rows) * len(seeds))
        expected[member.rows] += alike**2
    expected /= expected.max()
    assert np.allclose(scores, expected, atol=2e-5 * 1.1)


def test_flipped_labels_are_those_of_liked_artists(world: World, view: View) -> None:
    from models.baselines.flipped import flip

    seeds = world.members[JUDGED].rows[:SEEDS]
    rows, labels = flip(view, seeds, np.random.default_rng(0))
    liked = rows[labels == 1]
    assert set(seeds) < set(liked)
    assert np.isin(world.tracks.artist[liked], world.tracks.artist[seeds]).all()
    assert (labels == 0).sum() == 2 * len(liked)
    assert len(np.unique(rows)) == len(rows)


def test_tuned_challengers_find_the_camp(world: World, view: View) -> None:
    assert found(Tuned(Logistic(), "f1"), world, view) > 0.6
    assert found(Selected(_Small()), world, view) > 0.6


class _Small(XGBoost):
    """XGBoost with few trees, so that a search is quick."""

    def build(self, seed: int) -> object:
        return super().build(seed).set_params(n_estimators=3)


def test_a_prior_refuses_to_learn_from_one_list(world: World) -> None:
    rung = next(rung for rung in LADDER if rung.recommender.name == "ours-with-prior")
    with pytest.raises(ValueError, match="too few"):
        rung.fresh().fit(world.lists(range(1)))
