"""Nothing is shown to a member twice in 60 days, whatever shows it."""

import re
from collections import Counter
from pathlib import Path

from bot.sandbox.listeners import CatalogueSongs
from tests.e2e.conftest import PATIENCE, Scene
from tests.e2e.weekly_world import GENRES, WeeklyWorld


async def test_no_command_and_no_post_shows_a_song_again(
    scene: Scene, catalogue: Path, songs: CatalogueSongs
) -> None:
    world = WeeklyWorld.of(scene, catalogue)
    await world.link()
    await scene.ana.run("weekly join")
    ben = await world.let_in("Ben", GENRES[1])
    await world.plan()
    seed = songs.catalogue.tracks([7])[0]
    shown: Counter[int] = Counter()
    for _ in range(2):
        list_of = await (await scene.ana.run("recommend", count=8)).settled()
        await (await scene.ana.run("recommend", count=5, adventure="familiar")).settled()
        await (await scene.ana.run("recommend", count=5, mood="90s")).settled()
        await (await scene.ana.run("similar", song=seed.track_id, count=8)).settled()
        await (await scene.ana.run("blend", member=ben.user, count=5)).settled()
        title = songs.catalogue.tracks([int(await first_row(scene, songs))])[0].title
        await (await scene.ana.select(list_of, "More like …", title)).settled()
        made = await scene.ana.run("playlist create", count=5)
        await made.until("Open in Spotify", PATIENCE)
        await world.tick(hours=1)
        shown.update(in_post(world, songs))
        scene.clock.forward(days=7, hours=-1)
    shown.update(await in_lists(scene))
    assert sum(shown.values()) >= 2 * (8 + 5 + 5 + 8 + 5 + 5 + 5 + 5 + 2)
    assert [song for song, times in shown.items() if times > 1] == []


async def first_row(scene: Scene, songs: CatalogueSongs) -> int:
    """Return the row of the first song of the member's newest recommendations of eight."""
    kept = (await scene.store.members.export(scene.ana.user.id))["lists"]
    lists = [row for row in kept if row["kind"] == "recommend" and row["wanted"] == 8]
    newest = max(lists, key=lambda row: str(row["created_at"]))
    track_id = newest["items"][0]["track_id"]
    return songs.catalogue.resolve([track_id])[track_id]


async def in_lists(scene: Scene) -> list[int]:
    """Return the songs of all lists of the member, as often as they stand there."""
    kept = (await scene.store.members.export(scene.ana.user.id))["lists"]
    return [item["song"] for row in kept for item in row["items"]]


def in_post(world: WeeklyWorld, songs: CatalogueSongs) -> list[int]:
    """Return the songs that the newest post has for Ana, and for all."""
    text = re.sub(r"\*\*Ben\*\*.+?─────", "", world.read(world.posts()[-1]), flags=re.DOTALL)
    ids = re.findall(r"open\.spotify\.com/track/(\w{22})", text)
    rows = songs.catalogue.resolve(ids)
    return [songs.catalogue.tracks([rows[track_id]])[0].song for track_id in ids]
