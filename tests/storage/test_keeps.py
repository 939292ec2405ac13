"""Kept playlists and the claims on their refreshes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.errors import UnknownMember
from storage.keeps import LEASE, LONGEST_PAUSE, Keep, Key, Outcome, Trouble
from storage.playlists import MadePlaylist, Status, WantedSong
from storage.schema import refreshes
from storage.store import Store
from tests.storage.examples import MEMBER, NOW, OTHER, intent, item, keep_weekly, link

WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)
KEY: Key = (MEMBER, "playlist-1", NOW)
SONGS = (WantedSong("a", 1), WantedSong("b", -(2**62)))


@pytest.fixture(autouse=True)
async def members(store: Store) -> None:
    await store.members.ensure(MEMBER)
    await store.members.ensure(OTHER)


async def kept(store: Store) -> Keep:
    [keep] = await store.keeps.of(MEMBER)
    return keep


async def outcomes(store: Store) -> Sequence[str]:
    async with store.database.read() as connection:
        query = select(refreshes.c.outcome).order_by(refreshes.c.instant)
        return list((await connection.scalars(query)).all())


async def songs_shown(store: Store) -> frozenset[int]:
    return await store.lists.songs_since(MEMBER, NOW - 10 * WEEK)


# Keeping


async def test_only_what_the_bot_made_is_kept(store: Store) -> None:
    await store.playlists.add(OTHER, MadePlaylist("p", "Theirs", NOW))
    assert not await store.keeps.begin(MEMBER, "p", "account-1", 3, NOW)
    with pytest.raises(UnknownMember):
        await store.keeps.begin(1, "p", "account-1", 3, NOW)
    assert await store.keeps.of(MEMBER) == []


async def test_keeping_again_changes_its_songs_alone(store: Store) -> None:
    await keep_weekly(store, MEMBER)
    before = await kept(store)
    assert await store.keeps.begin(MEMBER, "playlist-1", "account-2", 9, NOW, clean=True)
    after = await kept(store)
    assert (before.clean, after.clean) == (False, True)
    assert (after.size, after.since, after.account_id) == (9, before.since, "account-1")
    assert after.name == "Mine"
    assert after.pending


async def test_a_playlist_is_kept_when_all_its_songs_are_in(store: Store) -> None:
    wish = replace(intent(), weekly=True, clean=True, playlist_id="p1")
    await store.playlists.begin(wish)
    for status in (Status.CREATED, Status.FILLED):
        before, wish = wish, replace(wish, status=status)
        await store.playlists.keep(wish, before)
        assert await store.keeps.of(MEMBER) == []
    await store.playlists.keep(replace(wish, status=Status.DONE), wish)
    keep = await kept(store)
    assert (keep.playlist_id, keep.size, keep.since) == ("p1", wish.asked, wish.created_at)
    assert keep.account_id == wish.account_id
    assert keep.clean


async def test_an_unlinked_member_keeps_nothing(store: Store) -> None:
    generation = (await store.members.ensure(MEMBER)).generation
    await store.links.save(link(), generation)
    await keep_weekly(store, MEMBER)
    wish = replace(intent(mark="m"), weekly=True, playlist_id="p2", status=Status.CREATED)
    await store.playlists.begin(wish)
    await store.unlink(MEMBER)
    assert await store.keeps.of(MEMBER) == []
    assert await outcomes(store) == []
    left = await store.playlists.get(MEMBER, "m")
    assert left is not None
    assert not left.weekly
    assert await store.playlists.ids(MEMBER) == {"playlist-1"}


async def test_stopping_drops_what_is_under_way(store: Store) -> None:
    refresh = await keep_weekly(store, MEMBER)
    assert await store.keeps.stop(MEMBER, "playlist-1")
    assert not await store.keeps.stop(MEMBER, "playlist-1")
    assert not await store.keeps.prepare(refresh, "me", NOW, SONGS)
    assert not await store.keeps.settle(refresh, "me", Outcome.DONE, NOW)
    assert await songs_shown(store) == frozenset()
    assert await store.playlists.ids(MEMBER) == {"playlist-1"}


# What is due


async def test_what_is_to_be_checked(store: Store) -> None:
    await store.playlists.add(MEMBER, MadePlaylist("playlist-1", "Mine", NOW))
    await store.keeps.begin(MEMBER, "playlist-1", "account-1", 3, NOW)
    keep = await kept(store)
    assert await store.keeps.to_check(NOW) == [keep]
    await store.keeps.arrange(keep, None, NOW, NOW + WEEK)
    assert await store.keeps.to_check(NOW + MINUTE) == []
    assert await store.keeps.waiting(NOW + WEEK) == []
    assert len(await store.keeps.to_check(NOW + WEEK)) == 1
    assert len(await store.keeps.to_check(NOW - MINUTE)) == 1


async def test_an_instant_is_due_once(store: Store) -> None:
    refresh = await keep_weekly(store, MEMBER)
    await store.keeps.settle(refresh, "me", Outcome.DONE, NOW)
    for _ in range(2):
        await store.keeps.arrange(await kept(store), NOW, NOW, NOW + WEEK)
    assert await outcomes(store) == [Outcome.DONE]
    assert await store.keeps.waiting(NOW + WEEK) == []


async def test_a_playlist_kept_anew_meanwhile_is_left_to_be_checked(store: Store) -> None:
    await keep_weekly(store, MEMBER)
    stale = await kept(store)
    await store.keeps.stop(MEMBER, "playlist-1")
    await store.keeps.begin(MEMBER, "playlist-1", "account-1", 3, NOW)
    await store.keeps.arrange(stale, NOW, NOW, NOW + WEEK)
    assert await outcomes(store) == []
    assert (await kept(store)).next_at is None


# Claims


async def test_one_of_two_takes_it(store: Store) -> None:
    await keep_weekly(store, MEMBER)
    assert await store.keeps.waiting(NOW) == []
    assert await store.keeps.take(KEY, "you", NOW) is None
    assert await store.keeps.take(KEY, "you", NOW + LEASE - MINUTE) is None
    assert await store.keeps.waiting(NOW + LEASE) == [KEY]
    assert await store.keeps.take(KEY, "you", NOW + LEASE) is not None


async def test_who_lost_it_can_do_nothing_with_it(store: Store) -> None:
    mine = await keep_weekly(store, MEMBER)
    later = NOW + LEASE
    assert await store.keeps.take(KEY, "you", later) is not None
    assert not await store.keeps.prepare(mine, "me", later, SONGS)
    assert not await store.keeps.sending(mine, "me", later, SONGS)
    assert not await store.keeps.settle(mine, "me", Outcome.DONE, later, Trouble.LINK)
    await store.keeps.postpone(mine, "me", later, Trouble.LINK)
    await store.keeps.hand_back(mine, "me")
    assert await store.keeps.waiting(later) == []
    assert await songs_shown(store) == frozenset()
    assert (await kept(store)).trouble is None


async def test_two_playlists_of_one_member_take_turns(store: Store) -> None:
    first = await keep_weekly(store, MEMBER)
    await store.playlists.add(MEMBER, MadePlaylist("playlist-2", "Other", NOW))
    await store.keeps.begin(MEMBER, "playlist-2", "account-1", 3, NOW - WEEK)
    await store.keeps.arrange((await store.keeps.of(MEMBER))[1], NOW, NOW, NOW + WEEK)
    second: Key = (MEMBER, "playlist-2", NOW)
    assert await store.keeps.take(second, "you", NOW) is None
    await store.keeps.settle(first, "me", Outcome.DONE, NOW)
    assert await store.keeps.take(second, "you", NOW) is not None
    assert (await keep_weekly(store, OTHER)).member_id == OTHER


async def test_whoever_takes_over_knows_the_songs(store: Store) -> None:
    refresh = await keep_weekly(store, MEMBER)
    assert (refresh.songs, refresh.sent_at) == (None, None)
    assert await store.keeps.prepare(refresh, "me", NOW, SONGS)
    assert await store.keeps.sending(refresh, "me", NOW + MINUTE, SONGS[:1])
    taken = await store.keeps.take(KEY, "you", NOW + MINUTE + LEASE)
    assert taken is not None
    assert (taken.songs, taken.sent_at) == (SONGS[:1], NOW + MINUTE)


async def test_a_clock_that_was_ahead_blocks_nothing(store: Store) -> None:
    refresh = await keep_weekly(store, MEMBER)
    await store.keeps.sending(refresh, "me", NOW + WEEK, SONGS)
    assert await store.keeps.waiting(NOW) == [KEY]
    await store.keeps.postpone(refresh, "me", NOW + WEEK)
    assert await store.keeps.waiting(NOW) == [KEY]


async def test_what_is_put_off_waits(store: Store) -> None:
    refresh = await keep_weekly(store, MEMBER)
    await store.keeps.postpone(refresh, "me", NOW + LONGEST_PAUSE)
    assert await store.keeps.waiting(NOW) == []
    again = await store.keeps.take(KEY, "me", NOW + LONGEST_PAUSE)
    assert again is not None
    assert again.tries == 1
    await store.keeps.hand_back(again, "me")
    assert await store.keeps.waiting(NOW + LONGEST_PAUSE) == [KEY]


# What was shown, and what is told


async def test_songs_count_as_shown_before_they_are_sent(store: Store) -> None:
    refresh = await keep_weekly(store, MEMBER)
    await store.keeps.prepare(refresh, "me", NOW, SONGS)
    assert await songs_shown(store) == {song.song for song in SONGS}
    await store.keeps.sending(refresh, "me", NOW, SONGS)
    await store.keeps.settle(refresh, "me", Outcome.DONE, NOW)
    assert await songs_shown(store) == {song.song for song in SONGS}
    assert not (await kept(store)).pending
    assert await outcomes(store) == [Outcome.DONE]


async def test_songs_never_sent_count_no_longer(store: Store) -> None:
    refresh = await keep_weekly(store, MEMBER)
    await store.keeps.prepare(refresh, "me", NOW, SONGS)
    await store.lists.save(MEMBER, "recommend", [item(song=1)], NOW + MINUTE)
    await store.keeps.settle(refresh, "me", Outcome.SKIPPED, NOW + WEEK)
    assert await songs_shown(store) == {1}


async def test_a_trouble_is_told_once_and_anew_when_it_comes_again(store: Store) -> None:
    refresh = await keep_weekly(store, MEMBER)
    for _ in range(2):
        await store.keeps.postpone(refresh, "me", NOW, Trouble.LINK)
        refresh = await store.keeps.take(KEY, "me", NOW) or refresh
    [keep] = await store.keeps.untold(MEMBER)
    assert keep.trouble is Trouble.LINK
    assert await store.keeps.tell(keep)
    assert not await store.keeps.tell(keep)
    await store.keeps.postpone(refresh, "me", NOW, Trouble.LINK)
    assert await store.keeps.untold(MEMBER) == []
    refresh = await store.keeps.take(KEY, "me", NOW) or refresh
    await store.keeps.settle(refresh, "me", Outcome.DONE, NOW)
    assert (await kept(store)).trouble is None
    assert await store.keeps.untold(MEMBER) == []
    await store.keeps.arrange(await kept(store), NOW + WEEK, NOW + WEEK, NOW + 2 * WEEK)
    again = await store.keeps.take((MEMBER, "playlist-1", NOW + WEEK), "me", NOW + WEEK)
    assert again is not None
    await store.keeps.settle(again, "me", Outcome.NOTHING, NOW + WEEK, Trouble.NOTHING)
    assert [keep.trouble for keep in await store.keeps.untold(MEMBER)] == [Trouble.NOTHING]


async def test_a_playlist_that_is_gone_is_forgotten_when_told(store: Store) -> None:
    refresh = await keep_weekly(store, MEMBER)
    await store.keeps.settle(refresh, "me", Outcome.GONE, NOW, Trouble.GONE)
    assert await store.keeps.of(MEMBER) == []
    assert await store.keeps.to_check(NOW + 2 * WEEK) == []
    [keep] = await store.keeps.untold(MEMBER)
    assert (keep.name, keep.trouble) == ("Mine", Trouble.GONE)
    assert await store.keeps.tell(keep)
    assert not await store.keeps.tell(keep)
    assert await store.keeps.untold(MEMBER) == []
    assert await outcomes(store) == []


async def test_a_playlist_that_was_gone_may_be_kept_again(store: Store) -> None:
    refresh = await keep_weekly(store, MEMBER)
    await store.keeps.settle(refresh, "me", Outcome.GONE, NOW, Trouble.GONE)
    await store.keeps.begin(MEMBER, "playlist-1", "account-1", 4, NOW)
    keep = await kept(store)
    assert (keep.trouble, keep.since, keep.size) == (None, NOW, 4)


async def test_old_refreshes_are_pruned_and_open_ones_stay(store: Store) -> None:
    refresh = await keep_weekly(store, MEMBER)
    assert await store.keeps.prune(NOW + WEEK) == 0
    await store.keeps.settle(refresh, "me", Outcome.DONE, NOW)
    assert await store.keeps.prune(NOW) == 0
    assert await store.keeps.prune(NOW + MINUTE) == 1


async def test_nothing_remains_of_a_deleted_member(store: Store, path: Path) -> None:
    refresh = await keep_weekly(store, MEMBER)
    planted = [WantedSong("PLANTED-TRACK", 7)]
    await store.keeps.prepare(refresh, "me", NOW, planted)
    assert any(b"PLANTED-TRACK" in file.read_bytes() for file in path.parent.glob("*.sqlite*"))
    await store.members.forget(MEMBER)
    assert not await store.keeps.sending(refresh, "me", NOW, planted)
    for file in path.parent.glob("*.sqlite*"):
        content = file.read_bytes()
        assert b"PLANTED-TRACK" not in content
        assert MEMBER.to_bytes(8, "big") not in content
