"""A made-up world in which lists go by one measure alone, and all others are noise."""

from dataclasses import dataclass

import numpy as np

from models.background import SOUND
from models.places import SOUND_COLUMNS
from models.profiles import Indices
from models.splits import Member
from models.tracks import AUDIO, Ragged, Tracks

SIZE = 1_500
ARTISTS = 500
LISTS = 40
LENGTH = 50
GENRES = ("techno", "folk", "opera")
HEARD = SOUND_COLUMNS[SOUND.index("valence")]
"""Lists hold tracks of one part of this measure; of an artist's tracks it is much the same."""


@dataclass(frozen=True)
class World:
    tracks: Tracks
    members: list[Member]
    pool: Indices


def make_world(seed: int = 0) -> World:
    rng = np.random.default_rng(seed)
    artist = np.sort(rng.integers(0, ARTISTS, SIZE)).astype(np.int32)[rng.permutation(SIZE)]
    audio = rng.normal(size=(SIZE, len(AUDIO))).astype(np.float32)
    audio[:, HEARD] = rng.uniform(-2, 2, ARTISTS)[artist] + rng.normal(0, 0.2, SIZE)
    order = np.argsort(audio[:, HEARD])
    parts = np.array_split(order, LISTS // 4)
    lists = [np.sort(rng.choice(parts[n % len(parts)], LENGTH, False)) for n in range(LISTS)]
    genre = rng.integers(0, len(GENRES), SIZE).astype(np.int32)
    starts = np.arange(SIZE + 1, dtype=np.int64)
    tracks = Tracks(
        version="made up",
        audio=audio,
        popularity=np.linspace(100, 0, SIZE).astype(np.float32),
        year=rng.integers(1970, 2020, SIZE).astype(np.float32),
        explicit=np.zeros(SIZE, np.float32),
        song=np.arange(SIZE, dtype=np.int64) + 7,
        artist=artist,
        artists=Ragged(starts, artist),
        genres=Ragged(starts, genre),
        genre_names=GENRES,
    )
    members = [Member(n, f"list {n}", rows.astype(np.int64), None) for n, rows in enumerate(lists)]
    return World(tracks, members, np.unique(np.concatenate(lists)).astype(np.int64))
