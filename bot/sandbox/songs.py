"""A made-up catalogue, and members with tastes in it: for the demo, tests and benchmarks.

Nobody recorded these songs. Their numbers follow genres, so that a taste can be learned from them:
each genre has its own sound and its own artists, artists are as unequal as in life (Zipf), and a
few songs stand there in another edition or live.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bot.sandbox.sounds import ADJECTIVES, NOUNS, PEOPLE, PLACES, SOUNDS, Sound
from storage.catalogue import Catalogue, CatalogueTrack
from storage.catalogue_building import Report, add_tables

SEED = 20_260_101
_SONGS_AN_ARTIST = 12
_SECOND_GENRE, _GUEST, _LIVE, _EDITION = 0.25, 0.12, 0.03, 0.04
_PATTERNS = 6
_TITLES = _PATTERNS * len(ADJECTIVES) * len(NOUNS)
_BASE62 = np.array(list("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
_FAVOURITES = 12
_OF_FAVOURITES = 0.6


def make_catalogue(folder: Path, count: int = 20_000, seed: int = SEED) -> Report:
    """Build a catalogue of `count` made-up recordings by the way every table takes."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix="made-up-") as scratch:
        table = Path(scratch) / "made-up songs.parquet"
        make_table(count, seed).to_parquet(table, index=False)
        return add_tables([table], folder, replace=True)


def make_table(count: int = 20_000, seed: int = SEED) -> pd.DataFrame:
    """Return a feature table of `count` made-up recordings, some of them in two editions."""
    chance = np.random.default_rng(seed)
    artists = _Artists(max(len(SOUNDS), count // _SONGS_AN_ARTIST), chance)
    artist = artists.draw(count, chance)
    genre = artists.genre[artist]
    second = np.where(chance.random(count) < _SECOND_GENRE, artists.second_genre[artist], genre)
    columns: dict[str, Any] = {
        "track_id": make_ids(count, seed),
        "track_name": _titles(artist, chance),
        "artists": artists.credit(artist, chance),
        "album_name": _albums(artist, chance),
        "isrc": [f"ZZCM{number:08d}" for number in range(count)],
        "genres": _genres(genre, second),
        "popularity": artists.popularity(artist, chance),
        "year": _years(genre, chance),
        "explicit": chance.random(count) < _of(genre, "explicit"),
    }
    songs = pd.DataFrame(columns | _audio(genre, artists.shift[artist], chance))
    _perform_live(songs, chance)
    return pd.concat([songs, _editions(songs, seed, chance)], ignore_index=True)


def make_ids(count: int, seed: int) -> list[str]:
    """Return ids of Spotify's form: 22 base62 characters, the same for the same seed."""
    digits = np.random.default_rng([seed, 62]).integers(0, 62, (count, 22))
    return np.ascontiguousarray(_BASE62[digits]).view("<U22")[:, 0].tolist()


def library(
    catalogue: Catalogue, genres: Sequence[str], count: int, seed: int
) -> list[CatalogueTrack]:
    """Return at most `count` songs that a member with a taste for some genres likes.

    The dearest come first. Most are by a dozen favourite artists of these genres, the others are
    well-known songs of the same genres; of a song's versions only one is there.
    """
    chance = np.random.default_rng(seed)
    rows = _rows_of(catalogue, genres)
    arrays = catalogue.arrays
    artist = np.asarray(arrays.artist)[rows]
    known, songs = np.unique(artist, return_counts=True)
    favourites = chance.choice(
        known, min(_FAVOURITES, len(known)), replace=False, p=songs / songs.sum()
    )
    popular = np.nan_to_num(np.asarray(arrays.popularity)[rows]) + 5.0
    weights = popular / popular.sum() * (1 - _OF_FAVOURITES)
    loved = np.isin(artist, favourites)
    weights[loved] += popular[loved] / popular[loved].sum() * _OF_FAVOURITES
    # Without replacement by the greatest of weighted exponentials (Efraimidis and Spirakis).
    order = rows[np.argsort(chance.exponential(size=len(rows)) / weights)]
    _, first = np.unique(np.asarray(arrays.song)[order], return_index=True)
    return catalogue.tracks(order[np.sort(first)][:count].tolist())


def _rows_of(catalogue: Catalogue, genres: Sequence[str]) -> NDArray[np.int64]:
    wanted = [place for place, name in enumerate(catalogue.genre_names) if name in genres]
    arrays = catalogue.arrays
    row_of = np.repeat(np.arange(len(arrays)), np.diff(arrays.genre_starts))
    rows = np.unique(row_of[np.isin(arrays.genre_ids, wanted)])
    if len(rows):
        return rows
    if genres:
        raise ValueError(f"the catalogue has no song of {', '.join(genres)}")
    # A catalogue without genres: any song will do.
    return np.arange(len(arrays))


class _Artists:
    """Made-up artists: a genre each, a sound of their own, and very unequal fame."""

    def __init__(self, count: int, chance: np.random.Generator) -> None:
        kinds = len(SOUNDS)
        self.names = _artist_names(count, chance)
        self.genre = np.concatenate([np.arange(kinds), chance.integers(0, kinds, count - kinds)])
        self.second_genre = _neighbours()[self.genre, chance.integers(0, 3, count)]
        self.shift = chance.normal(0, 0.5, (count, len(_FEATURES)))
        rank = chance.permutation(count) + 1
        # Zipf's law as Mandelbrot put it: the shift keeps the first from owning everything.
        weight = 1 / (rank + count / 80)
        self._weight = weight / weight.sum()
        self._fame = 1 - np.log(rank) / np.log(count + 1)

    def draw(self, count: int, chance: np.random.Generator) -> NDArray[np.int64]:
        """Return the artist of each song."""
        return chance.choice(len(self.names), count, p=self._weight)

    def credit(self, artist: NDArray[np.int64], chance: np.random.Generator) -> list[list[str]]:
        """Return the artists of each song, now and then with a guest of the same genre."""
        guests = chance.permutation(len(self.names))[artist]
        invited = (chance.random(len(artist)) < _GUEST) & (self.genre[guests] == self.genre[artist])
        return [
            [self.names[own], self.names[guest]] if joins and guest != own else [self.names[own]]
            for own, guest, joins in zip(artist, guests, invited, strict=True)
        ]

    def popularity(
        self, artist: NDArray[np.int64], chance: np.random.Generator
    ) -> NDArray[np.int64]:
        """Return 0-100 for each song: an artist's fame, and luck."""
        luck = chance.beta(2, 3, len(artist))
        popularity = 65 * self._fame[artist] * (0.4 + luck) + 30 * luck
        return np.clip(popularity, 0, 100).astype(np.int64)


_FEATURES = (
    "danceability",
    "energy",
    "acousticness",
    "instrumentalness",
    "speechiness",
    "valence",
    "liveness",
    "tempo",
    "loudness",
    "duration_ms",
)
_SPREAD = np.array([0.09, 0.11, 0.13, 0.12, 0.05, 0.14, 0.08, 14.0, 2.0, 42_000.0])
_LEAST = np.array([0.03, 0.01, 0.0, 0.0, 0.022, 0.02, 0.02, 48.0, -40.0, 62_000.0])
_MOST = np.array([0.98, 1.0, 0.996, 0.97, 0.93, 0.985, 0.98, 215.0, 0.5, 900_000.0])


def _audio(
    genre: NDArray[np.int64], shift: NDArray[np.float64], chance: np.random.Generator
) -> dict[str, Any]:
    """Return audio features around each genre's mean; an artist leans one way all along."""
    means = np.array([[getattr(sound, name) for name in _FEATURES] for sound in SOUNDS.values()])
    values = means[genre] + _SPREAD * (shift + chance.normal(0, 0.87, shift.shape))
    values = np.clip(values, _LEAST, _MOST)
    columns: dict[str, Any] = {
        name: values[:, place].round(4) for place, name in enumerate(_FEATURES)
    }
    columns["duration_ms"] = values[:, -1].astype(np.int64)
    columns["key"] = chance.integers(0, 12, len(genre))
    columns["mode"] = (chance.random(len(genre)) < _of(genre, "major")).astype(np.int64)
    columns["time_signature"] = chance.choice([4, 3, 5], len(genre), p=[0.91, 0.07, 0.02])
    return columns


def _genres(first: NDArray[np.int64], second: NDArray[np.int64]) -> list[list[str]]:
    names = list(SOUNDS)
    pairs: zip[tuple[int, int]] = zip(first.tolist(), second.tolist(), strict=True)
    return [[names[one]] if one == two else [names[one], names[two]] for one, two in pairs]


def _neighbours() -> NDArray[np.int64]:
    """Return the three genres that sound most like each genre, (kinds, 3)."""
    means = np.array([[getattr(sound, name) for name in _FEATURES] for sound in SOUNDS.values()])
    scaled = means / _SPREAD
    apart = ((scaled[:, None] - scaled[None]) ** 2).sum(axis=2)
    return np.argsort(apart, axis=1)[:, 1:4]


def _of(genre: NDArray[np.int64], name: str) -> NDArray[np.float64]:
    sounds: list[Sound] = list(SOUNDS.values())
    return np.array([getattr(sound, name) for sound in sounds], np.float64)[genre]


def _years(genre: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
    years = _of(genre, "year") + chance.normal(0, 7, len(genre))
    return np.clip(years.round(), 1955, 2025).astype(np.int64)


def _artist_names(count: int, chance: np.random.Generator) -> list[str]:
    """Return names nobody has: each of them combines words in a way of its own."""
    patterns = [
        [f"The {adjective} {noun}s" for adjective in ADJECTIVES for noun in NOUNS],
        [f"{first} {noun}" for first in PEOPLE for noun in NOUNS],
        [f"{first} of {place}" for first in PEOPLE for place in PLACES],
    ]
    names = [name for pattern in patterns for name in pattern]
    order = chance.permutation(max(count, len(names)))[:count]
    return [_numbered(names, place) for place in order.tolist()]


def _titles(artist: NDArray[np.int64], chance: np.random.Generator) -> list[str]:
    """Return a title for each song; no artist has one twice."""
    offset = chance.integers(0, _TITLES, int(artist.max(initial=0)) + 1)
    nth = pd.Series(artist).groupby(artist).cumcount().to_numpy(np.int64)
    # The step has no factor in common with the number of titles, so it meets each of them once.
    places = (offset[artist] + nth * 7_919) % _TITLES
    parts = (nth // _TITLES).tolist()
    return [_title(place, part) for place, part in zip(places.tolist(), parts, strict=True)]


def _title(place: int, part: int) -> str:
    place, pattern = divmod(place, _PATTERNS)
    number, shade = divmod(place, len(ADJECTIVES))
    adjective, noun = ADJECTIVES[shade], NOUNS[number]
    where = PLACES[(place * 7 + pattern) % len(PLACES)]
    other = NOUNS[(number + 1 + place * 13 % (len(NOUNS) - 1)) % len(NOUNS)]
    title = (
        f"{adjective} {noun}",
        f"{adjective} {noun} in {where}",
        f"The {adjective} {noun} and the {other}",
        f"Song for the {adjective} {noun}",
        f"My {adjective} {noun}",
        f"Goodbye, {adjective} {noun}",
    )[pattern]
    return f"{title}, Part {part + 1}" if part else title


def _numbered(names: list[str], place: int) -> str:
    again, place = divmod(place, len(names))
    return f"{names[place]} {again + 1}" if again else names[place]


def _albums(artist: NDArray[np.int64], chance: np.random.Generator) -> list[str]:
    album = chance.integers(0, 6, len(artist))
    return [
        f"{NOUNS[(own * 31 + nth * 17) % len(NOUNS)]} Letters, Volume {nth + 1}"
        for own, nth in zip(artist.tolist(), album.tolist(), strict=True)
    ]


def _perform_live(songs: pd.DataFrame, chance: np.random.Generator) -> None:
    """Turn some songs into live versions of an earlier one of the same artist."""
    first = songs["artists"].str[0]
    earlier = songs["track_name"].groupby(first).shift()
    live = (chance.random(len(songs)) < _LIVE) & earlier.notna().to_numpy()
    # A version of a version would have its name twice.
    live &= ~pd.Series(live).groupby(first).shift(fill_value=False).to_numpy()
    places = pd.Series(chance.choice(PLACES, len(songs)), index=songs.index)
    songs.loc[live, "track_name"] = earlier[live] + " - Live in " + places[live]
    songs.loc[live, "liveness"] = 0.9


def _editions(songs: pd.DataFrame, seed: int, chance: np.random.Generator) -> pd.DataFrame:
    """Return some songs once more as less popular remasters, with ids of their own."""
    again = songs[chance.random(len(songs)) < _EDITION].copy()
    again["track_id"] = make_ids(len(again), seed + 1)
    again["track_name"] += " - 2019 Remaster"
    again["popularity"] = again["popularity"] // 2
    return again
