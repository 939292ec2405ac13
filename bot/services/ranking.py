"""From likes to ranked tracks: what training a member and `cratemate rank` share."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from bot.errors import TooFewLikes
from bot.providers import Sound
from bot.results.songs import NamedReason
from bot.services.catalogue import Snapshot
from bot.services.shortlist import SIZE, Candidate, pack
from bot.services.weighing import level, newest, weigh
from models import boosting
from models.explain import Reason
from models.stand_ins import stand_ins
from models.taste import Learner, Likes, Ranked
from storage.catalogue import Catalogue, CatalogueTrack, Wanted
from storage.like import DISLIKED, Like, Source
from storage.tastes import Metric

STAND_IN: Final = 0.3
"""What a like weighs for the song that only sounds most like it."""
_UNHEARD: Final[Mapping[str, Sound]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Matched:
    """A member's likes as the catalogue knows them."""

    likes: Likes
    unmatched: int
    """Tracks the catalogue does not hold."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a training leaves behind."""

    model: bytes
    metrics: dict[str, Metric]
    features: str
    known: int
    """Liked tracks the catalogue holds."""
    unmatched: int
    """Liked tracks it does not hold; they speak for their artists."""
    items: bytes
    """The packed shortlist."""


class Learners:
    """The learner of the catalogue in use; built once for each version, for all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version: tuple[str, str] | None = None
        self._learner: Learner | None = None

    def warm_up(self, snapshot: Snapshot) -> None:
        """Load the library of the classifier and the learner of a catalogue."""
        boosting.load()
        self.of(snapshot)

    def of(self, snapshot: Snapshot) -> Learner:
        """Return the learner of a catalogue; the first one to ask for a version waits for it."""
        with self._lock:
            version = (snapshot.tracks.version, snapshot.features)
            if self._learner is None or self._version != version:
                self._learner = Learner(snapshot.tracks, prior=snapshot.prior)
                self._version = version
            return self._learner


def fit(
    learners: Learners,
    snapshot: Snapshot,
    likes: Sequence[Like],
    *,
    stop: Callable[[], bool],
    progress: Callable[[float], None],
    sounds: Mapping[str, Sound] = _UNHEARD,
) -> Fitted:
    """Train a member and make their shortlist; work for a thread.

    Raises `TooFewLikes` where the catalogue knows neither a liked track nor its artist, and
    `models.taste.Stopped`.
    """
    matched = match_likes(snapshot.catalogue, likes, sounds)
    if not len(matched.likes.rows) and not len(matched.likes.artists):
        raise TooFewLikes(likes=matched.unmatched)
    learner = learners.of(snapshot)
    progress(0.1)
    taste = learner.train(
        matched.likes, stop=stop, progress=lambda share: progress(0.1 + 0.7 * share)
    )
    ranked = learner.rank(matched.likes, taste, SIZE)
    progress(0.9)
    known = len(np.unique(snapshot.tracks.song[matched.likes.rows]))
    prevalence = max(known, 1) / len(snapshot.tracks)
    return Fitted(
        model=taste.model,
        metrics={**asdict(taste.metrics), "prevalence_served": prevalence},
        features=taste.features,
        known=known,
        unmatched=matched.unmatched,
        items=pack(candidates(snapshot.catalogue, ranked)),
    )


def match_likes(
    catalogue: Catalogue, likes: Sequence[Like], sounds: Mapping[str, Sound] = _UNHEARD
) -> Matched:
    """Find the likes in the catalogue.

    A track of several sources weighs what its strongest one does. A like no table holds speaks
    for its first artist, and, where `sounds` tells how it sounds, for `STAND_IN` of its weight
    for the song of the catalogue that sounds most like it.
    """
    latest = newest(likes)
    rows = catalogue.match(_wanted(like) for like in likes)
    weights: dict[int, float] = {}
    disliked: set[int] = set()
    unmatched: dict[str, str] = {}
    for like, row in zip(likes, rows, strict=True):
        if like.source in DISLIKED:
            disliked.update(() if row is None else (row,))
        elif like.source is Source.KNOWN:
            continue
        elif row is None:
            unmatched[like.track_id] = like.artists[0] if like.artists else ""
        else:
            weights[row] = max(weights.get(row, 0.0), weigh(like, latest))
    weights = dict(zip(weights, level(weights.values()), strict=True))
    for row in _stand_ins(catalogue, unmatched, sounds):
        weights.setdefault(row, STAND_IN)
    numbers = catalogue.artist_ids(set(unmatched.values()) - {""})
    artists = [numbers[name] for name in unmatched.values() if name in numbers]
    return Matched(
        Likes(
            rows=np.array(list(weights), dtype=np.int32),
            weights=np.array(list(weights.values()), dtype=np.float32),
            disliked=np.array(sorted(disliked), dtype=np.int32),
            artists=np.array(artists, dtype=np.int32),
        ),
        len(unmatched),
    )


def _stand_ins(
    catalogue: Catalogue, unmatched: Iterable[str], sounds: Mapping[str, Sound]
) -> list[int]:
    heard = [sounds[track_id] for track_id in unmatched if track_id in sounds]
    if not heard:
        return []
    rows = stand_ins(catalogue.arrays.audio, np.array(heard, dtype=np.float32))
    return [int(row) for row in rows if row >= 0]


def candidates(catalogue: Catalogue, ranked: Ranked) -> list[Candidate]:
    """Return ranked tracks by their ids, with their reasons named."""
    return [
        Candidate.of(*song)
        for song in zip(
            catalogue.ids(ranked.rows.tolist()),
            catalogue.arrays.song[ranked.rows].tolist(),
            ranked.scores.tolist(),
            ranked.probabilities.tolist(),
            name_reasons(catalogue, ranked.reasons),
            strict=True,
        )
    ]


def name_reasons(catalogue: Catalogue, reasons: Sequence[Reason]) -> list[NamedReason]:
    """Put names to the rows and numbers of reasons, looking each up once."""
    rows = list(dict.fromkeys(row for reason in reasons for row in reason.rows))
    tracks = dict(zip(rows, catalogue.tracks(rows), strict=True))
    artists = catalogue.artist_names({r.artist for r in reasons if r.artist is not None})
    return [_named(catalogue, reason, tracks, artists) for reason in reasons]


def _named(
    catalogue: Catalogue,
    reason: Reason,
    tracks: dict[int, CatalogueTrack],
    artists: dict[int, str],
) -> NamedReason:
    return NamedReason(
        kind=reason.kind.value,
        artist=None if reason.artist is None else artists.get(reason.artist),
        songs=tuple(tracks[row].title for row in reason.rows),
        genre=None if reason.genre is None else catalogue.genre_names[reason.genre],
        year=reason.year,
    )


def _wanted(like: Like) -> Wanted:
    return Wanted(
        track_id=like.track_id,
        title=like.title,
        artist=like.artists[0] if like.artists else None,
        isrc=like.isrc,
        duration_ms=like.duration_ms,
    )
