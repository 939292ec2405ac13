import asyncio
from datetime import timedelta

from storage.logins import Login
from storage.store import Store
from tests.storage.examples import MEMBER, NOW, OTHER

LATER = NOW + timedelta(minutes=10)


async def begin(store: Store, state: str = "state", member_id: int = MEMBER) -> None:
    await store.logins.begin(state, member_id, "Ada", "verifier", "challenge", LATER)


async def test_a_login_is_seen_before_it_is_used_and_used_once(store: Store) -> None:
    await begin(store)
    member = await store.members.get(MEMBER)
    assert member is not None
    login = Login(MEMBER, "Ada", member.generation, "verifier", "challenge", LATER)
    assert await store.logins.peek("state", NOW) == login
    assert await store.logins.peek("state", NOW) == login
    assert await store.logins.claim("state", NOW) == login
    assert await store.logins.claim("state", NOW) is None
    assert await store.logins.peek("state", NOW) is None


async def test_of_many_claims_one_wins(store: Store) -> None:
    await begin(store)
    claims = await asyncio.gather(*(store.logins.claim("state", NOW) for _ in range(20)))
    assert len([claim for claim in claims if claim is not None]) == 1


async def test_a_login_expires(store: Store) -> None:
    await begin(store)
    assert await store.logins.peek("state", LATER) is None
    assert await store.logins.claim("state", LATER) is None
    assert await store.logins.claim("state", LATER - timedelta(seconds=1)) is not None


async def test_an_unknown_state_is_nobodys(store: Store) -> None:
    await begin(store)
    assert await store.logins.claim("State", NOW) is None
    assert await store.logins.claim("", NOW) is None


async def test_logins_of_two_members_do_not_mix(store: Store) -> None:
    await begin(store, "one", MEMBER)
    await begin(store, "two", OTHER)
    claimed = await store.logins.claim("two", NOW)
    assert claimed is not None
    assert claimed.member_id == OTHER
    assert await store.logins.peek("one", NOW) is not None


async def test_a_login_belongs_to_the_generation_at_its_claim(store: Store) -> None:
    await begin(store)
    newer = await store.members.advance(MEMBER)
    claimed = await store.logins.claim("state", NOW)
    assert claimed is not None
    assert claimed.generation == newer


async def test_deletion_and_unlinking_end_a_login(store: Store) -> None:
    for end in (store.members.forget, store.unlink):
        await begin(store)
        await end(MEMBER)
        assert await store.logins.claim("state", NOW) is None


async def test_expired_logins_are_pruned(store: Store) -> None:
    await begin(store)
    assert await store.logins.prune(NOW) == 0
    assert await store.logins.prune(LATER) == 1
    assert await store.logins.claim("state", NOW) is None


async def test_the_verifier_is_not_shown(store: Store) -> None:
    await begin(store)
    assert "verifier'" not in repr(await store.logins.peek("state", NOW))
