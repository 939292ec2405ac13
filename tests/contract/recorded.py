"""Real exchanges with both stand-ins, for tests that spoil one in a single place."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import aiohttp

from bot.sandbox.discord import DiscordStandIn
from bot.sandbox.discord import Exchange as DiscordExchange
from bot.sandbox.spotify import Exchange as SpotifyExchange
from tests.e2e.discord_stand_in.rest_api import Api
from tests.e2e.spotify_world import collect, make_listener, make_tracks, open_world

JPEG = b"\xff\xd8\xff\xe0" + bytes(100)
ADA = make_listener("Ada")
SONGS = make_tracks("Song", 3)
Exchange = DiscordExchange | SpotifyExchange
Recorded = Mapping[str, Exchange]
COMMAND = {"name": "taste", "description": "Shows your taste"}
LAYOUT = {"type": 17, "components": [{"type": 10, "content": "words"}]}


async def record_spotify() -> Recorded:
    """Return the last exchange of every operation, by method and path without ids."""
    async with open_world(ADA, catalogue=SONGS) as world:
        token, client = await world.token(ADA), world.client
        created = await client.create_playlist(token, "One", "two")
        ids = [song.track_id for song in SONGS]
        await client.add_items(token, created.playlist_id, ids)
        await client.replace_items(token, created.playlist_id, ids[:2])
        await client.upload_cover(token, created.playlist_id, JPEG)
        await collect(client.playlist_tracks(token, created.playlist_id))
        await collect(client.saved_tracks(token))
        await collect(client.recent_tracks(token))
        await client.search(token, "song")
        await client.save_tracks(token, ids)
        exchanges = list(world.spotify.exchanges)
        return named(exchanges, {created.playlist_id: "{id}"})


async def record_discord() -> Recorded:
    """Return the last exchange of a few operations, by method and path without ids."""
    async with DiscordStandIn() as stand_in:
        headers = {"Authorization": f"Bot {stand_in.token}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            api = Api(stand_in, session)
            channel = f"/channels/{stand_in.channel.id}"
            await api.call("GET", "/users/@me")
            await api.sync(COMMAND)
            await api.post(components=[LAYOUT], flags=1 << 15)
            await api.call("GET", f"{channel}/messages?limit=5")
            await api.call("GET", f"{channel}/messages/1")
        ids = {str(stand_in.channel.id): "{channel}", str(stand_in.application_id): "{bot}"}
        return named(stand_in.exchanges, ids)


def named(exchanges: Iterable[Exchange], ids: Mapping[str, str]) -> Recorded:
    """Key exchanges by method and path, ids replaced."""
    found: dict[str, Exchange] = {}
    for exchange in exchanges:
        path = exchange.path
        for value, name in ids.items():
            path = path.replace(value, name)
        found[f"{exchange.method} {path}"] = exchange
    return found


def with_query(exchange: Exchange, **query: str) -> Exchange:
    """Change the query."""
    return replace(exchange, query={**exchange.query, **query})


def with_body(exchange: Exchange, place: str, value: Any) -> Exchange:
    """Change one place of the request's JSON; Ellipsis takes it away."""
    return replace(exchange, body=_changed(exchange.body, place, value))


def with_answer(exchange: Exchange, place: str, value: Any) -> Exchange:
    """Change one place of the answer's JSON; Ellipsis takes it away."""
    return replace(exchange, answer=_changed(exchange.answer, place, value))


def _changed(text: bytes, place: str, value: Any) -> bytes:
    whole: Any = json.loads(text)
    *way, last = [int(step) if step.isdigit() else step for step in place.split("/")]
    inner = whole
    for step in way:
        inner = inner[step]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return json.dumps(whole).encode()
