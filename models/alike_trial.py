"""Contenders for the representation of `/similar`, judged by the same questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.affinity import Map
from models.alike_evidence import Question, answer
from models.evaluate import Interval, bootstrap
from models.rivals import Contender
from models.splits import Part
from models.tracks import Tracks

DECISIVE: Final = "matched_mrr"
"""The measure by which, on lists, a representation wins."""
OURS: Final = "ours"

Asked = tuple[Tracks, Sequence[tuple[int, Question]]]
"""The catalogue as it may be seen, and questions by group."""
Answers = dict[str, dict[int, list[dict[str, float]]]]
"""By contender and group (list, artist, seed)."""


class Evidence(StrEnum):
    """What shows that two tracks are alike, from strong to none."""

    LISTS = "lists"
    ARTIST = "artist"
    GENRE = "genre"


@dataclass(frozen=True, slots=True)
class Result:
    """How one contender did by one evidence."""

    name: str
    label: str
    values: Mapping[str, Interval]
    """By the names in `MEASURES`, and "precision"."""
    behind: Interval
    """How far it is behind ours by `DECISIVE`, paired by group; 0 for ours."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a run found."""

    part: Part
    recordings: int
    pool: int
    """Tracks that lists hold, of each song one version."""
    taught: int
    """Lists the map was learned from."""
    asked: Mapping[Evidence, tuple[int, int]]
    """Groups (lists, artists, seeds) and the seeds of them."""
    results: Mapping[Evidence, tuple[Result, ...]]
    """In the order of the contenders."""
    missing: tuple[str, ...]
    """Labels of contenders that are not installed."""
    learned: Map
    took: float
    """Seconds."""


def judge(asked: Iterable[Asked], contenders: Sequence[Contender]) -> Answers:
    """Ask everybody everything."""
    answers: Answers = {contender.name: {} for contender in contenders}
    for tracks, questions in asked:
        for contender in contenders:
            score = contender.compare(tracks)
            for group, question in questions:
                given = answer(question, score(question.seed))
                answers[contender.name].setdefault(group, []).append(given)
    return answers


def count(answers: Answers) -> tuple[int, int]:
    """Return how many groups were asked about, and with how many seeds."""
    groups = answers[OURS]
    return len(groups), sum(len(given) for given in groups.values())


def result(contender: Contender, answers: Answers) -> Result:
    """Sum up what one contender answered; groups are resampled, not seeds."""
    mine, ours = _means(answers[contender.name]), _means(answers[OURS])
    behind = bootstrap(ours[DECISIVE] - mine[DECISIVE])
    values = {name: bootstrap(means) for name, means in mine.items()}
    return Result(contender.name, contender.label, values, behind)


def _means(groups: Mapping[int, Sequence[Mapping[str, float]]]) -> dict[str, NDArray[np.float64]]:
    """Return each measure's mean by group."""
    names = list(next(iter(groups.values()))[0]) if groups else list[str]()
    return {
        name: np.array(
            [float(np.mean([given[name] for given in each])) for each in groups.values()],
            dtype=np.float64,
        )
        for name in names
    }
