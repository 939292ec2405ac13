"""The made-up catalogue is what it says, and tastes in it can be told apart."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bot.sandbox.songs import library, make_catalogue, make_ids, make_table
from bot.sandbox.sounds import SOUNDS
from storage.catalogue import Catalogue
from storage.names import song_key


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("made-up")
    report = make_catalogue(folder, 3_000)
    assert report.recordings == 3_000
    assert report.refused == 0
    return Catalogue.open(folder)


def test_it_is_the_same_for_the_same_seed():
    one, other = make_table(500, 1), make_table(500, 1)
    assert one.equals(other)
    assert not one.equals(make_table(500, 2))
    assert len(set(make_ids(5_000, 1))) == 5_000


def test_it_holds_editions_and_versions(catalogue: Catalogue):
    assert catalogue.manifest["ids"] > 3_000
    songs = np.unique(catalogue.arrays.song, return_counts=True)[1]
    assert songs.max() > 1


def test_no_artist_has_a_title_twice():
    table = make_table(5_000)
    originals = table[~table["track_name"].str.contains(" - ")]
    keys = [
        song_key(title, artists[0])
        for title, artists in zip(originals["track_name"], originals["artists"], strict=True)
    ]
    assert len(set(keys)) == len(keys)


def test_artists_are_as_unequal_as_in_life():
    counts = Counter(artists[0] for artists in make_table(5_000)["artists"])
    sizes = sorted(counts.values(), reverse=True)
    assert sizes[0] > 10 * sizes[len(sizes) // 2]
    assert sizes[0] < 250


def test_genres_have_sounds_of_their_own(catalogue: Catalogue):
    arrays = catalogue.arrays
    row_of = np.repeat(np.arange(len(arrays)), np.diff(arrays.genre_starts))
    energy = arrays.audio[:, 1]
    means = {
        name: float(energy[row_of[arrays.genre_ids == place]].mean())
        for place, name in enumerate(catalogue.genre_names)
    }
    assert set(means) == set(SOUNDS)
    assert means["metal"] > means["pop"] + 0.1 > means["piano"] + 0.3


def test_a_library_keeps_to_its_genres_and_has_favourites(catalogue: Catalogue):
    liked = library(catalogue, ["metal", "punk"], 60, seed=1)
    assert len(liked) == 60
    assert len({track.song for track in liked}) == 60
    assert all({"metal", "punk"} & set(track.genres) for track in liked)
    by_artist = Counter(track.artists[0] for track in liked)
    assert sum(count for _, count in by_artist.most_common(12)) > 25
    assert len(by_artist) > 12


def test_libraries_of_different_tastes_differ(catalogue: Catalogue):
    one = {track.track_id for track in library(catalogue, ["metal"], 60, seed=1)}
    other = {track.track_id for track in library(catalogue, ["jazz", "soul"], 60, seed=1)}
    assert not one & other
    assert one == {track.track_id for track in library(catalogue, ["metal"], 60, seed=1)}


def test_a_genre_nobody_plays(catalogue: Catalogue):
    with pytest.raises(ValueError, match="polka"):
        library(catalogue, ["polka"], 10, seed=1)


def test_small_catalogues_work(tmp_path: Path):
    assert make_catalogue(tmp_path, 40).recordings == 40
