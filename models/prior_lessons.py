"""Lessons for the blend: lists seen by a prior that was learned without them."""

import math
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.background import Background
from models.features import FEATURES, Portrait, own_features
from models.prior import Prior
from models.prior_arrays import PriorArrays, learn
from models.prior_ranker import PriorLesson, join, keep_chances
from models.profiles import Indices, spans
from models.splits import shares_artist
from models.tracks import Floats, Ragged, Rows

FOLDS: Final = 6
LARGEST_FOLD: Final = 4_000
"""Lists that are hidden together: where there are many more, one fold gives all lessons, and what
is learned without it is nearly what is learned with it."""
LEAST_LIKES, MOST_LIKES = 5, 50
FEWEST_HELD_OUT: Final = 5
NEW_ARTISTS: Final = 0.5
"""The share of lessons that hold out only artists who are none of the likes'."""
LESSONS: Final = 3_000
MOST_DRAWS: Final = 6
"""Lessons from one list, where lists are few."""
MOST_TRIED: Final = 600
"""Lists to try on, or a quarter of the last fold where that is more."""
_THREADS: Final = 2
_GENRES: Final = [place for place, name in enumerate(FEATURES) if "genre" in name]


@dataclass(frozen=True, slots=True)
class Course:
    """What lessons are made from."""

    background: Background
    lists: Ragged
    """Lists of items, as of `PriorArrays`."""
    rows: Rows
    artists: Rows
    hide_genres: bool = False
    """Whether the catalogue's genres come from these very lists, and so give them away."""
    seed: int = 0

    def lay(self, arrays: PriorArrays) -> Prior:
        """Return a prior over this catalogue."""
        return Prior(arrays, self.rows, self.background.tracks.artist)

    def rows_of(self, number: int) -> Indices:
        """Return the catalogue rows of one list."""
        rows = self.rows[self.lists.of(number)]
        return rows[rows >= 0].astype(np.int64)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What the lists teach, and lists to try what was learned on."""

    taught: list[tuple[int, PriorLesson]]
    """The number of a list, and what it teaches."""
    prior: Prior
    """Learned without the lists of the last fold."""
    tried: list[int]
    """Lists of the last fold to try on what the others teach; where possible those that taught
    nothing.
    """

    def without(self, lists: Collection[int]) -> list[PriorLesson]:
        """Return the lessons of all other lists."""
        return [lesson for number, lesson in self.taught if number not in lists]


def give_lessons(course: Course, progress: Callable[[float], None] = lambda share: None) -> Lessons:
    """Return lessons from all lists long enough, the same for the same seed.

    Each fold of lists is seen by a prior of the other folds: its own tracks that no other list
    holds are unknown to it, and so are those of the other lists of its fold, which are met as
    negatives. So being unknown says as much as it will say of a member's tracks.
    """
    rng = np.random.default_rng([course.seed, 41])
    last = max(FOLDS, -(-len(course.lists) // LARGEST_FOLD)) - 1
    folds = rng.permutation(np.arange(len(course.lists)) % (last + 1))
    enough = np.array(
        [
            len(course.rows_of(number)) >= LEAST_LIKES + FEWEST_HELD_OUT
            for number in range(len(course.lists))
        ]
    )
    usable = np.flatnonzero(enough)
    draws = int(np.clip(LESSONS // max(len(usable), 1), 1, MOST_DRAWS))
    shuffled = rng.permutation(usable)
    # The last fold comes first: it is needed in any case.
    chosen = shuffled[np.argsort(-folds[shuffled], kind="stable")][: LESSONS // draws]
    prior = _learn_without(course, folds == last)
    lessons = _give(course, prior, chosen[folds[chosen] == last], draws)
    others = np.setdiff1d(folds[chosen], last)
    for place, fold in enumerate(others):
        progress((place + 1) / (len(others) + 1))
        other = _learn_without(course, folds == fold)
        lessons += _give(course, other, chosen[folds[chosen] == fold], draws)
    progress(1.0)
    inside = shuffled[folds[shuffled] == last]
    tried = inside[::-1][: max(MOST_TRIED, len(inside) // 4)]
    return Lessons(lessons, prior, [int(number) for number in tried])


def _learn_without(course: Course, hidden: NDArray[np.bool_]) -> Prior:
    lists = _only(course.lists, np.flatnonzero(~hidden))
    return course.lay(learn(lists, course.rows, course.artists, seed=course.seed))


def _give(
    course: Course, prior: Prior, lists: Indices, draws: int
) -> list[tuple[int, PriorLesson]]:
    numbers = [(int(number), draw) for number in np.sort(lists) for draw in range(draws)]

    def give(number: tuple[int, int]) -> PriorLesson | None:
        return _lesson(course, prior, *number)

    with ThreadPoolExecutor(_THREADS, thread_name_prefix="lessons") as pool:
        lessons = pool.map(give, numbers)
        return [(n, lesson) for (n, _), lesson in zip(numbers, lessons, strict=True) if lesson]


def _lesson(course: Course, prior: Prior, number: int, draw: int) -> PriorLesson | None:
    rng = np.random.default_rng([course.seed, number, draw])
    tracks = course.background.tracks
    likes, held_out, new_only = _deal(course, course.rows_of(number), rng)
    if len(likes) < 3 or len(held_out) < FEWEST_HELD_OUT:
        return None
    weights = np.ones(len(likes), dtype=np.float32)
    columns = prior.columns(likes, weights)
    positive = np.zeros(len(tracks), dtype=np.bool_)
    positive[held_out] = True
    kept = positive | (rng.random(len(tracks)) < keep_chances(columns))
    kept &= ~np.isin(tracks.song, tracks.song[likes])
    rows = np.flatnonzero(kept)
    if new_only:
        rows = rows[~shares_artist(tracks, rows, likes)]
    portrait = Portrait.of(course.background, likes, weights, np.empty(0, dtype=np.int64))
    seen = look(course.background, portrait, rows, hide_genres=course.hide_genres)
    return PriorLesson(join(columns[rows], seen, portrait.context), positive[rows])


def look(
    background: Background, portrait: Portrait, rows: Indices, *, hide_genres: bool = False
) -> Floats:
    """Return (len(rows), len(FEATURES)) the tracks as the member sees them."""
    seen = np.column_stack((own_features(background, rows), portrait.compare(rows)))
    if hide_genres:
        seen[:, _GENRES] = np.nan
    return seen


def _deal(course: Course, rows: Indices, rng: np.random.Generator) -> tuple[Indices, Indices, bool]:
    """Return likes, what is held out, and whether that is by new artists only.

    Tracks of liked artists are then neither liked nor disliked: none of them can be held out.
    """
    tracks = course.background.tracks
    shuffled = rng.permutation(rows)
    count = int(math.exp(rng.uniform(math.log(LEAST_LIKES), math.log(MOST_LIKES + 1))))
    count = max(min(count, len(rows) // 2), LEAST_LIKES)
    if rng.random() >= NEW_ARTISTS:
        return np.sort(shuffled[:count]), shuffled[count:], False
    artists = np.unique(tracks.artist[rows])
    theirs = artists[rng.permutation(len(artists))[: -(-len(artists) // 2)]]
    mine = np.isin(tracks.artist[shuffled], theirs)
    likes, left = shuffled[mine][:count], np.concatenate((shuffled[mine][count:], shuffled[~mine]))
    return np.sort(likes), left[~shares_artist(tracks, left, likes)], True


def _only(lists: Ragged, numbers: Indices) -> Ragged:
    _, places = spans(lists, numbers)
    starts = np.zeros(len(numbers) + 1, dtype=np.int64)
    np.cumsum(lists.starts[numbers + 1] - lists.starts[numbers], out=starts[1:])
    return Ragged(starts, lists.ids[places])
