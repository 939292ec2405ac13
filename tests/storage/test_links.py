from dataclasses import replace
from datetime import timedelta

import pytest

from storage.errors import AccountAlreadyLinked
from storage.links import Link, LinkState
from storage.store import Store
from tests.storage.examples import MEMBER, NOW, OTHER, link


@pytest.fixture
async def generation(store: Store) -> int:
    return (await store.members.ensure(MEMBER)).generation


@pytest.fixture
async def linked(store: Store, generation: int) -> Link:
    await store.links.save(link(), generation)
    return link()


async def test_a_link_comes_back_as_it_was_kept(store: Store, generation: int) -> None:
    assert await store.links.get(MEMBER) is None
    kept = replace(link(), synced_at=NOW, told=True, state=LinkState.NEEDS_RELINKING)
    await store.links.save(kept, generation)
    assert await store.links.get(MEMBER) == kept


def test_tokens_are_not_shown() -> None:
    assert "secret" not in repr(link())


async def test_an_account_belongs_to_one_member(store: Store, linked: Link) -> None:
    other = (await store.members.ensure(OTHER)).generation
    with pytest.raises(AccountAlreadyLinked):
        await store.links.save(link(OTHER), other)
    assert await store.links.get(OTHER) is None
    await store.links.remove(MEMBER)
    await store.links.save(link(OTHER), other)
    assert await store.links.get(OTHER) == link(OTHER)


async def test_linking_again_replaces_the_link(store: Store, linked: Link, generation: int) -> None:
    other = link(account_id="account-2")
    await store.links.save(other, generation)
    assert await store.links.get(MEMBER) == other


async def test_a_refresh_keeps_the_new_tokens(store: Store, linked: Link) -> None:
    await store.links.mark(linked, LinkState.NEEDS_RELINKING)
    later = NOW + timedelta(hours=2)
    renewed = await store.links.renew(linked, "access-2", "refresh-2", later, ["a", "b"])
    assert renewed == replace(
        linked,
        access_token="access-2",
        refresh_token="refresh-2",
        expires_at=later,
        scopes=frozenset({"a", "b"}),
    )
    assert await store.links.get(MEMBER) == renewed


async def test_a_refresh_without_a_refresh_token_keeps_the_old_one(
    store: Store, linked: Link
) -> None:
    renewed = await store.links.renew(linked, "access-2", None, NOW, linked.scopes)
    assert renewed is not None
    assert renewed.refresh_token == "refresh-secret"
    assert await store.links.get(MEMBER) == renewed


@pytest.mark.parametrize(
    "newer",
    [link(account_id="account-2"), replace(link(), consented_at=NOW + timedelta(minutes=1))],
)
async def test_a_refresh_of_an_earlier_consent_is_dropped(
    store: Store, linked: Link, generation: int, newer: Link
) -> None:
    await store.links.save(newer, generation)
    assert await store.links.renew(linked, "stale", "stale", NOW, []) is None
    assert not await store.links.mark(linked, LinkState.NEEDS_RELINKING)
    assert await store.links.get(MEMBER) == newer


async def test_a_refresh_after_unlinking_is_dropped(store: Store, linked: Link) -> None:
    assert await store.links.remove(MEMBER)
    assert not await store.links.remove(MEMBER)
    assert await store.links.renew(linked, "stale", "stale", NOW, []) is None
    assert await store.links.get(MEMBER) is None


async def test_a_member_is_told_once_that_relinking_is_needed(store: Store, linked: Link) -> None:
    assert not await store.links.tell(MEMBER)
    for _ in ("first time", "after a refresh that worked"):
        assert await store.links.mark(linked, LinkState.NEEDS_RELINKING)
        assert [await store.links.tell(MEMBER) for _ in range(3)] == [True, False, False]
        await store.links.renew(linked, "access-2", None, NOW, linked.scopes)


async def test_the_time_of_the_last_reading_is_kept(store: Store, linked: Link) -> None:
    assert await store.links.synced(MEMBER, NOW)
    assert await store.links.get(MEMBER) == replace(linked, synced_at=NOW)
    assert not await store.links.synced(OTHER, NOW)
