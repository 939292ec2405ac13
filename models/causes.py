"""Which likes carried a score: those whose removal costs it most, found by scoring without them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from models.attribution import attribute
from models.boosting import Trees
from models.explain import CITED, ERA_YEARS, Reason, ReasonKind, sums_by_kind
from models.features import LISTENED
from models.profiles import Indices
from models.taste import Learner, Likes
from models.tracks import Floats

TRIED: Final = 40
"""Likes that are removed in turn; of more, those that speak for the tracks most at a glance."""
WORTH_NAMING: Final = 0.5
"""What a further like must cost, as a share of the first one's cost, to be named as well."""
SAID: Final = 2
"""The most contributions told of one track."""


@dataclass(frozen=True, slots=True)
class _Trial:
    """What is lost without one like."""

    like: int
    losses: Floats
    """(m,) what the score of each track loses, in log odds."""
    by_kind: dict[ReasonKind, Floats]
    """The same by the kind of what was lost, (m,) each."""


def find_causes(
    learner: Learner, likes: Likes, model: bytes, rows: Indices
) -> list[tuple[Reason, ...]]:
    """Return for each track the one or two contributions that carried it, strongest first.

    Nothing where no like of the catalogue carried it. `model` is a `Taste.model`. Made for the
    tracks of a list: every like tried is a scoring of them all.
    """
    likes = likes.settled(learner.tracks.song)
    if not len(rows) or len(likes.rows) < 2:
        return [()] * len(rows)
    trials = _trials(learner, likes, model, rows)
    return [_causes(learner, trials, place, int(row)) for place, row in enumerate(rows)]


def without(likes: Likes, rows: Sequence[int]) -> Likes:
    """Return the likes less those in some rows."""
    kept = ~np.isin(likes.rows, np.array(rows, dtype=np.int64))
    return replace(likes, rows=likes.rows[kept], weights=likes.weights[kept])


def _trials(learner: Learner, likes: Likes, model: bytes, rows: Indices) -> list[_Trial]:
    trees = Trees.load(model) if model else None
    whole = learner.appraise(likes, trees, rows)
    trials: list[_Trial] = []
    for like in _tried(learner, likes, rows):
        fewer = learner.appraise(without(likes, (like,)), trees, rows)
        lost = sums_by_kind(whole.parts - fewer.parts)
        if whole.company is not None and fewer.company is not None:
            lost[ReasonKind.TOGETHER] = whole.company.totals - fewer.company.totals
        trials.append(_Trial(like, whole.log_odds - fewer.log_odds, lost))
    return trials


def _tried(learner: Learner, likes: Likes, rows: Indices) -> list[int]:
    """Return the likes to remove in turn: all, or those that seem to say most."""
    if len(likes.rows) <= TRIED:
        return [int(row) for row in likes.rows]
    step = max(1, -(-len(likes.rows) // LISTENED))
    of_artists = np.isin(learner.background.artist[likes.rows], learner.background.artist[rows])
    listened = np.zeros(len(likes.rows), dtype=np.bool_)
    listened[::step] = True
    chosen = np.flatnonzero(listened | of_artists)
    liked = likes.rows[chosen].astype(np.int64)
    total = attribute(learner.background, rows, liked, likes.weights[chosen]).total
    # In turns, so that each track has its strongest likes tried before any has its weaker ones.
    order = np.argsort(-total, axis=1, kind="stable").T.ravel()
    return [int(liked[place]) for place in dict.fromkeys(order.tolist())][:TRIED]


def _causes(learner: Learner, trials: Sequence[_Trial], place: int, row: int) -> tuple[Reason, ...]:
    ordered = sorted(trials, key=lambda trial: -float(trial.losses[place]))
    least = WORTH_NAMING * float(ordered[0].losses[place])
    if least <= 0:
        return ()
    cited: dict[ReasonKind, Reason] = {}
    for trial in ordered:
        if float(trial.losses[place]) < least:
            break
        reason = _reason(learner, trial, place, row)
        first = cited.get(reason.kind)
        if first is None and len(cited) < SAID:
            cited[reason.kind] = reason
        elif first is not None and len(first.rows) < CITED and _same(first, reason):
            cited[reason.kind] = replace(first, rows=(*first.rows, trial.like))
    return tuple(cited.values())


def _same(first: Reason, other: Reason) -> bool:
    return (first.artist, first.genre, first.year) == (other.artist, other.genre, other.year)


def _reason(learner: Learner, trial: _Trial, place: int, row: int) -> Reason:
    """Return what a like has in common with a track, by what was lost most without it."""
    tracks = learner.tracks
    artists = np.intersect1d(tracks.artists.of(row), tracks.artists.of(trial.like))
    genres = np.intersect1d(tracks.genres.of(row), tracks.genres.of(trial.like))
    gap = abs(float(tracks.year[row]) - float(tracks.year[trial.like]))
    rows = (trial.like,)
    shared = {ReasonKind.NEAR: Reason(ReasonKind.NEAR, rows)}
    if ReasonKind.TOGETHER in trial.by_kind:
        shared[ReasonKind.TOGETHER] = Reason(ReasonKind.TOGETHER, rows)
    if len(genres):
        rarest = min(genres, key=lambda genre: learner.background.genre_shares[genre])
        shared[ReasonKind.GENRE] = Reason(ReasonKind.GENRE, rows, genre=int(rarest))
    if gap <= ERA_YEARS:
        shared[ReasonKind.ERA] = Reason(ReasonKind.ERA, rows, year=int(tracks.year[row]))
    if len(artists):
        # All that a like of the same artist lends is that artist's merit.
        return Reason(ReasonKind.ARTIST, rows, artist=int(artists[0]))
    kind = max(shared, key=lambda kind: float(trial.by_kind[kind][place]))
    return shared[kind]
