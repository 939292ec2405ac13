"""Nearest tracks: planted answers, versions, the unknown, determinism."""

import numpy as np
import pytest
from numpy.typing import NDArray

from models.background import SOUND
from models.genres import macro_genre
from models.nearest import best_rows
from models.places import GENRE_AXES, GENRE_SHARE, Scale, SoundAndGenre, place_genres
from models.profiles import Profiles
from models.similar import Neighbours, Terms
from models.tracks import AUDIO, Ragged, Tracks

GENRES = ("techno", "folk", "opera")
COLUMNS = [AUDIO.index(name) for name in SOUND]


def ragged(lists: list[list[int]]) -> Ragged:
    starts = np.cumsum([0, *map(len, lists)]).astype(np.int64)
    return Ragged(starts, np.array([entry for row in lists for entry in row], np.int32))


def tracks(
    audio: NDArray[np.float32],
    *,
    songs: list[int] | None = None,
    artists: list[int] | None = None,
    genres: list[list[int]] | None = None,
    names: tuple[str, ...] = GENRES,
) -> Tracks:
    count = len(audio)
    unknown = np.full(count, np.nan, np.float32)
    artist = np.array(artists or range(count), np.int32)
    return Tracks(
        version="1",
        audio=audio,
        popularity=unknown,
        year=unknown,
        explicit=unknown,
        song=np.array(songs or range(count), np.int64),
        artist=artist,
        artists=ragged([[number] for number in artist.tolist()]),
        genres=ragged(genres or [[] for _ in range(count)]),
        genre_names=names,
    )


def noise(count: int, seed: int = 0) -> NDArray[np.float32]:
    return np.random.default_rng(seed).normal(size=(count, len(AUDIO))).astype(np.float32)


@pytest.fixture(scope="module")
def planted() -> Tracks:
    """300 tracks at random; 10 to 14 sound almost as 0 does, and 20 to 24 as 1 does."""
    audio = noise(300)
    for seed, first in ((0, 10), (1, 20)):
        audio[first : first + 5] = audio[seed] + noise(5, seed=9) * 0.05
    return tracks(audio)


def test_planted_neighbours_are_found(planted: Tracks) -> None:
    found = Neighbours(planted).together([0], Terms(5))
    assert set(found.rows.tolist()) == set(range(10, 15))
    assert (found.scores > 0.98).all()
    assert (np.diff(found.scores) <= 0).all()


def test_the_order_is_that_of_a_search_through_everything(planted: Tracks) -> None:
    vectors = SoundAndGenre().place(planted).astype(np.float64)
    cosines = vectors @ vectors[7] / np.linalg.norm(vectors[7])
    expected = [row for row in np.argsort(-cosines, kind="stable").tolist() if row != 7]
    found = Neighbours(planted, SoundAndGenre()).together([7], Terms(299))
    assert found.rows.tolist() == expected
    np.testing.assert_allclose(found.scores, cosines[expected], atol=1e-5)


def test_each_seed_gets_its_own_list(planted: Tracks) -> None:
    first, second = Neighbours(planted).each([0, 1], Terms(5))
    assert set(first.rows.tolist()) == set(range(10, 15))
    assert set(second.rows.tolist()) == set(range(20, 25))


def test_no_song_is_in_two_lists_and_all_lists_are_full() -> None:
    audio = noise(60)
    audio[1] = audio[0] + 0.01
    lists = Neighbours(tracks(audio)).each([0, 1, 2], Terms(15))
    rows = [row for found in lists for row in found.rows.tolist()]
    assert [len(found.rows) for found in lists] == [15, 15, 15]
    assert len(set(rows)) == 45
    assert not {0, 1, 2} & set(rows)


def test_a_song_in_reach_of_two_seeds_goes_to_the_nearer() -> None:
    audio = np.zeros((40, len(AUDIO)), np.float32)
    audio[:] = noise(40) * 0.01
    audio[0, COLUMNS[0]], audio[1, COLUMNS[1]] = 5, 5
    audio[2, COLUMNS[:2]] = 3, 4
    first, second = Neighbours(tracks(audio), SoundAndGenre()).each([0, 1], Terms(1))
    assert second.rows.tolist() == [2]
    assert 2 not in first.rows


def test_together_is_what_lies_between_the_seeds() -> None:
    audio = noise(200)
    audio[:3] = 0
    audio[0, COLUMNS[0]], audio[1, COLUMNS[1]] = 2, 2
    audio[2, COLUMNS[:2]] = 2, 2
    assert Neighbours(tracks(audio)).together([0, 1], Terms(1)).rows.tolist() == [2]


@pytest.mark.parametrize("seed", [0, 1])
def test_no_version_of_a_seed_and_one_version_of_every_song(seed: int) -> None:
    audio = noise(100)
    audio[1:4] = audio[0]
    audio[11:14] = audio[10] = audio[0] + 0.02
    songs = [7, 7, 7, 7, *range(100, 106), 8, 8, 8, 8, *range(200, 286)]
    found = Neighbours(tracks(audio, songs=songs)).together([seed], Terms(50))
    numbers = [songs[row] for row in found.rows.tolist()]
    assert numbers[0] == 8
    assert 7 not in numbers
    assert len(set(numbers)) == 50


def test_barred_songs_stay_out_however_many_there_are(planted: Tracks) -> None:
    barred = set(range(10, 290))
    found = Neighbours(planted).together([0], Terms(20, barred))
    assert sorted(found.rows.tolist()) == [*range(1, 10), *range(290, 300)]


def test_an_artist_is_cut_short_only_where_asked() -> None:
    audio = noise(30)
    audio[1:6] = audio[0] + noise(5, 3) * 0.01
    artists = [1, 1, 1, 1, 1, 1, *range(2, 26)]
    neighbours = Neighbours(tracks(audio, artists=artists))
    assert set(neighbours.together([0], Terms(5)).rows.tolist()) == {1, 2, 3, 4, 5}
    capped = neighbours.together([0], Terms(5, by_artist=2)).rows.tolist()
    assert len(capped) == 5
    assert sum(artists[row] == 1 for row in capped) == 2


def test_tracks_of_nobody_are_not_one_artist() -> None:
    audio = noise(10)
    found = Neighbours(tracks(audio, artists=[-1] * 10)).together([0], Terms(9, by_artist=1))
    assert len(found.rows) == 9


def test_unknown_measures_are_no_agreement() -> None:
    audio = noise(80)
    audio[1] = audio[0]
    audio[2] = audio[0]
    audio[2, COLUMNS[5:]] = np.nan
    audio[3] = np.nan
    found = Neighbours(tracks(audio)).together([0], Terms(80))
    scores = dict(zip(found.rows.tolist(), found.scores.tolist(), strict=True))
    assert scores[1] == pytest.approx(1)
    assert 0.2 < scores[2] < 0.75
    assert 3 not in scores


def test_two_unknowns_are_not_alike() -> None:
    audio = noise(40)
    audio[:20] = np.nan
    neighbours = Neighbours(tracks(audio))
    assert not len(neighbours.together([0], Terms(5)).rows)
    (nothing, something) = neighbours.each([0, 30], Terms(3))
    assert not len(nothing.rows)
    assert len(something.rows) == 3
    assert (something.rows >= 20).all()


def test_seeds_that_cancel_each_other_out_are_like_nothing() -> None:
    audio = np.zeros((4, len(AUDIO)), np.float32)
    audio[:, COLUMNS[0]] = 1, -1, 2, -2
    neighbours = Neighbours(tracks(audio), SoundAndGenre())
    assert not len(neighbours.together([0, 1], Terms(2)).rows)


def test_a_column_nobody_knows_and_infinities_do_no_harm() -> None:
    audio = noise(50)
    audio[:, COLUMNS[2]] = np.nan
    audio[4, COLUMNS[1]] = np.inf
    audio[1] = audio[0]
    found = Neighbours(tracks(audio)).together([0], Terms(49))
    assert found.rows[0] == 1
    assert np.isfinite(found.scores).all()


def test_the_same_question_has_the_same_answer(planted: Tracks) -> None:
    once, again = (Neighbours(planted).each([3, 4], Terms(30)) for _ in range(2))
    for one, other in zip(once, again, strict=True):
        assert one.rows.tolist() == other.rows.tolist()
        assert one.scores.tolist() == other.scores.tolist()


def test_of_equals_the_more_popular_comes_first() -> None:
    audio = noise(60)
    audio[20:40] = audio[5]
    found = Neighbours(tracks(audio)).together([0], Terms(59)).rows.tolist()
    same = [row for row in found if row == 5 or 20 <= row < 40]
    assert same == [5, *range(20, 40)]
    assert best_rows(np.array([1, 3, 3, 2, 3], np.float32), 2).tolist() == [1, 2]


def test_genre_weighs_its_share() -> None:
    audio = noise(60)
    audio[2] = audio[1] = audio[0]
    genres = [[0], [0], [1], *([[2]] * 57)]
    neighbours = Neighbours(tracks(audio, genres=genres), SoundAndGenre())
    found = neighbours.together([0], Terms(2))
    assert found.rows.tolist() == [1, 2]
    assert found.scores.tolist() == pytest.approx([1, 1 - GENRE_SHARE], abs=1e-5)


def test_a_track_without_a_genre_has_that_of_its_artist() -> None:
    audio = noise(60)
    audio[2] = audio[1] = audio[0]
    genres: list[list[int]] = [[0], [], [], [0], *([[2]] * 56)]
    artists = [0, 1, 2, 1, *range(4, 60)]
    catalogue = tracks(audio, genres=genres, artists=artists)
    found = Neighbours(catalogue, SoundAndGenre()).together([0], Terms(2))
    assert found.rows[0] == 1
    assert found.scores[0] == pytest.approx(1)


def test_genres_of_shared_artists_lie_closer_than_others() -> None:
    names = [
        *("techno", "house", "opera", "classical", "rock", "punk", "metal", "rap", "trap"),
        *("salsa", "tango", "folk", "bluegrass", "soul", "funk", "disco", "ambient", "trance"),
        *("dubstep", "jazz", "reggae", "dancehall", "k-pop", "j-pop", "emo", "grunge"),
    ]
    assert len(names) > GENRE_AXES
    # Artist 0 plays techno, house and, oddly, opera; everybody else one genre.
    own = [[0, 1], [0, 1], [2, 0], *[[genre] for genre in range(len(names))]]
    artist = np.array([0, 0, 0, *range(1, len(names) + 1)], np.int64)
    profiles = Profiles.of(ragged(own), artist, len(names) + 1, len(names))
    axes = place_genres(profiles, names)
    alike = axes @ axes.T
    assert axes.shape == (len(names), GENRE_AXES)
    np.testing.assert_allclose(np.diag(alike), 1, atol=1e-5)
    assert alike[0, 1] > alike[0, names.index("folk")] + 0.3
    assert alike[0, 2] > alike[names.index("tango"), 2] + 0.1
    same = [(a, b) for a in range(len(names)) for b in range(a) if _macro(names, a, b)]
    other = [(a, b) for a in range(3, len(names)) for b in range(3, a) if not _macro(names, a, b)]
    mean = [float(np.mean([alike[pair] for pair in pairs])) for pairs in (same, other)]
    assert mean[0] > mean[1] + 0.2


def _macro(names: list[str], one: int, other: int) -> bool:
    return macro_genre(names[one]) == macro_genre(names[other])


def test_a_catalogue_without_genres_compares_sound_alone() -> None:
    audio = noise(30)
    audio[1] = audio[0]
    found = Neighbours(tracks(audio, names=())).together([0], Terms(1))
    assert found.scores[0] == pytest.approx(1)


class OnlyTempo:
    """A representation of its own."""

    def place(self, tracks: Tracks, /) -> NDArray[np.float32]:
        tempo = tracks.audio[:, [AUDIO.index("tempo")]]
        return np.hstack((np.cos(tempo), np.sin(tempo)))


def test_another_representation_takes_its_place() -> None:
    audio = noise(100)
    found = Neighbours(tracks(audio), OnlyTempo()).together([0], Terms(1))
    apart = np.abs(audio[:, AUDIO.index("tempo")] - audio[0, AUDIO.index("tempo")])
    assert found.rows[0] == np.argsort(apart)[1]


def test_a_likeness_names_close_measures_and_the_rarest_shared_genre() -> None:
    audio = noise(100)
    scale = Scale.of(tracks(audio))
    for row, values in ((0, (2.0, 1.0, -1.5, 0.1)), (1, (1.8, 1.2, 1.5, -0.1))):
        audio[row, COLUMNS] = np.nan
        audio[row, COLUMNS[:4]] = scale.means[:4] + scale.deviations[:4] * values
    genres = [[0, 1], [1, 0], *([[0]] * 98)]
    likeness = Neighbours(tracks(audio, genres=genres)).compare(0, 1)
    # The third measure is far, the fourth average on both sides, the others unknown.
    assert likeness.measures == SOUND[:2]
    assert likeness.genre == 1
    apart = Neighbours(tracks(audio, genres=[[0], [1], *([[0]] * 98)])).compare(0, 1)
    assert apart.genre is None


def test_the_closest_seed_is_named(planted: Tracks) -> None:
    closest = Neighbours(planted).closest([1, 0], np.array([11, 21, 12]))
    assert closest.tolist() == [1, 0, 1]


def test_a_catalogue_of_one_track_has_nothing_similar() -> None:
    assert not len(Neighbours(tracks(noise(1))).together([0], Terms(5)).rows)
