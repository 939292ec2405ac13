"""A test over whose stand-ins something undescribed passed fails, and the run tells the counts."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest

from bot.sandbox.discord import DiscordStandIn
from bot.sandbox.spotify import SpotifyStandIn
from tests.contract.description import ROOT
from tests.contract.deviations import DEVIATIONS
from tests.contract.ledger import Ledger
from tests.contract.problems import Api, Side
from tests.contract.reporting import LEDGER, TESTS, WHOLE, Reporter
from tests.contract.watching import hold, watch

CONFTEST = """
from tests.contract.reporting import Reporter
from tests.contract.watching import held_to_the_descriptions, ledger

def pytest_configure(config):
    config.pluginmanager.register(Reporter(config))
"""
TESTED = """
import aiohttp
from bot.sandbox.discord import DiscordStandIn

async def ask(path):
    async with DiscordStandIn() as stand_in, aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bot {stand_in.token}"}
        async with session.get(stand_in.api_url + path, headers=headers) as answer:
            await answer.read()

async def test_good():
    await ask("/users/@me")

async def test_bad():
    await ask("/users/@me?full=1")

def test_without():
    pass
"""


def run(folder: Path, *options: str) -> str:
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_small.py").write_text(TESTED)
    command = [sys.executable, "-m", "pytest", str(folder), "-p", "no:cacheprovider", *options]
    config = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder)]
    done = subprocess.run(
        [*command, *config], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
    )
    return done.stdout


def test_a_run_names_what_is_not_as_described_and_counts(tmp_path: Path) -> None:
    told = run(tmp_path)
    assert "discord GET /users/@me -> 200, request at full: query: 'full' is not described" in told
    assert "contract: discord 2 requests, 2 answers; spotify 0 requests, 0 answers" in told
    assert "0 kinds of reasoned deviations, met 0 times; 1 unexplained" in told
    assert "ERROR" in told
    assert "test_bad" in told.rpartition("short test summary")[2]
    assert "3 passed, 1 error" in told


def test_a_run_without_stand_ins_says_nothing(tmp_path: Path) -> None:
    told = run(tmp_path, "-k", "test_without")
    assert "1 passed" in told
    assert "contract:" not in told


async def test_stand_ins_are_seen_wherever_they_are_opened(judge: Ledger) -> None:
    with watch() as opened:
        async with (
            SpotifyStandIn([]) as spotify,
            DiscordStandIn(keep=2) as discord,
            aiohttp.ClientSession() as session,
        ):
            for url in [f"{spotify.api_url}me", *[f"{discord.api_url}/gateway"] * 5]:
                async with session.get(url) as answer:
                    await answer.read()
    assert opened == [spotify, discord]
    assert len(discord.exchanges) == 5
    assert hold(judge, opened, tries_discord=True) == []
    assert judge.summary().startswith(
        "contract: discord 5 requests, 5 answers; spotify 1 requests, 1 answers; "
    )


@pytest.fixture
def config(judge: Ledger) -> Any:
    """As much of pytest's configuration as the reporter reads."""
    config = SimpleNamespace(args=["tests"], stash=pytest.Stash())
    config.stash[LEDGER] = judge
    judge.checked[Api.DISCORD, Side.REQUEST] = 1
    return config


def session_of(files: set[Path]) -> Any:
    return SimpleNamespace(items=[SimpleNamespace(path=path) for path in files], exitstatus=0)


def everything() -> set[Path]:
    return {path for folder in WHOLE for path in (TESTS / folder).rglob("test_*.py")}


def test_a_whole_run_that_never_meets_a_deviation_fails(config: Any, judge: Ledger) -> None:
    session = session_of(everything())
    judge.met.update(DEVIATIONS[1:])
    reporter = Reporter(config)
    reporter.pytest_collection_finish(session)
    reporter.pytest_sessionfinish(session, 0)
    assert session.exitstatus == pytest.ExitCode.TESTS_FAILED

    session.exitstatus = 0
    judge.met.update(DEVIATIONS)
    reporter.pytest_sessionfinish(session, 0)
    assert session.exitstatus == 0


LACKING = ["a file", "a test", "others by name", "the descriptions"]


@pytest.mark.parametrize("lacking", LACKING)
def test_a_part_of_the_suite_need_not_meet_them(config: Any, judge: Ledger, lacking: str) -> None:
    session = session_of(everything() - ({Path(__file__)} if lacking == "a file" else set()))
    if lacking == "others by name":
        config.args = ["tests/e2e/test_link.py::test_one"]
    reporter = Reporter(config)
    reporter.pytest_collection_finish(session)
    if lacking == "a test":
        reporter.pytest_deselected()
    if lacking == "the descriptions":
        judge.checked.clear()
    reporter.pytest_sessionfinish(session, 0)
    assert session.exitstatus == 0


def test_every_deviation_has_a_name_and_a_reason() -> None:
    names = [(one.api, one.name) for one in DEVIATIONS]
    assert len(set(names)) == len(names)
    assert all(one.reason.endswith(".") for one in DEVIATIONS)
