"""The whole scene on loopback: all stand-ins, a catalogue, and the real bot between them.

The demo and the end-to-end tests play on it. What a member does in Discord is done by a `Visitor`
(`bot.sandbox.client`); what they do in a browser by `Stage.consent` and `Stage.confirm`.
"""

import html
import re
import socket
from collections.abc import Iterable
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import aiohttp
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.running import Running, run_bot
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.profiles import KEY, ProfilesStandIn
from bot.sandbox.spotify.listeners import Listener, Songs
from bot.sandbox.spotify.server import SpotifyStandIn
from bot.services.clock import Clock, utc_now
from bot.settings import Settings
from bot.spotify.patience import Manners

_INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Stage:
    """`async with Stage(...) as stage:` starts the stand-ins; `await stage.start()` the bot."""

    def __init__(
        self,
        folder: Path,
        catalogue: Path,
        listeners: Iterable[Listener],
        songs: Songs | None = None,
        *,
        learning: bool | None = True,
        now: Clock = utc_now,
        manners: Manners | None = None,
        port: int = 0,
        **overrides: object,
    ) -> None:
        """`overrides` are settings by name, `manners` how long the bot waits for Spotify; `port` is
        Discord's, a free one unless given.
        """
        self._folder = folder
        self._catalogue = catalogue
        self._now = now
        self._learning = learning
        self._manners = manners
        self._overrides = overrides
        self._stack = AsyncExitStack()
        self._bot = AsyncExitStack()
        # Spotify wants the callback's address before the bot serves it: so the port is taken now.
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._port = int(self._listener.getsockname()[1])
        self._callback = f"http://127.0.0.1:{self._port}/spotify/callback"
        self._key = Fernet.generate_key().decode()
        self.discord = DiscordStandIn(now=lambda: now().timestamp(), port=port)
        known = list(listeners)
        self.spotify = SpotifyStandIn(known, songs, redirect_uris=[self._callback], now=now)
        self.profiles = ProfilesStandIn(known)
        self.running: Running | None = None

    @property
    def settings(self) -> Settings:
        """The settings of the bot on this stage."""
        chosen = Settings(
            _env_file=None,  # pyright: ignore[reportCallIssue]
            discord_token=SecretStr(self.discord.token),
            key=(SecretStr(self._key),),
            database=self._folder / "cratemate.sqlite",
            catalogue=self._catalogue,
            spotify_client_id=self.spotify.client_id,
            spotify_redirect_uri=self._callback,
            spotify_learning=self._learning,
            web_host="127.0.0.1",
            web_port=self._port,
            spotify_api=self.spotify.api_url,
            spotify_accounts=self.spotify.accounts_url,
            listenbrainz_api=self.profiles.listenbrainz_url,
            lastfm_api=self.profiles.lastfm_url,
            lastfm_key=SecretStr(KEY),
        )
        return chosen.model_copy(update=self._overrides)

    async def __aenter__(self) -> Self:
        self._stack.enter_context(self._listener)
        await self._stack.enter_async_context(self.discord)
        await self._stack.enter_async_context(self.spotify)
        await self._stack.enter_async_context(self.profiles)
        self._stack.enter_context(self.discord.redirect())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()
        await self._stack.aclose()

    async def start(self) -> Running:
        """Start the bot and wait until it is ready."""
        self.running = await self._bot.enter_async_context(
            run_bot(
                self.settings,
                self._now,
                self._manners,
                guilds_within=0.1,
                listener=self._listener,
            )
        )
        await self.running.ready()
        return self.running

    async def stop(self) -> None:
        """Stop the bot, as SIGTERM does."""
        self.running = None
        await self._bot.aclose()

    async def restart(self) -> Running:
        """Stop the bot and start it again on the same store."""
        await self.stop()
        return await self.start()

    async def consent(self, url: str, listener: Listener, *, allow: bool = True) -> str:
        """Agree, or not, on Spotify's page; return the address the browser is sent to."""
        return await self.spotify.consent(url, listener, allow=allow)

    async def confirm(self, address: str) -> tuple[int, str]:
        """Open the callback page and press its button; return status and text of the last page."""
        async with aiohttp.ClientSession() as browser:
            async with browser.get(address) as page:
                text = await page.text()
                if page.status != 200 or "<form" not in text:
                    return page.status, _words(text)
            form = {name: html.unescape(value) for name, value in _INPUT.findall(text)}
            target = urlsplit(address)._replace(query="").geturl()
            async with browser.post(target, data=form) as answer:
                return answer.status, _words(await answer.text())

    async def link(self, url: str, listener: Listener) -> tuple[int, str]:
        """Do all that a browser does in a link that goes well."""
        return await self.confirm(await self.consent(url, listener))


def _words(page: str) -> str:
    body = page.partition("<body>")[2]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", body).split()))
