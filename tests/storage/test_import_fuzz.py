"""The short version of `python -m tests.faults.imports`."""

import json
import subprocess
import sys
from pathlib import Path

from tests.faults.imports import FORMATS

ROOT = Path(__file__).parents[2]


def test_import_of_damaged_files_ends_in_a_sentence_or_in_likes() -> None:
    # A process of its own draws the same each time: Hypothesis also draws the constants of whatever
    # modules are there, and here these would be those of other tests.
    asked = [sys.executable, "-m", "tests.faults.imports", "--examples", "360", "--seed", "1"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert set(result["outcomes"]) == {*FORMATS, "made up"}
    # Most damage is small enough that the rest is read.
    assert all(outcomes.get("read") for outcomes in result["outcomes"].values())
    told = {outcome for outcomes in result["outcomes"].values() for outcome in outcomes}
    assert {"read", "broken", "unknown"} <= told
