"""Learning the map of `Affinity` from lists: what stands together, against what is as popular.

Each lesson is a seed, a track by another artist from the same list, and tracks as popular from no
list of the seed's; the map and the share of genre are moved by gradient descent (Adam) on the
chance that the right one is picked (softmax over cosines).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from models.affinity import (
    QUANTILES,
    Affinity,
    Describer,
    Map,
    blocks,
    genre_axes,
    part_sizes,
)
from models.alike_evidence import ask_list
from models.background import SOUND
from models.places import SOUND_COLUMNS, artist_profiles, unit
from models.profiles import Indices
from models.splits import Member
from models.tracks import Floats, Tracks

AXES: Final = 32
ROUNDS: Final = 2
HIDDEN: Final = {1: 0.3, 4: 0.2}
"""How often a lesson is without a part: the artist's sound, the year. Tables lack them."""
SEEDS: Final = 20
WRONG: Final = 49

_BATCH: Final = 128
_RATE: Final = 1e-3
_SCALE_RATE: Final = 0.03
_START: Final = 0.3
_DECAY: Final = 1e-4
_DECAYS: Final = (0.9, 0.999)
_STEPS: Final = 300
"""Enough for two scales."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """`g` seeds, each with one right answer and `WRONG` wrong ones."""

    seeds: Indices
    """(g,)"""
    rows: Indices
    """(g, 1 + WRONG), the right one first."""
    genre: Floats
    """(g, 1 + WRONG) cosines of genre, as seen without the list the seed is from."""


def draw_lessons(
    members: Iterable[Member], see: Callable[[Member], Tracks], pool: Indices
) -> Lessons:
    """Draw lessons from lists; `see` shows the catalogue without what a list itself says."""
    seeds, rows, genre = list[Indices](), list[Indices](), list[Floats]()
    for member in members:
        tracks = see(member)
        profiles = artist_profiles(tracks)
        axes = genre_axes(profiles, tracks.genre_names)
        placed = unit(np.nan_to_num(profiles.means(np.arange(len(tracks)), axes)))
        for question in ask_list(member, tracks, pool, SEEDS, WRONG):
            together = np.column_stack((question.positives, question.negatives))
            seeds.append(np.full(len(together), question.seed))
            rows.append(together)
            genre.append(placed[together] @ placed[question.seed])
    return Lessons(np.concatenate(seeds), np.concatenate(rows), np.concatenate(genre))


def learn_map(tracks: Tracks, lessons: Lessons, seed: int = 0) -> Map:
    """Learn a map; the same for the same seed, in about 5 s for 25,000 lessons."""
    quantiles = _quantiles(tracks)
    describer = Describer(tracks, quantiles)
    pieces = [describer.describe(rows, None)[0] for rows in blocks(len(tracks))]
    centre = np.nan_to_num(np.nanmean(np.concatenate(pieces), axis=0)).astype(np.float32)
    described = np.nan_to_num(np.concatenate(pieces) - centre)
    axes, scales = _descend(described, lessons, np.random.default_rng(seed))
    shares = np.append(scales / scales.sum(), 0).astype(np.float32)
    return Map(quantiles, centre, axes, _energies(described, axes), shares)


def learn_prior_share(learned: Map, lessons: Lessons, tracks: Tracks, prior: Floats) -> Map:
    """Return a map that also knows how much a prior (n, f) says beside what it says itself.

    The lessons must be from lists that the prior was not learned from.
    """
    alone = replace(learned, shares=np.array([1, 0, 0], dtype=np.float32))
    mapped = Affinity(alone).place(tracks)
    told = unit(np.nan_to_num(prior))
    own, genre, _ = (learned.shares / learned.shares[:2].sum()).tolist()
    cosines = np.stack(
        [
            own * _cosines(mapped, lessons) + genre * lessons.genre,
            _cosines(told, lessons),
        ],
        axis=-1,
    )
    scales = np.ones(2, dtype=np.float32)
    moves = _Adam([scales], _SCALE_RATE)
    for _ in range(_STEPS):
        chances = _softmax(cosines @ scales)
        chances[:, 0] -= 1
        moves.step([np.einsum("gk,gkb->b", chances, cosines) / len(cosines)])
        np.maximum(scales, 0, out=scales)
    base, beside = (scales / scales.sum()).tolist()
    shares = np.array([own * base, genre * base, beside], dtype=np.float32)
    return replace(learned, shares=shares)


def _cosines(vectors: Floats, lessons: Lessons) -> Floats:
    """Return (g, 1 + WRONG) cosines of the seeds and what is held against them."""
    return np.einsum("gkd,gd->gk", vectors[lessons.rows], vectors[lessons.seeds])


def _descend(
    described: Floats, lessons: Lessons, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return the axes (FEATURES, AXES), and the scales (2,) of the map and of genre."""
    axes = _START * _principal_axes(described)
    scales = np.array([3.0, 1.5], dtype=np.float32)
    moves, weighs = _Adam([axes], _RATE), _Adam([scales], _SCALE_RATE)
    for _ in range(ROUNDS):
        order = rng.permutation(len(lessons.seeds))
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            seeds, answers = described[lessons.seeds[batch]], described[lessons.rows[batch]]
            for part, often in HIDDEN.items():
                hidden = rng.random(len(batch)) < often
                start, end = _bounds()[part]
                seeds[hidden, start:end] = 0
                answers[hidden, :, start:end] = 0
            by_axes, by_scales = _gradients(axes, scales, seeds, answers, lessons.genre[batch])
            moves.step([by_axes])
            weighs.step([by_scales])
            np.maximum(scales, 0, out=scales)
    return axes, scales


def _principal_axes(described: Floats) -> Floats:
    """Return (FEATURES, AXES) where learning begins: the widest directions, all columns scaled."""
    deviations = np.maximum(described.std(axis=0), 1e-6)
    scaled = described / deviations
    _, vectors = np.linalg.eigh(scaled.T @ scaled / len(scaled))
    return (vectors[:, -AXES:] / deviations[:, None]).astype(np.float32)


def _gradients(
    axes: Floats, scales: Floats, seeds: Floats, answers: Floats, genre: Floats
) -> tuple[Floats, Floats]:
    """Return the gradients of the loss by the axes and the scales.

    `seeds` is (b, f), `answers` (b, k, f), `genre` (b, k).
    """
    placed, lengths = _directions(seeds @ axes)
    others, distances = _directions(answers @ axes)
    cosines = np.einsum("bkd,bd->bk", others, placed)
    errors = _softmax(scales[0] * cosines + scales[1] * genre)
    errors[:, 0] -= 1
    errors /= len(errors)
    pulls = scales[0] * errors[..., None] * placed[:, None]
    pull = scales[0] * np.einsum("bk,bkd->bd", errors, others)
    # A vector's length does not matter: what pulls along it is taken out.
    pulls = (pulls - others * (pulls * others).sum(-1, keepdims=True)) / distances
    pull = (pull - placed * (pull * placed).sum(-1, keepdims=True)) / lengths
    flat = answers.reshape(-1, answers.shape[-1])
    moved = flat.T @ pulls.reshape(-1, pulls.shape[-1]) + seeds.T @ pull
    scaled = np.array([(errors * cosines).sum(), (errors * genre).sum()], dtype=np.float32)
    return (moved + _DECAY * axes).astype(np.float32), scaled


class _Adam:
    """Moves parameters in place against their gradients (Kingma and Ba, 2015)."""

    def __init__(self, parameters: Sequence[Floats], rate: float) -> None:
        self._rate = rate
        self._parameters = parameters
        self._means = [np.zeros_like(each) for each in parameters]
        self._squares = [np.zeros_like(each) for each in parameters]
        self._steps = 0

    def step(self, gradients: Sequence[Floats]) -> None:
        self._steps += 1
        slow, slower = (1 - decay**self._steps for decay in _DECAYS)
        for place, gradient in enumerate(gradients):
            mean, square = self._means[place], self._squares[place]
            mean += (1 - _DECAYS[0]) * (gradient - mean)
            square += (1 - _DECAYS[1]) * (np.square(gradient) - square)
            self._parameters[place][...] -= (
                self._rate * (mean / slow) / (np.sqrt(square / slower) + 1e-8)
            )


def _directions(vectors: Floats) -> tuple[Floats, Floats]:
    lengths = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), np.float32(1e-6))
    return vectors / lengths, lengths


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _quantiles(tracks: Tracks) -> Floats:
    values = np.asarray(tracks.audio)[:, SOUND_COLUMNS]
    shares = np.linspace(0, 1, QUANTILES)
    quantiles = np.zeros((len(SOUND), QUANTILES), dtype=np.float32)
    for place, column in enumerate(values.T):
        known = column[np.isfinite(column)]
        if len(known):
            quantiles[place] = np.quantile(known, shares)
    return quantiles


def _energies(described: Floats, axes: Floats) -> Floats:
    """Return how much each part of the description moves tracks, in sum 1."""
    moved = [
        float(np.square(described[:, start:end] @ axes[start:end]).sum(axis=1).mean())
        for start, end in _bounds()
    ]
    return (np.array(moved) / max(sum(moved), 1e-9)).astype(np.float32)


def _bounds() -> list[tuple[int, int]]:
    """Return where each part of the description begins and ends."""
    ends: list[int] = np.cumsum(part_sizes()).tolist()
    return list(zip([0, *ends], ends, strict=False))
