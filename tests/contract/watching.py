"""Every stand-in that a test opens is watched, and what passed over it held in the end."""

from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.sandbox.discord import DiscordStandIn
from bot.sandbox.spotify import SpotifyStandIn
from tests.contract.ledger import MISSING, Ledger
from tests.contract.problems import Api, Problem
from tests.contract.reporting import LEDGER

SHOWN = 12
"""Problems that a failing test shows."""
Opened = list[DiscordStandIn | SpotifyStandIn]


@contextmanager
def watch() -> Generator[Opened]:
    """Collect the stand-ins that are opened, and have them forget nothing.

    They are seen at their door, so that no test has to hand them over and none can forget to.
    """
    opened: Opened = []
    with pytest.MonkeyPatch.context() as patch:
        for kind in (DiscordStandIn, SpotifyStandIn):
            patch.setattr(kind, "__aenter__", _watched(kind.__aenter__, opened))
        yield opened


def _watched(enter: Any, opened: Opened) -> Any:
    async def watched(stand_in: Any) -> Any:
        opened.append(stand_in)
        stand_in.exchanges = deque(stand_in.exchanges)
        if isinstance(stand_in, DiscordStandIn):
            stand_in.gateway.sent_events = deque(stand_in.gateway.sent_events)
        return await enter(stand_in)

    return watched


def hold(ledger: Ledger, opened: Opened, *, tries_discord: bool = False) -> list[Problem]:
    """Hold all that passed over stand-ins; return what no deviation explains.

    `tries_discord` says that the test tries the stand-in for Discord, with its own requests or
    with a bot that breaks the rules. Requests to Spotify tell by themselves: spotipy's are made
    with requests, those of tests with aiohttp.
    """
    problems: list[Problem] = []
    for stand_in in opened:
        if isinstance(stand_in, DiscordStandIn):
            for exchange in stand_in.exchanges:
                problems += ledger.hold(Api.DISCORD, exchange, tried=tries_discord)
            for event in stand_in.sent_events:
                problems += ledger.hold_event(event.name, event.data)
        else:
            for exchange in stand_in.exchanges:
                tried = not exchange.headers.get("user-agent", "").startswith("python-requests/")
                problems += ledger.hold(Api.SPOTIFY, exchange, tried=tried)
    return problems


@pytest.fixture(scope="session")
def ledger(pytestconfig: pytest.Config) -> Ledger:
    """The ledger of this run."""
    return pytestconfig.stash.setdefault(LEDGER, Ledger())


@pytest.fixture(autouse=True)
def held_to_the_descriptions(
    request: pytest.FixtureRequest, ledger: Ledger
) -> Generator[Opened | None]:
    """Fail a test over whose stand-ins anything passed that the descriptions do not allow."""
    if MISSING:
        yield None
        return
    with watch() as opened:
        yield opened
    problems = hold(ledger, opened, tries_discord="discord_stand_in" in request.path.parts)
    if problems:
        told = [str(problem) for problem in problems[:SHOWN]]
        more = len(problems) - len(told)
        ending = [f"and {more} more"] if more else []
        pytest.fail("not as described:\n  " + "\n  ".join(told + ending), pytrace=False)
