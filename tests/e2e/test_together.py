"""/compare and /blend: what members of a server learn of each other, and only if both agreed."""

import re
from collections.abc import Sequence
from math import log2
from pathlib import Path

import pytest

from bot.sandbox.client import Reply, Visitor
from bot.sandbox.discord.errors import ClientRefused
from bot.services.shortlist import unpack
from storage.like import Source
from tests.e2e.conftest import PATIENCE, Scene
from tests.e2e.weekly_world import GENRES, WeeklyWorld
from tests.weekly import like_songs


@pytest.fixture
async def world(scene: Scene, catalogue: Path) -> WeeklyWorld:
    return WeeklyWorld.of(scene, catalogue)


async def test_two_of_one_taste_match_better_than_two_of_different_ones(
    world: WeeklyWorld,
) -> None:
    ana, twin, other = [
        await _fan(world, name, GENRES[taste], seed)
        for seed, (name, taste) in enumerate((("Ana", 0), ("Twin", 0), ("Other", 1)))
    ]
    alike = (await (await ana.run("compare", member=twin.user)).settled()).text
    apart = (await (await ana.run("compare", member=other.user)).settled()).text
    assert "You and Twin" in alike
    assert _match(alike) > _match(apart)
    assert "What divides you" in apart
    assert GENRES[0][0] in apart or GENRES[1][0] in apart
    assert "(only you can see this)" in alike


async def test_a_list_for_all_fits_each_and_is_a_playlist_on_demand(
    world: WeeklyWorld, scene: Scene
) -> None:
    await world.link()
    await scene.ana.run("weekly join")
    others = [await world.let_in(f"Guest {place}", GENRES[place]) for place in range(2)]
    reply = await scene.ana.run(
        "blend", member=others[0].user, member2=others[1].user, member3=others[0].user, count=6
    )
    text = (await reply.settled()).text
    assert "For Ana, Guest 0 and Guest 1" in text
    assert text.count("open.spotify.com/track/") == 6
    fits = [int(share) for share in re.findall(r"(\d+)%", text.partition("How well")[2])]
    assert len(fits) == 3
    assert min(fits) >= 20
    # A guest may like each song of their shortlist as well as any other, and has lists of six.
    ids = re.findall(r"open\.spotify\.com/track/(\w+)", text)
    discounts = [1 / log2(place) for place in range(2, 8)]
    for guest, shown in zip(others, fits[1:], strict=True):
        taste = await scene.store.tastes.get(guest.user.id)
        assert taste
        theirs = {candidate.track_id for candidate in unpack(taste.items)}
        worth = sum(d for one, d in zip(ids, discounts, strict=True) if one in theirs)
        assert shown == pytest.approx(100 * worth / sum(discounts), abs=0.51)
    saved = await scene.ana.press(reply, "Save as playlist")
    await saved.until("Open in Spotify", PATIENCE)
    again = (await (await scene.ana.run("blend", member=others[0].user, count=6)).settled()).text
    assert not set(_links(text)) & set(_links(again))


async def test_menus_do_the_same(world: WeeklyWorld) -> None:
    ana, ben = await world.let_in("Ana", GENRES[0]), await world.let_in("Ben", GENRES[1])
    compared = await (await ana.use_on_member("Compare our tastes", ben.user)).settled()
    assert "You and Ben" in compared.text
    blended = await (await ana.use_on_member("Blend with me", ben.user)).settled()
    assert "For Ana and Ben" in blended.text


async def test_nobody_is_looked_at_who_has_not_agreed(world: WeeklyWorld) -> None:
    ana = await world.let_in("Ana", GENRES[0])
    ben = await world.let_in("*Ben* <@1>", GENRES[1])
    await (await ben.run("weekly leave")).settled()
    for command in ("compare", "blend"):
        text = (await (await ana.run(command, member=ben.user)).settled()).text
        assert r"\*Ben\*" in text
        assert "does not take part" in text
        assert "/weekly join" in text
        text = (await (await ben.run(command, member=ana.user)).settled()).text
        assert "You do not take part" in text
        text = (await (await ana.run(command, member=ana.user)).settled()).text
        assert "Name somebody else" in text


async def test_who_has_left_the_server_is_neither_compared_nor_blended(world: WeeklyWorld) -> None:
    ana, *others = [
        await world.let_in(name, GENRES[place % 2])
        for place, name in enumerate(("Ana", "Ben", "Cy"))
    ]
    ben, cy = (other.user for other in others)
    guild = world.scene.stage.discord.guild
    assert "You and Ben" in (await _ask(ana, others[0])).text
    gone = guild.members.pop(ben.id)
    world.scene.clock.forward(minutes=2)
    blended = (await (await ana.run("blend", member=cy, member2=ben)).settled()).text
    assert "Ben is no longer in this server" in blended
    assert "/track/" not in blended
    left = await (await ana.use_on_member("Compare our tastes", ben)).settled()
    assert "Ben does not take part" in left.text
    # Whoever comes back has to agree anew.
    guild.members[ben.id] = gone
    assert "Ben does not take part" in (await _ask(ana, others[0])).text


async def test_discord_is_asked_at_each_use_and_believed_for_a_minute(world: WeeklyWorld) -> None:
    ana, ben = await world.let_in("Ana", GENRES[0]), await world.let_in("Ben", GENRES[1])
    for _ in range(2):
        assert "You and Ben" in (await _ask(ana, ben)).text
    exchanges = world.scene.stage.discord.exchanges
    asked = [one.path for one in exchanges if "/members/" in one.path]
    assert [int(path.rpartition("/")[2]) for path in asked] == [ben.user.id]
    world.scene.clock.forward(minutes=2)
    world.scene.stage.discord.faults.fail("GET", "/guilds/*/members/*", status=403)
    assert "Discord does not answer properly" in (await _ask(ana, ben)).text
    assert "You and Ben" in (await _ask(ana, ben)).text


async def test_a_list_is_for_all_to_see_on_wish_and_in_the_servers_language(
    world: WeeklyWorld,
) -> None:
    ana, ben = await world.let_in("Ana", GENRES[0]), await world.let_in("Ben", GENRES[1])
    await world.scene.store.servers.change(world.scene.stage.discord.guild.id, language="de")
    reply = await (await ana.run("blend", member=ben.user, count=3, private=False)).settled()
    assert not reply.ephemeral
    assert "Für Ana und Ben" in reply.text
    assert (await (await ana.run("blend", member=ben.user, count=3)).settled()).ephemeral


async def test_a_member_without_a_taste_is_told_so(world: WeeklyWorld) -> None:
    ana = await world.let_in("Ana", GENRES[0])
    new = await world.let_in("New", GENRES[1], taste=False)
    assert "taste of New yet" in (await _ask(ana, new)).text
    assert "I do not know your taste yet" in (await _ask(new, ana)).text


async def test_both_belong_to_servers_only(world: WeeklyWorld) -> None:
    ana = await world.let_in("Ana", GENRES[0])
    assert not {"compare", "blend"} & set(ana.in_dm().commands())
    with pytest.raises(ClientRefused):
        await ana.in_dm().run("compare", member=ana.user)


async def _fan(world: WeeklyWorld, name: str, genres: Sequence[str], seed: int) -> Visitor:
    """Let somebody in who likes songs of some genres, and whose taste is known."""
    visitor = await world.let_in(name, genres)
    store, at = world.scene.store, world.scene.clock.time
    await like_songs(
        store, world.catalogue, visitor.user.id, genres, at, seed=seed, count=30, source=Source.PICK
    )
    return visitor


async def _ask(visitor: Visitor, other: Visitor) -> Reply:
    return await (await visitor.run("compare", member=other.user)).settled()


def _match(text: str) -> int:
    found = re.search(r"(\d+)%\*\* match", text)
    assert found, text
    return int(found[1])


def _links(text: str) -> list[str]:
    return [word for word in text.split() if "open.spotify.com/track/" in word]
