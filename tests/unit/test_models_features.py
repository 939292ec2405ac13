from dataclasses import replace

import numpy as np
import pytest

from models.background import MEASURES, Background
from models.evidence import gather
from models.features import COMPARED, FEATURES, OWN, Portrait, own_features
from models.taste import Likes
from tests.planted import Planted, likes_of, planted, ragged, with_versions

NOBODY = np.empty(0, dtype=np.int64)


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(1_000)


@pytest.fixture(scope="module")
def background(made: Planted) -> Background:
    return Background.of(made.tracks)


def portrait(background: Background, rows: np.ndarray, artists: np.ndarray = NOBODY) -> Portrait:
    rows = np.asarray(rows, dtype=np.int64)
    return Portrait.of(background, rows, np.ones(len(rows), dtype=np.float32), artists)


def column(features: np.ndarray, name: str) -> np.ndarray:
    return features[:, FEATURES.index(name)]


def compared(features: np.ndarray, name: str) -> np.ndarray:
    return features[:, COMPARED.index(name)]


def test_quantiles_keep_the_order_and_the_gaps(made: Planted) -> None:
    energy = made.tracks.audio[:, 1].copy()
    audio = made.tracks.audio.copy()
    audio[:100, 1] = np.nan
    own = own_features(
        Background.of(replace(made.tracks, audio=audio)), np.arange(len(made.tracks))
    )
    quantiles = own[:, MEASURES.index("energy")]
    assert np.isnan(quantiles[:100]).all()
    known = quantiles[100:]
    assert (known > 0).all()
    assert (known < 1).all()
    assert (np.argsort(known, kind="stable") == np.argsort(energy[100:], kind="stable")).all()


def test_equal_values_share_a_quantile(made: Planted) -> None:
    year = np.full(len(made.tracks), 1999, dtype=np.float32)
    own = own_features(Background.of(replace(made.tracks, year=year)), np.arange(50))
    assert (own[:, MEASURES.index("year")] == 0.5).all()


def test_a_track_without_genre_takes_its_artists(made: Planted, background: Background) -> None:
    bare = np.flatnonzero(np.diff(made.tracks.genres.starts) == 0)
    own = own_features(background, bare)
    genres = own[:, OWN.index("explicit") + 1 :]
    assert (~np.isnan(genres).any(axis=1)).mean() > 0.9
    metal = bare[made.cluster[bare] == 0]
    found = own_features(background, metal)[:, OWN.index("genre metal")]
    assert (found[~np.isnan(found)] == 1).all()


def test_unknown_everything_stays_unknown() -> None:
    made = planted(200)
    nothing = np.full(200, np.nan, dtype=np.float32)
    tracks = replace(
        made.tracks,
        audio=np.full_like(made.tracks.audio, np.nan),
        popularity=nothing,
        year=nothing,
        explicit=nothing,
        genres=ragged([[] for _ in range(200)]),
        genre_names=(),
    )
    background = Background.of(tracks)
    own = own_features(background, np.arange(200))
    assert np.isnan(np.delete(own, MEASURES.index("artist size"), axis=1)).all()
    seen = portrait(background, np.arange(10)).compare(np.arange(200))
    for name in ("genre", "nearest", "crowd", "sound", "era", "fame", "cluster"):
        assert np.isnan(compared(seen, name)).all(), name
    assert compared(seen, "artist likes").max() > 0


def test_comparisons_speak_for_the_planted_cluster(made: Planted, background: Background) -> None:
    liked = made.members(3, 15)
    seen = portrait(background, liked).compare(np.arange(len(made.tracks)))
    inside = made.cluster == 3
    inside[liked] = False
    for name in COMPARED:
        values = compared(seen, name)
        if name in ("fame", "artist fame", "artist likes", "artist share", "any artist likes"):
            continue
        assert np.nanmean(values[inside]) > np.nanmean(values[made.cluster != 3]), name


def test_more_likes_by_an_artist_raise_only_that_artist(
    made: Planted, background: Background
) -> None:
    artist = int(made.tracks.artist[0])
    theirs = np.flatnonzero(made.tracks.artist == artist)
    others = np.flatnonzero(made.tracks.artist != artist)
    few = portrait(background, theirs[:1]).compare(np.arange(len(made.tracks)))
    many = portrait(background, theirs[:3]).compare(np.arange(len(made.tracks)))
    assert (compared(many, "artist share")[theirs] > compared(few, "artist share")[theirs]).all()
    assert (compared(many, "artist share")[others] == 0).all()


def test_likes_outside_the_table_speak_for_their_artist(background: Background) -> None:
    artist = int(background.artist[5])
    seen = portrait(background, np.array([900]), np.array([artist, artist]))
    likes = compared(seen.compare(np.arange(len(background.artist))), "artist likes")
    assert (likes[background.artist == artist] > 0).all()


def test_a_guest_counts_for_any_artist(made: Planted, background: Background) -> None:
    guests = made.tracks.artists
    row = next(r for r in range(len(made.tracks)) if len(guests.of(r)) == 2)
    guest = int(guests.of(row)[1])
    theirs = np.flatnonzero(made.tracks.artist == guest)
    seen = portrait(background, np.array([row])).compare(theirs)
    assert (compared(seen, "any artist likes") > 0).all()
    assert (compared(seen, "artist likes") == 0).all()


def test_blocks_do_not_show(made: Planted, background: Background) -> None:
    seen = portrait(background, made.members(1, 20))
    whole = np.concatenate([seen.compare(np.arange(len(made.tracks)))] * 6)
    again = seen.compare(np.tile(np.arange(len(made.tracks)), 6))
    # A distance of nearly nothing is the root of a rounded difference.
    np.testing.assert_allclose(whole, again, rtol=1e-3, atol=3e-3)


@pytest.mark.parametrize("seed", range(3))
def test_a_like_never_counts_itself_nor_another_version(seed: int) -> None:
    """Take a liked song away in all versions: its own row of features must not change."""
    made = planted(600)
    liked = made.members(2, 12)
    twin = int(np.flatnonzero(made.cluster == 5)[0])
    made = with_versions(made, [(int(liked[0]), twin)])
    background = Background.of(made.tracks)
    rows = np.sort(np.append(liked, twin))
    likes = likes_of(rows)
    evidence = gather(background, likes, np.random.default_rng(seed))
    song = made.tracks.song
    for place in range(len(rows)):
        fold = evidence.folds[place]
        others = evidence.folds[: len(rows)] != fold
        assert song[rows[place]] not in song[rows[others]]
        expected = portrait(background, rows[others]).compare(rows[place : place + 1])
        found = evidence.features[place, len(OWN) :]
        given = ~np.isnan(found)
        np.testing.assert_allclose(found[given], expected[0][given], rtol=1e-5)


def test_artist_of_the_only_like_does_not_recognise_itself() -> None:
    made = planted(600)
    tracks_of = np.bincount(made.tracks.artist)[made.tracks.artist]
    alone = int(np.flatnonzero((tracks_of == 1) & (made.cluster != 2))[0])
    rows = np.sort(np.append(made.members(2, 11), alone))
    evidence = gather(Background.of(made.tracks), likes_of(rows), np.random.default_rng(0))
    place = int(np.searchsorted(rows, alone))
    assert column(evidence.features, "artist likes")[place] == 0


def test_gaps_do_not_tell_likes_from_others() -> None:
    """Half the catalogue lacks years; all likes come from the other half."""
    made = planted(2_000)
    year = made.tracks.year.copy()
    year[1::2] = np.nan
    background = Background.of(replace(made.tracks, year=year))
    likes = Likes.of(list(range(0, 800, 2)))
    evidence = gather(background, likes, np.random.default_rng(0))
    for name in ("year", "era"):
        gaps = np.isnan(column(evidence.features, name))
        assert gaps[evidence.positive].mean() == pytest.approx(
            gaps[~evidence.positive].mean(), abs=0.06
        )
