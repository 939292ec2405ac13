"""What lists teach a prior's ranker, and which of them it is tried on."""

from collections.abc import Iterator

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from models import prior_lessons
from models.background import Background
from models.prior_lessons import Course, give_lessons
from tests.planted import planted, ragged


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Threads of the linear algebra wait for each other longer than they work on so little."""
    with threadpool_limits(1):
        yield


@pytest.fixture(scope="module")
def course() -> Course:
    made = planted(600)
    rng = np.random.default_rng(2)
    lists = [np.sort(rng.permutation(200)[:14] + 200 * (n % 3)).tolist() for n in range(48)]
    rows = np.arange(600, dtype=np.int32)
    return Course(Background.of(made.tracks), ragged(lists), rows, made.tracks.artist)


def test_each_list_teaches_and_the_tried_ones_can_be_left_out(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prior_lessons, "LESSONS", 96)
    lessons = give_lessons(course)
    taught = {number for number, _ in lessons.taught}
    assert taught == set(range(48))
    assert len(lessons.tried) == 8
    others = lessons.without(set(lessons.tried))
    assert 0 < len(others) < len(lessons.without(()))
    left = [lesson for number, lesson in lessons.taught if number not in lessons.tried]
    assert [id(one) for one in others] == [id(one) for one in left]


def test_of_many_lists_one_fold_teaches_and_is_tried_on_what_taught_nothing(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prior_lessons, "LARGEST_FOLD", 8)
    monkeypatch.setattr(prior_lessons, "LESSONS", 4)
    monkeypatch.setattr(prior_lessons, "MOST_TRIED", 3)
    lessons = give_lessons(course)
    taught = {number for number, _ in lessons.taught}
    assert 0 < len(taught) <= 4
    assert len(lessons.tried) == 3
    assert not taught & set(lessons.tried)
