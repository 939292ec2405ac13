"""/settings, and what then holds for everybody in the server."""

from pathlib import Path

import pytest

from bot.render.wording import wording
from bot.sandbox.client import Visitor
from tests.e2e.conftest import PATIENCE, Scene
from tests.e2e.playlist_world import newest_list
from tests.e2e.weekly_world import WeeklyWorld


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


async def test_lists_go_as_far_as_the_server_says_unless_members_do(
    scene: Scene, manager: Visitor
) -> None:
    await scene.link()
    liked = {
        name for like in await scene.store.likes.of(scene.ana.user.id) for name in like.artists
    }

    async def familiar(visitor: Visitor, **options: str) -> int:
        """Count the songs of a list whose artists are liked."""
        page = await (await visitor.run("recommend", count=20, **options)).settled(PATIENCE)
        kept = await scene.store.lists.get(newest_list(page))
        assert kept is not None
        catalogue = scene.services.catalogue.current().catalogue
        rows = catalogue.resolve(item.track_id for item in kept.items)
        return sum(bool(liked & set(t.artists)) for t in catalogue.tracks(list(rows.values())))

    assert await familiar(scene.ana)
    await manager.run("settings set", adventure="new")
    assert await familiar(scene.ana) == 0
    assert await familiar(scene.ana, adventure="usual")
    assert await familiar(scene.ana.in_dm())


@pytest.mark.parametrize("settled", [None, "es-ES"])
async def test_the_weekly_post_is_in_the_servers_language(
    scene: Scene, catalogue: Path, settled: str | None
) -> None:
    scene.stage.discord.guild.locale = "de"
    await scene.stage.restart()
    world = WeeklyWorld.of(scene, catalogue)
    await world.let_in_some(2)
    if settled is not None:
        await world.admin.run("settings set", language=settled)
    await world.plan()
    await world.tick(hours=1)
    post, say = world.read(world.posts()[0]), wording(settled or "de")
    assert say("weekly-title").strip("# ") in post
    assert say("weekly-footer").splitlines()[0].strip("-# ") in post
    assert say("weekly-join") in post
