"""/schedule and /weekly: who may, what is understood, what is said."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.discord.errors import ClientRefused
from bot.sandbox.discord.state import EVERYONE, Permission
from tests.e2e.conftest import Scene
from tests.e2e.weekly_world import GENRES, MONDAY, WeeklyWorld


@pytest.fixture
def world(scene: Scene, catalogue: Path) -> WeeklyWorld:
    return WeeklyWorld.of(scene, catalogue)


async def test_only_administrators_are_offered_schedules_and_members_their_own(
    world: WeeklyWorld,
) -> None:
    assert "schedule" in world.admin.commands()
    ana = world.scene.ana
    assert "schedule" not in ana.commands()
    assert "weekly" in ana.commands()
    assert not {"schedule", "weekly"} & set(ana.in_dm().commands())
    with pytest.raises(ClientRefused):
        await ana.run("schedule list")


async def test_a_schedule_is_set_shown_paused_resumed_and_removed(world: WeeklyWorld) -> None:
    none = await world.admin.run("schedule list")
    assert "no weekly post" in none.text

    set_up = await world.plan(time="6:30 pm", day=4, zone="America/New_York")
    assert set_up.ephemeral
    assert "Fridays at 18:30 (America/New York)" in set_up.text
    friday = datetime(2026, 3, 13, 22, 30, tzinfo=UTC)
    assert f"<t:{friday.timestamp():.0f}:F>" in set_up.text

    shown = await world.admin.run("schedule list")
    assert "Friday at 18:30" in shown.text

    paused = await world.admin.run("schedule pause")
    assert "paused" in paused.text
    assert "paused" in (await world.admin.run("schedule list")).text

    resumed = await (await world.admin.run("schedule resume")).settled()
    assert f"<t:{friday.timestamp():.0f}:F>" in resumed.text

    removed = await world.admin.run("schedule remove")
    assert "Removed" in removed.text
    assert "no weekly post" in (await world.admin.run("schedule list")).text


async def test_zones_are_offered_with_their_clocks(world: WeeklyWorld) -> None:
    async def offered(typed: str) -> list[str]:
        found = await world.admin.choices("schedule set", "zone", typed, day=0, time="9:00")
        assert len(found) <= 25
        return [choice.name for choice in found]

    assert (await offered("berl"))[0] == "Europe/Berlin · 08:00"
    assert (await offered("new york"))[0] == "America/New_York · 03:00"
    assert "UTC · 07:00" in await offered("")
    assert await offered("atlantis") == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"time": "25:00"}, "cannot read “25:00” as a time"),
        ({"time": "soon"}, "cannot read “soon” as a time"),
        ({"time": "13 pm"}, "cannot read “13 pm” as a time"),
        ({"zone": "Atlantis"}, "no time zone “Atlantis”"),
    ],
)
async def test_what_is_not_understood_is_said(
    world: WeeklyWorld, changes: dict[str, str], sentence: str
) -> None:
    assert sentence in (await world.plan(**changes)).text
    assert "no weekly post" in (await world.admin.run("schedule list")).text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("9", "09:00"), ("9:05", "09:05"), ("0930", "09:30"), ("12 am", "00:00"), ("7.15PM", "19:15")],
)
async def test_times_are_read_as_people_write_them(
    world: WeeklyWorld, typed: str, shown: str
) -> None:
    assert f"at {shown} " in (await world.plan(time=typed, zone="berlin")).text


async def test_a_channel_the_bot_cannot_write_in_is_refused(world: WeeklyWorld) -> None:
    world.scene.stage.discord.restrict(world.channel, EVERYONE & ~Permission.SEND_MESSAGES)
    assert "I cannot post in" in (await world.plan()).text
    assert "no weekly post" in (await world.admin.run("schedule list")).text


async def test_what_the_bot_lacks_is_said_when_it_is_set(world: WeeklyWorld) -> None:
    lacks = Permission.READ_MESSAGE_HISTORY | Permission.ATTACH_FILES
    world.scene.stage.discord.restrict(world.channel, EVERYONE & ~lacks)
    reply = await world.plan()
    assert "Read Message History" in reply.text
    assert "Attach Files" in reply.text


async def test_a_server_has_up_to_five_schedules_and_is_asked_which(world: WeeklyWorld) -> None:
    discord = world.scene.stage.discord
    channels = [discord.add_channel(f"music-{n}") for n in range(6)]
    for channel in channels[:5]:
        assert "The weekly post comes" in (await world.plan(channel=channel)).text
    assert "5 weekly posts" in (await world.plan(channel=channels[5])).text
    assert "The weekly post comes" in (await world.plan(channel=channels[0], time="10:00")).text
    assert "choose which one" in (await world.admin.run("schedule remove")).text
    choices = await world.admin.choices("schedule remove", "which", "music-3")
    assert [choice.name for choice in choices] == ["#music-3 · Monday 09:00"]
    discord.remove_channel(channels[3])
    removed = await world.admin.run("schedule remove", which=choices[0].value)
    assert "Removed" in removed.text


async def test_members_take_part_and_leave(world: WeeklyWorld) -> None:
    ana, store = world.scene.ana, world.scene.store
    joined = await ana.run("weekly join")
    assert joined.ephemeral
    assert "You take part." in joined.text
    assert "`/link`" in joined.text
    assert "already" in (await ana.run("weekly join")).text
    guild = world.scene.stage.discord.guild.id
    assert [p.member_id for p in await store.guilds.participants(guild)] == [ana.user.id]
    assert "no longer" in (await ana.run("weekly leave")).text
    assert "do not take part" in (await ana.run("weekly leave")).text
    assert await store.guilds.participants(guild) == []


async def test_a_preview_shows_the_post_and_counts_for_nothing(world: WeeklyWorld) -> None:
    ana, ben = await world.let_in("Ana2", GENRES[0]), await world.let_in("Ben", GENRES[1])
    loved = await world.love(ana)
    preview = await (await world.admin.run("schedule preview")).settled()
    assert preview.ephemeral
    for words in ("Ana2", "Ben", "For all of you", loved[0], "techno is one of your genres"):
        assert words in preview.text
    assert list(world.admin.files(preview)) == ["genres.png"]
    assert "Save as playlist" not in preview.buttons
    for member in (ana, ben):
        since = MONDAY - timedelta(days=90)
        assert await world.scene.store.lists.songs_since(member.user.id, since) == frozenset()
    joined = await world.admin.press(preview, "Include me")
    assert "You take part." in joined.text


async def test_a_preview_without_participants_says_so(world: WeeklyWorld) -> None:
    preview = await (await world.admin.run("schedule preview")).settled()
    assert "Nobody here takes part yet" in preview.text
    await world.scene.ana.run("weekly join")
    preview = await (await world.admin.run("schedule preview")).settled()
    assert "nothing new to show" in preview.text
