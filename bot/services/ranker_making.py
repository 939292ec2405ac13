"""Making the shared ranker from a file of lists; nothing of it knows a single member."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.services.catalogue import load_snapshot
from bot.services.evaluation_lists import Entries, ListsError, members_of, read_entries
from models import gates, lessons
from models.background import Background
from models.leaning import lean
from models.profiles import Indices
from models.ranker import Lesson, Ranker, Trial, calibrate, teach
from models.splits import Member, part_of
from models.splits import Part as Role
from models.taste import Likes
from models.tracks import Tracks
from models.views import Views

Progress = Callable[[str, float], None]

_COUNTS_A_LIST = 3
_THINNED = 2
"""The last of the worlds that lessons are given in."""
_CALIBRATED = (5, 10, 20, 50, 80)
_CALIBRATED_A_TEACHER = 3
_PARTS = 4
"""Parts of the teaching lists: each is foretold by a ranker of the others, nearly as good as one of
all. A ranker of half the lists finds less than the whole one will."""


@dataclass(frozen=True, slots=True)
class Made:
    """A ranker and what it was made of."""

    ranker: Ranker
    lists: int
    """Lists that taught."""
    lessons: int
    rows: int
    """Tracks seen in all lessons together."""
    calibrated: int
    """Draws that the probabilities were fitted on."""


def make_ranker(catalogue: Path, lists: Path, progress: Progress) -> Made:
    """Teach a ranker on the train part of a file's lists; raises `ListsError`, `CatalogueError`.

    Lists of the development and the test part, and copies of them, teach nothing. Probabilities
    are fitted on development lists, and on each part of the others by a ranker taught by the
    rest: development lists alone are few, and some kinds of list are found twice as easily.
    """
    snapshot = load_snapshot(catalogue)
    entries = read_entries(lists, snapshot)
    members = members_of(entries, snapshot)
    roles = {member.number: part_of(member.name) for member in members}
    held_back = [member for member in members if roles[member.number] is not Role.TRAIN]
    teachers = _without_copies(
        [member for member in members if roles[member.number] is Role.TRAIN],
        held_back,
        snapshot.tracks,
    )
    taught = _lessons(snapshot.tracks, entries, teachers, progress)
    if not taught:
        raise ListsError(f"No list in {lists.name} is long enough to learn from.")
    progress("growing trees", 0.6)
    everything = [lesson for _, lesson in taught]
    ranker = teach(everything)
    judges = [member for member in held_back if roles[member.number] is Role.DEVELOPMENT]
    scored = _score(snapshot.tracks, entries, [(member, _CALIBRATED) for member in judges], ranker)
    for part in range(_PARTS):
        progress("fitting probabilities", 0.7 + 0.3 * part / _PARTS)
        rest = [lesson for number, lesson in taught if number % _PARTS != part]
        other = teach(rest or everything)
        chosen = [(member, _some(member)) for member in teachers if member.number % _PARTS == part]
        scored += _score(snapshot.tracks, entries, chosen, other)
    if scored:
        ranker = replace(ranker, calibration=calibrate(scored))
    rows = sum(len(lesson.positive) for lesson in everything)
    return Made(ranker, len(teachers), len(taught), rows, len(scored))


def _without_copies(
    teachers: Sequence[Member], held_back: Sequence[Member], tracks: Tracks
) -> list[Member]:
    starts = np.cumsum([0, *(len(member.rows) for member in teachers)]).astype(np.int64)
    flat = [member.rows for member in teachers]
    ids = np.concatenate(flat) if flat else np.empty(0, dtype=np.int64)
    copies = set(gates.copies_of(starts, ids, held_back, tracks))
    return [member for place, member in enumerate(teachers) if place not in copies]


def _lessons(
    tracks: Tracks, entries: Entries, teachers: Sequence[Member], progress: Progress
) -> list[tuple[int, Lesson]]:
    """Return lessons with the numbers of their lists: in the whole catalogue, where partly known
    columns are masked, in the part of it that has years, and where little but names is known.
    """
    dated = lessons.dated_part(tracks, entries.words, entries.popularities)

    def same(rows: Indices) -> Indices:
        return rows

    whole = Views(tracks, entries.words, entries.popularities)
    worlds = (
        (whole, same),
        (Views(dated.tracks, dated.words, dated.popularities), dated.of),
        (whole, same),
    )
    taught: list[tuple[int, Lesson]] = []
    for place, member in enumerate(teachers):
        for number, (views, rows_of) in enumerate(worlds):
            rng = np.random.default_rng([member.number, number])
            counts = rng.choice(lessons.COUNTS, _COUNTS_A_LIST, replace=False)
            view = views.of(member.number, rows_of(entries.of(member.number)))
            if number == _THINNED:
                view = replace(view, tracks=lessons.thin_out(view.tracks, rng))
            drawn = lessons.draws(
                view, rows_of(member.rows), sorted(counts.tolist()), (member.number, number)
            )
            taught += [(member.number, lessons.sample(draw, rng)) for draw in drawn]
        progress(f"{place + 1} of {len(teachers)} lists", 0.55 * (place + 1) / len(teachers))
    return taught


def _some(member: Member) -> Sequence[int]:
    rng = np.random.default_rng([member.number, 3])
    return sorted(rng.choice(_CALIBRATED, _CALIBRATED_A_TEACHER, replace=False).tolist())


def _score(
    tracks: Tracks,
    entries: Entries,
    judges: Sequence[tuple[Member, Sequence[int]]],
    ranker: Ranker,
) -> list[Trial]:
    """Return how a ranker does on lists, with the order in which tracks would be shown."""
    views = Views(tracks, entries.words, entries.popularities)
    trials: list[Trial] = []
    for member, counts in judges:
        view = views.of(member.number, entries.of(member.number))
        background = Background.of(view.tracks)
        for draw in lessons.draws(view, member.rows, counts, (member.number, 2)):
            scores = ranker.scores(draw.features, draw.context)
            likes = Likes.of(draw.seeds.astype(np.int32))
            leaning = lean(background, likes, draw.rows)
            trials.append(Trial(scores, draw.positive, draw.likes, leaning))
    return trials
