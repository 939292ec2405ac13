"""What is settled for a server."""

from storage.servers import ServerSettings
from storage.store import Store
from tests.storage.examples import GUILD


async def test_nothing_is_settled_at_first(store: Store) -> None:
    assert await store.servers.of(GUILD) == ServerSettings()


async def test_what_is_changed_stays_and_the_rest_too(store: Store) -> None:
    await store.servers.change(GUILD, language="de", clean=True)
    changed = await store.servers.change(GUILD, channels=(1, 2))
    assert changed == ServerSettings("de", clean=True, channels=(1, 2))
    assert await store.servers.of(GUILD) == changed
    assert await store.servers.of(GUILD + 1) == ServerSettings()


async def test_a_server_that_removes_the_bot_leaves_no_settings(store: Store) -> None:
    await store.servers.change(GUILD, adventure="bold")
    assert GUILD in await store.guilds.known()
    assert await store.guilds.forget(GUILD) == 1
    assert await store.servers.of(GUILD) == ServerSettings()
    assert GUILD not in await store.guilds.known()
