"""The stand-in's REST API without a library in between."""

from typing import Any

import aiohttp

from bot.sandbox.discord import DiscordStandIn


class Api:
    """The REST API without a library in between."""

    def __init__(self, stand_in: DiscordStandIn, session: aiohttp.ClientSession) -> None:
        self._stand_in = stand_in
        self._session = session

    async def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        url = self._stand_in.api_url + path
        async with self._session.request(method, url, json=body) as response:
            return response.status, await response.json() if response.status != 204 else None

    async def post(self, **body: object) -> tuple[int, Any]:
        return await self.call("POST", f"/channels/{self._stand_in.channel.id}/messages", body)

    async def sync(self, *commands: object) -> tuple[int, Any]:
        path = f"/applications/{self._stand_in.application_id}/commands"
        return await self.call("PUT", path, list(commands))
