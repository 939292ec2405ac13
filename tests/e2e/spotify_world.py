"""Listeners and a logged-in client for the tests that speak to the stand-in for Spotify."""

from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.spotify import (
    Listener,
    SongShelf,
    SpotifyStandIn,
    StandInPlaylist,
    StandInTrack,
    make_id,
    sprinkle,
)
from bot.spotify.client import SpotifyClient
from bot.spotify.login import SpotifyLogin
from bot.spotify.patience import Patience
from bot.spotify.types import Page, Row, Tokens

REDIRECT = "http://127.0.0.1:8888/spotify/callback"
PATIENCE = 30.0


class Clock:
    """A time of day that only moves when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **time: float) -> None:
        self.now += timedelta(**time)


def make_tracks(owner: str, count: int) -> tuple[StandInTrack, ...]:
    """Return tracks that say whose they are."""
    return tuple(
        StandInTrack(
            track_id=make_id(owner, str(number)),
            title=f"{owner} song {number}",
            artists=(f"{owner} artist {number % 7}",),
            album=f"Album {number % 9}",
            isrc=f"QZ{number:010d}",
        )
        for number in range(count)
    )


def make_listener(name: str, likes: int = 60, *, allow_listed: bool = True) -> Listener:
    """Return a listener with some of everything, oddities included."""
    tracks = make_tracks(name, likes)
    return Listener(
        account_id=f"account{name}",
        name=name,
        saved=sprinkle(tracks),
        top=tracks[:30],
        recent=tracks[:60],
        playlists=(
            StandInPlaylist(make_id(name, "new"), f"{name} new", sprinkle(tracks[:55])),
            StandInPlaylist(
                make_id(name, "old"), f"{name} old", sprinkle(tracks[5:20]), row_key="track"
            ),
            StandInPlaylist(make_id(name, "foreign"), "Not mine", (), owner_id="somebody"),
        ),
        allow_listed=allow_listed,
    )


@dataclass(slots=True)
class World:
    """The stand-in with real spotipy in front of it; `waits` holds what would have been slept."""

    spotify: SpotifyStandIn
    client: SpotifyClient
    login: SpotifyLogin
    clock: Clock
    waits: list[float] = field(default_factory=list[float])

    async def link(self, listener: Listener) -> Tokens:
        """Log a listener in as a browser would."""
        attempt = self.login.begin()
        code, state = read_answer(await self.spotify.consent(attempt.url, listener))
        assert state == attempt.state
        return await self.login.exchange(code, attempt.verifier, attempt.challenge)

    async def token(self, listener: Listener) -> str:
        """Return a fresh access token of a listener."""
        return (await self.link(listener)).access_token

    def give_up_after(self, seconds: float) -> None:
        """Wait no longer for an answer from now on, as all that has to go well is done."""
        for part in (self.client, self.login):
            part._wire.timeout = (seconds, seconds)

    def requests(self, method: str, path: str) -> int:
        """Count the requests to the Web API that the stand-in has seen."""
        seen = self.spotify.exchanges
        return sum(one.method == method and one.path == path for one in seen)


@asynccontextmanager
async def open_world(
    *listeners: Listener,
    catalogue: Iterable[StandInTrack] = (),
    rotate: bool = True,
) -> AsyncGenerator[World]:
    """Start the stand-in and a client; waiting between its attempts takes no time."""
    clock = Clock()
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    def repeat() -> Patience:
        return Patience(sleep=sleep, monotonic=lambda: sum(waits), jitter=lambda: 0.0)

    async with SpotifyStandIn(
        listeners, SongShelf(catalogue), redirect_uris=[REDIRECT], rotate=rotate, now=clock
    ) as spotify:
        client = SpotifyClient(spotify.api_url, timeout=PATIENCE, patience=repeat())
        login = SpotifyLogin(
            spotify.client_id,
            REDIRECT,
            spotify.accounts_url,
            timeout=PATIENCE,
            patience=repeat(),
            now=clock,
        )
        try:
            yield World(spotify, client, login, clock, waits)
        finally:
            await client.close()
            await login.close()


def read_answer(address: str) -> tuple[str, str]:
    """Return code and state of the address a browser was sent to."""
    query = parse_qs(urlsplit(address).query)
    return query["code"][0], query["state"][0]


async def collect(pages: AsyncIterator[Page[Row]]) -> list[Page[Row]]:
    """Return all pages."""
    return [page async for page in pages]


def items(pages: Iterable[Page[Row]]) -> list[Row]:
    """Return the rows of all pages."""
    return [item for page in pages for item in page.items]
