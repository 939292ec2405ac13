"""/recommend with a wish: genre, mood, adventure, what is recent; and thumbs that count at once."""

import asyncio
import re
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from bot.sandbox.client import Reply
from bot.sandbox.discord.state import Message, MessageFlag
from bot.sandbox.listeners import CatalogueSongs
from models.mood import MOODS
from storage.like import Like, Source
from tests.e2e.conftest import PATIENCE, Scene


async def ask(scene: Scene, **options: Any) -> Reply:
    return await (await scene.ana.run("recommend", **options)).settled()


def tracks_in(reply: Reply, songs: CatalogueSongs) -> list[int]:
    ids = re.findall(r"open\.spotify\.com/track/(\w{22})", reply.text)
    rows = songs.catalogue.resolve(ids)
    return [rows[track_id] for track_id in ids]


async def test_a_genre_is_offered_while_typing_and_kept_to(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await scene.link()
    offered = await scene.ana.choices("recommend", "genre", "jaz")
    assert offered[0].value == "jazz"
    reply = await ask(scene, count=4, genre="jazz")
    rows = tracks_in(reply, songs)
    assert len(rows) == 4
    assert all("jazz" in track.genres for track in songs.catalogue.tracks(rows))
    assert "no genre called “jaxxx”" in (await ask(scene, genre="jaxxx")).text


async def test_a_mood_is_read_from_everyday_words(scene: Scene, songs: CatalogueSongs) -> None:
    await scene.link()
    names = [choice.name for choice in await scene.ana.choices("recommend", "mood", "")]
    assert names == list(MOODS)
    arrays = songs.catalogue.arrays
    calm = tracks_in(await ask(scene, count=4, mood="lazy sunday"), songs)
    wild = tracks_in(await ask(scene, count=4, mood="gym"), songs)
    energy = arrays.audio[:, 1]
    assert energy[calm].max() < np.nanmedian(energy) < energy[wild].min()
    decade = tracks_in(await ask(scene, count=4, mood="90s"), songs)
    assert all(1990 <= arrays.year[row] <= 1999 for row in decade)
    assert "do not know what “qqqq zzzz”" in (await ask(scene, mood="qqqq zzzz")).text


async def test_new_artists_only_means_none_of_the_likes(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await scene.link()
    liked = {like.artists[0] for like in await scene.store.likes.of(scene.ana.user.id)}
    rows = tracks_in(await ask(scene, count=8, adventure="new"), songs)
    artists = {name for track in songs.catalogue.tracks(rows) for name in track.artists}
    assert artists
    assert not artists & liked


async def test_recent_likes_can_be_asked_to_count_most(scene: Scene, songs: CatalogueSongs) -> None:
    now = scene.clock()
    old = songs_of(songs, "metal", now - timedelta(days=400))
    new = songs_of(songs, "jazz", now - timedelta(days=3))
    member = await scene.store.members.ensure(scene.ana.user.id)
    await scene.store.likes.add(member.member_id, member.generation, [*old, *new])
    usual = tracks_in(await ask(scene, count=8), songs)
    recent = tracks_in(await ask(scene, count=8, recent=True), songs)

    def share(rows: list[int]) -> float:
        found = songs.catalogue.tracks(rows)
        return sum("jazz" in track.genres for track in found) / len(found)

    assert share(recent) > share(usual)


def songs_of(songs: CatalogueSongs, genre: str, when: datetime) -> list[Like]:
    arrays, names = songs.catalogue.arrays, songs.catalogue.genre_names
    number = names.index(genre)
    rows = [
        row
        for row in range(len(songs.catalogue))
        if number in arrays.genre_ids[arrays.genre_starts[row] : arrays.genre_starts[row + 1]]
    ]
    return [
        Like(t.track_id, Source.SAVED, t.title, t.artists, song=t.song, liked_at=when)
        for t in songs.catalogue.tracks(rows[:12])
    ]


async def test_a_shared_list_is_seen_by_all_and_pressed_by_its_owner(scene: Scene) -> None:
    await scene.link()
    reply = await ask(scene, count=2, private=False)
    assert "only you can see this" not in reply.text
    assert "only you can see this" in (await ask(scene, count=2)).text


async def test_what_keeps_a_shared_list_from_being_made_is_told_to_its_member_alone(
    scene: Scene,
) -> None:
    await scene.ana.run("recommend", private=False)
    told = await answer_of(scene)
    assert told.audience == scene.ana.user.id
    assert "/link" in scene.ana.reader.read(told)


async def answer_of(scene: Scene) -> Message:
    """Wait for the message that takes the place of a promise."""
    async with asyncio.timeout(PATIENCE):
        while True:
            for message in scene.ana.history():
                if not message.has(MessageFlag.LOADING) and message.components:
                    return message
            await asyncio.sleep(0.01)


async def test_more_like_a_song_of_a_list(scene: Scene) -> None:
    await scene.link()
    reply = await ask(scene, count=4)
    title = re.findall(r"\*\*\[(.+?)\]", reply.text)[2]
    more = await (await scene.ana.select(reply, "More like …", title)).settled()
    assert f"Similar to “{title}" in more.text.replace("\\", "")


@pytest.mark.parametrize(("label", "rises"), [("👍", True), ("👎", False)])
async def test_a_thumb_moves_the_very_next_list_before_anything_is_learned(
    scene: Scene, songs: CatalogueSongs, label: str, rises: bool
) -> None:
    await scene.link()
    shown = await ask(scene, count=1, adventure="new")
    row = tracks_in(shown, songs)[0]
    artist = int(songs.catalogue.arrays.artist[row])
    scene.clock.forward(minutes=1)
    before = await places(scene, songs, artist)
    # Held: what counts below cannot come from a training.
    scene.services.training.request = lambda member_id: pytest.fail("learned")  # type: ignore[method-assign]
    scene.services.training.refresh = lambda member_id: None  # type: ignore[method-assign]
    await scene.press(shown, label)
    after = await places(scene, songs, artist)
    assert (after < before) if rises else (after > before)


async def places(scene: Scene, songs: CatalogueSongs, artist: int) -> float:
    """Return the mean place of an artist's songs in the order the next list is chosen from."""
    from bot.services.shortlist import unpack
    from bot.services.wishes import changed_since, reorder

    member_id = scene.ana.user.id
    taste = await scene.store.tastes.get(member_id)
    assert taste is not None
    likes = await scene.store.likes.of(member_id)
    snapshot = scene.services.catalogue.current()
    shortlist = unpack(taste.items)
    if changed_since(likes, taste):
        shortlist = reorder(scene.services.training.learners, snapshot, likes, taste)
    rows = songs.catalogue.resolve(one.track_id for one in shortlist)
    of_artist = [
        place
        for place, one in enumerate(shortlist)
        if int(songs.catalogue.arrays.artist[rows[one.track_id]]) == artist
    ]
    assert of_artist
    return float(np.mean(of_artist))
