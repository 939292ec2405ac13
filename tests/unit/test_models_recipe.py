import numpy as np

from models.recipe import (
    ArtistCap,
    Candidates,
    NotExplicit,
    OneVersion,
    WithoutSongs,
    follow,
)
from tests.planted import planted


def some(
    song: list[int], artist: list[int] | None = None, explicit: list[float] | None = None
) -> Candidates:
    return Candidates(
        np.array(song, dtype=np.int64),
        np.array(artist or range(len(song)), dtype=np.int32),
        np.array(explicit or [0] * len(song), dtype=np.float32),
    )


def test_songs_heard_disliked_or_shown_stay_away() -> None:
    rule = WithoutSongs({2**62, 4})
    assert rule(some([1, 2**62, 3, 4])).tolist() == [True, False, True, False]
    assert WithoutSongs(frozenset())(some([1, 2])).all()


def test_one_version_of_a_song_the_best_one() -> None:
    assert OneVersion()(some([5, 6, 5, 5, 7, 6])).tolist() == [
        True,
        True,
        False,
        False,
        True,
        False,
    ]


def test_at_most_two_songs_of_an_artist() -> None:
    rule = ArtistCap(2)
    assert rule(some([1, 2, 3, 4, 5], [8, 8, 9, 8, 9])).tolist() == [True, True, True, False, True]


def test_songs_of_nobody_are_no_artist() -> None:
    assert ArtistCap(1)(some([1, 2, 3], [-1, -1, -1])).all()


def test_only_known_explicit_songs_go() -> None:
    rule = NotExplicit()
    assert rule(some([1, 2, 3], explicit=[1, 0, float("nan")])).tolist() == [False, True, True]


def test_a_cap_counts_only_what_earlier_rules_left() -> None:
    candidates = some([1, 2, 3, 4], [7, 7, 7, 7], [1, 0, 0, 0])
    assert follow([NotExplicit(), ArtistCap(2)], candidates, 9).tolist() == [1, 2]
    assert follow([ArtistCap(2), NotExplicit()], candidates, 9).tolist() == [1]


def test_a_list_is_as_long_as_asked_and_in_order() -> None:
    candidates = some(list(range(20)))
    assert follow([], candidates, 5).tolist() == [0, 1, 2, 3, 4]
    assert follow([WithoutSongs({0, 2})], candidates, 3).tolist() == [1, 3, 4]
    assert len(follow([OneVersion()], some([]), 3)) == 0


def test_candidates_are_rows_of_a_catalogue() -> None:
    tracks = planted(50).tracks
    rows = np.array([9, 3, 30])
    candidates = Candidates.of(tracks, rows)
    assert len(candidates) == 3
    assert candidates.song.tolist() == tracks.song[rows].tolist()
    assert candidates.artist.tolist() == tracks.artist[rows].tolist()
