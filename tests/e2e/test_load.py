"""The short version of `python -m tests.load.serve`: everybody is answered."""

from pathlib import Path

import pytest

from tests.e2e.conftest import PATIENCE
from tests.load.serve import run


async def test_members_are_answered_while_others_train_and_import(
    tmp_path: Path, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How quickly is what the command measures, on a machine that does nothing else.
    monkeypatch.setattr("tests.load.serve._LATE_S", PATIENCE)
    found = await run(tmp_path, catalogue, members=20, rate=8, seconds=3, settled_s=1)
    assert found["sent"] >= 20
    assert found["late"] == 0
    assert found["saturation_per_s"] > 0
    assert found["lag_p99_ms"] > 0
