"""Questions and answers about likeness: what is hidden, what is compared, what is counted."""

from dataclasses import replace

import numpy as np
import pytest

from models.affinity import shipped
from models.alike_evidence import (
    NEAR,
    NEGATIVES,
    answer,
    ask_artists,
    ask_genres,
    ask_list,
    pool_of,
)
from models.alike_trial import OURS, count, judge, result
from models.rivals import (
    Autoencoder,
    Chance,
    Components,
    Contender,
    SameGenre,
    SamePopularity,
    ScaledCosine,
    Untaught,
    columns_of,
)
from models.tracks import Floats, Ragged
from models.transformer import MEASURES, Transformer, has_torch
from tests.unit.alike_world import World, make_world


@pytest.fixture(scope="module")
def world() -> World:
    return make_world()


def test_right_answers_are_of_the_list_and_wrong_ones_are_not(world: World) -> None:
    member = world.members[0]
    asked = list(ask_list(member, world.tracks, world.pool, 8))
    assert len(asked) == 8
    for question in asked:
        artist = world.tracks.artist
        assert question.seed in member.rows
        assert np.isin(question.positives, member.rows).all()
        assert not np.isin(question.negatives, member.rows).any()
        assert question.negatives.shape == (len(question.positives), NEGATIVES)
        assert not (artist[question.pool] == artist[question.seed]).any()
        assert np.array_equal(question.right, np.isin(question.pool, member.rows))


def test_wrong_answers_are_as_popular_as_the_right_one(world: World) -> None:
    for question in ask_list(world.members[1], world.tracks, world.pool, 5):
        places = np.searchsorted(question.pool, question.negatives)
        own = np.searchsorted(question.pool, question.positives)[:, None]
        inside = (own > 2 * NEAR) & (own < len(question.pool) - 2 * NEAR)
        # Some right answers stand between them, which are passed over.
        assert (np.abs(places - own)[inside[:, 0]] <= NEAR + 50).all()
        assert all(len(np.unique(row)) == NEGATIVES for row in question.negatives)


def test_questions_are_the_same_twice(world: World) -> None:
    once, again = (list(ask_list(world.members[2], world.tracks, world.pool, 4)) for _ in "ab")
    for one, other in zip(once, again, strict=True):
        assert one.seed == other.seed
        np.testing.assert_array_equal(one.negatives, other.negatives)


def test_the_pool_has_one_version_of_a_song(world: World) -> None:
    song = np.array(world.tracks.song)
    song[5] = song[3]
    assert pool_of(np.array([3, 5, 9, 5]), replace(world.tracks, song=song)).tolist() == [3, 9]


def test_the_same_artist_is_asked_for_beyond_albums_and_lists(world: World) -> None:
    albums = np.arange(len(world.tracks)) // 2
    lists = Ragged(np.array([0, 3, 6]), np.array([0, 1, 2, 3, 4, 5], np.int32))
    artist = np.zeros(len(world.tracks), np.int32)
    artist[8:] = np.arange(1, len(artist) - 7)
    tracks = replace(
        world.tracks,
        artist=artist,
        artists=Ragged(np.arange(len(artist) + 1, dtype=np.int64), artist),
    )
    ((name, question),) = ask_artists(tracks, np.arange(len(tracks)), albums, lists, 10)
    seed = question.seed
    assert name == 0
    beside = {0: {1, 2}, 1: {3, 4, 5}}.get(0 if seed < 3 else 1 if seed < 6 else 2, set())
    wanted = set(range(8)) - beside - {seed, seed ^ 1}
    if seed < 3:
        wanted -= {0, 1, 2}
    assert set(question.pool[question.right].tolist()) == wanted
    # Those of the artist that are no evidence are no wrong answers either.
    assert not (set(range(8)) - wanted) & set(question.pool.tolist())


def test_an_unknown_album_is_no_other_album(world: World) -> None:
    unknown = np.full(len(world.tracks), -1)
    lists = Ragged(np.array([0]), np.empty(0, np.int32))
    assert not list(ask_artists(world.tracks, world.pool, unknown, lists, 10))


def test_a_perfect_and_the_worst_answer(world: World) -> None:
    question = next(ask_list(world.members[0], world.tracks, world.pool, 1))
    liked = np.zeros(len(world.tracks), np.float32)
    liked[question.pool[question.right]] = 1
    best, worst = answer(question, liked), answer(question, -liked)
    assert best == {
        "matched_mrr": 1,
        "matched_recall": 1,
        # All right answers are equally good: the first of them has the first place.
        "mrr": 1,
        "recall": 1,
        "precision": 1,
    }
    assert worst["matched_mrr"] == pytest.approx(1 / (NEGATIVES + 1))
    assert worst["recall"] == worst["precision"] == worst["matched_recall"] == 0
    assert worst["mrr"] < 0.01


def test_all_equal_is_no_better_than_chance(world: World) -> None:
    question = next(ask_list(world.members[0], world.tracks, world.pool, 1))
    given = answer(question, np.zeros(len(world.tracks), np.float32))
    assert given["matched_mrr"] == pytest.approx(1 / (1 + NEGATIVES / 2))
    assert given["matched_recall"] == 0


def test_genre_is_an_echo(world: World) -> None:
    nobody = np.full(len(world.tracks), -1, np.int32)
    asked = list(ask_genres(world.tracks, world.pool, 30))
    same = SameGenre().compare(replace(world.tracks, artist=nobody))
    given = [answer(question, same(question.seed)) for question in asked]
    assert all(one["precision"] == one["mrr"] == 1 for one in given)


CONTENDERS: list[type[Contender]] = [ScaledCosine, Components, Autoencoder]


@pytest.mark.parametrize("kind", CONTENDERS)
def test_a_rival_finds_a_copy_among_strangers(world: World, kind: type[Contender]) -> None:
    audio = world.tracks.audio.copy()
    audio[1], audio[2] = audio[0] * 1.01, -audio[0]
    genres = Ragged(world.tracks.genres.starts, world.tracks.genres.ids.copy())
    genres.ids[:3] = 0
    artist = np.arange(len(audio), dtype=np.int32)
    year = world.tracks.year.copy()
    year[:3] = year[0]
    tracks = replace(world.tracks, audio=audio, genres=genres, artist=artist, year=year)
    contender = kind()
    contender.learn(tracks)
    scores = contender.compare(tracks)(0)
    assert (scores[3:] > scores[1]).mean() < 0.03
    assert scores[1] > scores[2]


def test_rivals_beat_chance_where_sound_tells(world: World) -> None:
    contenders: list[Contender] = [Chance(), SamePopularity(), Untaught(shipped())]
    asked = [
        (world.tracks, [(m.number, q) for q in ask_list(m, world.tracks, world.pool, 5)])
        for m in world.members[:12]
    ]
    ours = named(ScaledCosine(), OURS)
    answers = judge(asked, [*contenders, ours])
    assert count(answers) == (12, 60)
    results = {one.name: result(one, answers) for one in [*contenders, ours]}
    assert results[OURS].behind.mean == 0
    assert results[OURS].values["matched_mrr"].low > results["random"].values["matched_mrr"].mean
    assert results["random"].behind.low > 0
    # All negatives are as popular as the answer: popularity can say nothing about them.
    assert results["popularity-matched"].values["matched_recall"].mean < 0.15


def named(contender: Contender, name: str) -> Contender:
    contender.name = name
    return contender


def test_columns_hold_audio_year_explicitness_and_genres(world: World) -> None:
    columns = columns_of(world.tracks)
    assert columns.shape == (len(world.tracks), MEASURES + 3)
    assert np.isfinite(columns).all()
    np.testing.assert_allclose(columns[:, MEASURES:].sum(axis=1), 1, atol=1e-5)
    gone = replace(world.tracks, year=np.full(len(world.tracks), np.nan, np.float32))
    assert not columns_of(gone)[:, 13].any()


@pytest.mark.skipif(not has_torch(), reason="PyTorch (extra `research`) is not installed")
def test_the_transformer_finds_a_copy_among_strangers(world: World) -> None:
    audio = world.tracks.audio.copy()
    audio[1] = audio[0]
    genres = Ragged(world.tracks.genres.starts, world.tracks.genres.ids.copy())
    genres.ids[1] = genres.ids[0]
    artist = np.arange(len(audio), dtype=np.int32)
    year = world.tracks.year.copy()
    year[1] = year[0]
    tracks = replace(world.tracks, audio=audio, genres=genres, artist=artist, year=year)
    transformer = Transformer()
    transformer.learn(tracks)
    scores: Floats = transformer.compare(tracks)(0)
    assert (scores[2:] > scores[1]).mean() < 0.01
