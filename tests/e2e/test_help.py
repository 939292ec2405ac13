"""/help and the pace of commands, as members meet them."""

import re

import pytest

from bot.commands.inventory import inventory
from bot.commands.pace import Pace
from bot.render.helping import AREAS, OTHER, Entry, help_page
from bot.render.wording import wording
from bot.sandbox.client import Visitor
from tests.e2e.conftest import Scene

LANGUAGES = {"en-US": "What I can do", "de": "Was ich kann", "es-ES": "Qué sé hacer"}


@pytest.mark.parametrize("locale", LANGUAGES)
async def test_help_names_every_command_a_manager_can_use(scene: Scene, locale: str) -> None:
    manager = Visitor(scene.stage.discord, scene.stage.discord.join("mo", "Mo", locale=locale))
    assert scene.stage.running is not None
    bot = scene.stage.running.bot
    scene.stage.discord.guild.owner_id = manager.user.id
    reply = await manager.run("help")
    assert LANGUAGES[locale] in reply.text
    named = set(re.findall(r"</([a-z ]+):[1-9][0-9]*>", str(reply.message.components)))
    assert named == {
        one.qualified_name for one in bot.tree.walk_commands() if not hasattr(one, "commands")
    }


@pytest.mark.parametrize("locale", LANGUAGES)
def test_help_stays_within_discords_limits(locale: str) -> None:
    say, longest = wording(locale), 2**63 - 1
    areas = {area: list[Entry]() for area in (*AREAS, OTHER)}
    for name, command in inventory()["commands"].items():
        inside = [f"{name} {one}" for one in command.get("commands", ())] or [name]
        mentions = tuple(f"</{one}:{longest}>" for one in inside)
        area = next((area for area in AREAS if name in AREAS[area]), OTHER)
        areas[area].append(Entry(mentions, command["description"][locale]))
    page = help_page(say, areas)
    assert areas[OTHER] == []
    assert 1_000 < page.content_length() <= 4_000
    assert page.total_children_count <= 40


async def test_help_names_in_direct_messages_what_works_there(scene: Scene) -> None:
    shown = str((await scene.ana.in_dm().run("help")).message.components)
    assert "</recommend:" in shown
    assert "</blend:" not in shown
    assert "</schedule set:" not in shown


@pytest.mark.stage(commands_per_minute=2)
async def test_who_is_too_quick_is_told_when_to_go_on_and_nobody_else_is(scene: Scene) -> None:
    for _ in range(2):
        assert "What I can do" in (await scene.ana.run("help")).text
    refused = await scene.ana.run("help")
    assert refused.ephemeral
    assert re.search(r"again <t:[0-9]+:R>", str(refused.message.components))
    assert "What I can do" in (await scene.join("Ben").run("help")).text
    assert "nothing about you" in (await (await scene.ana.run("privacy")).settled()).text


def test_the_pace_is_of_each_member_and_command_over_a_minute() -> None:
    time = 100.0
    pace = Pace(2, lambda: time)
    assert [pace.take(1, "link") for _ in range(3)] == [0, 0, 60]
    assert pace.take(2, "link") == 0
    assert pace.take(1, "sync") == 0
    time += 45
    assert pace.take(1, "link") == 15
    time += 15
    assert pace.take(1, "link") == 0
