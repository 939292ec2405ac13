"""Logging in, and keeping tokens fresh in a real store, against the stand-in's accounts."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.fernet import Fernet

from bot.errors import (
    LinkExpired,
    LoginStale,
    NotLinked,
    SpotifyDown,
    SpotifyLimited,
    SpotifyRefused,
)
from bot.sandbox.spotify import Listener, SpotifyStandIn
from bot.sandbox.spotify.faults import (
    Fault,
    cut,
    expired,
    failing,
    garbled,
    held,
    limited,
    revoked,
    slow,
)
from bot.spotify.login import SCOPES, SpotifyLogin
from bot.spotify.tokens import TokenKeeper
from storage.links import Link, LinkState
from storage.store import Store
from tests.e2e.spotify_world import (
    PATIENCE,
    REDIRECT,
    World,
    make_listener,
    open_world,
    read_answer,
)

ADA, BOB = make_listener("Ada"), make_listener("Bob")


@dataclass(slots=True)
class Bench:
    """The stand-in, a store and a keeper between them."""

    world: World
    store: Store
    keeper: TokenKeeper

    async def link(self, member_id: int, listener: Listener) -> Link:
        """Link a member's account and return what is stored."""
        tokens = await self.world.link(listener)
        account = await self.world.client.me(tokens.access_token)
        member = await self.store.members.ensure(member_id)
        link = Link(
            member_id=member_id,
            account_id=account.account_id,
            display_name=account.name,
            scopes=tokens.scopes,
            access_token=tokens.access_token,
            refresh_token=tokens.refresh_token,
            expires_at=tokens.expires_at,
            consented_at=self.world.clock(),
        )
        await self.store.links.save(link, member.generation)
        return link

    async def stored(self, member_id: int) -> Link:
        """Return a member's link as it is stored now."""
        link = await self.store.links.get(member_id)
        assert link is not None
        return link

    async def name(self, member_id: int) -> str:
        """Ask Spotify who the member is, through the keeper."""
        return (await self.keeper.call(member_id, self.world.client.me)).name


@asynccontextmanager
async def open_bench(folder: Path, *listeners: Listener, **how: float) -> AsyncGenerator[Bench]:
    async with open_world(*listeners, **how) as world:  # pyright: ignore[reportArgumentType]
        store = await Store.open(folder / "members.sqlite", [Fernet.generate_key().decode()])
        keeper = TokenKeeper(world.login, store.links, world.clock)
        try:
            yield Bench(world, store, keeper)
        finally:
            await keeper.close()
            await store.close()


def count_refreshes(spotify: SpotifyStandIn) -> int:
    return spotify.token_requests["refresh_token"]


# Logging in


async def test_the_consent_page_is_asked_for_with_pkce_state_and_scopes() -> None:
    async with open_world(ADA) as world:
        attempt = world.login.begin()
        query = {name: value[0] for name, value in parse_qs(urlsplit(attempt.url).query).items()}

        assert attempt.url.startswith(f"{world.spotify.accounts_url}/authorize?")
        assert query["redirect_uri"] == REDIRECT
        assert query["code_challenge_method"] == "S256"
        assert query["code_challenge"] == attempt.challenge
        assert query["state"] == attempt.state
        assert query["scope"].split() == list(SCOPES)
        assert query["show_dialog"] == "true"


async def test_every_login_has_secrets_of_its_own() -> None:
    async with open_world(ADA) as world:
        attempts = [world.login.begin() for _ in range(50)]

        assert len({a.state for a in attempts}) == len({a.verifier for a in attempts}) == 50
        assert all(len(attempt.state) >= 32 for attempt in attempts)


async def test_the_granted_scopes_are_kept_and_not_the_asked_ones() -> None:
    async with open_world(ADA) as world:
        attempt = world.login.begin()
        fewer = attempt.url.replace("user-top-read+", "")
        code, _ = read_answer(await world.spotify.consent(fewer, ADA))
        tokens = await world.login.exchange(code, attempt.verifier, attempt.challenge)

        assert tokens.scopes == frozenset(SCOPES) - {"user-top-read"}
        assert (tokens.expires_at - world.clock()).total_seconds() == 3600


async def test_a_login_outlives_the_object_that_began_it() -> None:
    async with open_world(ADA) as world:
        attempt = world.login.begin()
        code, _ = read_answer(await world.spotify.consent(attempt.url, ADA))
        restarted = SpotifyLogin(world.spotify.client_id, REDIRECT, world.spotify.accounts_url)

        tokens = await restarted.exchange(code, attempt.verifier, attempt.challenge)

        await restarted.close()
        assert (await world.client.me(tokens.access_token)).name == "Ada"


async def test_two_members_who_log_in_at_once_get_their_own_account() -> None:
    async with open_world(ADA, BOB) as world:

        async def log_in(listener: Listener) -> None:
            tokens = await world.link(listener)
            assert (await world.client.me(tokens.access_token)).name == listener.name

        await asyncio.gather(*(log_in(listener) for listener in (ADA, BOB) * 10))


async def test_a_code_works_once_and_only_with_its_verifier() -> None:
    async with open_world(ADA) as world:
        mine, other = world.login.begin(), world.login.begin()
        code, _ = read_answer(await world.spotify.consent(mine.url, ADA))
        with pytest.raises(LoginStale):
            await world.login.exchange(code, other.verifier, other.challenge)
        with pytest.raises(LoginStale):
            await world.login.exchange(code, mine.verifier, mine.challenge)
        for code, verifier, challenge in (("", "v", "c"), ("x", "", ""), ("x", "v", "c")):
            with pytest.raises(LoginStale):
                await world.login.exchange(code, verifier, challenge)


async def test_a_code_older_than_ten_minutes_is_stale() -> None:
    async with open_world(ADA) as world:
        attempt = world.login.begin()
        code, _ = read_answer(await world.spotify.consent(attempt.url, ADA))
        world.clock.advance(minutes=11)
        with pytest.raises(LoginStale):
            await world.login.exchange(code, attempt.verifier, attempt.challenge)


@pytest.mark.parametrize("fault", [failing(500), failing(503), cut(), slow(60), garbled()])
async def test_accounts_out_of_order_are_spotify_down_and_asked_once(fault: Fault) -> None:
    async with open_world(ADA) as world:
        attempt = world.login.begin()
        code, _ = read_answer(await world.spotify.consent(attempt.url, ADA))
        world.give_up_after(0.3)
        world.spotify.faults.add(fault, "/api/token")
        with pytest.raises(SpotifyDown):
            await world.login.exchange(code, attempt.verifier, attempt.challenge)
        assert world.waits == []


async def test_accounts_that_limit_say_so() -> None:
    async with open_world(ADA) as world:
        world.spotify.faults.add(limited(3600), "/api/token")
        with pytest.raises(SpotifyLimited):
            await world.login.refresh("token")


async def test_a_wrong_client_id_is_not_the_members_fault() -> None:
    async with open_world(ADA) as world:
        login = SpotifyLogin("0" * 32, REDIRECT, world.spotify.accounts_url)
        with pytest.raises(SpotifyRefused):
            await login.exchange("code", "verifier", "challenge")
        await login.close()


# Keeping tokens fresh


async def test_without_a_link_there_is_no_token(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        with pytest.raises(NotLinked):
            await bench.keeper.token(1)


async def test_a_fresh_token_is_handed_out_as_it_is(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        link = await bench.link(1, ADA)
        assert await bench.keeper.token(1) == link.access_token
        assert count_refreshes(bench.world.spotify) == 0


@pytest.mark.parametrize("rotate", [True, False])
async def test_a_refresh_stores_the_tokens_it_brings(tmp_path: Path, rotate: bool) -> None:
    async with open_bench(tmp_path, ADA, rotate=rotate) as bench:
        link = await bench.link(1, ADA)
        bench.world.clock.advance(hours=2)
        assert await bench.name(1) == "Ada"

        stored = await bench.stored(1)
        assert stored.access_token != link.access_token
        assert (stored.refresh_token != link.refresh_token) is rotate
        assert stored.scopes == link.scopes
        assert stored.expires_at > bench.world.clock()
        bench.world.clock.advance(hours=2)
        assert await bench.name(1) == "Ada"


@pytest.mark.parametrize("scope", ["user-top-read", None])
async def test_a_refresh_may_narrow_the_scopes(tmp_path: Path, scope: str | None) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        link = await bench.link(1, ADA)
        bench.world.clock.advance(hours=2)
        answer = {"access_token": "new", "token_type": "Bearer", "expires_in": 3600}
        narrowed = answer if scope is None else {**answer, "scope": scope}
        bench.world.spotify.faults.add(Fault(200, narrowed), "/api/token")

        assert await bench.keeper.token(1) == "new"
        assert (await bench.stored(1)).scopes == (link.scopes if scope is None else {scope})
        assert (await bench.stored(1)).refresh_token == link.refresh_token


async def test_many_callers_refresh_once(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        await bench.link(1, ADA)
        bench.world.clock.advance(hours=2)
        assert await asyncio.gather(*(bench.name(1) for _ in range(20))) == ["Ada"] * 20
        assert count_refreshes(bench.world.spotify) == 1


async def test_many_rejected_callers_refresh_once(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        await bench.link(1, ADA)
        bench.world.spotify.expire(ADA)
        assert await asyncio.gather(*(bench.name(1) for _ in range(20))) == ["Ada"] * 20
        assert count_refreshes(bench.world.spotify) == 1


async def test_members_refresh_independently(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA, BOB) as bench:
        await bench.link(1, ADA)
        await bench.link(2, BOB)
        bench.world.clock.advance(hours=2)
        names = await asyncio.gather(*(bench.name(member) for member in (1, 2) * 10))
        assert names == ["Ada", "Bob"] * 10
        assert count_refreshes(bench.world.spotify) == 2


async def test_a_token_rejected_twice_asks_for_a_new_link(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        await bench.link(1, ADA)
        bench.world.spotify.faults.add(expired(), "/v1/me", times=2)
        with pytest.raises(LinkExpired):
            await bench.name(1)
        assert (await bench.stored(1)).state is LinkState.NEEDS_RELINKING
        assert await bench.name(1) == "Ada"
        assert (await bench.stored(1)).state is LinkState.LINKED


async def test_a_revoked_link_is_marked_and_kept(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        link = await bench.link(1, ADA)
        bench.world.spotify.revoke(ADA)
        for _ in range(2):
            with pytest.raises(LinkExpired):
                await bench.name(1)
        stored = await bench.stored(1)
        assert stored.state is LinkState.NEEDS_RELINKING
        assert stored.refresh_token == link.refresh_token

        await bench.link(1, ADA)
        assert await bench.name(1) == "Ada"
        assert (await bench.stored(1)).state is LinkState.LINKED


async def test_a_false_revocation_heals_by_itself(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        await bench.link(1, ADA)
        bench.world.clock.advance(hours=2)
        bench.world.spotify.faults.add(revoked(), "/api/token")
        with pytest.raises(LinkExpired):
            await bench.name(1)

        assert await bench.name(1) == "Ada"
        assert (await bench.stored(1)).state is LinkState.LINKED


async def test_an_outage_leaves_the_link_alone(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        link = await bench.link(1, ADA)
        bench.world.clock.advance(hours=2)
        bench.world.spotify.faults.add(failing(503), "/api/token")
        with pytest.raises(SpotifyDown):
            await bench.name(1)
        assert await bench.stored(1) == link


async def test_six_months_after_consent_the_link_needs_renewing(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        await bench.link(1, ADA)
        bench.world.clock.advance(days=180)
        assert await bench.name(1) == "Ada"
        bench.world.clock.advance(days=5)
        with pytest.raises(LinkExpired):
            await bench.name(1)
        assert (await bench.stored(1)).state is LinkState.NEEDS_RELINKING


async def test_a_cancelled_caller_does_not_lose_the_new_refresh_token(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        link = await bench.link(1, ADA)
        bench.world.clock.advance(hours=2)
        answer = asyncio.Event()
        bench.world.spotify.faults.add(held(answer, after=True), "/api/token")
        call = asyncio.create_task(bench.name(1))
        await asyncio.wait_for(bench.world.spotify.faults.bitten.wait(), PATIENCE)
        call.cancel()
        await asyncio.wait([call], timeout=PATIENCE)
        assert call.cancelled()
        answer.set()
        await asyncio.wait_for(bench.keeper.close(), PATIENCE)

        assert (await bench.stored(1)).refresh_token != link.refresh_token
        assert await bench.name(1) == "Ada"


async def test_a_member_who_unlinks_during_a_refresh_stays_unlinked(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA) as bench:
        await bench.link(1, ADA)
        bench.world.clock.advance(hours=2)
        answer = asyncio.Event()
        bench.world.spotify.faults.add(held(answer, after=True), "/api/token")
        call = asyncio.create_task(bench.name(1))
        await asyncio.wait_for(bench.world.spotify.faults.bitten.wait(), PATIENCE)
        await bench.store.unlink(1)
        answer.set()
        with pytest.raises(NotLinked):
            await asyncio.wait_for(call, PATIENCE)
        assert await bench.store.links.get(1) is None


async def test_a_member_who_relinks_during_a_refresh_gets_the_new_account(tmp_path: Path) -> None:
    async with open_bench(tmp_path, ADA, BOB) as bench:
        await bench.link(1, ADA)
        bench.world.clock.advance(hours=2)
        answer = asyncio.Event()
        bench.world.spotify.faults.add(held(answer, after=True), "/api/token")
        call = asyncio.create_task(bench.name(1))
        await asyncio.wait_for(bench.world.spotify.faults.bitten.wait(), PATIENCE)
        await bench.link(1, BOB)
        answer.set()
        assert await asyncio.wait_for(call, PATIENCE) == "Bob"
        assert (await bench.stored(1)).display_name == "Bob"
