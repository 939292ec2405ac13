"""Playlists for members: what was wished for is made true at Spotify, and never left hanging."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from bot.errors import MemberError, NotLinked, PlaylistGone, PlaylistNeedsLink, SpotifyLimited
from bot.results.playlists import PlaylistStage, PlaylistStep
from bot.services.channel import Channel
from bot.services.playlist_wishes import LIFE, Beginning, Wish, origin_of
from bot.services.playlist_writing import SETTLE, Tools, TooSoon, Writing
from bot.services.recommending import Recommending
from bot.services.refresh_times import next_refresh
from storage.errors import Overtaken, UnknownMember
from storage.links import LinkState
from storage.playlists import LONGEST_PAUSE, UNFINISHED, Intent, Status

log = logging.getLogger(__name__)

MOST_TRIES = 30
KEPT = timedelta(days=30)
"""What is over is remembered for so long, so that a list is not saved twice by mistake."""

_LONGEST_PAUSE = timedelta(hours=1)
_RESUMED_AT_ONCE = 2

_STAGES = {
    Status.BEGUN: PlaylistStage.CREATING,
    Status.CREATED: PlaylistStage.FILLING,
    Status.FILLED: PlaylistStage.DRAWING,
    Status.DONE: PlaylistStage.DONE,
    Status.GIVEN_UP: PlaylistStage.GIVEN_UP,
}

_Key = tuple[int, str]
"""A member, and what they asked for."""
_Prepare = Callable[[], Awaitable[Intent | None]]


class Playlists:
    """Makes playlists, one at a time for a member, and takes up again what was interrupted."""

    def __init__(self, tools: Tools, recommending: Recommending) -> None:
        self._tools = tools
        self._store = tools.store
        self._beginning = Beginning(tools, recommending)
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._channels: WeakValueDictionary[_Key, Channel] = WeakValueDictionary()
        self._tasks: dict[_Key, asyncio.Task[None]] = {}
        self._resumed = asyncio.Semaphore(_RESUMED_AT_ONCE)
        self._closed = False

    async def create(
        self, member_id: int, count: int, wish: Wish, named: str = ""
    ) -> AsyncIterator[PlaylistStep]:
        """Make a playlist of up to `count` new songs and yield how far it is.

        `named` is the name the member chose, if any. Asking for the same again goes on with a
        playlist that is unfinished. Raises what keeps it from being begun at all.
        """
        origin = origin_of(count, wish, named)

        async def prepare() -> Intent:
            return await self._beginning.fresh(member_id, origin, count, wish)

        async for step in self._do((member_id, origin), prepare):
            yield step

    async def save(
        self, member_id: int, list_id: str, wish: Callable[[str], Wish]
    ) -> AsyncIterator[PlaylistStep]:
        """Make a playlist of a whole kept list, in the account of this member; whose list it is
        does not matter.

        `wish` is asked with the kind of the list. A list that the member has saved before is
        shown again while its playlist is there.
        """
        origin = f"list {list_id}"

        async def prepare() -> Intent:
            return await self._beginning.listed(member_id, origin, list_id, wish)

        async for step in self._do((member_id, origin), prepare):
            yield step

    async def news(self, member_id: int) -> AsyncIterator[PlaylistStep]:
        """Yield the playlists that ended without the member seeing it, each once."""
        for intent in await self._store.playlists.untold(member_id):
            yield _step(intent)
            await self._store.playlists.told(intent)

    async def resume(self) -> list[asyncio.Task[None]]:
        """Take up again what is due; return the tasks that work on it, begun before or now."""
        now = self._tools.now()
        await self._store.playlists.prune(now - KEPT)
        due = {
            (intent.member_id, intent.origin): intent
            for intent in await self._store.playlists.due(now)
        }
        if self._closed:
            return []
        return [
            self._tasks[key]
            if self._runs(key)
            else self._start(key, self._resuming(intent), self._resumed)
            for key, intent in due.items()
        ]

    async def cancel(self, member_id: int) -> None:
        """Give up all work for a member, and wait until nothing is at work."""
        theirs = {key: task for key, task in self._tasks.items() if key[0] == member_id}
        for task in theirs.values():
            task.cancel()
        await asyncio.gather(*theirs.values(), return_exceptions=True)
        for key in theirs:
            self._channel(key).publish(PlaylistNeedsLink())

    async def close(self) -> None:
        """Stop all work; what is unfinished is taken up after the next start."""
        self._closed = True
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for channel in list(self._channels.values()):
            channel.close()

    # Telling

    async def _do(self, key: _Key, prepare: _Prepare) -> AsyncIterator[PlaylistStep]:
        """Work on a wish, unless that is being done, and yield how far it is."""
        channel = self._channel(key)
        if self._closed:
            return
        if not self._runs(key):
            self._start(key, prepare)
        async for step in channel.follow():
            yield step
            if step.final:
                # Whoever listens has shown it by now.
                await self._tell(key, step)

    async def _tell(self, key: _Key, step: PlaylistStep) -> None:
        for intent in await self._store.playlists.untold(key[0]):
            if intent.origin == key[1] and intent.playlist_id == step.playlist_id:
                await self._store.playlists.told(intent)

    def _channel(self, key: _Key) -> Channel:
        channel = self._channels.get(key)
        if channel is None:
            channel = self._channels[key] = Channel()
        return channel

    # Working

    def _runs(self, key: _Key) -> bool:
        task = self._tasks.get(key)
        return task is not None and not task.done()

    def _start(
        self, key: _Key, prepare: _Prepare, turns: asyncio.Semaphore | None = None
    ) -> asyncio.Task[None]:
        task = asyncio.create_task(self._work(key, self._channel(key), prepare, turns))
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._forget(key, done))
        return task

    def _forget(self, key: _Key, task: asyncio.Task[None]) -> None:
        if self._tasks.get(key) is task:
            del self._tasks[key]

    async def _work(
        self, key: _Key, channel: Channel, prepare: _Prepare, turns: asyncio.Semaphore | None
    ) -> None:
        if turns is None:
            ending = await self._end(key, channel, prepare)
        else:
            async with turns:
                ending = await self._end(key, channel, prepare)
        # The very last act: nobody may begin to listen to a task that has nothing more to say.
        if ending is not None:
            channel.publish(ending)

    async def _end(
        self, key: _Key, channel: Channel, prepare: _Prepare
    ) -> PlaylistStep | Exception | None:
        lock = self.lock(key[0])
        async with lock:
            try:
                intent = await prepare()
                return None if intent is None else await self._carry_out(intent, channel)
            except UnknownMember:
                return PlaylistNeedsLink()
            except MemberError as error:
                return error
            except Exception as error:
                log.exception("a playlist failed")
                return error

    def lock(self, member_id: int) -> asyncio.Lock:
        """Return the lock of all work on a member's playlists."""
        lock = self._locks.get(member_id)
        if lock is None:
            lock = self._locks[member_id] = asyncio.Lock()
        return lock

    async def _carry_out(self, intent: Intent, channel: Channel) -> PlaylistStep:
        if intent.status is Status.DONE:
            return replace(_step(intent), again=True)
        if intent.status is Status.GIVEN_UP:
            return _step(intent)

        def tell(changed: Intent) -> None:
            if changed.status in UNFINISHED:
                channel.publish(_step(changed))

        try:
            return await self._write(Writing(self._tools, intent, tell))
        except Overtaken:
            return await self._left_to_another(intent)

    async def _write(self, writing: Writing) -> PlaylistStep:
        try:
            await writing.finish()
        except (UnknownMember, Overtaken):
            raise
        except PlaylistGone as gone:
            return replace(_step(await self._give_up(writing.intent)), error=gone)
        except Exception as error:
            return await self._put_off(writing.intent, error)
        return _step(writing.intent)

    async def _left_to_another(self, intent: Intent) -> PlaylistStep:
        """Return how far another process has brought a playlist; it, or a later try, ends it."""
        kept = await self._store.playlists.get(intent.member_id, intent.mark)
        if kept is None:
            raise UnknownMember("The member of this playlist is no longer there.")
        log.info("a playlist is left to another process: status=%s", kept.status)
        step = _step(kept)
        return replace(step, stage=PlaylistStage.WAITING) if kept.status in UNFINISHED else step

    async def _put_off(self, intent: Intent, error: Exception) -> PlaylistStep:
        """Leave a playlist for later, or raise the error where there is nothing yet to leave."""
        if intent.status is Status.BEGUN and intent.sent_at is None:
            # Refused before anything existed: the member decides whether to ask again.
            await self._store.playlists.keep(replace(intent, due_at=None), intent)
            raise error
        if not isinstance(error, MemberError):
            log.error("a playlist is put off", exc_info=error)
        tries = intent.tries if isinstance(error, TooSoon) else intent.tries + 1
        later = replace(intent, tries=tries, due_at=self._due(intent, error))
        if tries >= MOST_TRIES:
            return _step(await self._give_up(later))
        await self._store.playlists.keep(later, intent)
        log.info("a playlist is put off: status=%s tries=%d", intent.status, tries)
        reason = PlaylistNeedsLink() if isinstance(error, NotLinked) else error
        return replace(
            _step(later),
            stage=PlaylistStage.WAITING,
            error=reason if isinstance(reason, MemberError) else None,
        )

    def _due(self, intent: Intent, error: Exception) -> datetime:
        """Return when to try again: after two minutes, doubling up to an hour, or as told."""
        if isinstance(error, TooSoon) and intent.sent_at is not None:
            return intent.sent_at + SETTLE
        pause = min(_LONGEST_PAUSE, SETTLE * 2 ** min(intent.tries, 10))
        if isinstance(error, SpotifyLimited):
            told = timedelta(seconds=int(error.values.get("seconds", 0)))
            pause = min(LONGEST_PAUSE, max(pause, told))
        return self._tools.now() + pause

    async def _give_up(self, intent: Intent) -> Intent:
        over = replace(intent, status=Status.GIVEN_UP, due_at=None)
        await self._store.playlists.keep(over, intent)
        return over

    def _resuming(self, seen: Intent) -> _Prepare:
        async def prepare() -> Intent | None:
            # It may have been finished since it was seen to be due.
            intent = await self._store.playlists.get(seen.member_id, seen.mark)
            if intent is None or intent.status not in UNFINISHED:
                return None
            if self._tools.now() - intent.created_at > LIFE:
                with suppress(Overtaken):
                    return await self._give_up(intent)
                return None
            link = await self._store.links.get(intent.member_id)
            if link is None or link.state is not LinkState.LINKED:
                return None
            return intent if link.account_id == intent.account_id else None

        return prepare


def _step(intent: Intent) -> PlaylistStep:
    return PlaylistStep(
        stage=_STAGES[intent.status],
        name=intent.name,
        playlist_id=intent.playlist_id,
        added=intent.added,
        total=len(intent.songs),
        asked=intent.asked,
        left_out=intent.left_out,
        public=intent.public,
        cover=intent.cover,
        due_at=intent.due_at,
        refreshed_at=_first_refresh(intent),
        clean=intent.clean,
    )


def _first_refresh(intent: Intent) -> datetime | None:
    if not intent.weekly or intent.playlist_id is None:
        return None
    since = intent.created_at
    return next_refresh(intent.member_id, intent.playlist_id, since, since)
