"""What one process of an evaluation does: a member at a time, nothing left of the one before."""

import os
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np

from models.baselines.recommender import Recommender
from models.evaluate import Judged, judge
from models.profiles import Indices
from models.splits import Member, Split, Task, candidates, tasks_of
from models.tracks import Tracks
from models.views import NOBODY, Popularities, Views, Words

PERMUTED_SEEDS: Final = 20
PERMUTED_HELD_OUT: Final = 40


@dataclass(frozen=True, slots=True)
class Study:
    """All that a process needs; it crosses to it once, pickled."""

    tracks: Tracks
    words: Words
    popularities: Popularities
    members: Mapping[int, Member]
    rows: Mapping[int, Indices]
    """All rows of each member's list."""
    counts: Sequence[int]
    splits: Sequence[Split]
    draws: int
    ladder: Sequence[Recommender]
    """Fitted where they learn across lists."""
    probes: Sequence[Recommender]

    def tasks(self, number: int) -> list[Task]:
        """Return the tasks of one member."""
        return tasks_of(self.members[number], self.tracks, self.counts, self.splits, self.draws)


@dataclass(frozen=True, slots=True)
class MemberResult:
    """How all models did on all tasks of one member."""

    judged: tuple[Judged, ...]
    seconds: Mapping[str, float]
    """Time each model took."""


class Worker:
    """One process's study, with the views it makes."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.views = Views(study.tracks, study.words, study.popularities)

    def judge_member(self, number: int) -> MemberResult:
        """Judge all models, and the probes beside them, on one member."""
        view = self.views.of(number, self.study.rows[number])
        place = list(self.study.members).index(number)
        judged: list[Judged] = []
        seconds: dict[str, float] = {}
        for task in self.study.tasks(number):
            for model in (*self.study.ladder, *self.study.probes):
                if _beyond(model.draws, task.draw) or _beyond(model.members, place):
                    continue
                begun = _cpu_seconds()
                scored = model.rank(view, task.seeds, task.seed)
                seconds[model.name] = seconds.get(model.name, 0) + _cpu_seconds() - begun
                judged += judge(model.name, view, task, scored)
        return MemberResult(tuple(judged), seconds)

    def judge_nobody(self, number: int) -> MemberResult:
        """Judge the models on a made-up member whose likes were dealt at random."""
        view = self.views.of(NOBODY, np.empty(0, dtype=np.int64))
        rng = np.random.default_rng([number, 23])
        songs = np.unique(np.asarray(self.study.tracks.song), return_index=True)[1]
        count = PERMUTED_SEEDS + PERMUTED_HELD_OUT
        rows = rng.choice(songs, min(count, len(songs) // 2), replace=False).astype(np.int64)
        seeds, held_out = rows[:PERMUTED_SEEDS], rows[PERMUTED_SEEDS:]
        task = Task(number, len(seeds), 0, seeds, {Split.RANDOM: held_out}, number)
        judged: list[Judged] = []
        for model in self.study.ladder:
            if model.members is None:
                judged += judge(model.name, view, task, model.rank(view, seeds, number))
        return MemberResult(tuple(judged), {})

    def digest_in_order(self, numbers: Sequence[int]) -> dict[str, dict[int, str]]:
        """Return a digest of each model's scores for the first task of some members, in order.

        Only what may be recommended is looked at: a seed's own score never matters. What takes so
        long that few members are judged by it is left out.
        """
        quick = [model for model in self.study.ladder if model.members is None]
        digests: dict[str, dict[int, str]] = {model.name: {} for model in quick}
        for number in numbers:
            view = self.views.of(number, self.study.rows[number])
            task = self.study.tasks(number)[0]
            allowed = candidates(view.tracks, task.seeds)
            for model in quick:
                scores = model.rank(view, task.seeds, task.seed).scores[allowed]
                digests[model.name][number] = blake2b(scores.tobytes(), digest_size=16).hexdigest()
        return digests


def _beyond(most: int | None, place: int) -> bool:
    return most is not None and place >= most


_worker: Worker | None = None


def start(study: bytes) -> None:
    """Take up a study in a new process."""
    global _worker
    _worker = Worker(pickle.loads(study))


def work(job: str, argument: int | Sequence[int]) -> MemberResult | dict[str, dict[int, str]]:
    """Do one job by the name of a `Worker` method."""
    if _worker is None:
        raise RuntimeError("this process has no study")
    return getattr(_worker, job)(argument)


def _cpu_seconds() -> float:
    times = os.times()
    return times.user + times.system
