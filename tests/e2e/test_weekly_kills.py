"""Weekly posts through kills and storms, in short; `tests.faults` has the long ways."""

from pathlib import Path

from tests.faults.posting_storm import weather
from tests.faults.weekly import try_weeks


async def test_every_post_comes_once_although_processes_are_killed(
    tmp_path: Path, catalogue: Path
) -> None:
    run, figures = await try_weeks(
        tmp_path, posts=8, processes=2, kills=2, seed=5, catalogue=catalogue
    )
    assert figures.good, figures
    assert figures.due == 8
    assert run.kills >= 2


async def test_every_post_and_refresh_comes_once_in_a_storm(
    tmp_path: Path, catalogue: Path
) -> None:
    storm = await weather(tmp_path, catalogue, rounds=3, seed=2)
    figures = storm.figures(3)
    assert figures == {"rounds": 3, "posted": 3, "refreshed": 3, "duplicates": 0, "lost": 0}
    assert storm.faults
    assert storm.kept.faults
