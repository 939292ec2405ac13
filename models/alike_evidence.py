"""Evidence that two tracks are alike, taken from what no representation was given.

Each seed is answered twice: among all tracks of the pool by other artists, as `/similar` would,
and with each right answer beside tracks that are as popular, so that fame alone is no answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.profiles import Indices
from models.splits import Member, one_version, shares_artist
from models.tracks import Floats, Ragged, Tracks

TOP: Final = 10
POSITIVES: Final = 5
NEGATIVES: Final = 99
FEWEST: Final = 10
"""Right answers by other artists that a seed's list must hold."""
NEAR: Final = 200
"""Negatives are drawn from so many tracks more popular than the answer and as many less."""

MEASURES: Final = {
    "matched_mrr": "MRR, popularity matched",
    "matched_recall": "recall@10, popularity matched",
    "mrr": "MRR",
    "recall": "recall@10",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One seed, and which tracks are like it by the evidence."""

    seed: int
    pool: Indices
    """(m,) rows to be ranked, the most popular first."""
    right: NDArray[np.bool_]
    """(m,) which of them are right."""
    positives: Indices
    """(p,) some of the right ones, each to be found among its negatives."""
    negatives: Indices
    """(p, `NEGATIVES`) as popular, and wrong."""


def pool_of(rows: Indices, tracks: Tracks) -> Indices:
    """Return one version of each song among some rows, the most popular first.

    Only tracks that the evidence speaks of belong there: tracks of another table would be told
    apart by what that table says of its tracks.
    """
    rows = np.unique(rows)
    return rows[one_version(rows, np.asarray(tracks.song))]


def ask_list(
    member: Member,
    tracks: Tracks,
    pool: Indices,
    count: int,
    negatives: int = NEGATIVES,
    seed: int = 5,
) -> Iterator[Question]:
    """Ask which tracks stand beside some tracks of a list, all those of their artists apart."""
    rng = np.random.default_rng([member.number, seed])
    for row in rng.permutation(member.rows)[:count]:
        allowed = pool[~shares_artist(tracks, pool, np.array([row]))]
        allowed = allowed[tracks.song[allowed] != tracks.song[row]]
        right = np.isin(allowed, member.rows)
        if right.sum() >= FEWEST:
            yield _ask(int(row), allowed, right, rng, negatives)


def ask_artists(
    tracks: Tracks, pool: Indices, albums: Indices, lists: Ragged, count: int, seed: int = 5
) -> Iterator[tuple[int, Question]]:
    """Ask which track is by the artist of another; yield the artist with each question.

    `albums` (n,) numbers albums, -1 where unknown, and `lists` are those a table was made of:
    tracks of one album, and of one list, share more than the artist and are left out.
    """
    rng = np.random.default_rng(seed)
    artist, song = np.asarray(tracks.artist), np.asarray(tracks.song)
    of_pool = artist[pool]
    names, sizes = np.unique(of_pool[of_pool >= 0], return_counts=True)
    asked = 0
    for name in rng.permutation(names[sizes > 1]).tolist():
        row = int(rng.choice(pool[of_pool == name]))
        same = shares_artist(tracks, pool, np.array([row])) | (song[pool] == song[row])
        right = (of_pool == name) & (song[pool] != song[row])
        right &= (albums[pool] != albums[row]) & (albums[pool] >= 0) & (albums[row] >= 0)
        right &= ~np.isin(pool, _beside(lists, row))
        if right.any():
            kept = right | ~same
            yield name, _ask(row, pool[kept], right[kept], rng, NEGATIVES)
            asked += 1
        if asked == count:
            return


def ask_genres(tracks: Tracks, pool: Indices, count: int, seed: int = 5) -> Iterator[Question]:
    """Ask which tracks name a genre of another: an echo of what went in, no evidence."""
    rng = np.random.default_rng(seed)
    genres, song = tracks.genres, np.asarray(tracks.song)
    named = pool[np.diff(genres.starts)[pool] > 0]
    for row in rng.permutation(named)[:count].tolist():
        allowed = named[song[named] != song[row]]
        theirs = genres.of(row)
        sharing = np.isin(genres.ids, theirs)
        places = np.repeat(np.arange(len(genres)), np.diff(genres.starts))[sharing]
        right = np.isin(allowed, places)
        if right.any() and not right.all():
            yield _ask(row, allowed, right, rng, NEGATIVES)


def answer(question: Question, scores: Floats) -> dict[str, float]:
    """Judge scores (n,) of all tracks by the `MEASURES`, and by the precision of the first 10."""
    of_pool = scores[question.pool]
    best = np.argpartition(-of_pool, TOP)[:TOP] if len(of_pool) > TOP else slice(None)
    hits = float(question.right[best].sum())
    own = scores[question.positives][:, None]
    against = scores[question.negatives]
    places = 1 + (against > own).sum(axis=1) + (against == own).sum(axis=1) / 2
    highest = of_pool[question.right].max()
    first = 1 + (of_pool > highest).sum() + (of_pool[~question.right] == highest).sum() / 2
    return {
        "matched_mrr": float((1 / places).mean()),
        "matched_recall": float((places <= TOP).mean()),
        "mrr": float(1 / first),
        "recall": hits / min(TOP, int(question.right.sum())),
        "precision": hits / TOP,
    }


def _ask(
    row: int,
    pool: Indices,
    right: NDArray[np.bool_],
    rng: np.random.Generator,
    negatives: int,
) -> Question:
    positives = rng.permutation(pool[right])[:POSITIVES]
    wrong = pool[~right]
    # Rows are in order of popularity: those near each other are as popular.
    places = np.searchsorted(wrong, positives)
    width = min(2 * NEAR, len(wrong))
    firsts = np.clip(places - NEAR, 0, len(wrong) - width)
    drawn = [rng.choice(width, min(negatives, width), replace=False) + first for first in firsts]
    return Question(row, pool, right, positives, wrong[np.stack(drawn)])


def _beside(lists: Ragged, row: int) -> Indices:
    """Return all rows that stand in a list with this one."""
    places = np.flatnonzero(lists.ids == row)
    numbers = np.searchsorted(lists.starts, places, "right") - 1
    return np.unique(np.concatenate([lists.of(int(n)) for n in numbers] or [lists.ids[:0]])).astype(
        np.int64
    )
