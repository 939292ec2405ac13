"""Playlists kept with fresh songs every week, when nothing fails at Spotify."""

from datetime import timedelta

import pytest

from bot.sandbox.client import Visitor
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.spotify.faults import failing
from bot.sandbox.spotify.listeners import Playlist
from bot.services.keeping import MOST_KEPT
from bot.services.refresh_times import REST
from storage.keeps import Outcome
from storage.lists import ListItem
from storage.playlists import MadePlaylist
from tests.e2e.conftest import Scene
from tests.e2e.keeping_world import KEEP, WEEK, Keeper, fresh
from tests.e2e.playlist_world import DONE, MAKING, eventually, newest_list, row_ids

pytestmark = pytest.mark.stage(learning=False)


@pytest.fixture
async def keeper(scene: Scene, songs: CatalogueSongs) -> Keeper:
    """Somebody who picked songs and linked for playlists only."""
    keeper = Keeper(scene, songs)
    await keeper.learn()
    await keeper.link()
    return keeper


async def say(keeper: Keeper, command: str, **options: str | int) -> str:
    return (await (await keeper.scene.ana.run(command, **options)).settled()).text


# Keeping


async def test_a_kept_playlist_is_made_and_gets_fresh_songs_every_week(keeper: Keeper) -> None:
    playlist = await keeper.keep()
    assert playlist.name == "Fresh every week"
    assert not playlist.public
    seen = row_ids(playlist)
    assert len(seen) == 30
    since = keeper.scene.clock.time
    first = await keeper.next_at()
    assert since + REST < first <= since + REST + WEEK
    assert first.weekday() == since.weekday()

    for week in range(3):
        assert await keeper.next_at() == first + week * WEEK
        await keeper.until_due()
        ids = fresh(playlist, seen)
        assert len(ids) == 30
        assert keeper.replaced() == week + 1
        seen += ids
    assert await keeper.outcomes() == [Outcome.DONE] * 3
    assert keeper.scene.asked("/me/playlists", "POST") == 1
    assert len(keeper.made()) == 1


async def test_its_songs_are_fresh_and_count_as_shown(keeper: Keeper) -> None:
    page = await keeper.scene.recommend(20)
    shown = await keeper.scene.store.lists.get(newest_list(page))
    assert shown is not None
    playlist = await keeper.keep(count=20)
    await keeper.until_due()
    after = await keeper.scene.store.lists.get(newest_list(await keeper.scene.recommend(20)))
    assert after is not None
    liked = {like.track_id for like in await keeper.scene.store.likes.of(keeper.id)}
    others = {item.track_id for kept in (shown, after) for item in kept.items}
    assert len(playlist.rows) == 20
    assert not set(row_ids(playlist)) & (liked | others)

    keeper.scene.clock.forward(days=50)
    since = keeper.scene.clock.time - timedelta(days=60)
    songs = await keeper.scene.store.lists.songs_since(keeper.id, since)
    catalogue = keeper.songs.catalogue
    rows = catalogue.resolve(row_ids(playlist))
    assert {track.song for track in catalogue.tracks(list(rows.values()))} <= songs


async def test_a_name_and_a_count(keeper: Keeper) -> None:
    playlist = await keeper.keep(count=3, name="  Mine @everyone ")
    assert (playlist.name, len(playlist.rows)) == ("Mine @everyone", 3)
    await keeper.until_due()
    assert len(playlist.rows) == 3


async def test_a_playlist_made_before_is_kept_by_choosing_it(keeper: Keeper) -> None:
    await (await keeper.create(count=4, name="Old one")).until(DONE)
    await (await keeper.create(count=2, name="Other")).until(DONE)
    other, old = keeper.made()
    offered = await keeper.scene.ana.choices(KEEP, "playlist", "old")
    assert [(choice.name, choice.value) for choice in offered] == [("Old one", old.playlist_id)]
    text = await say(keeper, KEEP, playlist=str(offered[0].value))
    assert "**Old one** gets 4 fresh songs every week" in text
    before, untouched = row_ids(old), row_ids(other)
    await keeper.until_due()
    assert len(fresh(old, before)) == 4
    assert row_ids(other) == untouched

    assert "6 fresh songs" in await say(keeper, KEEP, playlist=old.playlist_id, count=6)
    assert "6 fresh songs" in await say(keeper, KEEP, playlist="old ONE")
    link = f"https://open.spotify.com/playlist/{old.playlist_id}?si=1"
    assert "6 fresh songs" in await say(keeper, KEEP, playlist=link)
    await keeper.until_due()
    assert len(row_ids(old)) == 6
    assert len(await keeper.kept()) == 1


async def test_what_cannot_be_kept_is_said(keeper: Keeper) -> None:
    await (await keeper.create(count=2, name="Gone")).until(DONE)
    [gone] = keeper.made()
    assert "no playlist “nonsense”" in await say(keeper, KEEP, playlist="nonsense")
    own = keeper.scene.listener.playlists[0].playlist_id
    assert "no playlist" in await say(keeper, KEEP, playlist=own)
    keeper.scene.library().playlists.remove(gone)
    assert "no longer in your Spotify" in await say(keeper, KEEP, playlist=gone.playlist_id)
    await say(keeper, "unlink")
    assert "Run `/link`" in await say(keeper, KEEP, playlist=gone.playlist_id)
    assert "Run `/link`" in await say(keeper, KEEP)
    assert await keeper.kept() == []


async def test_there_is_a_most(keeper: Keeper) -> None:
    for number in range(MOST_KEPT):
        await keeper.keep(count=1, name=f"N{number}")
    assert "as many as I fill" in await say(keeper, KEEP, count=1)
    await (await keeper.create(count=1)).until(DONE)
    newest = keeper.made()[0].playlist_id
    assert "as many as I fill" in await say(keeper, KEEP, playlist=newest)
    assert "2 fresh songs" in await say(keeper, KEEP, playlist="N1", count=2)
    assert len(await keeper.kept()) == MOST_KEPT


async def test_several_playlists_get_different_songs(keeper: Keeper) -> None:
    playlists = [await keeper.keep(count=20, name=name) for name in ("A", "B", "C")]
    seen = [song for playlist in playlists for song in row_ids(playlist)]
    keeper.scene.clock.time = max([await keeper.next_at(place) for place in range(3)])
    await keeper.tick()
    now = [song for playlist in playlists for song in row_ids(playlist)]
    assert len(set(now)) == 60
    assert not set(now) & set(seen)


async def test_nobody_elses_playlist_is_offered_or_stopped(keeper: Keeper) -> None:
    playlist = await keeper.keep(count=1)
    bob: Visitor = keeper.scene.join("Bob")
    assert await bob.choices(KEEP, "playlist", "") == []
    assert await bob.choices("playlist stop", "playlist", "") == []
    reply = await (await bob.run("playlist stop", playlist=playlist.playlist_id)).settled()
    assert "You keep no playlist" in reply.text
    assert len(await keeper.kept()) == 1


async def test_the_tick_of_everything_refreshes(keeper: Keeper) -> None:
    playlist = await keeper.keep(count=2)
    before = row_ids(playlist)
    keeper.scene.clock.time = await keeper.next_at()
    await keeper.scene.services.housekeeping.tick()
    await eventually(lambda: row_ids(playlist) != before)
    assert keeper.replaced() == 1


# The list, and stopping


async def test_the_list_shows_links_songs_and_what_is_kept(keeper: Keeper) -> None:
    assert "I have made no playlist for you" in await keeper.lines()
    await (await keeper.create(count=2, name="Plain")).until(DONE)
    kept = await keeper.keep(count=3, name="Kept")
    kept.name = "Renamed @everyone"
    text = await keeper.lines()
    first, second, third = text.splitlines()[-3:]
    assert kept.playlist_id in first
    assert "Renamed" in first
    assert "@everyone" not in first
    assert "3 songs" in first
    assert "3 fresh songs every week" in second
    assert "next on" in second
    assert "Plain" in third
    assert "2 songs" in third

    keeper.scene.library().playlists.remove(keeper.made()[-1])
    assert "Plain" not in await keeper.lines()


async def test_the_list_fits_into_a_message(keeper: Keeper) -> None:
    made = [MadePlaylist(f"{n:022}", "*" * 100, keeper.scene.clock.time) for n in range(60)]
    for one in made:
        await keeper.scene.store.playlists.add(keeper.id, one)
        found = Playlist(one.playlist_id, one.name, keeper.scene.listener.user_id, [])
        keeper.scene.library().playlists.append(found)
    text = await keeper.lines()
    assert text.count("open.spotify.com/playlist") == 12
    assert "48 older ones" in text


async def test_the_list_without_spotify(keeper: Keeper) -> None:
    await keeper.keep(count=3, name="Kept")
    keeper.faults.add(failing(503), MAKING, method="GET", times=4)
    text = await keeper.lines()
    assert "3 fresh songs every week" in text
    assert "I cannot see now. Spotify does not answer properly" in text


async def test_what_is_stopped_stays_as_it_is(keeper: Keeper) -> None:
    assert "You keep no playlist" in await say(keeper, "playlist stop")
    first = await keeper.keep(count=2, name="First")
    second = await keeper.keep(count=2, name="Second")
    assert "You keep 2 playlists" in await say(keeper, "playlist stop")
    offered = await keeper.scene.ana.choices("playlist stop", "playlist", "")
    assert [choice.name for choice in offered] == ["First", "Second"]
    text = await say(keeper, "playlist stop", playlist=str(offered[0].value))
    assert "**First** gets no fresh songs any more" in text
    before = row_ids(first), row_ids(second)
    await keeper.tick(days=6)
    for _ in range(8):
        await keeper.tick(hours=12)
    assert row_ids(first) == before[0]
    assert not set(row_ids(second)) & set(before[1])
    assert "**Second**" in await say(keeper, "playlist stop")
    assert await keeper.kept() == []
    assert "fresh songs every week" not in (await keeper.lines()).replace("`/playlist keep`", "")


async def test_kept_anew_it_rests_first(keeper: Keeper) -> None:
    playlist = await keeper.keep(count=2)
    due = await keeper.next_at()
    await say(keeper, "playlist stop")
    keeper.scene.clock.time = due - timedelta(hours=1)
    await say(keeper, KEEP, playlist=playlist.playlist_id)
    assert await keeper.next_at() > due + REST


async def test_unlinking_ends_it(keeper: Keeper) -> None:
    playlist = await keeper.keep(count=2)
    before = row_ids(playlist)
    assert "The playlist you kept stays as it is" in await say(keeper, "unlink")
    assert await keeper.kept() == []
    await keeper.link()
    for _ in range(10):
        await keeper.tick(days=1)
    assert row_ids(playlist) == before
    assert keeper.replaced() == 0


async def test_nothing_fresh_is_said_once_and_the_playlist_stays(keeper: Keeper) -> None:
    playlist = await keeper.keep(count=2)
    due = await keeper.next_at()
    keeper.scene.clock.time = due
    catalogue = keeper.songs.catalogue
    everything = [
        ListItem(track.track_id, track.song, 0.0, None, {})
        for track in catalogue.tracks(range(len(catalogue)))
    ]
    await keeper.scene.store.lists.save(keeper.id, "recommend", everything, due)
    before = row_ids(playlist)
    await keeper.tick()
    assert row_ids(playlist) == before
    assert await keeper.outcomes() == [Outcome.NOTHING]
    assert "nothing is left" in await keeper.lines()
    keeper.scene.clock.forward(days=61)
    await keeper.until_due()
    assert not set(row_ids(playlist)) & set(before)
    assert "nothing is left" not in await keeper.lines()
