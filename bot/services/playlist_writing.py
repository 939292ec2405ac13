"""One wanted playlist on its way to Spotify: made once, filled once, whatever fails in between.

Before anything is sent that must not be sent twice, the intent says so (`sent_at`). Where the
answer stays out, Spotify may still act on it for a while: the playlist is looked for, or read,
and nothing is repeated before `SETTLE` is over.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeVar

import numpy as np

from bot.errors import MemberError, PlaylistGone, SpotifyDown, SpotifyRefused
from bot.services.artwork import Tone, draw_cover
from bot.services.catalogue import CatalogueService, Snapshot
from bot.services.clock import Clock
from bot.services.marks import find_mark
from bot.spotify.client import ADD_CHUNK, SpotifyClient
from bot.spotify.tokens import TokenKeeper
from bot.spotify.types import SpotifyTrack
from models.tracks import AUDIO
from storage.names import song_key
from storage.playlists import Intent, Status, WantedSong
from storage.store import Store

log = logging.getLogger(__name__)

T = TypeVar("T")

SETTLE = timedelta(minutes=2)
"""For so long Spotify may still act on a request whose answer did not come."""

COVER_SCOPE = "ugc-image-upload"

_MOST_REFUSALS = 30
"""Refused requests while the songs that Spotify does not take are looked for."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What writing a playlist needs."""

    store: Store
    spotify: SpotifyClient
    keeper: TokenKeeper
    catalogue: CatalogueService
    executor: Executor
    now: Clock


class TooSoon(SpotifyDown):
    """Something sent before may still take effect, so nothing was sent now."""


class Writing:
    """The work on one intent; to be done under the member's lock."""

    def __init__(self, tools: Tools, intent: Intent, tell: Callable[[Intent], None]) -> None:
        """`tell` hears the intent after every change."""
        self.intent = intent
        self._tools = tools
        self._tell = tell
        self._refusals = 0

    async def finish(self) -> None:
        """Do what is left to do; `intent` says how far it came, also after a failure.

        Raises the errors of `SpotifyClient` and `TokenKeeper`, PlaylistGone, UnknownMember where
        the member was deleted, and Overtaken where another process is at work on it.
        """
        empty = False
        if self.intent.status is Status.BEGUN:
            empty = await self._make()
        if self.intent.status is Status.CREATED:
            await self._fill(empty=empty)
        if self.intent.status is Status.FILLED:
            await self._give_cover()

    async def _keep(self, **changes: object) -> None:
        changed = replace(self.intent, **changes)  # pyright: ignore[reportArgumentType]
        await self._tools.store.playlists.keep(changed, self.intent)
        self.intent = changed
        self._tell(self.intent)

    async def _call(self, function: Callable[[str], Awaitable[T]]) -> T:
        return await self._tools.keeper.call(self.intent.member_id, function)

    async def _send(self, write: Callable[[str], Awaitable[T]]) -> T:
        """Send what must not be sent twice.

        Any refusal says that nothing happened; after SpotifyDown `sent_at` stays, as it does
        when the bot dies meanwhile.
        """
        await self._keep(sent_at=self._tools.now())
        try:
            return await self._call(write)
        except SpotifyDown:
            raise
        except MemberError:
            await self._keep(sent_at=None)
            raise

    async def _refuse_haste(self) -> None:
        sent_at, now = self.intent.sent_at, self._tools.now()
        if sent_at is not None and now - sent_at < SETTLE:
            if sent_at > now:
                # The clock was put back: nobody knows how long ago that was.
                await self._keep(sent_at=now)
            raise TooSoon

    # Making

    async def _make(self) -> bool:
        """Make the playlist, or find it; return whether it is certainly empty."""
        if self.intent.sent_at is not None and await self._find():
            return False
        await self._refuse_haste()
        intent, spotify = self.intent, self._tools.spotify
        try:
            made = await self._send(
                lambda token: spotify.create_playlist(
                    token,
                    intent.name,
                    f"{intent.description} {intent.mark}".strip(),
                    public=intent.public,
                )
            )
        except SpotifyDown:
            if not await self._find():
                raise
            return False
        await self._keep(status=Status.CREATED, playlist_id=made.playlist_id, sent_at=None)
        return True

    async def _find(self) -> bool:
        """Look for the mark among the member's playlists."""

        async def look(token: str) -> str | None:
            async for page in self._tools.spotify.playlists(token):
                for playlist in page.items:
                    if playlist.own and find_mark(playlist.description) == self.intent.mark:
                        return playlist.playlist_id
            return None

        playlist_id = await self._call(look)
        if playlist_id is None:
            return False
        await self._keep(status=Status.CREATED, playlist_id=playlist_id, sent_at=None)
        return True

    # Filling

    async def _fill(self, *, empty: bool) -> None:
        missing = self.intent.songs if empty else await self._missing()
        if missing:
            await self._refuse_haste()
        for start in range(0, len(missing), ADD_CHUNK):
            await self._add(missing[start : start + ADD_CHUNK])
        await self._keep(status=Status.FILLED, added=len(self.intent.songs), sent_at=None)

    async def _add(self, songs: Sequence[WantedSong]) -> None:
        """Append some songs; halve what Spotify refuses until it is known which songs it is."""
        spotify, playlist_id = self._tools.spotify, self._playlist_id()
        ids = [song.track_id for song in songs]
        try:
            await self._send(lambda token: spotify.add_items(token, playlist_id, ids))
        except SpotifyDown:
            if not set(songs).isdisjoint(await self._missing()):
                raise
        except SpotifyRefused as refused:
            self._refusals += 1
            if refused.values.get("status") != 400 or self._refusals > _MOST_REFUSALS:
                raise
            if len(songs) == 1:
                await self._leave_out(songs[0])
                return
            half = len(songs) // 2
            await self._add(songs[:half])
            await self._add(songs[half:])
        else:
            await self._keep(added=self.intent.added + len(songs), sent_at=None)

    async def _leave_out(self, song: WantedSong) -> None:
        kept = tuple(other for other in self.intent.songs if other != song)
        await self._keep(songs=kept, left_out=self.intent.left_out + 1)

    async def _missing(self) -> tuple[WantedSong, ...]:
        """Read the playlist and return the songs that are not in it, in order."""
        playlist_id = self._playlist_id()

        async def read(token: str) -> list[SpotifyTrack]:
            rows: list[SpotifyTrack] = []
            async for page in self._tools.spotify.playlist_tracks(token, playlist_id):
                if page.closed:
                    raise PlaylistGone(name=self.intent.name)
                rows.extend(page.items)
            return rows

        try:
            rows = await self._call(read)
        except PlaylistGone:
            if await is_listed(self._tools, self.intent.member_id, playlist_id):
                # Refused, as in an outage, but still there.
                raise SpotifyDown from None
            raise
        missing = missing_from(self.intent.songs, rows)
        there = len(self.intent.songs) - len(missing)
        if there > self.intent.added:
            # What was sent last has arrived, and arrives as a whole.
            await self._keep(added=there, sent_at=None)
        return missing

    def _playlist_id(self) -> str:
        if self.intent.playlist_id is None:
            raise ValueError("a playlist is filled only after it was made")
        return self.intent.playlist_id

    # The cover

    async def _give_cover(self) -> None:
        await self._keep(status=Status.DONE, cover=await self._draw(), due_at=None)

    async def _draw(self) -> bool:
        """Draw and upload the cover; a playlist without one is a playlist all the same."""
        tools, playlist_id = self._tools, self._playlist_id()
        link = await tools.store.links.get(self.intent.member_id)
        if link is None or (link.scopes and COVER_SCOPE not in link.scopes):
            return False
        try:
            jpeg = await asyncio.get_running_loop().run_in_executor(
                tools.executor, _draw_from, tools.catalogue, self.intent.songs
            )
            await self._call(lambda token: tools.spotify.upload_cover(token, playlist_id, jpeg))
        except MemberError as error:
            log.info("no cover: %s", type(error).__name__)
            return False
        except Exception:
            log.exception("no cover")
            return False
        return True


async def is_listed(tools: Tools, member_id: int, playlist_id: str | None) -> bool:
    """Whether a playlist is among the member's at Spotify; a deleted one is not."""

    async def look(token: str) -> bool:
        async for page in tools.spotify.playlists(token):
            if any(playlist.playlist_id == playlist_id for playlist in page.items):
                return True
        return False

    return await tools.keeper.call(member_id, look)


def missing_from(
    wanted: Sequence[WantedSong], rows: Collection[SpotifyTrack]
) -> tuple[WantedSong, ...]:
    """Return what is wanted and not among the rows of a playlist.

    Where a song is not licensed, Spotify lists another id of the same recording in its place:
    such a row is known by title and first artist.
    """
    ids = {row.track_id for row in rows}
    asked = {song.track_id for song in wanted}
    others = Counter(
        song_key(row.title, row.artists[0] if row.artists else "")
        for row in rows
        if row.track_id not in asked
    )
    missing: list[WantedSong] = []
    for song in wanted:
        if song.track_id in ids:
            continue
        if others[song.song] > 0:
            others[song.song] -= 1
        else:
            missing.append(song)
    return tuple(missing)


def _draw_from(catalogue: CatalogueService, songs: Sequence[WantedSong]) -> bytes:
    return draw_cover(_tones(catalogue.current(), songs))


def _tones(snapshot: Snapshot, songs: Sequence[WantedSong]) -> list[Tone]:
    rows = snapshot.catalogue.resolve(song.track_id for song in songs)
    audio, energy, valence = snapshot.tracks.audio, AUDIO.index("energy"), AUDIO.index("valence")
    tones: list[Tone] = []
    for song in songs:
        row = rows.get(song.track_id)
        if row is None:
            tones.append(Tone(song.track_id))
        else:
            tones.append(
                Tone(song.track_id, _known(audio[row, energy]), _known(audio[row, valence]))
            )
    return tones


def _known(value: np.float32) -> float:
    return 0.5 if np.isnan(value) else min(1.0, max(0.0, float(value)))
