"""The benchmark at a small size, where no time says anything, and what a start does not load."""

import json
import subprocess
import sys

import pytest

from tests.bench.__main__ import GOALS, main
from tests.bench.goals import AtLeast, AtMost

KEYS = (
    "shortlist_ratio",
    "shortlist_peak_mb",
    "similar_over_floor",
    "autocomplete_p99_ms",
    "typo_hit_rate",
    "open_ms",
    "start_s",
)
HEAVY = ("xgboost", "sklearn", "pandas", "matplotlib", "plotly", "scipy", "spotipy", "alembic")


def test_it_measures_every_part_and_says_what_is_missed(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--tracks", "3000", "--starts", "1"])
    *table, last = capsys.readouterr().out.splitlines()
    figures = json.loads(last)
    assert set(KEYS) <= set(figures)
    assert figures["tracks"] == 3_000
    assert figures["similar_exact"] == 1
    assert figures["shortlist_overlap"] == 1
    assert figures["typo_hit_rate"] >= 0.8
    missed = [name for name, goal in GOALS.items() if not goal.holds(figures[name])]
    assert figures["missed"] == missed
    assert code == int(bool(missed))
    assert "| work | ours | naive recipe | floor | goal |" in table
    assert all(line.count("|") == 6 for line in table if line.startswith("|"))


def test_goals_are_bounds() -> None:
    assert AtMost(20).holds(20)
    assert not AtMost(20).holds(20.1)
    assert AtLeast(0.8).holds(0.8)
    assert not AtLeast(0.8).holds(0.79)
    assert not AtMost(20).holds(float("nan"))


def test_the_bot_starts_without_what_only_learning_needs() -> None:
    program = "import bot.checks, bot.running, json, sys; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert "bot.client" in loaded
    assert not loaded & set(HEAVY)
