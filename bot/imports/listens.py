"""What ListenBrainz and Last.fm tell of a member's listening: loved songs and the most played.

Both are asked by name for what they show to everybody; no password is needed or taken.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from urllib.parse import quote

import aiohttp

from bot.errors import Foreign
from bot.imports.errors import LastfmOff, ProfileSilent, ProfileUnknown

MOST_TRACKS: Final = 5_000
_PAGE: Final = {"listenbrainz": 100, "lastfm": 1_000}
_ATTEMPTS: Final = 3
_LONGEST_WAIT: Final = 30.0
_TIMEOUT: Final = aiohttp.ClientTimeout(total=20)
_MOST_ANSWER: Final = 16 * 2**20
_UNKNOWN_USER: Final = 6
"""Last.fm's number for a name it does not know."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the services are, and the key that Last.fm wants."""

    listenbrainz: str
    lastfm: str
    lastfm_key: str = ""


class Profiles:
    """Reads profiles; `sleep` is how it waits when it is told to."""

    def __init__(
        self, places: Places, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._places = places
        self._sleep = sleep

    async def listenbrainz(self, name: str) -> Json:
        """Return loved and most played songs as `profile_files` reads them.

        Raises `ProfileUnknown` and `ProfileSilent`.
        """
        user = f"{self._places.listenbrainz.rstrip('/')}/1/{{}}/user/{quote(name, safe='')}/{{}}"
        loved = user.format("feedback", "get-feedback")
        played = user.format("stats", "recordings")
        asking = _Asking("ListenBrainz", name, self._sleep)
        async with asking:
            tracks = [
                _loved_there(row)
                async for row in asking.pages(
                    loved, {"score": "1", "metadata": "true"}, _feedback, _PAGE["listenbrainz"]
                )
            ]
            tracks += [
                _played_there(row)
                async for row in asking.pages(
                    played, {"range": "all_time"}, _recordings, _PAGE["listenbrainz"]
                )
            ]
        return {"profile": "listenbrainz", "listens": tracks}

    async def lastfm(self, name: str) -> Json:
        """Return the same from Last.fm; raises `LastfmOff` where the operator has no key."""
        if not self._places.lastfm_key:
            raise LastfmOff
        asking = _Asking("Last.fm", name, self._sleep)
        tracks: list[Json] = []
        async with asking:
            for kind in ("lovedtracks", "toptracks"):
                query = {
                    "method": f"user.get{kind}",
                    "user": name,
                    "api_key": self._places.lastfm_key,
                    "format": "json",
                }
                async for row in asking.numbered(self._places.lastfm, query, kind):
                    tracks.append(_at_lastfm(row))
        return {"profile": "lastfm", "listens": tracks}


class _Asking:
    """One member's questions to one service."""

    def __init__(
        self, service: str, name: str, sleep: Callable[[float], Awaitable[object]]
    ) -> None:
        self._service = service
        self._name = name
        self._sleep = sleep

    async def __aenter__(self) -> "_Asking":
        self._http = aiohttp.ClientSession(timeout=_TIMEOUT)
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._http.close()

    async def pages(
        self, url: str, query: Mapping[str, str], rows: Callable[[Json], list[Json]], size: int
    ) -> AsyncIterator[Json]:
        """Yield rows of pages by offset."""
        for offset in range(0, MOST_TRACKS, size):
            page = rows(await self._get(url, {**query, "count": str(size), "offset": str(offset)}))
            for row in page:
                yield row
            if len(page) < size:
                return

    async def numbered(self, url: str, query: Mapping[str, str], key: str) -> AsyncIterator[Json]:
        """Yield rows of Last.fm's pages by number."""
        size = _PAGE["lastfm"]
        for number in range(1, MOST_TRACKS // size + 1):
            answer = await self._get(url, {**query, "limit": str(size), "page": str(number)})
            rows = _dicts(_dict(answer.get(key)).get("track"))
            for row in rows:
                yield row
            if len(rows) < size:
                return

    async def _get(self, url: str, query: Mapping[str, str]) -> Json:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                async with self._http.get(url, params=query) as answer:
                    if answer.status == 204:
                        return {}
                    body = await _body(answer)
                    if answer.status == 404:
                        raise ProfileUnknown(service=self._service, name=Foreign(self._name))
                    if answer.status in (200, 400):
                        told = _dict(json.loads(body))
                        if told.get("error") == _UNKNOWN_USER:
                            raise ProfileUnknown(service=self._service, name=Foreign(self._name))
                        if answer.status == 200:
                            return told
                    wait = _wait(answer.headers)
                    if answer.status != 429 and answer.status < 500:
                        break
            except (aiohttp.ClientError, TimeoutError, ValueError):
                wait = 1.0
            if wait > _LONGEST_WAIT or attempt == _ATTEMPTS:
                break
            await self._sleep(wait)
        # Never with the address: it holds the name, and for Last.fm the key.
        raise ProfileSilent(service=self._service) from None


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    """Return an answer's bytes; raises ValueError for more than any page holds."""
    pieces: list[bytes] = []
    async for piece in answer.content.iter_any():
        pieces.append(piece)
        if sum(map(len, pieces)) > _MOST_ANSWER:
            raise ValueError("the answer has no end")
    return b"".join(pieces)


def _wait(headers: Mapping[str, str]) -> float:
    for name in ("Retry-After", "X-RateLimit-Reset-In"):
        try:
            return max(0.0, float(headers[name]))
        except (KeyError, ValueError):
            continue
    return 1.0


def _dict(value: object) -> Json:
    return cast(Json, value) if isinstance(value, dict) else {}


def _dicts(value: object) -> list[Json]:
    return [_dict(row) for row in cast(list[object], value)] if isinstance(value, list) else []


def _feedback(answer: Json) -> list[Json]:
    return _dicts(answer.get("feedback"))


def _recordings(answer: Json) -> list[Json]:
    return _dicts(_dict(answer.get("payload")).get("recordings"))


def _loved_there(row: Json) -> Json:
    track = _dict(row.get("track_metadata"))
    return {
        "title": track.get("track_name"),
        "artist": track.get("artist_name"),
        "address": _dict(track.get("additional_info")).get("spotify_id"),
        "liked_at": row.get("created"),
    }


def _played_there(row: Json) -> Json:
    return {
        "title": row.get("track_name"),
        "artist": row.get("artist_name"),
        "plays": row.get("listen_count"),
    }


def _at_lastfm(row: Json) -> Json:
    return {
        "title": row.get("name"),
        "artist": _dict(row.get("artist")).get("name"),
        "liked_at": _dict(row.get("date")).get("uts"),
        "plays": row.get("playcount"),
    }
