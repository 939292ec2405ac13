"""Every route of the stand-ins is described, and the bot's whole Spotify client goes over them."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox.discord import DiscordStandIn
from bot.sandbox.spotify import SpotifyStandIn, make_id
from bot.sandbox.spotify.webapi import GONE
from bot.spotify.client import SpotifyClient
from tests.contract.ledger import Ledger
from tests.contract.problems import Api
from tests.contract.recorded import ADA, JPEG, SONGS
from tests.e2e.spotify_world import open_world


def filled(path: str) -> str:
    """Put an id for every variable part of a route."""
    return re.sub(r"\{[^}]+\}", "1", path)


def test_every_route_of_the_stand_in_for_discord_is_described(ledger: Ledger) -> None:
    routes = DiscordStandIn()._rest.routes()
    assert len(routes) > 20
    paths = [(method, filled(path)) for method, path, _ in routes]
    assert [one for one in paths if ledger.discord.operation(*one) is None] == []


def test_every_route_of_the_stand_in_for_spotify_is_described(ledger: Ledger) -> None:
    router = web.UrlDispatcher()
    SpotifyStandIn([])._api.add_routes(router)
    described = ledger.spotify.operation
    paths: list[tuple[str, str]] = []
    for route in router.routes():
        resource: Any = route.resource
        if route.method not in ("*", "HEAD"):
            paths.append((route.method, filled(resource.canonical.removeprefix("/v1"))))
    assert len(paths) > 10
    undescribed = {path for method, path in paths if described(method, path) is None}
    assert undescribed == {"/me/"}


def test_what_is_gone_was_there_once(ledger: Ledger) -> None:
    methods = ("GET", "PUT", "POST", "DELETE")
    for path in GONE:
        asked = "/" + filled(path)
        assert any(ledger.spotify.operation(method, asked) for method in methods), path


async def drained(pages: AsyncIterator[object]) -> None:
    assert [page async for page in pages]


IDS = [song.track_id for song in SONGS]
OWN = make_id("Ada", "new")
USES: dict[str, Callable[[SpotifyClient, str], Awaitable[object]]] = {
    "me": lambda client, token: client.me(token),
    "saved_tracks": lambda client, token: drained(client.saved_tracks(token)),
    "top_tracks": lambda client, token: drained(client.top_tracks(token)),
    "recent_tracks": lambda client, token: drained(client.recent_tracks(token)),
    "playlists": lambda client, token: drained(client.playlists(token)),
    "playlist_tracks": lambda client, token: drained(client.playlist_tracks(token, OWN)),
    "track": lambda client, token: client.track(token, IDS[0]),
    "search": lambda client, token: client.search(token, "song"),
    "create_playlist": lambda client, token: client.create_playlist(token, "One", "two"),
    "add_items": lambda client, token: client.add_items(token, OWN, IDS),
    "replace_items": lambda client, token: client.replace_items(token, OWN, IDS),
    "upload_cover": lambda client, token: client.upload_cover(token, OWN, JPEG),
    "save_tracks": lambda client, token: client.save_tracks(token, IDS),
}
"""One use of every method."""


def test_no_method_of_the_client_is_left_out() -> None:
    methods = {name for name in vars(SpotifyClient) if not name.startswith("_")}
    assert methods - {"close"} == USES.keys()


@pytest.mark.parametrize("method", USES)
async def test_each_method_of_the_client_asks_as_described(method: str, judge: Ledger) -> None:
    async with open_world(ADA, catalogue=SONGS) as world:
        token = await world.token(ADA)
        await USES[method](world.client, token)
        exchanges = list(world.spotify.exchanges)
    assert exchanges
    assert {exchange.status // 100 for exchange in exchanges} == {2}
    problems = [judge.hold(Api.SPOTIFY, exchange) for exchange in exchanges]
    assert [str(problem) for found in problems for problem in found] == []
