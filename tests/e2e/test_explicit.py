"""A server without explicit songs: no way to songs leads around its settings."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from bot.results.songs import SHELF
from bot.sandbox.client import Reply, Visitor
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import library
from bot.services.catalogue import explicit_songs
from storage.like import Like, Source
from storage.names import song_key
from tests.e2e.conftest import PATIENCE, Scene
from tests.e2e.keeping_world import Keeper
from tests.e2e.playlist_world import newest_list, row_ids
from tests.e2e.weekly_world import WeeklyWorld
from tests.weekly import give_taste, like_songs

EXPLICIT = ("hip-hop", "r-n-b")
"""Genres with many explicit songs."""


class Filter:
    """A server's filter, and what comes through it."""

    def __init__(self, scene: Scene, songs: CatalogueSongs) -> None:
        self._scene = scene
        self._catalogue = songs.catalogue

    async def set(self) -> None:
        """Leave explicit songs out in the server."""
        await self._scene.store.servers.change(self._scene.stage.discord.guild.id, clean=True)

    def caught(self, *track_ids: str) -> int:
        """Count the explicit songs among some tracks, of which there have to be any."""
        rows = self._catalogue.resolve(track_ids)
        assert rows
        explicit = explicit_songs(self._scene.services.catalogue.current().tracks)
        tracks = self._catalogue.tracks(list(rows.values()))
        return sum(track.song in explicit for track in tracks)

    def shown(self, reply: Reply | str) -> int:
        """Count the explicit songs that a reply links to."""
        text = reply if isinstance(reply, str) else reply.text
        return self.caught(*re.findall(r"open\.spotify\.com/track/(\w+)", text))


@pytest.fixture
def sieve(scene: Scene, songs: CatalogueSongs) -> Filter:
    return Filter(scene, songs)


async def answer(visitor: Visitor, command: str, **options: object) -> Reply:
    reply = await visitor.run(command, **options)  # type: ignore[arg-type]
    return await reply.settled(PATIENCE)


@pytest.mark.stage(learning=False)
async def test_lists_playlists_and_what_fills_them_every_week(
    scene: Scene, songs: CatalogueSongs, catalogue: Path, sieve: Filter
) -> None:
    keeper, ana = Keeper(scene, songs), scene.ana
    await give_taste(scene.store, catalogue, keeper.id, EXPLICIT, seed=1, size=600)
    await keeper.link()
    await sieve.set()
    # In direct messages no server's settings hold.
    assert sieve.shown(await answer(ana.in_dm(), "recommend", count=4))
    assert sieve.shown(await answer(ana, "recommend", count=4)) == 0
    [seed] = [one for one in library(songs.catalogue, EXPLICIT[:1], 40, 1) if one.explicit][:1]
    alike = await answer(ana, "similar", song=seed.track_id, count=4)
    assert sieve.shown(alike) == 0

    made = await answer(ana, "playlist create", count=30)
    await made.until("known to be explicit are left out", PATIENCE)
    [playlist] = keeper.made()
    assert sieve.caught(*row_ids(playlist)) == 0
    kept = await keeper.keep(count=30)
    assert sieve.caught(*row_ids(kept)) == 0
    await keeper.until_due()
    assert sieve.caught(*row_ids(kept)) == 0
    assert "without explicit songs" in await keeper.lines()
    # Kept anew from where no such settings hold, it is filled as there.
    freed = await answer(ana.in_dm(), "playlist keep", playlist=kept.playlist_id)
    assert "explicit" not in freed.text
    await keeper.until_due()
    assert sieve.caught(*row_ids(kept))


async def test_lists_for_several_and_weekly_posts(
    scene: Scene, catalogue: Path, sieve: Filter
) -> None:
    world = WeeklyWorld.of(scene, catalogue)
    ana, ben = [await world.let_in(name, EXPLICIT) for name in ("Ana", "Ben")]
    at = scene.clock.time
    for visitor in (ana, ben):
        loved = await like_songs(
            scene.store,
            catalogue,
            visitor.user.id,
            EXPLICIT,
            at,
            seed=4,
            count=20,
            source=Source.UP,
        )
    assert sieve.caught(*(track.track_id for track in loved))
    before = await answer(world.admin, "schedule preview")
    assert sieve.shown(before)
    assert sieve.shown(await answer(ana, "blend", member=ben.user, count=20))
    await sieve.set()
    after = await answer(world.admin, "schedule preview")
    assert "👍" in after.text
    assert sieve.shown(after) == 0
    assert sieve.shown(await answer(ben, "blend", member=ana.user, count=20)) == 0


async def test_of_songs_no_table_holds_only_those_known_not_to_be(
    scene: Scene, catalogue: Path, sieve: Filter
) -> None:
    world = WeeklyWorld.of(scene, catalogue)
    ana, *others = [await world.let_in(name, EXPLICIT) for name in ("Ana", "Ben", "Cleo")]
    at = scene.clock.time
    for visitor in (ana, *others):
        await like_songs(scene.store, catalogue, visitor.user.id, EXPLICIT, at, seed=5, count=10)
    said = {"Said so": True, "Nobody knows": None, "Said not to": False}
    for visitor in others:
        for place, (title, explicit) in enumerate(said.items()):
            await scene.store.likes.rate(visitor.user.id, _outside(title, place, explicit, at))

    async def shelf() -> set[str]:
        kept = await scene.store.lists.get(newest_list(await answer(ana, "recommend", count=12)))
        assert kept is not None
        return {item.reason["title"] for item in kept.items if item.reason["kind"] == SHELF}

    async def loved() -> set[str]:
        post = (await answer(world.admin, "schedule preview")).text
        return {title for title in said if title in post}

    assert await shelf() == await loved() == set(said)
    await sieve.set()
    assert await loved() == {"Said not to"}
    scene.clock.forward(days=61)
    assert await shelf() == {"Said not to"}


def _outside(title: str, place: int, explicit: bool | None, at: datetime) -> Like:
    """Return a thumb for a song that no table holds."""
    return Like(
        track_id=f"{title.encode().hex():0<22}"[:22],
        source=Source.UP,
        title=title,
        artists=(f"Nobody {place}",),
        liked_at=at,
        song=song_key(title, f"Nobody {place}"),
        explicit=explicit,
    )
