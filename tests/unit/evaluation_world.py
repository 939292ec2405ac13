"""A small made-up world with a planted answer: two camps of tracks, artists and lists."""

from dataclasses import dataclass

import numpy as np

from models.baselines.recommender import Lists
from models.profiles import Indices
from models.splits import Member
from models.tracks import AUDIO, Ragged, Tracks
from models.views import NOBODY, Popularities, View, Views, Words

SIZE = 1_200
ARTISTS = 60
LISTS = 30
LENGTH = 60
GENRES = ("pop", "metal")


@dataclass(frozen=True)
class World:
    """Even artists make up camp 0, odd ones camp 1; a list holds tracks of one camp."""

    tracks: Tracks
    camp: np.ndarray
    words: Words
    members: list[Member]

    @property
    def views(self) -> Views:
        return Views(self.tracks, self.words, Popularities.none())

    def view(self, number: int = NOBODY) -> View:
        rows = self.members[number].rows if number >= 0 else np.empty(0, np.int64)
        return self.views.of(number, rows)

    def lists(self, numbers: range) -> Lists:
        rows = [self.members[number].rows for number in numbers]
        return Lists(ragged(rows), tuple(numbers), self.views)


def ragged(rows: list[Indices]) -> Ragged:
    starts = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    return Ragged(starts, np.concatenate(rows).astype(np.int32))


def make_world(seed: int = 0) -> World:
    rng = np.random.default_rng(seed)
    artist = rng.integers(0, ARTISTS, SIZE).astype(np.int32)
    camp = artist % 2
    audio = rng.normal(size=(SIZE, len(AUDIO))).astype(np.float32)
    audio[:, :4] += 1.5 * camp[:, None]
    popularity = np.sort(rng.uniform(0, 100, SIZE)).astype(np.float32)[::-1].copy()
    # Camp 0 is the popular one as well, among equals.
    popularity[camp == 0] += 5
    camps = [np.flatnonzero(camp == each) for each in (0, 1)]
    rows = [rng.choice(camps[n % 2], LENGTH, replace=False).astype(np.int64) for n in range(LISTS)]
    lists = np.repeat(np.arange(LISTS), LENGTH)
    listed = np.concatenate(rows)
    genres = (lists % 2).astype(np.int32)
    tracks = Tracks(
        version="made up",
        audio=audio,
        popularity=popularity,
        year=np.where(np.arange(SIZE) % 3 == 0, np.nan, 2000).astype(np.float32),
        explicit=np.zeros(SIZE, np.float32),
        song=np.arange(SIZE, dtype=np.int64) + 10,
        artist=artist,
        artists=Ragged(np.arange(SIZE + 1, dtype=np.int64), artist),
        genres=Ragged(np.arange(SIZE + 1, dtype=np.int64), camp.astype(np.int32)),
        genre_names=GENRES,
    )
    members = [Member(number, f"list {number}", each, None) for number, each in enumerate(rows)]
    return World(tracks, camp, Words(lists, listed, genres), members)
