"""Where commands are offered; personal ones in direct messages and in servers without the bot."""

import pytest

from bot.commands.inventory import flat, inventory
from bot.sandbox.client import Visitor
from bot.sandbox.discord.errors import ClientRefused
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.listeners import Listener
from tests.e2e.conftest import LEARNED, PATIENCE, Scene

OF_SERVERS = {"compare", "blend", "schedule", "weekly", "settings"}
"""Commands about a server; all others are a member's own."""
EVERYWHERE = ["servers", "direct messages", "other servers"]


@pytest.fixture
def listener(songs: CatalogueSongs) -> Listener:
    return make_listener(songs, "Ana", ("techno", "house"), saved=20, seed=1)


@pytest.fixture(params=["direct messages", "other servers"])
def ana(scene: Scene, request: pytest.FixtureRequest) -> Visitor:
    """A member outside of the servers that have the bot."""
    if request.param == "direct messages":
        return scene.ana.in_dm()
    discord = scene.stage.discord
    guild = discord.add_guild("Elsewhere", bot=False)
    discord.world.add_member(guild, scene.ana.user)
    return scene.ana.in_channel(next(iter(guild.channels.values())))


async def test_discord_is_told_what_the_inventory_says(scene: Scene) -> None:
    found = inventory()
    places = {
        name.split()[0]: command["places"] for name, command in flat(found["commands"]).items()
    } | {name: menu["places"] for name, menu in found["menus"].items()}
    synced = scene.stage.discord.commands.of(None)
    assert {one["name"] for one in synced} == set(places)
    for one in synced:
        personal = places[one["name"]] == EVERYWHERE
        assert personal or places[one["name"]] == ["servers"]
        assert sorted(one["contexts"]) == ([0, 1, 2] if personal else [0]), one["name"]
        assert sorted(one["integration_types"]) == ([0, 1] if personal else [0]), one["name"]
    of_servers = {name for name, where in places.items() if where == ["servers"]}
    assert of_servers == OF_SERVERS | {"Compare our tastes", "Blend with me"}


async def test_a_member_lives_without_a_server(scene: Scene, ana: Visitor) -> None:
    offer = await ana.run("link")
    assert offer.ephemeral
    await scene.stage.link(offer.links["Open Spotify"], scene.listener)
    await offer.until(LEARNED, PATIENCE)
    page = await (await ana.run("recommend", count=5)).settled(PATIENCE)
    assert page.text.count("open.spotify.com/track/") == 4
    assert "counts as liked" in (await (await ana.press(page, "👍")).settled()).text
    turned = await (await ana.press(page, "Next")).settled()
    assert turned.text.count("open.spotify.com/track/") == 1
    card = await (await ana.run("taste card")).settled(PATIENCE)
    assert ana.files(card)
    kept = await (await ana.run("privacy")).settled()
    assert "What I keep about you" in kept.text
    exported = await (await ana.press(kept, "Export")).settled()
    assert ana.files(exported)
    named = await ana.run("help")
    shown = str(named.message.components)
    assert "</recommend:" in shown
    assert not [name for name in OF_SERVERS if f"</{name}" in shown]


async def test_what_is_about_a_server_is_not_offered(ana: Visitor) -> None:
    assert not OF_SERVERS & set(ana.commands())
    with pytest.raises(ClientRefused):
        await ana.run("settings show")


async def test_a_list_for_all_is_for_all_where_the_bot_is_not(scene: Scene, ana: Visitor) -> None:
    await scene.link()
    page = await (await ana.run("recommend", count=2, private=False)).settled(PATIENCE)
    assert not page.ephemeral
    assert page.text.count("open.spotify.com/track/") == 2
