# pyright: basic
# scikit-learn ships no complete types.
"""The representations that known projects search, and the simplest answers, for comparison.

They are given what ours is given: all audio features, year and explicitness, and genres as the
track and its artist name them. Only whose track it is does ours read besides (as the mean sound).
"""

import warnings
from collections.abc import Callable
from typing import Final, Protocol

import numpy as np
from sklearn.decomposition import PCA
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPRegressor

from models.affinity import Affinity, Describer, Map
from models.places import Representation, artist_profiles, unit
from models.tracks import Floats, Tracks

Scores = Callable[[int], Floats]
"""From the row of a seed to scores (n,) of all tracks."""

AXES: Final = 16
_SAMPLE: Final = 10_000


class Contender(Protocol):
    """One way to say how alike tracks are."""

    name: str
    label: str

    def learn(self, tracks: Tracks, /) -> None:
        """Learn from a catalogue that knows nothing of the lists that will be judged by."""
        ...

    def compare(self, tracks: Tracks, /) -> Scores:
        """Prepare a catalogue as one judge may see it."""
        ...


class Searched:
    """A representation that is searched by inner product; has nothing to learn."""

    def __init__(self, name: str, label: str, representation: Representation) -> None:
        self.name = name
        self.label = label
        self._representation = representation

    def learn(self, tracks: Tracks, /) -> None:
        """Learn nothing."""

    def compare(self, tracks: Tracks, /) -> Scores:
        """Place all tracks."""
        vectors = self._representation.place(tracks)
        return lambda row: vectors @ vectors[row]


class Chance:
    """Any track."""

    name = "random"
    label = "random"

    def learn(self, tracks: Tracks, /) -> None:
        """Learn nothing."""

    def compare(self, tracks: Tracks, /) -> Scores:
        """Prepare nothing."""
        return lambda row: np.random.default_rng([row, 3]).random(len(tracks), dtype=np.float32)


class SameGenre:
    """Any track of the same genre: by the share of genres in common, then at random."""

    name = "same-genre"
    label = "random of the same genre"

    def learn(self, tracks: Tracks, /) -> None:
        """Learn nothing."""

    def compare(self, tracks: Tracks, /) -> Scores:
        """Take each track's main genre."""
        profiles = artist_profiles(tracks)
        shares = profiles.table(np.arange(len(tracks)))
        main = np.where(shares.any(axis=1), shares.argmax(axis=1), -1)

        def score(row: int) -> Floats:
            chance = np.random.default_rng([row, 3]).random(len(tracks), dtype=np.float32)
            return chance + ((main == main[row]) & (main[row] >= 0))

        return score


class SamePopularity:
    """The tracks that are as popular."""

    name = "popularity-matched"
    label = "as popular"

    def learn(self, tracks: Tracks, /) -> None:
        """Learn nothing."""

    def compare(self, tracks: Tracks, /) -> Scores:
        """Take each track's popularity, 0 where unknown."""
        popularity = np.nan_to_num(tracks.popularity)
        return lambda row: -np.abs(popularity - popularity[row])


class ScaledCosine:
    """Standardised columns beside one-hot genres, compared by cosine."""

    name = "scaled-cosine"
    label = "scaled cosine, one-hot genre"

    def learn(self, tracks: Tracks, /) -> None:
        """Learn nothing: the scale is that of the catalogue which is searched."""

    def compare(self, tracks: Tracks, /) -> Scores:
        """Normalise the whole row, as a cosine does."""
        vectors = unit(columns_of(tracks))
        return lambda row: vectors @ vectors[row]


class Components:
    """The first principal components of the same columns."""

    name = "pca"
    label = f"PCA, {AXES} components"

    def learn(self, tracks: Tracks, /) -> None:
        """Find the components."""
        self._found = PCA(AXES, svd_solver="covariance_eigh").fit(columns_of(tracks))

    def compare(self, tracks: Tracks, /) -> Scores:
        """Project all tracks."""
        vectors = unit(self._found.transform(columns_of(tracks)).astype(np.float32))
        return lambda row: vectors @ vectors[row]


class Autoencoder:
    """The bottleneck of a perceptron that gives back what it is given."""

    name = "autoencoder"
    label = f"autoencoder, bottleneck of {AXES}"

    def learn(self, tracks: Tracks, /) -> None:
        """Train on a sample of the catalogue: about 20 s."""
        rows = np.random.default_rng(0).permutation(len(tracks))[:_SAMPLE]
        columns = columns_of(tracks)[rows]
        network = MLPRegressor(
            hidden_layer_sizes=(64, AXES, 64),
            max_iter=40,
            early_stopping=True,
            n_iter_no_change=4,
            random_state=0,
        )
        with warnings.catch_warnings():
            # So many rounds are what known projects give it; it need not have converged.
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._network = network.fit(columns, columns)

    def compare(self, tracks: Tracks, /) -> Scores:
        """Read the bottleneck of all tracks."""
        layer = columns_of(tracks)
        weights, biases = self._network.coefs_, self._network.intercepts_
        for weight, bias in zip(weights[:2], biases[:2], strict=True):
            layer = np.maximum(layer @ weight.astype(np.float32) + bias.astype(np.float32), 0)
        vectors = unit(layer - layer.mean(axis=0))
        return lambda row: vectors @ vectors[row]


class Untaught:
    """All that ours is given, the artist's sound too, standardised, with nothing learned."""

    name = "unlearned"
    label = "our description, nothing learned"

    def __init__(self, learned: Map) -> None:
        self._map = learned

    def learn(self, tracks: Tracks, /) -> None:
        """Learn nothing."""

    def compare(self, tracks: Tracks, /) -> Scores:
        """Stand genre beside the standardised description with the share it has in ours."""
        described, _ = Describer(tracks, self._map.quantiles).describe(
            np.arange(len(tracks)), self._map.centre
        )
        described /= np.maximum(described.std(axis=0), 1e-6)
        width = described.shape[1]
        plain = Map(
            self._map.quantiles,
            self._map.centre,
            np.eye(width, dtype=np.float32),
            self._map.energies,
            self._map.shares,
        )
        genre = Affinity(plain).place(tracks)[:, width:]
        sound = unit(described) * np.sqrt(self._map.shares[0] / self._map.shares[:2].sum())
        return lambda row: sound @ sound[row] + genre @ genre[row]


def columns_of(tracks: Tracks) -> Floats:
    """Return (n, c) audio, year and explicitness standardised, the unknown at 0, and genres."""
    values = np.column_stack((tracks.audio, tracks.year, tracks.explicit))
    known = np.isfinite(values)
    counts = np.maximum(known.sum(axis=0), 1)
    filled = np.where(known, values, 0)
    means = filled.sum(axis=0, dtype=np.float64) / counts
    spread = np.where(known, values - means, 0)
    deviations = np.sqrt(np.square(spread).sum(axis=0) / counts)
    scaled = np.clip(spread / np.where(deviations > 0, deviations, 1), -5, 5)
    genres = artist_profiles(tracks).table(np.arange(len(tracks)))
    return np.hstack((scaled, genres)).astype(np.float32)
