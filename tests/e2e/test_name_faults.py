"""No name resolves: a sentence with the next step, and all is well once names do."""

import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import MaxRetryError, NameResolutionError

from bot.cli.run import _serve
from bot.sandbox.discord import Upload
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.listeners import Listener
from bot.settings import Settings
from tests.e2e.conftest import PATIENCE, Scene
from tests.e2e.weekly_world import WeeklyWorld
from tests.unit import import_files as files

UNRESOLVED = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


@contextmanager
def no_names(concerns: Callable[[str], bool]) -> Generator[None]:
    """Let no address that concerns be connected to, as where its host's name does not resolve."""
    connect, urlopen = aiohttp.TCPConnector.connect, HTTPConnectionPool.urlopen

    async def connect_by_name(self: Any, request: Any, *args: Any, **named: Any) -> Any:
        if concerns(str(request.url)):
            raise aiohttp.ClientConnectorDNSError(request.connection_key, UNRESOLVED)
        return await connect(self, request, *args, **named)

    def open_by_name(self: Any, method: str, url: str, *args: Any, **named: Any) -> Any:
        if concerns(f"http://{self.host}:{self.port}{url}"):
            unresolved = NameResolutionError(self.host, self, UNRESOLVED)
            raise MaxRetryError(self, url, unresolved)
        return urlopen(self, method, url, *args, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aiohttp.TCPConnector, "connect", connect_by_name)
        patch.setattr(HTTPConnectionPool, "urlopen", open_by_name)
        yield


@pytest.fixture
def listener(songs: CatalogueSongs) -> Listener:
    """Somebody with a small library, whose model is quickly trained."""
    return make_listener(songs, "Ana", ("techno", "house"), saved=20, seed=1)


def below(address: str) -> Callable[[str], bool]:
    return lambda url: url.startswith(address)


async def test_spotify_without_a_name_is_told_and_made_up_for(scene: Scene) -> None:
    offer = await scene.ana.run("link")
    with no_names(lambda url: "/api/token" in url):
        status, page = await scene.stage.link(offer.links["Open Spotify"], scene.listener)
    assert status == 400
    assert "in a minute" in page
    with no_names(lambda url: "/me/tracks" in url):
        reply = await scene.start_link()
        await reply.until("That did not work", PATIENCE)
    assert "Spotify does not answer properly" in reply.text
    assert "/recommend" in reply.text
    # The link is kept: the next list reads what is missing.
    assert (await scene.recommend(2)).text.count("(picture: Cover of") == 2
    with no_names(below(scene.stage.spotify.api_url)):
        bare = await scene.recommend(2)
    assert bare.text.count("[👍]") == 2
    assert "(picture:" not in bare.text


async def test_files_and_profiles_without_a_name_are_told(scene: Scene) -> None:
    data = files.exportify([files.Song("", "Song", "Somebody", "")]).encode()
    with no_names(lambda url: "/attachments/" in url):
        reply = await scene.ana.run("import", file=Upload("mine.csv", data))
        await reply.until("Discord did not hand me all of that file", PATIENCE)
    with no_names(below(scene.stage.profiles.listenbrainz_url)):
        reply = await scene.ana.run("import", listenbrainz="ana")
        await reply.until("ListenBrainz", PATIENCE)
    assert "again" in reply.text
    assert await scene.store.members.get(scene.ana.user.id) is None
    reply = await scene.ana.run("import", file=Upload("mine.csv", data))
    await reply.until("one song that counts as liked", PATIENCE)


async def test_a_weekly_post_waits_for_discords_name(scene: Scene, catalogue: Path) -> None:
    world = WeeklyWorld.of(scene, catalogue)
    await world.plan()
    await world.let_in_some(2)
    with no_names(below(scene.stage.discord.base_url)):
        await world.tick(hours=1)
        await world.tick(minutes=2)
    assert world.posts() == []
    await world.tick(minutes=30)
    assert len(world.posts()) == 1
    assert "let me in" not in world.read(world.posts()[0])


async def test_a_start_without_discords_name_says_where_to_look(
    tmp_path: Path, catalogue: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with DiscordStandIn() as discord:
        settings = Settings(
            _env_file=None,  # pyright: ignore[reportCallIssue]
            discord_token=SecretStr(discord.token),
            key=(SecretStr(Fernet.generate_key().decode()),),
            database=tmp_path / "cratemate.sqlite",
            catalogue=catalogue,
            web_port=0,
        )
        with discord.redirect(), no_names(below(discord.base_url)):
            assert await _serve(settings) == 1
    told = capsys.readouterr().err
    assert "✗ Discord cannot be reached" in told
    assert "name resolution" in told
    assert "network and its name servers" in told
