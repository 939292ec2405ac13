"""Every command, option, menu and button in three languages, over songs with the worst of names.

Titles have 300 letters, are written from the right, are emoji, or try to format and to ping; the
stand-in refuses what Discord would refuse. A command that this walk leaves out fails it.
"""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from bot.commands.inventory import flat, inventory
from bot.render.wording import wording
from bot.sandbox.client import Reply, Visitor
from bot.sandbox.discord import Upload
from bot.sandbox.discord.state import EVERYONE, Permission
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.listeners import Listener
from storage.catalogue_building import add_tables
from tests.e2e.conftest import PATIENCE, Scene
from tests.storage.feature_tables import FEATURES, an_id
from tests.unit import import_files as files
from tests.unit.import_files import Song

NASTY = (
    "Ж" * 300,
    "שיר ארוך מאוד " * 21,
    "\u202eevil title\u202c <@123> @everyone",
    "**bold** _it_ ~~no~~ ||spoiler|| `code` [text](https://example.org)",
    "👩‍👩‍👧‍👦" * 40,
    "# Heading\n> quote\n- list",
    "e\u0301" * 150,
    "https://example.org/" + "a" * 200,
)
PINGS = re.compile(r"<@[!&]?\d+>|@(everyone|here)\b")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nasty")
    rows = [
        {
            "track_id": an_id(number),
            "track_name": f"{NASTY[number % len(NASTY)]}{number}",
            "artists": f"{NASTY[(number // 3) % len(NASTY)][:280]}{number // 3}",
            "popularity": 90 - number % 90,
            "track_genre": ("jazz", "metal")[number // 3 % 2],
            **FEATURES,
            "energy": (number % 97) / 97,
            "valence": (number % 31) / 31,
        }
        for number in range(600)
    ]
    table = folder / "nasty.parquet"
    pd.DataFrame(rows).to_parquet(table)
    add_tables([table], folder / "catalogue")
    return folder / "catalogue"


@pytest.fixture(scope="module")
def songs(catalogue: Path) -> CatalogueSongs:
    return CatalogueSongs(catalogue)


@pytest.fixture
def listener(songs: CatalogueSongs) -> Listener:
    return make_listener(songs, "Ana", ("jazz", "metal"), saved=60, seed=1)


class Walker:
    """One member in one language, who looks at every answer."""

    def __init__(self, scene: Scene, visitor: Visitor, locale: str) -> None:
        self.scene = scene
        self.visitor = visitor
        self.say = wording(locale)
        self.walked: set[str] = set()
        visitor.user.locale = locale

    async def run(self, command: str, /, **options: Any) -> Reply:
        self.walked.add(command)
        reply = await self.visitor.run(command, **options)
        return self.look(await reply.settled(PATIENCE))

    async def press(self, reply: Reply, key: str, nth: int = 1) -> Reply:
        pressed = await self.visitor.press(reply, self.say(key), nth=nth)
        return self.look(await pressed.settled(PATIENCE))

    def look(self, reply: Reply) -> Reply:
        fault = self.say("error-fault", id="").partition("`")[0].split(".")[0]
        assert fault not in reply.text
        # Of pictures' descriptions and menus' options Discord reads no markup.
        plain = ("(picture: ", "[▾ ")
        lines = [one for one in reply.text.splitlines() if not any(sign in one for sign in plain)]
        assert not PINGS.search("\n".join(lines)), reply.text
        return reply


@pytest.fixture
async def bea(scene: Scene, songs: CatalogueSongs) -> Visitor:
    visitor = scene.join("Bea")
    loved = [track.track_id for track in songs.catalogue.tracks(range(0, 50, 10))]
    picks = {f"pick{number}": track_id for number, track_id in enumerate(loved, 1)}
    await (await visitor.run("start", **picks)).settled(PATIENCE)
    await visitor.run("weekly join")
    return visitor


@pytest.mark.parametrize("locale", ["en-US", "de", "es-ES"])
async def test_every_command_is_walked(
    scene: Scene, songs: CatalogueSongs, bea: Visitor, locale: str
) -> None:
    discord = scene.stage.discord
    manager = discord.join("boss", "Boss", permissions=EVERYONE | Permission.MANAGE_GUILD)
    walker = Walker(scene, Visitor(discord, manager), locale)
    say, run, press = walker.say, walker.run, walker.press
    tracks = songs.catalogue.tracks(range(100, 112))

    await run("help")
    link = await run("link")
    await scene.stage.link(link.links[say("link-button-open")], scene.listener)
    ready = await link.until("/recommend`", PATIENCE)
    choosing = await press(ready, "choosing-offer")
    assert say("choosing-menu-liked") in str(choosing.message.components)
    page = await run("recommend", count=8, adventure="bold", genre="jazz", private=True)
    for key in ("button-up", "button-down", "button-known", "button-why", "list-next"):
        await press(page, key)
    title = next(
        option["label"]
        for shown in page.message.components
        for row in shown["components"]
        for part in row.get("components", ())
        for option in part.get("options", ())
    )
    more = await walker.visitor.select(page, say("more-like"), title)
    walker.look(await more.settled(PATIENCE))
    await run("recommend", count=1, private=False)
    await press(await run("recommend", mood="calm", recent=False), "button-save")
    await run("start", pick1=tracks[0].track_id, pick2=tracks[5].track_id)
    await run("similar", song=tracks[1].track_id, song2=tracks[2].track_id, mode="each", count=8)
    table = files.soundiiz([Song("", t.title.replace('"', ""), t.artists[0]) for t in tracks])
    await run("import", file=Upload("likes.csv", table.encode()))
    await scene.learned(walker.visitor)
    for name in ("card", "map", "report"):
        await run(f"taste {name}")
    await run("weekly join")
    await run("compare", member=discord.guild.members[bea.user.id])
    await run("blend", member=discord.guild.members[bea.user.id], count=8)
    await run("playlist create", count=3, name=NASTY[2][:90])
    await run("playlist keep", count=3, name=NASTY[3][:90])
    await run("playlist list")
    await run("playlist stop")
    await run("playlist choose")
    await run("schedule set", channel=discord.channel, day=0, time="9:00", zone="Europe/Berlin")
    for name in ("preview", "list", "pause", "resume", "remove"):
        await run(f"schedule {name}")
    await run("settings show")
    await run("settings set")
    await run("settings channels")
    await run("weekly leave")
    await run("sync")
    kept = await run("privacy")
    for key in ("privacy-button-export", "privacy-button-policy"):
        await press(kept, key)
    await run("unlink")
    await press(await press(kept, "privacy-button-delete"), "privacy-button-confirm")
    # The stand-in knows menus by the name they are registered under.
    name = wording()
    shared = await walker.visitor.use_on_message(name("menu-similar"), page)
    walker.look(await shared.settled(PATIENCE))
    for menu in ("menu-compare", "menu-blend"):
        used = await walker.visitor.use_on_member(name(menu), discord.guild.members[bea.user.id])
        walker.look(await used.settled(PATIENCE))
    assert walker.walked == set(flat(inventory()["commands"]))
    assert len(inventory()["menus"]) == 3
