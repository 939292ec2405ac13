"""The weekly refresh of kept playlists, each exactly once.

A refresh is claimed in the store, then its songs are chosen and written down, then they are sent:
all of what the playlist shall hold, in one request, which does no harm when it is sent twice.
Whoever takes an interrupted refresh over looks at what the playlist holds and sends the same songs
where they are not in it.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

from bot.errors import (
    LinkExpired,
    MemberError,
    NotAllowListed,
    NothingLeft,
    NothingLiked,
    NothingRated,
    NothingToSave,
    NotLinked,
    SpotifyDown,
    SpotifyLimited,
    SpotifyRefused,
    TooFewLikes,
)
from bot.results.wishes import ListWish
from bot.services.playlist_wishes import at_spotify
from bot.services.playlist_writing import SETTLE, Tools, is_listed, missing_from
from bot.services.playlists import Playlists
from bot.services.recommending import Recommending
from bot.services.refresh_times import next_refresh
from bot.spotify.types import SpotifyTrack
from storage.keeps import LEASE, LONGEST_PAUSE, Keep, Key, Outcome, Refresh, Trouble
from storage.names import song_key
from storage.playlists import WantedSong

log = logging.getLogger(__name__)

T = TypeVar("T")

DAY: Final = timedelta(days=1)
"""A refresh is made up for within so long, and skipped after."""
_LONGEST_BACKOFF: Final = timedelta(hours=1)
_LONGEST_TRY: Final = LEASE - timedelta(minutes=1)
"""A try gives up before its lease runs out."""
_AT_ONCE: Final = 2
_NOTHING: Final = (NothingLeft, NothingLiked, NothingRated, NothingToSave, TooFewLikes)


class _OtherAccount(Exception):
    """The playlist lies in another Spotify account than the member's linked one."""


class _ClaimLost(Exception):
    """Somebody else works on this refresh by now, or nobody shall any more."""


class Refreshing:
    """Finds the refreshes that are due and carries them out."""

    def __init__(self, tools: Tools, playlists: Playlists, recommending: Recommending) -> None:
        self._tools = tools
        self._keeps = tools.store.keeps
        self._now = tools.now
        self._playlists = playlists
        self._recommending = recommending
        self._holder = secrets.token_hex(8)
        self._tasks: dict[Key, asyncio.Task[None]] = {}
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._closed = False

    async def tick(self, now: datetime) -> list[asyncio.Task[None]]:
        """Write down what is due, and begin to do it; return the tasks at work."""
        for keep in await self._keeps.to_check(now):
            await self._arrange(keep, now)
        for key in await self._keeps.waiting(now):
            if key not in self._tasks and not self._closed:
                task = self._tasks[key] = asyncio.create_task(self._work(key))
                task.add_done_callback(lambda _, key=key: self._tasks.pop(key))
        return list(self._tasks.values())

    async def cancel(self, member_id: int) -> None:
        """Give up all work for a member, and wait until nothing is at work."""
        tasks = [task for key, task in self._tasks.items() if key[0] == member_id]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Stop all work and hand it back; it is taken up after the next start."""
        self._closed = True
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _arrange(self, keep: Keep, now: datetime) -> None:
        def following(instant: datetime) -> datetime:
            return next_refresh(keep.member_id, keep.playlist_id, keep.since, instant)

        due = following(now - DAY)
        if keep.next_at is not None and keep.next_at < now - DAY:
            log.warning("refresh skipped: missed by more than a day, due at %s", keep.next_at)
        await self._keeps.arrange(keep, due if due <= now else None, now, following(now))

    async def _work(self, key: Key) -> None:
        # Claimed last: a lease does not run while others have their turn.
        async with self._turns, self._playlists.lock(key[0]):
            try:
                refresh = await self._keeps.take(key, self._holder, self._now())
                if refresh is not None:
                    await self._try(refresh)
            except Exception:
                # The claim is free again after its lease.
                log.exception("a refresh failed")

    async def _try(self, refresh: Refresh) -> None:
        try:
            async with asyncio.timeout(_LONGEST_TRY.total_seconds()):
                await self._carry_out(refresh)
        except asyncio.CancelledError:
            await self._keeps.hand_back(refresh, self._holder)
            raise
        except _ClaimLost:
            log.info("a refresh is no longer ours")
        except _NOTHING:
            await self._settle(refresh, Outcome.NOTHING, Trouble.NOTHING)
        except Exception as error:
            await self._put_off(refresh, error)

    async def _carry_out(self, refresh: Refresh) -> None:
        late, sent = self._now() - refresh.instant, refresh.sent_at is not None
        if late > (2 * DAY if sent else DAY):
            await self._skip(refresh)
            return
        await self._check_account(refresh)
        if not await is_listed(self._tools, refresh.member_id, refresh.playlist_id):
            await self._settle(refresh, Outcome.GONE, Trouble.GONE)
            return
        if not (sent and await self._holds(refresh, refresh.songs or ())):
            if late > DAY:
                await self._skip(refresh)
                return
            await self._fill(refresh, refresh.songs or await self._choose(refresh))
        await self._settle(refresh, Outcome.DONE)

    async def _check_account(self, refresh: Refresh) -> None:
        link = await self._tools.store.links.get(refresh.member_id)
        if link is None:
            raise NotLinked
        if link.account_id != refresh.account_id:
            raise _OtherAccount

    async def _choose(self, refresh: Refresh) -> tuple[WantedSong, ...]:
        """Choose songs that are not in the playlist, and write them down."""
        rows, _ = await self._read(refresh)
        now_in = {song_key(row.title, row.artists[0] if row.artists else "") for row in rows}
        wish = ListWish(refresh.size, clean=refresh.clean)
        chosen = await self._recommending.pick(refresh.member_id, wish, now_in)
        wanted = {one.track_id: WantedSong(one.track_id, one.song) for one in chosen}
        songs = at_spotify(wanted.values())
        if not await self._keeps.prepare(refresh, self._holder, self._now(), songs):
            raise _ClaimLost
        return songs

    async def _fill(self, refresh: Refresh, songs: Sequence[WantedSong]) -> None:
        """Let the playlist hold these songs; those that Spotify does not know are left out."""
        try:
            await self._send(refresh, songs)
        except SpotifyRefused as refused:
            if refused.values.get("status") != 400:
                raise
            known = [song for song in songs if await self._is_known(refresh, song)]
            if len(known) in {0, len(songs)}:
                raise
            await self._send(refresh, known)

    async def _send(self, refresh: Refresh, songs: Sequence[WantedSong]) -> None:
        if not await self._keeps.sending(refresh, self._holder, self._now(), songs):
            raise _ClaimLost
        spotify, ids = self._tools.spotify, [song.track_id for song in songs]
        try:
            await self._call(
                refresh, lambda token: spotify.replace_items(token, refresh.playlist_id, ids)
            )
        except SpotifyDown:
            if not await self._holds(refresh, songs):
                raise

    async def _holds(self, refresh: Refresh, songs: Sequence[WantedSong]) -> bool:
        """Whether the playlist holds these songs and nothing else."""
        rows, skipped = await self._read(refresh)
        return len(rows) + skipped == len(songs) and not missing_from(songs, rows)

    async def _read(self, refresh: Refresh) -> tuple[list[SpotifyTrack], int]:
        """Read what is in the playlist: tracks, and the number of other rows."""

        async def read(token: str) -> tuple[list[SpotifyTrack], int]:
            rows: list[SpotifyTrack] = []
            skipped = 0
            async for page in self._tools.spotify.playlist_tracks(token, refresh.playlist_id):
                if page.closed:
                    # It was there just now: refused, as in an outage.
                    raise SpotifyDown
                rows.extend(page.items)
                skipped += page.skipped
            return rows, skipped

        return await self._call(refresh, read)

    async def _is_known(self, refresh: Refresh, song: WantedSong) -> bool:
        try:
            await self._call(refresh, lambda token: self._tools.spotify.track(token, song.track_id))
        except SpotifyRefused:
            return False
        return True

    async def _call(self, refresh: Refresh, function: Callable[[str], Awaitable[T]]) -> T:
        return await self._tools.keeper.call(refresh.member_id, function)

    async def _skip(self, refresh: Refresh) -> None:
        log.warning("refresh skipped: it could not be done within its day")
        await self._settle(refresh, Outcome.SKIPPED)

    async def _settle(
        self, refresh: Refresh, outcome: Outcome, trouble: Trouble | None = None
    ) -> None:
        if await self._keeps.settle(refresh, self._holder, outcome, self._now(), trouble):
            log.info("a refresh is over: %s", outcome)

    async def _put_off(self, refresh: Refresh, error: Exception) -> None:
        """Leave a refresh for later: after two minutes, doubling up to an hour, or as told."""
        if not isinstance(error, MemberError | _OtherAccount | TimeoutError):
            log.error("a refresh failed", exc_info=error)
        pause = min(_LONGEST_BACKOFF, SETTLE * 2 ** min(refresh.tries, 10))
        if isinstance(error, SpotifyLimited):
            told = timedelta(seconds=int(error.values.get("seconds", 0)))
            pause = min(LONGEST_PAUSE, max(pause, told))
        log.info("a refresh is put off: %s, tries=%d", type(error).__name__, refresh.tries)
        retry_at = self._now() + pause
        await self._keeps.postpone(refresh, self._holder, retry_at, _trouble_of(error))


def _trouble_of(error: Exception) -> Trouble | None:
    """Return what the member has to be told of a failure, if anything."""
    match error:
        case _OtherAccount():
            return Trouble.ACCOUNT
        case LinkExpired() | NotLinked():
            return Trouble.LINK
        case NotAllowListed():
            return Trouble.LINK if error.values.get("cause") == "scope" else Trouble.REFUSED
        case _:
            return None
