"""The learned map: what it learns, what is unknown, what is shipped."""

from dataclasses import replace

import numpy as np
import pytest

from models.affinity import FEATURES, Affinity, Describer, Map, lay_over, shipped
from models.affinity_learning import Lessons, draw_lessons, learn_map, learn_prior_share
from models.alike_evidence import answer, ask_list
from models.background import SOUND
from models.factors import learn_factors
from models.lists import turn
from models.places import SOUND_COLUMNS, SoundAndGenre
from models.tracks import Floats, Ragged, Tracks
from tests.unit.alike_world import HEARD, World, make_world


@pytest.fixture(scope="module")
def world() -> World:
    return make_world()


@pytest.fixture(scope="module")
def lessons(world: World) -> Lessons:
    return draw_lessons(world.members[:30], lambda member: world.tracks, world.pool)


@pytest.fixture(scope="module")
def learned(world: World, lessons: Lessons) -> Map:
    return learn_map(world.tracks, lessons)


def found(world: World, vectors: Floats) -> float:
    """Return the mean reciprocal rank over the lists nothing was learned from."""
    asked = [q for m in world.members[30:] for q in ask_list(m, world.tracks, world.pool, 5)]
    return float(np.mean([answer(q, vectors @ vectors[q.seed])["matched_mrr"] for q in asked]))


def test_what_lists_go_by_is_learned(world: World, learned: Map) -> None:
    chance = found(
        world, np.random.default_rng(0).normal(size=(len(world.tracks), 8)).astype(np.float32)
    )
    before = found(world, SoundAndGenre().place(world.tracks))
    after = found(world, Affinity(learned).place(world.tracks))
    assert chance < before < after
    assert after > 1.5 * before
    # Genres were dealt at random.
    assert learned.shares[1] < 0.15


def test_lists_dealt_at_random_teach_nothing(world: World) -> None:
    rng = np.random.default_rng(1)
    dealt = [replace(m, rows=np.sort(rng.permutation(world.pool)[:50])) for m in world.members]
    lessons = draw_lessons(dealt[:30], lambda member: world.tracks, world.pool)
    vectors = Affinity(learn_map(world.tracks, lessons)).place(world.tracks)
    nobody = World(world.tracks, dealt, world.pool)
    assert found(nobody, vectors) == pytest.approx(0.052, abs=0.012)


def test_learning_is_the_same_twice(world: World, lessons: Lessons, learned: Map) -> None:
    again = learn_map(world.tracks, lessons)
    np.testing.assert_array_equal(again.axes, learned.axes)
    np.testing.assert_array_equal(again.shares, learned.shares)


def test_a_map_survives_its_file(learned: Map) -> None:
    read = Map.load(learned.dump())
    for name in Map.__slots__:
        np.testing.assert_array_equal(getattr(read, name), getattr(learned, name))


def test_the_shipped_map_fits_and_is_small() -> None:
    read = shipped()
    assert read.axes.shape[0] == len(read.centre) == FEATURES
    assert read.axes.shape[1] <= 32
    assert read.quantiles.shape[0] == len(SOUND)
    assert (np.diff(read.quantiles, axis=1) >= 0).all()
    assert read.energies.sum() == pytest.approx(1, abs=1e-5)
    assert read.shares.sum() == pytest.approx(1, abs=1e-5)
    assert all(np.isfinite(getattr(read, name)).all() for name in Map.__slots__)
    assert len(read.dump()) < 100_000


def test_vectors_are_no_longer_than_1_and_narrow(world: World) -> None:
    vectors = Affinity().place(world.tracks)
    assert vectors.dtype == np.float32
    assert vectors.shape[1] <= 64
    assert np.linalg.norm(vectors, axis=1).max() <= 1 + 1e-5


def test_what_is_unknown_makes_nobody_alike(world: World) -> None:
    year = world.tracks.year.copy()
    year[1:4] = np.nan
    audio = world.tracks.audio.copy()
    # The same song three times: once without a year, and a stranger without one.
    audio[1] = audio[2] = audio[0]
    artist = world.tracks.artist.copy()
    artist[:3] = artist[0]
    year[2] = year[0]
    tracks = replace(world.tracks, audio=audio, year=year, artist=artist)
    vectors = Affinity().place(tracks)
    likeness = vectors @ vectors[1]
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths[1] < lengths[0] - 0.01
    assert likeness[2] == pytest.approx(likeness[1], abs=0.05)
    assert likeness[2] > likeness[3]


def test_without_any_sound_year_and_genre_of_nobody_say_nothing(world: World) -> None:
    audio = np.full_like(world.tracks.audio, np.nan)
    starts = np.zeros(len(world.tracks) + 1, np.int64)
    silent = replace(world.tracks, audio=audio, genres=Ragged(starts, np.empty(0, np.int32)))
    assert not Affinity().place(silent).any()


def test_a_column_a_whole_catalogue_lacks_is_no_gap_of_its_tracks(world: World) -> None:
    nothing = np.full(len(world.tracks), np.nan, np.float32)
    vectors = Affinity().place(replace(world.tracks, year=nothing, explicit=nothing))
    assert np.linalg.norm(vectors, axis=1).min() > 0.99


def test_the_artist_speaks_for_a_track_and_nobody_for_nobody(world: World) -> None:
    described, known = Describer(world.tracks, shipped().quantiles).describe(
        np.arange(5), shipped().centre
    )
    nobody = replace(world.tracks, artist=np.full(len(world.tracks), -1, np.int32))
    hidden, unknown = Describer(nobody, shipped().quantiles).describe(
        np.arange(5), shipped().centre
    )
    assert known[:, 1].all()
    assert not unknown[:, 1].any()
    size = len(SOUND) * 7
    np.testing.assert_array_equal(described[:, :size], hidden[:, :size])
    assert not hidden[:, size : 2 * size].any()


def test_a_description_knows_no_artist_by_name(world: World) -> None:
    """Numbers of artists may change, and tracks of one artist be told apart by their sound."""
    shuffled = np.random.default_rng(0).permutation(int(world.tracks.artist.max()) + 1)
    renamed = replace(world.tracks, artist=shuffled[world.tracks.artist].astype(np.int32))
    np.testing.assert_allclose(Affinity().place(renamed), Affinity().place(world.tracks), atol=1e-5)


def test_a_prior_weighs_what_it_is_worth(world: World, learned: Map, lessons: Lessons) -> None:
    tracks = world.tracks
    others = draw_lessons(world.members[20:30], lambda member: tracks, world.pool)
    telling = learn_prior_share(learned, others, tracks, prior_of(world))
    noise = np.random.default_rng(3).normal(size=(len(tracks), 8)).astype(np.float32)
    empty = learn_prior_share(learned, others, tracks, noise)
    assert telling.shares[2] > 0.1
    assert empty.shares[2] < 0.03
    assert found(world, Affinity(telling, prior_of(world)).place(tracks)) > found(
        world, Affinity(learned).place(tracks)
    )


def test_a_prior_that_knows_nothing_changes_no_order(world: World, learned: Map) -> None:
    known = replace(learned, shares=np.array([0.5, 0.2, 0.3], np.float32))
    nothing = np.full((len(world.tracks), 8), np.nan, np.float32)
    vectors = Affinity(known, nothing).place(world.tracks)
    plain = Affinity(known).place(world.tracks)
    np.testing.assert_array_equal(
        np.argsort(-vectors @ vectors[3], kind="stable")[:50],
        np.argsort(-plain @ plain[3], kind="stable")[:50],
    )


def test_a_track_no_list_holds_has_its_artists_prior(world: World) -> None:
    factors = np.array([[1.0, 0], [0, 1]], np.float32)
    tracks = replace(world.tracks, artist=np.arange(len(world.tracks)).astype(np.int32) // 2)
    laid = lay_over(factors, np.array([6, 6], np.float32), np.array([0, -1], np.int32), tracks)
    np.testing.assert_allclose(laid[1], [0.75, 0])
    assert laid[0, 0] > laid[1, 0]
    assert not laid[2:].any()


def prior_of(world: World) -> Floats:
    rows = [member.rows for member in world.members[:20]]
    starts = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    lists = Ragged(starts, np.concatenate(rows).astype(np.int32))
    holders = turn(lists, len(world.tracks))
    held = np.diff(holders.starts).astype(np.float32)
    items = learn_factors(lists, holders, factors=8).items
    places = np.where(held > 0, np.arange(len(world.tracks)), -1).astype(np.int32)
    return lay_over(items, held, places, world.tracks)


def test_columns_of_the_sound_are_read_where_they_stand(world: World) -> None:
    def moved(column: int) -> bool:
        audio = world.tracks.audio.copy()
        audio[0, column] += 50
        changed: Tracks = replace(world.tracks, audio=audio)
        return not np.allclose(Affinity().place(changed)[0], Affinity().place(world.tracks)[0])

    assert HEARD in SOUND_COLUMNS
    # The shipped quantiles are in Spotify's units: loudness reaches from -60 to 0 decibels.
    assert moved(SOUND_COLUMNS[SOUND.index("loudness")])
