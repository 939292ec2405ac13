"""The short version of `python -m tests.faults.imports`."""

from tests.faults.imports import FORMATS, run


def test_import_of_damaged_files_ends_in_a_sentence_or_in_likes() -> None:
    result = run(360, seed=1)
    assert set(result["outcomes"]) == {*FORMATS, "made up"}
    # Most damage is small enough that the rest is read.
    assert all(outcomes.get("read") for outcomes in result["outcomes"].values())
    told = {outcome for outcomes in result["outcomes"].values() for outcome in outcomes}
    assert {"read", "broken", "unknown"} <= told
