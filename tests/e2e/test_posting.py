"""The weekly post: what it says, when it comes, and that it comes once."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.client import Visitor
from bot.sandbox.discord.components import walk
from bot.sandbox.discord.state import EVERYONE, Permission
from bot.sandbox.spotify.listeners import StandInTrack
from storage.posts import Status
from tests.e2e.conftest import Scene
from tests.e2e.weekly_world import GENRES, WeeklyWorld
from tests.weekly import like_songs

POST = "/channels/*/messages"


@pytest.fixture
async def world(scene: Scene, catalogue: Path) -> WeeklyWorld:
    world = WeeklyWorld.of(scene, catalogue)
    await world.plan()
    return world


@pytest.fixture
async def pair(world: WeeklyWorld) -> list[Visitor]:
    return await world.let_in_some(2)


async def shown(world: WeeklyWorld, visitor: Visitor) -> frozenset[int]:
    since = world.scene.clock.time - timedelta(days=60)
    return await world.scene.store.lists.songs_since(visitor.user.id, since)


async def test_it_comes_on_time_and_once(world: WeeklyWorld, pair: list[Visitor]) -> None:
    await world.tick(minutes=59)
    assert world.posts() == []
    await world.tick(minutes=1)
    assert len(world.posts()) == 1
    for _ in range(3):
        await world.tick(minutes=30)
    assert len(world.posts()) == 1
    assert (await world.claim()).status is Status.POSTED
    await world.tick(days=7)
    assert len(world.posts()) == 2


async def test_it_is_worth_reading(world: WeeklyWorld) -> None:
    ana, ben = await world.let_in("Ana *", GENRES[0]), await world.let_in("Ben", GENRES[1])
    loved = await world.love(ana)
    await world.love(ben)
    for weeks, genres in ((10, ("techno",)), (1, ("salsa",))):
        at = world.scene.clock.time - timedelta(weeks=weeks)
        for number, member in enumerate((ana, ben)):
            await like_songs(
                world.scene.store, world.catalogue, member.user.id, genres, at, seed=number
            )
    await world.tick(hours=1)
    (post,) = world.posts()
    text = world.read(post)
    assert "**Ana \\***" in text
    assert text.count("techno is one of your genres") == 3
    assert text.count("folk is one of your genres") == 3
    assert "fits Ana \\*" in text
    assert f"[{loved[0]}]" in text
    assert "2 👍" in text
    assert "salsa: 0 % →" in text
    buttons = [p for p in walk(post.components) if p.get("custom_id")]
    assert [b.get("label") for b in buttons] == ["👍"] * 5 + ["Save as playlist", "Include me"]
    (picture,) = post.attachments
    assert picture.content.startswith(b"\x89PNG")
    assert "salsa" in json.dumps(post.components)
    assert (post.mentioned, post.mentions_everyone) == ((), False)
    claim = await world.claim()
    assert str(post.nonce) == claim.claim_id
    assert post.id == claim.message_id


async def test_what_it_showed_is_not_shown_again(world: WeeklyWorld, pair: list[Visitor]) -> None:
    await world.tick(hours=1)
    first = {member.user.id: await shown(world, member) for member in pair}
    claim = await world.claim()
    assert claim.content is not None
    group = {item.song for item in claim.content.group}
    assert len(group) == 5
    assert all(len(songs) == 8 and songs > group for songs in first.values())
    reply = await (await pair[0].run("recommend", count=20)).settled()
    titles = {line for line in reply.text.splitlines() if "/track/" in line}
    posted = {line for line in world.read(world.posts()[0]).splitlines() if "/track/" in line}
    assert {line.split("](")[1][:60] for line in titles}.isdisjoint(
        {line.split("](")[1][:60] for line in posted}
    )
    await world.tick(days=7)
    for member in pair:
        assert len(await shown(world, member)) >= 8 + len(first[member.user.id])


async def test_more_than_six_take_turns(world: WeeklyWorld) -> None:
    await world.let_in_some(9)
    turns: list[str] = []
    for _ in range(3):
        await world.tick(hours=1 if not turns else 7 * 24)
        text = world.read(world.posts()[-1])
        featured = [person.user.display_name for person in world.people]
        turns += [name for name in featured if f"**{name}**" in text]
    assert len(turns) == 18
    assert {turns.count(f"P{n}") for n in range(9)} == {2}


async def test_nobody_makes_no_post_and_one_note(world: WeeklyWorld) -> None:
    await world.tick(hours=1)
    await world.tick(days=7)
    assert world.posts() == []
    (told,) = world.told()
    assert "nobody there takes part yet" in told
    assert "nobody takes part" in (await world.admin.run("schedule list")).text
    await world.let_in_some(1)
    await world.tick(days=7)
    assert len(world.posts()) == 1
    assert "nobody takes part" not in (await world.admin.run("schedule list")).text


async def test_nothing_new_makes_no_post_and_one_note(world: WeeklyWorld) -> None:
    await world.let_in("Ana", GENRES[0], taste=False)
    await world.tick(hours=1)
    await world.tick(days=7)
    assert world.posts() == []
    (told,) = world.told()
    assert "nothing new to show" in told
    assert (await world.claim()).status is Status.EMPTY


async def test_the_owner_is_told_where_the_keeper_is_deleted(world: WeeklyWorld) -> None:
    await world.scene.store.members.forget(world.admin.user.id)
    await world.tick(hours=1)
    assert world.told() == []
    discord = world.scene.stage.discord
    assert len(world.told(Visitor(discord, discord.world.owner))) == 1


async def test_closed_messages_harm_nothing(world: WeeklyWorld) -> None:
    world.admin.user.accepts_dms = False
    await world.tick(hours=1)
    assert (await world.claim()).status is Status.EMPTY


async def test_whoever_left_the_server_is_not_in_it(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    guild = world.scene.stage.discord.guild
    del guild.members[pair[0].user.id]
    await world.tick(hours=1)
    text = world.read(world.posts()[0])
    assert "**P0**" not in text
    assert "**P1**" in text
    kept = await world.scene.store.guilds.participants(guild.id)
    assert [participant.member_id for participant in kept] == [pair[1].user.id]


async def test_who_leaves_between_two_tries_is_not_in_it(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    faults = world.scene.stage.discord.faults
    faults.cut("POST", POST)
    await world.tick(hours=1)
    await world.scene.store.members.forget(pair[0].user.id)
    await world.tick(minutes=1)
    text = world.read(world.posts()[0])
    assert "**P0**" not in text
    assert "**P1**" in text


async def test_a_week_missed_for_less_than_a_day_comes_late(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    await world.tick(hours=24)
    assert len(world.posts()) == 1


async def test_a_week_missed_for_longer_is_skipped(
    world: WeeklyWorld, pair: list[Visitor], caplog: pytest.LogCaptureFixture
) -> None:
    await world.tick(days=15, hours=3)
    assert world.posts() == []
    assert caplog.text.count("post skipped") == 3
    await world.tick(days=6)
    assert len(world.posts()) == 1


async def test_a_paused_schedule_is_quiet_and_makes_up_for_nothing(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    await world.admin.run("schedule pause")
    await world.tick(hours=2)
    await (await world.admin.run("schedule resume")).settled()
    await world.tick(hours=1)
    assert world.posts() == []
    await world.tick(days=7)
    assert len(world.posts()) == 1


async def test_a_lost_channel_pauses_and_tells_once(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    world.scene.stage.discord.remove_channel(world.channel)
    await world.tick(hours=1)
    await world.tick(days=7)
    (told,) = world.told()
    assert "Its schedule is paused" in told
    elsewhere = world.admin.in_channel(world.scene.stage.discord.add_channel("other"))
    assert "paused" in (await elsewhere.run("schedule list")).text
    assert (await world.claim()).status is Status.REFUSED


async def test_a_forbidden_channel_pauses_until_it_is_mended(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    discord = world.scene.stage.discord
    discord.restrict(world.channel, EVERYONE & ~Permission.SEND_MESSAGES)
    await world.tick(hours=1)
    assert len(world.told()) == 1
    assert "I cannot post in" in (await (await world.admin.run("schedule resume")).settled()).text
    discord.restrict(world.channel, EVERYONE)
    await (await world.admin.run("schedule resume")).settled()
    await world.tick(days=7)
    assert len(world.posts()) == 1


async def test_without_the_right_to_attach_it_goes_without_its_picture(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    await world.love(pair[0])
    discord = world.scene.stage.discord
    discord.restrict(world.channel, EVERYONE & ~Permission.ATTACH_FILES)
    await world.tick(hours=1)
    (post,) = world.posts()
    assert post.attachments == []


async def test_its_list_becomes_a_playlist_of_whoever_takes_it(
    world: WeeklyWorld, pair: list[Visitor]
) -> None:
    await world.tick(hours=1)
    (post,) = world.posts()
    refused = await (await pair[0].press(post, "Save as playlist")).settled()
    assert "/link" in refused.text
    await world.link()
    ana = world.scene.ana
    await world.scene.stage.restart()
    for _ in range(2):
        reply = await ana.press(post, "Save as playlist")
        await reply.until("Open")
        assert reply.ephemeral
    (made,) = [p for p in world.scene.library().playlists if "This week" in p.name]
    claim = await world.claim()
    assert claim.content is not None
    rows = [row.track_id for row in made.rows if isinstance(row, StandInTrack)]
    assert rows == [item.track_id for item in claim.content.group]


async def test_its_other_buttons_work(world: WeeklyWorld, pair: list[Visitor]) -> None:
    await world.tick(hours=1)
    (post,) = world.posts()
    ana = world.scene.ana
    assert "You take part." in (await ana.press(post, "Include me")).text
    thumb = await (await ana.press(post, "👍", nth=2)).settled()
    assert thumb.ephemeral
    await world.tick(days=7)
    assert "1 👍" in world.read(world.posts()[1])
