"""/metrics over HTTP: what was asked, how it ended and how long it took, and nobody's name."""

import asyncio
import re

import aiohttp
import pytest

from bot.metrics import Metrics
from tests.e2e.conftest import Scene

pytestmark = pytest.mark.stage(metrics_port=0)


async def figures(scene: Scene) -> dict[str, float]:
    """Read every figure that is shown, by its name and labels."""
    assert scene.stage.running is not None
    port = scene.stage.running.metrics_port
    async with (
        aiohttp.ClientSession() as reader,
        reader.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        lines = (await answer.text()).splitlines()
    shown = [line.rpartition(" ") for line in lines if not line.startswith("#")]
    return {name: float(value) for name, _, value in shown}


async def test_a_members_way_is_counted_without_naming_them(scene: Scene) -> None:
    refused = await (await scene.ana.run("recommend")).settled()
    await scene.link()
    listed = await scene.recommend(3)
    await scene.press(listed, "👍")
    await scene.learned()
    shown = await figures(scene)

    assert "Reference" in refused.text
    assert shown['cratemate_interactions_total{command="recommend",outcome="refused"}'] == 1
    assert shown['cratemate_interactions_total{command="recommend",outcome="ok"}'] == 1
    assert shown['cratemate_interactions_total{command="button up",outcome="ok"}'] == 1
    assert shown['cratemate_interactions_total{command="link",outcome="ok"}'] == 1
    assert shown['cratemate_first_response_seconds_count{command="recommend"}'] == 2
    assert shown['cratemate_interaction_seconds_count{command="recommend"}'] == 2
    assert shown['cratemate_training_seconds_count{result="done"}'] >= 1
    assert shown['cratemate_spotify_calls_total{operation="saved tracks",result="ok"}'] == 2
    assert shown['cratemate_spotify_calls_total{operation="exchange",result="ok"}'] == 1
    assert shown["cratemate_training_queue"] == 0
    assert shown["cratemate_guilds"] == 1

    world = scene.stage.discord
    for secret in (scene.ana.user.id, world.guild.id, world.channel.id):
        assert str(secret) not in "".join(shown)
    words = {value for name in shown for value in re.findall(r'="([^"]*)"', name)}
    assert not {"Ana", "ana", world.guild.name, scene.listener.name} & words


async def test_faults_and_autocomplete_are_told_apart(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scene.link()
    await scene.ana.choices("similar", "song", "lo")

    async def fail(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(type(scene.services.recommending), "recommend", fail)
    await scene.recommend(3)
    shown = await figures(scene)
    assert shown['cratemate_interactions_total{command="recommend",outcome="fault"}'] == 1
    assert shown['cratemate_interactions_total{command="similar autocomplete",outcome="ok"}'] == 1


@pytest.mark.stage(metrics_port=None)
async def test_without_a_port_none_are_served(scene: Scene) -> None:
    assert scene.stage.running is not None
    assert scene.stage.running.metrics_port is None


def test_several_bots_in_a_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.count_spotify("me", "ok")
    assert b'operation="me"' in one.render()
    assert b'operation="me"' not in other.render()


async def test_the_loops_lag_is_looked_at_while_the_bot_runs(scene: Scene) -> None:
    before = (await figures(scene))["cratemate_loop_lag_seconds_count"]
    await asyncio.sleep(0.6)
    assert (await figures(scene))["cratemate_loop_lag_seconds_count"] > before
