"""All that members can use, in every language, over songs with the worst of names.

Titles have 300 letters, are written from the right, are emoji, or try to format and to ping; the
stand-in refuses what Discord would refuse. Whatever the inventory names and the walk leaves out
fails it.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from bot.render.wording import languages
from bot.results.songs import Mode
from bot.results.wishes import Adventure
from bot.sandbox.client import Reply, Visitor
from bot.sandbox.discord import Upload
from bot.sandbox.discord.state import EVERYONE, Permission, User
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.listeners import Library, Listener
from storage.catalogue import CatalogueTrack
from storage.catalogue_building import add_tables
from tests.e2e.conftest import PATIENCE, Scene
from tests.e2e.walk_ledger import offered, used
from tests.e2e.walking import Walker
from tests.e2e.weekly_world import WeeklyWorld
from tests.storage.feature_tables import FEATURES, an_id
from tests.unit import import_files as files
from tests.unit.import_files import Song

GENRES = ("jazz", "metal")
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


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nasty")
    rows = [
        {
            "track_id": an_id(number),
            "track_name": f"{NASTY[number % len(NASTY)]}{number}",
            "artists": f"{NASTY[(number // 3) % len(NASTY)][:280]}{number // 3}",
            "popularity": 90 - number % 90,
            "track_genre": GENRES[number // 3 % 2],
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
    return make_listener(songs, "Ana", GENRES, saved=60, seed=1)


@pytest.fixture
def world(scene: Scene, catalogue: Path) -> WeeklyWorld:
    return WeeklyWorld.of(scene, catalogue)


@pytest.fixture
async def others(world: WeeklyWorld) -> list[User]:
    """Nine members with nasty names who take part."""
    names = [f"{name[:24]} {place}" for place, name in enumerate((*NASTY, "Bea"))]
    return [(await world.let_in(name, GENRES)).user for name in names]


@dataclass
class Walk:
    """One language's way through everything."""

    world: WeeklyWorld
    walker: Walker
    songs: CatalogueSongs

    @property
    def scene(self) -> Scene:
        return self.world.scene

    @property
    def tracks(self) -> list[CatalogueTrack]:
        return self.songs.catalogue.tracks(range(100, 112))


async def test_everything_is_used_in_every_language(
    world: WeeklyWorld, others: list[User], songs: CatalogueSongs
) -> None:
    discord = world.scene.stage.discord
    for locale in languages():
        member = discord.join("boss", "Boss", permissions=EVERYONE | Permission.MANAGE_GUILD)
        walk = Walk(world, Walker(Visitor(discord, member), locale), songs)
        discord.sent_events.clear()
        await settle(walk)
        await link(walk)
        await listen(walk)
        await bring_along(walk)
        await take_part(walk, others)
        await keep_playlists(walk)
        await post_weekly(walk)
        await use_menus(walk, others[0])
        await leave(walk)
        events = [one.data for one in discord.sent_events if one.name == "INTERACTION_CREATE"]
        assert offered() - used(events, locale) == set(), f"never used in {locale}"


def test_the_ledger_tells_languages_options_and_choices_apart() -> None:
    option = {"name": "adventure", "type": 3, "value": "bold"}
    data = {"type": 1, "name": "recommend", "options": [option]}
    event = {"type": 2, "locale": "de", "data": data}
    done = {"/recommend", "/recommend adventure", "/recommend adventure=bold"}
    assert used([event], "de") == done < offered()
    assert used([event], "es-ES") == set()
    pressed = {"type": 3, "locale": "de", "data": {"custom_id": "crate:up:abc"}}
    assert used([pressed], "de") == {"button up"} < offered()


async def settle(walk: Walk) -> None:
    """Settle a server, its language last to be the walker's own."""
    run, discord = walk.walker.run, walk.scene.stage.discord
    await run("help")
    await run("settings show")
    for options in (
        *({"adventure": level} for level in Adventure),
        {"explicit": False},
        {"explicit": True},
        *({"language": one} for one in ("server", *languages(), walk.walker.locale)),
    ):
        await run("settings set", **options)
    more = [discord.add_channel(name) for name in ("more", "yet-more")]
    everywhere = {"channel": discord.channel, "channel2": more[0], "channel3": more[1]}
    await run("settings channels", **everywhere)


async def link(walk: Walk) -> None:
    """Be refused by Spotify, ask for a place, then link by pasting, and choose playlists."""
    walker, say, stage = walk.walker, walk.walker.say, walk.scene.stage
    listener = walk.scene.listener
    barred = replace(listener, allow_listed=False)
    stage.spotify.libraries[listener.account_id] = Library.of(barred)
    refused = await walker.run("link")
    assert (await stage.link(refused.links[say("link-button-open")], barred))[0] == 400
    await refused.until(say("allow-list-button"))
    await walker.submit(await walker.press(refused, "allow-list-button"), email="a@example.org")

    stage.spotify.libraries[listener.account_id] = Library.of(listener)
    offer = await walker.run("link")
    form = await walker.press(offer, "link-button-paste")
    address = await stage.consent(offer.links[say("link-button-open")], listener)
    await walker.submit(form, address=address)
    ready = walker.look(await offer.until(say("choosing-offer"), PATIENCE))
    await walker.press(ready, "choosing-offer")
    page = await walker.run("playlist choose")
    name = listener.playlists[0].name
    await walker.select(page, "choosing-menu-disliked", name)
    await walker.select(page, "choosing-menu-liked", name)
    await walker.press(page, "choosing-read")
    await walk.scene.learned(walker.visitor)


async def listen(walk: Walk) -> None:
    """Ask for songs in every way, and use all that stands under them."""
    walker, tracks = walk.walker, walk.tracks
    page = await walker.run("recommend", count=8, private=True)
    for key in ("button-up", "button-down", "button-known", "button-why", "list-next"):
        await walker.press(page, key)
    await walker.select(page, "more-like", _first_option(page))
    await walker.run("recommend", count=1, private=False)
    genre = await walker.type("recommend", "genre", "ja")
    mood = await walker.type("recommend", "mood")
    await walker.run("recommend", genre=genre, mood=mood, count=2)
    for level in Adventure:
        page = await walker.run("recommend", adventure=level, recent=level == "bold", count=1)
    await walker.press(page, "button-save")

    seeds = {"song": tracks[1].track_id}
    seeds |= {f"song{place}": tracks[place].track_id for place in range(2, 6)}
    picks = {f"pick{place}": tracks[2 * place].track_id for place in range(1, 6)}
    for option in seeds:
        await walker.type("similar", option, "bold")
    for option in picks:
        await walker.type("start", option, "bold")
    for mode in Mode:
        await walker.run("similar", mode=mode, count=4, **seeds)
    await walker.run("start", **picks)


async def bring_along(walk: Walk) -> None:
    """Import a file and two profiles, and look at what was learned."""
    walker = walk.walker
    songs = [Song("", track.title.replace('"', ""), track.artists[0]) for track in walk.tracks]
    name, same = walk.scene.listener.name, walker.say("import-nothing-new")
    for brought, shown in (
        ({"file": Upload("likes.csv", files.soundiiz(songs).encode())}, "card"),
        ({"listenbrainz": name}, "map"),
        ({"lastfm": name}, "report"),
    ):
        reply = await walker.run("import", **brought)
        await reply.until(lambda text: "`/recommend`" in text or same in text, PATIENCE)
        await walker.run(f"taste {shown}")


async def take_part(walk: Walk, others: list[User]) -> None:
    """Be compared and blended with others."""
    walker = walk.walker
    await walker.run("weekly join")
    await walker.run("compare", member=others[0])
    named = {"member": others[0]}
    named |= {f"member{place}": others[place - 1] for place in range(2, 10)}
    for private in (True, False):
        await walker.run("blend", count=4, private=private, **named)


async def keep_playlists(walk: Walk) -> None:
    """Make playlists and keep them."""
    walker = walk.walker
    for public in (True, False):
        await walker.run("playlist create", count=3, name=NASTY[2][:90], public=public)
    await walker.run("playlist keep", count=3, name=NASTY[3][:90])
    made = await walker.type("playlist keep", "playlist")
    await walker.run("playlist keep", playlist=made, count=2)
    await walker.run("playlist list")
    kept = await walker.type("playlist stop", "playlist")
    await walker.run("playlist stop", playlist=kept)


async def post_weekly(walk: Walk) -> None:
    """Plan the weekly post, see it come, and use its buttons."""
    walker, scene = walk.walker, walk.scene
    zone = await walker.type("schedule set", "zone", "Berlin")
    soon = (scene.clock.time + timedelta(minutes=2)).astimezone(ZoneInfo(zone))
    for day in (*range(7), soon.weekday()):
        time = f"{soon:%H:%M}"
        await walker.run(
            "schedule set", channel=scene.stage.discord.channel, day=day, time=time, zone=zone
        )
    await walker.run("schedule list")
    await walker.run("schedule preview")
    for name in ("pause", "resume"):
        await walker.run(f"schedule {name}", which=await walker.type(f"schedule {name}", "which"))
    await walk.world.tick(minutes=4)
    post = walk.world.posts()[-1]
    assert walker.say("weekly-title") in walker.visitor.reader.read(post)
    await walker.press(post, "weekly-join")
    await walker.press(post, "button-save")
    which = await walker.type("schedule remove", "which")
    await walker.run("schedule remove", which=which)


async def use_menus(walk: Walk, other: User) -> None:
    page = await walk.walker.run("recommend", count=2)
    await walk.walker.menu("menu-similar", page.message)
    for key in ("menu-compare", "menu-blend"):
        await walk.walker.menu(key, other)


async def leave(walk: Walk) -> None:
    """Read the library once more, see what is kept, and delete it."""
    walker, scene = walk.walker, walk.scene
    scene.clock.forward(minutes=11)
    await walker.run("sync")
    await scene.learned(walker.visitor)
    await walker.run("weekly leave")
    kept = await walker.run("privacy")
    for key in ("privacy-button-export", "privacy-button-policy"):
        await walker.press(kept, key)
    await walker.run("unlink")
    sure = await walker.press(kept, "privacy-button-delete")
    await walker.press(sure, "privacy-button-confirm")


def _first_option(page: Reply) -> str:
    """Return the first song of the menu for more like one."""
    return next(
        option["value"]
        for shown in page.message.components
        for row in shown["components"]
        for part in row.get("components", ())
        for option in part.get("options", ())
    )
