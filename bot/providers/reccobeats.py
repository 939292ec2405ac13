"""ReccoBeats' public API, which answers in the units of Spotify's former audio features.

How it comes by its values it does not say; whoever names it in the settings decides for that.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

import aiohttp

from bot.providers import Sound
from bot.spotify.links import TRACK, find_links
from models.tracks import AUDIO

log = logging.getLogger(__name__)

A_CALL: Final = 40
"""Ids that one request may name."""
_ATTEMPTS: Final = 3
_LARGEST: Final = 10**7
_LONGEST_WAIT: Final = 20.0
_TIMEOUT: Final = aiohttp.ClientTimeout(total=15)


class ReccoBeats:
    """Asks for 40 tracks at a time, waits as it is told, and gives up early rather than late."""

    name = "reccobeats"

    def __init__(
        self, address: str, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._address = f"{address.rstrip('/')}/v1/audio-features"
        self._sleep = sleep

    async def sounds(self, track_ids: Sequence[str]) -> Mapping[str, Sound | None]:
        """Return what ReccoBeats knows of some tracks; see `bot.providers.SoundProvider`."""
        found: dict[str, Sound | None] = {}
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as http:
            for start in range(0, len(track_ids), A_CALL):
                asked = track_ids[start : start + A_CALL]
                answer = await self._ask(http, asked)
                if answer is None:
                    return found
                told = dict(_read(answer))
                found |= {track_id: told.get(track_id) for track_id in asked}
        return found

    async def _ask(self, http: aiohttp.ClientSession, track_ids: Sequence[str]) -> Any:
        """Return an answer, or None where there is none to be had now."""
        for _ in range(_ATTEMPTS):
            wait = 1.0
            try:
                async with http.get(self._address, params={"ids": ",".join(track_ids)}) as answer:
                    if answer.status == 200:
                        return json.loads(await answer.read())
                    if answer.status != 429 and answer.status < 500:
                        break
                    wait = float(answer.headers.get("Retry-After", wait))
            except (aiohttp.ClientError, TimeoutError, ValueError):
                pass
            if wait > _LONGEST_WAIT:
                break
            await self._sleep(max(wait, 0.0))
        log.warning("the sound of %d songs could not be asked for", len(track_ids))
        return None


def _read(answer: object) -> Iterator[tuple[str, Sound]]:
    """Yield the tracks of an answer: which one it is stands in the link, its own id is another."""
    content = cast(dict[str, Any], answer).get("content") if isinstance(answer, dict) else None
    for row in cast(list[object], content) if isinstance(content, list) else []:
        fields = cast(dict[str, Any], row) if isinstance(row, dict) else {}
        links = [link for link in find_links(str(fields.get("href", ""))) if link.kind == TRACK]
        if links:
            yield links[0].name, tuple(_number(fields.get(name)) for name in AUDIO)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < _LARGEST else None
