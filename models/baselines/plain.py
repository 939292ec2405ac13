"""Rankings that need no learning: chance, popularity, own artists, own genres."""

import numpy as np

from models.baselines.recommender import Recommender
from models.evaluate import Scored
from models.profiles import Indices, spans
from models.splits import shares_artist
from models.tracks import Floats
from models.views import View


class Chance(Recommender):
    """Any order is as good as another."""

    name, label = "random", "random"

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by chance."""
        scores = np.random.default_rng([seed, 1]).random(len(view.tracks), dtype=np.float32)
        return Scored(scores)


class Popularity(Recommender):
    """What is popular pleases."""

    name, label = "popularity", "popularity"

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by popularity."""
        return Scored(view.popularity)


class SameArtist(Recommender):
    """More of the seeds' artists, popular first, then whatever is popular."""

    name, label = "artist", "same artist, popular first"

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score tracks of a seed's artist above all others."""
        rows = np.arange(len(view.tracks))
        theirs = shares_artist(view.tracks, rows, seeds)
        return Scored((view.popularity + 1000 * theirs).astype(np.float32))


class GenrePopularity(Recommender):
    """What is popular in the seeds' genres, in their proportions."""

    name, label = "genre", "genre popularity"

    def rank(self, view: View, seeds: Indices, seed: int) -> Scored:
        """Score by the share of the seeds in a track's genres, times popularity."""
        shares = genre_shares(view, seeds)
        return Scored(((shares + 0.02) * (view.popularity + 5)).astype(np.float32))


def genre_shares(view: View, seeds: Indices) -> Floats:
    """Return (n,) the mean share of the seeds that have each track's genres; 0 without one."""
    genres = view.tracks.genres
    _, places = spans(genres, seeds)
    size = len(view.tracks.genre_names)
    share = np.bincount(genres.ids[places], minlength=size) / max(len(seeds), 1)
    rows = np.arange(len(view.tracks))
    owners, spots = spans(genres, rows)
    counts = np.maximum(np.bincount(owners, minlength=len(rows)), 1)
    sums = np.bincount(owners, share[genres.ids[spots]], minlength=len(rows))
    return (sums / counts).astype(np.float32)
