"""A stand-in Discord whose clock a test moves, and two members."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.sandbox.client import Visitor
from bot.sandbox.discord import DiscordStandIn
from tests.e2e.discord_stand_in.rest_api import Api


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1_760_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def stand_in(clock: Clock) -> AsyncIterator[DiscordStandIn]:
    async with DiscordStandIn(now=clock) as stand_in:
        yield stand_in


@pytest.fixture
async def api(stand_in: DiscordStandIn) -> AsyncIterator[Api]:
    headers = {"Authorization": f"Bot {stand_in.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield Api(stand_in, session)


@pytest.fixture
def ana(stand_in: DiscordStandIn) -> Visitor:
    return Visitor(stand_in, stand_in.join("ana"))


@pytest.fixture
def ben(stand_in: DiscordStandIn) -> Visitor:
    return Visitor(stand_in, stand_in.join("ben"))
