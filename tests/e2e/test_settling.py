"""/settings, and what then holds for everybody in the server."""

import pytest

from bot.results.wishes import ListWish
from bot.sandbox.client import Visitor
from bot.services.catalogue import explicit_songs
from tests.e2e.conftest import Scene


@pytest.fixture
def manager(scene: Scene) -> Visitor:
    visitor = scene.join("Mo")
    scene.stage.discord.guild.owner_id = visitor.user.id
    return visitor


async def test_settings_are_shown_and_changed(scene: Scene, manager: Visitor) -> None:
    first = await manager.run("settings show")
    assert "as this server is set at Discord" in first.text
    assert "in every channel" in first.text
    changed = await manager.run("settings set", language="de", explicit=False, adventure="bold")
    assert "Deutsch" in changed.text
    assert "left out" in changed.text
    assert "bold" in changed.text
    assert changed.text == (await manager.run("settings show")).text
    back = await manager.run("settings set", language="server")
    assert "as this server is set at Discord" in back.text
    assert "left out" in back.text


async def test_public_answers_are_in_the_servers_language(scene: Scene, manager: Visitor) -> None:
    await scene.link()
    await manager.run("settings set", language="es-ES")
    assert "Para ti" in (await (await scene.ana.run("recommend", private=False)).settled()).text
    assert "For you" in (await (await scene.ana.run("recommend")).settled()).text


async def test_commands_are_taken_in_open_channels_only(scene: Scene, manager: Visitor) -> None:
    here = scene.ana.channel
    await manager.run("settings channels", channel=scene.stage.discord.add_channel("music"))
    refused = await scene.ana.run("recommend")
    assert refused.ephemeral
    assert "my commands in" in refused.text
    assert "What I can do" in (await scene.ana.run("help")).text
    assert "taste yet" in (await (await scene.ana.in_dm().run("recommend")).settled()).text
    await manager.run("settings channels", channel=here)
    assert "taste yet" in (await (await scene.ana.run("recommend")).settled()).text


async def test_explicit_songs_stay_out(scene: Scene) -> None:
    await scene.link()
    snapshot = scene.services.catalogue.current()
    explicit = explicit_songs(snapshot.tracks)
    assert explicit
    wish = ListWish(20, clean=True)
    chosen = await scene.services.recommending.pick(scene.ana.user.id, wish)
    assert not {one.song for one in chosen} & explicit
