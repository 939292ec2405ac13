"""The server's shelf: songs no table holds, loved by members who take part, for each other."""

import re
from pathlib import Path

import pytest

from bot.sandbox.client import Visitor
from storage.like import Like, Source
from storage.names import song_key
from tests.e2e.conftest import Scene
from tests.e2e.weekly_world import GENRES, WeeklyWorld
from tests.weekly import like_songs

TITLE, ARTIST = "Night [Bus] @everyone", "Nobody's Table"


@pytest.fixture
async def world(scene: Scene, catalogue: Path) -> WeeklyWorld:
    return WeeklyWorld.of(scene, catalogue)


async def test_a_song_of_others_is_recommended_with_its_true_reason(world: WeeklyWorld) -> None:
    ana, *others = [await _fan(world, name) for name in ("Ana", "Ben", "Cleo", "Dora")]
    for other in others:
        await _love(world, other, TITLE)
    await _love(world, others[0], "Of one alone")
    reply = await (await ana.run("recommend", count=8)).settled()
    assert "3 people here love it" in reply.text
    assert ARTIST in reply.text
    assert "Of one alone" not in reply.text
    assert reply.text.count("open.spotify.com/track/") == 4
    assert not {"Ben", "Cleo", "Dora"} & set(re.findall(r"\w+", reply.text))
    why = await (await ana.press(reply, "Why", nth=3)).settled()
    assert "3 people here love it" in why.text
    assert "I do not know how it sounds" in why.text
    liked = await (await ana.press(reply, "👍", nth=3)).settled()
    assert "counts as liked" in liked.text
    kept = await world.scene.store.likes.of(ana.user.id)
    (thumb,) = [like for like in kept if like.source is Source.UP]
    assert (thumb.title, thumb.artists) == (TITLE, (ARTIST,))
    again = await (await ana.run("recommend", count=8)).settled()
    assert "people here love it" not in again.text


async def test_only_those_who_take_part_are_looked_at_and_served(world: WeeklyWorld) -> None:
    ana, ben, cleo = [await _fan(world, name) for name in ("Ana", "Ben", "Cleo")]
    for other in (ben, cleo):
        await _love(world, other, TITLE)
    stranger = await _fan(world, "Stranger")
    await (await stranger.run("weekly leave")).settled()
    assert ARTIST not in (await _list(stranger))
    assert ARTIST not in (await _list(ana.in_dm()))
    await (await cleo.run("weekly leave")).settled()
    assert ARTIST not in (await _list(ana))
    await (await cleo.run("weekly join")).settled()
    assert "2 people here love it" in (await _list(ana))


async def test_who_has_left_the_server_is_not_among_its_people(world: WeeklyWorld) -> None:
    ana, *others = [await _fan(world, name) for name in ("Ana", "Ben", "Cleo", "Dora")]
    for other in others:
        await _love(world, other, TITLE)
    members = world.scene.stage.discord.guild.members
    faults = world.scene.stage.discord.faults
    faults.fail("GET", "/guilds/*/members/*", status=403)
    assert "people here love it" not in (await _list(ana))
    del members[others[0].user.id]
    assert "2 people here love it" in (await _list(ana))
    del members[others[1].user.id]
    world.scene.clock.forward(days=61)
    assert "people here love it" not in (await _list(ana))


async def test_a_song_disliked_by_its_lover_or_held_by_the_catalogue_is_none(
    world: WeeklyWorld,
) -> None:
    ana, ben, cleo = [await _fan(world, name) for name in ("Ana", "Ben", "Cleo")]
    for other in (ben, cleo):
        await _love(world, other, TITLE)
        store, at = world.scene.store, world.scene.clock.time
        await like_songs(store, world.catalogue, other.user.id, GENRES[1], at, seed=9, count=5)
    await world.scene.store.likes.rate(cleo.user.id, _like(TITLE, Source.DOWN))
    assert "people here love it" not in (await _list(ana))


async def _fan(world: WeeklyWorld, name: str) -> Visitor:
    """Let somebody in who likes what the others like too."""
    visitor = await world.let_in(name, GENRES[0])
    at = world.scene.clock.time
    store, folder = world.scene.store, world.catalogue
    await like_songs(store, folder, visitor.user.id, GENRES[0], at, seed=5, count=10)
    return visitor


async def _love(world: WeeklyWorld, visitor: Visitor, title: str) -> None:
    member = await world.scene.store.members.ensure(visitor.user.id)
    like = _like(title, Source.SAVED)
    await world.scene.store.likes.add(visitor.user.id, member.generation, [like])


def _like(title: str, source: Source) -> Like:
    track_id = f"{title.encode().hex():0<22}"[:22]
    return Like(track_id, source, title, (ARTIST,), song=song_key(title, ARTIST))


async def _list(visitor: Visitor) -> str:
    return (await (await visitor.run("recommend", count=4)).settled()).text
