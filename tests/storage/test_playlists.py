"""Playlists under way and playlists made."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.errors import Overtaken, UnknownMember
from storage.playlists import UNFINISHED, MadePlaylist, Status
from storage.store import Store
from tests.storage.examples import MEMBER, NOW, OTHER, intent, link

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
async def members(store: Store) -> None:
    await store.members.ensure(MEMBER)
    await store.members.ensure(OTHER)


async def test_an_intent_comes_back_as_it_was_kept(store: Store) -> None:
    await store.playlists.begin(intent())
    assert await store.playlists.due(NOW) == [intent()]
    changed = replace(
        intent(),
        status=Status.CREATED,
        playlist_id="p1",
        songs=intent().songs[:2],
        added=2,
        left_out=2,
        cover=True,
        sent_at=NOW,
        due_at=NOW + DAY,
        tries=3,
    )
    await store.playlists.keep(changed, intent())
    assert await store.playlists.due(NOW) == []
    assert await store.playlists.due(NOW + DAY) == [changed]


async def test_a_created_playlist_is_known_as_made_and_stays_so_after_unlinking(
    store: Store,
) -> None:
    generation = (await store.members.ensure(MEMBER)).generation
    await store.links.save(link(), generation)
    await store.playlists.begin(intent())
    assert await store.playlists.ids(MEMBER) == frozenset()
    created = replace(intent(), status=Status.CREATED, playlist_id="p1")
    await store.playlists.keep(created, intent())
    await store.unlink(MEMBER)
    assert await store.playlists.ids(MEMBER) == {"p1"}
    assert len(await store.playlists.due(NOW)) == 1


async def test_the_same_wish_is_found_again_in_its_own_account(store: Store) -> None:
    playlists = store.playlists
    old = replace(intent(mark="a"), status=Status.DONE, created_at=NOW - DAY)
    await playlists.begin(old)
    await playlists.begin(intent(mark="b"))
    await playlists.begin(replace(intent(mark="c"), status=Status.GIVEN_UP))
    await playlists.begin(intent(OTHER, mark="d"))

    async def newest(account: str, origin: str, *statuses: Status) -> str | None:
        found = await playlists.newest(MEMBER, account, origin, statuses or UNFINISHED)
        return found.mark if found else None

    assert await newest("account-1", "create 3") == "b"
    assert await newest("account-1", "create 3", Status.DONE) == "a"
    assert await newest("account-1", "create 4") is None
    assert await newest("account-2", "create 3") is None


async def test_only_what_is_unfinished_and_may_go_on_by_itself_is_due(store: Store) -> None:
    for mark, status, due_at in (
        ("begun", Status.BEGUN, NOW),
        ("created", Status.CREATED, NOW - DAY),
        ("filled", Status.FILLED, NOW),
        ("refused", Status.BEGUN, None),
        ("later", Status.CREATED, NOW + DAY),
        ("done", Status.DONE, NOW),
        ("given-up", Status.GIVEN_UP, NOW),
    ):
        await store.playlists.begin(replace(intent(mark=mark), status=status, due_at=due_at))
    due = [one.mark for one in await store.playlists.due(NOW)]
    assert sorted(due) == ["begun", "created", "filled"]


async def test_of_two_who_go_on_with_one_intent_one_is_overtaken(store: Store) -> None:
    sent = replace(intent(), sent_at=NOW)
    await store.playlists.begin(intent())
    await store.playlists.keep(sent, intent())
    with pytest.raises(Overtaken):
        await store.playlists.keep(sent, intent())
    created = replace(intent(), status=Status.CREATED, playlist_id="p1")
    await store.playlists.keep(created, sent)
    for stale in (intent(), sent):
        with pytest.raises(Overtaken):
            await store.playlists.keep(replace(stale, tries=9), stale)
    assert await store.playlists.get(MEMBER, intent().mark) == created


async def test_a_wish_heard_twice_is_begun_once(store: Store) -> None:
    first = await store.playlists.begin(intent(mark="a"), NOW - DAY)
    assert await store.playlists.begin(intent(mark="b"), NOW - DAY) == first
    others = (
        replace(intent(mark="c"), origin="create 4"),
        replace(intent(mark="d"), account_id="account-2"),
        intent(OTHER, mark="e"),
    )
    for other in others:
        assert await store.playlists.begin(other, NOW - DAY) == other
    late = replace(intent(mark="f"), created_at=NOW + DAY)
    assert await store.playlists.begin(late, NOW + timedelta(hours=1)) == late


async def test_a_time_from_a_clock_far_ahead_does_not_hold_up(store: Store) -> None:
    await store.playlists.begin(replace(intent(), due_at=NOW + 400 * DAY))
    assert [one.mark for one in await store.playlists.due(NOW)] == [intent().mark]


async def test_what_ended_unseen_is_told_once(store: Store) -> None:
    done = replace(intent(mark="a"), status=Status.DONE)
    await store.playlists.begin(done)
    await store.playlists.begin(replace(intent(mark="b"), status=Status.GIVEN_UP))
    await store.playlists.begin(intent(mark="c"))
    assert [one.mark for one in await store.playlists.untold(MEMBER)] == ["a", "b"]
    assert await store.playlists.untold(OTHER) == []
    await store.playlists.told(done)
    assert [one.mark for one in await store.playlists.untold(MEMBER)] == ["b"]


async def test_old_ends_are_forgotten_but_not_what_is_open_or_untold(store: Store) -> None:
    for mark, status, told, due_at in (
        ("done", Status.DONE, True, NOW),
        ("untold", Status.DONE, False, NOW),
        ("open", Status.CREATED, False, None),
        ("refused", Status.BEGUN, False, None),
        ("sent", Status.BEGUN, False, NOW),
    ):
        await store.playlists.begin(
            replace(intent(mark=mark), status=status, told=told, due_at=due_at)
        )
    await store.playlists.prune(NOW)
    assert await _marks(store) == {"done", "untold", "open", "refused", "sent"}
    await store.playlists.prune(NOW + DAY)
    assert await _marks(store) == {"untold", "open", "sent"}


async def _marks(store: Store) -> set[str]:
    return {row["mark"] for row in (await store.members.export(MEMBER))["playlist_intents"]}


async def test_work_for_a_member_who_is_gone_is_refused(store: Store) -> None:
    await store.playlists.begin(intent())
    await store.members.forget(MEMBER)
    with pytest.raises(UnknownMember):
        await store.playlists.keep(intent(), intent())
    with pytest.raises(UnknownMember):
        await store.playlists.begin(intent())
    with pytest.raises(UnknownMember):
        await store.playlists.add(MEMBER, MadePlaylist("p1", "One", NOW))
    await store.playlists.told(intent())
    assert not any((await store.members.export(MEMBER)).values())
