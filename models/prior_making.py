"""Making a prior: what to learn from lists, in which order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from models.features import Portrait
from models.prior_arrays import PriorArrays, learn
from models.prior_lessons import Course, Lessons, give_lessons, look
from models.prior_ranker import PriorRanker, join, keep_chances, teach
from models.ranker import Trial, calibrate
from models.splits import FEWEST_HELD_OUT, is_member, one_version

_TRIED: Final = 150
"""Lists on which probabilities are set right; a third each with 5, 20 and 50 likes."""
_COUNTS: Final = (5, 20, 50)


@dataclass(frozen=True, slots=True)
class Made:
    """A prior ready to be kept."""

    arrays: PriorArrays
    model: bytes
    """`PriorRanker.save`"""
    lessons: int
    rounds: int


def make(course: Course, progress: Callable[[str, float], None]) -> Made:
    """Learn a prior and the ranker on it; raises ValueError where there are too few lists."""
    lessons = give_lessons(course, lambda share: progress("giving lessons", 0.5 * share))
    progress("learning how far to trust each ground", 0.5)
    everything = lessons.without(())
    others = lessons.without(set(lessons.tried))
    ranker = teach(everything, course.seed)
    # What lists have taught foretells them too well.
    foreign = teach(others, course.seed) if len(others) < len(everything) else ranker
    progress("trying it on lists", 0.8)
    scored = list(_try(course, lessons, foreign))
    if any(trial.liked.any() for trial in scored):
        ranker = replace(ranker, calibration=calibrate(scored))
    arrays = learn(
        course.lists,
        course.rows,
        course.artists,
        seed=course.seed,
        progress=lambda share: progress("learning from all lists", 0.9 + 0.1 * share),
    )
    return Made(arrays, ranker.save(), len(lessons.taught), ranker.trees.rounds)


def _try(course: Course, lessons: Lessons, ranker: PriorRanker) -> Iterator[Trial]:
    """Yield how a ranker does on lists that have not taught it."""
    background = course.background
    tracks = background.tracks
    tried = 0
    for number in lessons.tried:
        rows = course.rows_of(number)
        rows = rows[one_version(rows, tracks.song)]
        count = _COUNTS[tried % len(_COUNTS)]
        if not is_member(rows, tracks) or len(rows) < count + FEWEST_HELD_OUT:
            continue
        rng = np.random.default_rng([course.seed, number, 43])
        shuffled = rng.permutation(rows)
        likes, held_out = np.sort(shuffled[:count]), shuffled[count:]
        weights = np.ones(count, dtype=np.float32)
        columns = lessons.prior.columns(likes, weights)
        portrait = Portrait.of(background, likes, weights, np.empty(0, dtype=np.int64))
        allowed = np.flatnonzero(~np.isin(tracks.song, tracks.song[likes]))
        seen = look(background, portrait, allowed, hide_genres=course.hide_genres)
        values = join(columns[allowed], seen, portrait.context)
        scores = ranker.scores(values, keep_chances(columns)[allowed])
        yield Trial(scores, np.isin(allowed, held_out), count)
        tried += 1
        if tried == _TRIED:
            return
