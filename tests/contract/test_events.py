"""What the stand-in's gateway sends, as far as the description has schemas for it."""

import asyncio
from copy import deepcopy
from typing import Any

import discord
import pytest

from bot.sandbox.client import Visitor
from bot.sandbox.discord import DiscordStandIn
from bot.sandbox.discord.state import ChannelKind
from tests.contract.discord_description import EVENTS
from tests.contract.ledger import Ledger
from tests.contract.problems import Rule
from tests.e2e.discord_stand_in.small_bot import Bot, running


async def play() -> dict[str, Any]:
    """Return the last event of each name that a bot hears in a guild's day."""

    def set_up(bot: Bot) -> None:
        @bot.tree.command(description="Says hello")
        async def hello(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("hello", ephemeral=True)

    intents = discord.Intents.none()
    intents.guilds = intents.guild_messages = True
    async with DiscordStandIn() as stand_in, running(stand_in, set_up, intents=intents):
        ana = Visitor(stand_in, stand_in.join("ana", "Ana"))
        await (await ana.run("hello")).settled()
        channel = stand_in.add_channel("news", ChannelKind.ANNOUNCEMENT)
        stand_in.restrict(channel, 0)
        stand_in.remove_channel(channel)
        stand_in.remove_guild(stand_in.add_guild("Elsewhere"))
        return {event.name: event.data for event in stand_in.sent_events}


@pytest.fixture(scope="module")
def day() -> dict[str, Any]:
    return asyncio.run(play())


@pytest.fixture
def events(day: dict[str, Any]) -> dict[str, Any]:
    return deepcopy(day)


def test_every_event_of_a_guilds_day_is_as_described(events: dict[str, Any], judge: Ledger) -> None:
    assert {"READY", "GUILD_CREATE", "INTERACTION_CREATE", "CHANNEL_UPDATE"} <= events.keys()
    for name, data in events.items():
        assert judge.hold_event(name, data) == []


@pytest.mark.parametrize(
    ("name", "way", "value", "rule"),
    [
        ("READY", ("user", "username"), 7, Rule.SCHEMA),
        ("READY", ("user", "name"), "x", Rule.FIELD),
        ("READY", ("session_id",), ..., Rule.SCHEMA),
        ("GUILD_CREATE", ("channels", 0, "type"), 99, Rule.SCHEMA),
        ("GUILD_CREATE", ("members", 0, "user", "id"), 5, Rule.SCHEMA),
        ("GUILD_CREATE", ("roles", 0, "colors"), ..., Rule.SCHEMA),
        ("INTERACTION_CREATE", ("id",), 5, Rule.SCHEMA),
        ("INTERACTION_CREATE", ("type",), 9, Rule.SCHEMA),
        ("INTERACTION_CREATE", ("channel", "type"), ..., Rule.SCHEMA),
        ("INTERACTION_CREATE", ("member", "user"), ..., Rule.SCHEMA),
        ("INTERACTION_CREATE", ("member", "permission"), "0", Rule.FIELD),
        ("INTERACTION_CREATE", ("locale",), "en", Rule.SCHEMA),
        ("INTERACTION_CREATE", ("token",), ..., Rule.SCHEMA),
    ],
)
def test_a_fault_in_an_event_is_noticed(
    events: dict[str, Any],
    judge: Ledger,
    name: str,
    way: tuple[str | int, ...],
    value: Any,
    rule: Rule,
) -> None:
    data = events[name]
    *steps, last = way
    inner = data
    for step in steps:
        inner = inner[step]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    assert [problem.rule for problem in judge.hold_event(name, data)][:1] == [rule]


def test_an_event_nobody_wrote_down_is_a_problem(judge: Ledger) -> None:
    assert "GUILD_BAN_ADD" not in EVENTS
    assert [problem.rule for problem in judge.hold_event("GUILD_BAN_ADD", {})] == [Rule.PATH]
