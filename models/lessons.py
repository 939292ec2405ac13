"""Lessons for the shared ranker: lists of tracks, some of each as likes and the rest held out."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.background import BINS, MEASURES, Background
from models.comparison import compare_scores
from models.features import Portrait, own_features
from models.profiles import Indices, spans
from models.ranker import Lesson
from models.splits import FEWEST_HELD_OUT
from models.tracks import Floats, Ragged, Tracks
from models.views import Popularities, View, Words

COUNTS: Final = (5, 8, 12, 20, 30, 50, 80)
"""Numbers of likes a list is drawn with."""

KNOWN: Final = (0.03, 0.6)
"""Between these lies the share of tracks of which a thinned out catalogue knows more than names."""

_EVEN: Final = 400
_AS_POPULAR: Final = 200
_HARD: Final = ((200, 0.8), (1_000, 0.25), (4_000, 0.05))
"""Of the best so many by the fixed comparison, the share that is drawn."""


@dataclass(frozen=True, slots=True)
class Draw:
    """All tracks (m,) that may be recommended to a list's owner, and what the list holds."""

    features: Floats
    context: Floats
    positive: NDArray[np.bool_]
    popularity: NDArray[np.uint8]
    """(m,) bins."""
    rows: Indices
    """(m,) where the tracks stand in the catalogue."""
    seeds: Indices
    """(likes,) where the likes do."""

    @property
    def likes(self) -> int:
        """How many likes there are."""
        return len(self.seeds)


def draws(view: View, rows: Indices, counts: Iterable[int], seed: Sequence[int]) -> Iterator[Draw]:
    """Yield a draw for each number of likes that leaves enough of the list to be found."""
    background = Background.of(view.tracks)
    song = view.tracks.song
    for count in counts:
        if len(rows) - count < FEWEST_HELD_OUT:
            continue
        shuffled = np.random.default_rng([*seed, count]).permutation(rows)
        likes, rest = np.sort(shuffled[:count]), shuffled[count:]
        portrait = Portrait.of(
            background, likes, np.ones(count, dtype=np.float32), np.empty(0, dtype=np.int64)
        )
        candidates = np.flatnonzero(~np.isin(song, song[likes]))
        yield Draw(
            features=np.column_stack(
                (own_features(background, candidates), portrait.compare(candidates))
            ),
            context=portrait.context,
            positive=np.isin(candidates, rest),
            popularity=background.spread.bins[candidates, MEASURES.index("popularity")],
            rows=candidates,
            seeds=likes,
        )


def sample(draw: Draw, rng: np.random.Generator) -> Lesson:
    """Keep what the list holds and some of the rest: evenly, as popular, and hard to tell.

    Each kept track stands for as many as its chance to be kept says, so that the catalogue's
    proportions come back.
    """
    positive = draw.positive
    size = len(positive)
    order = np.argsort(-compare_scores(draw.features), kind="stable")
    chance = np.full(size, _EVEN / max(size, 1))
    place = np.empty(size, dtype=np.int64)
    place[order] = np.arange(size)
    for best, share in reversed(_HARD):
        chance[place < best] = np.maximum(chance[place < best], share)
    wanted = np.bincount(draw.popularity[positive], minlength=BINS + 1)
    there = np.bincount(draw.popularity, minlength=BINS + 1)
    chance += (_AS_POPULAR * wanted / wanted.sum() / np.maximum(there, 1))[draw.popularity]
    chance = np.where(positive, 1, np.minimum(chance, 1))
    kept = np.flatnonzero(rng.random(size) < chance)
    return Lesson(
        features=draw.features[kept],
        context=draw.context,
        positive=positive[kept],
        weights=(1 / chance[kept]).astype(np.float32),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a catalogue that has the columns which not every source has."""

    tracks: Tracks
    words: Words
    popularities: Popularities
    numbers: Indices
    """(n,) of each row of the whole catalogue its row here, -1 where it is left out."""

    def of(self, rows: Indices) -> Indices:
        """Return rows of the whole catalogue as rows of this part."""
        here = self.numbers[rows]
        return here[here >= 0]


def dated_part(tracks: Tracks, words: Words, popularities: Popularities) -> Part:
    """Return the tracks with a year of release, where a year says nothing of the source."""
    kept = np.flatnonzero(~np.isnan(tracks.year)).astype(np.int64)
    numbers = np.full(len(tracks), -1, dtype=np.int64)
    numbers[kept] = np.arange(len(kept))
    said, judged = numbers[words.rows] >= 0, numbers[popularities.rows] >= 0
    return Part(
        tracks=replace(
            tracks,
            audio=tracks.audio[kept],
            popularity=tracks.popularity[kept],
            year=tracks.year[kept],
            explicit=tracks.explicit[kept],
            song=tracks.song[kept],
            artist=tracks.artist[kept],
            artists=_only(tracks.artists, kept),
            genres=_only(tracks.genres, kept),
        ),
        words=Words(words.lists[said], numbers[words.rows[said]], words.genres[said]),
        popularities=Popularities(
            popularities.lists[judged],
            numbers[popularities.rows[judged]],
            popularities.values[judged],
        ),
        numbers=numbers,
    )


def thin_out(tracks: Tracks, rng: np.random.Generator) -> Tracks:
    """Return the tracks as a catalogue has them that knows most by name only, drawn evenly."""
    share = math.exp(rng.uniform(math.log(KNOWN[0]), math.log(KNOWN[1])))
    known = rng.random(len(tracks)) < share

    def only_known(values: Floats) -> Floats:
        return np.where(known, values, np.nan).astype(np.float32)

    genres = _only(tracks.genres, np.flatnonzero(known))
    starts = np.zeros(len(tracks) + 1, dtype=np.int64)
    np.cumsum(np.where(known, np.diff(tracks.genres.starts), 0), out=starts[1:])
    return replace(
        tracks,
        audio=only_known(tracks.audio.T).T,
        popularity=tracks.popularity if rng.random() < 0.5 else only_known(tracks.popularity),
        year=only_known(tracks.year),
        explicit=only_known(tracks.explicit),
        genres=Ragged(starts, genres.ids),
    )


def _only(lists: Ragged, rows: Indices) -> Ragged:
    _, places = spans(lists, rows)
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(lists.starts[rows + 1] - lists.starts[rows], out=starts[1:])
    return Ragged(starts, lists.ids[places])
