"""Made-up catalogues with a planted answer: tracks in clusters of sound, artists, genre and era."""

import csv
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np

from models.taste import Likes
from models.tracks import AUDIO, Ragged, Tracks

GENRES = ("metal", "k-pop", "samba", "techno", "jazz", "folk", "trap", "soul")


@dataclass(frozen=True)
class Planted:
    tracks: Tracks
    cluster: np.ndarray
    """(n,) the cluster each track was made in"""

    def members(self, cluster: int, count: int, seed: int = 0) -> np.ndarray:
        rows = np.flatnonzero(self.cluster == cluster)
        return np.sort(np.random.default_rng(seed).choice(rows, count, replace=False))


def ragged(lists: list[list[int]]) -> Ragged:
    starts = np.cumsum([0, *(len(entry) for entry in lists)])
    return Ragged(
        starts.astype(np.int64), np.array(list(chain.from_iterable(lists)), dtype=np.int32)
    )


def planted(count: int = 3_000, *, seed: int = 7, artists_a_cluster: int = 40) -> Planted:
    """Clusters differ in sound by two standard deviations, and in artists, genre and years."""
    rng = np.random.default_rng(seed)
    cluster = rng.integers(0, len(GENRES), count)
    centres = rng.normal(0, 2, (len(GENRES), len(AUDIO)))
    audio = (centres[cluster] + rng.normal(0, 1, (count, len(AUDIO)))).astype(np.float32)
    named = rng.random(count) < 0.8
    artist = cluster * artists_a_cluster + rng.integers(0, artists_a_cluster, count)
    guests = [
        [int(first), int(guest)] if guest % 5 == 0 and guest != first else [int(first)]
        for first, guest in zip(artist, rng.permutation(artist), strict=True)
    ]
    tracks = Tracks(
        version="planted",
        audio=audio,
        popularity=np.sort(rng.integers(0, 101, count))[::-1].astype(np.float32),
        year=(1960 + 7 * cluster + rng.integers(-4, 5, count)).astype(np.float32),
        explicit=(cluster == 6).astype(np.float32),
        song=np.arange(count, dtype=np.int64) * 7919,
        artist=artist.astype(np.int32),
        artists=ragged(guests),
        genres=ragged([[int(c)] if has else [] for c, has in zip(cluster, named, strict=True)]),
        genre_names=GENRES,
    )
    return Planted(tracks, cluster)


def with_versions(made: Planted, pairs: list[tuple[int, int]]) -> Planted:
    """Make the second track of each pair another version of the first one's song."""
    song = made.tracks.song.copy()
    for first, second in pairs:
        song[second] = song[first]
    return replace(made, tracks=replace(made.tracks, song=song))


def likes_of(rows: np.ndarray | list[int], disliked: list[int] | None = None) -> Likes:
    return Likes.of([int(row) for row in rows], disliked or [])


def track_id(row: int) -> str:
    return f"{row:022d}"


def write_catalogue(made: Planted, folder: Path) -> Path:
    """Build a real catalogue of planted tracks, by way of a CSV as people have it."""
    from storage.catalogue_building import add_tables

    share = 1 / (1 + np.exp(-made.tracks.audio))
    table = folder / "planted.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["track_id", "track_name", "artists", "popularity", "year", "track_genre", *AUDIO]
        )
        for row in range(len(made.tracks)):
            genre = made.tracks.genres.of(row)
            writer.writerow(
                [
                    track_id(row),
                    f"Song {row} of many",
                    ";".join(f"Artist {artist}" for artist in made.tracks.artists.of(row)),
                    int(made.tracks.popularity[row]),
                    int(made.tracks.year[row]),
                    GENRES[genre[0]] if len(genre) else "",
                    *(
                        _in_range(name, value)
                        for name, value in zip(AUDIO, share[row], strict=True)
                    ),
                ]
            )
    add_tables([table], folder / "catalogue")
    return folder / "catalogue"


def _in_range(name: str, share: float) -> float | int:
    low, high = {
        "key": (0, 11),
        "mode": (0, 1),
        "time_signature": (3, 5),
        "loudness": (-40, -1),
        "tempo": (60, 200),
        "duration_ms": (60_000, 400_000),
    }.get(name, (0.0, 1.0))
    value = low + (high - low) * float(share)
    return round(value) if isinstance(low, int) and name not in ("loudness", "tempo") else value
