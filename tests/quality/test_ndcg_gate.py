"""The quality gate: NDCG@100 on fixed tasks must not fall by more than noise.

What each task found is recorded in `ndcg_gate.json`; the differences are paired, so that a small
loss shows which would drown in how tasks differ.
"""

import json

import numpy as np
import pytest

from models.evaluate import Interval, bootstrap
from tests.quality.ndcg_gate import RECORDED, TASKS, Found, has_lists

WORTH_A_WORD = 0.003
"""A loss below this is none that anybody would notice, however sure it is."""


def change(before: Found, now: Found) -> Interval:
    assert before.keys() == now.keys(), "the tasks are not those that were recorded"
    return bootstrap(np.array([now[name] - before[name] for name in before]))


def fell(difference: Interval) -> bool:
    return difference.high < 0 and difference.mean < -WORTH_A_WORD


@pytest.mark.parametrize("name", TASKS)
def test_ndcg_did_not_fall(name: str) -> None:
    if name == "real" and not has_lists():
        pytest.skip("the real tables are not in the folder CRATEMATE_DATA names")
    before = json.loads(RECORDED.read_text(encoding="utf-8"))[name]
    now = TASKS[name]()
    difference = change(before, now)
    print(f"{np.mean(list(now.values())):.4f}, {difference}")
    assert not fell(difference), (
        f"NDCG@100 fell by {-difference.mean:.4f} "
        f"[{difference.low:+.4f}, {difference.high:+.4f}] on the {name} tasks"
    )


def test_the_gate_sees_a_loss_and_bears_noise() -> None:
    rng = np.random.default_rng(0)
    before = {str(task): float(value) for task, value in enumerate(rng.uniform(0.1, 0.5, 40))}
    noise = {name: value + float(rng.normal(0, 0.02)) for name, value in before.items()}
    worse = {name: value - 0.015 + float(rng.normal(0, 0.02)) for name, value in before.items()}
    assert not fell(change(before, noise))
    assert not fell(change(before, before))
    assert fell(change(before, worse))
