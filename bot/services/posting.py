"""Weekly posts, each exactly once: what is due is claimed in the store before anything is sent.

A post passes through `prepare` (what it says is written down), `sending` (that it goes out now),
`settle` (it is over). Whatever ends this process between two of them, whoever takes the claim over
finds the earlier sending in the channel's history, or lets the post rest where it cannot look.
"""

import asyncio
import logging
import secrets
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from bot.errors import MemberError
from bot.services.board import Board, Lost, Overgrown, Place, Refused, Unreachable
from bot.services.calendar import instants, next_instant
from bot.services.clock import Clock
from bot.services.weekly import NothingToSay, Weekly
from bot.weekly import Note, WeeklyPost
from storage.posts import LONGEST_PAUSE, Claim, PostContent, Status
from storage.schedules import Schedule
from storage.store import Store

log = logging.getLogger(__name__)

T = TypeVar("T")

DAY: Final = timedelta(days=1)
"""A post is made up for within so long, and skipped after."""
_LOOKED_BACK: Final = timedelta(days=35)
"""Missed posts older than this are not even written down."""
_LATE: Final = timedelta(minutes=2)
"""A post this late may have been sent by a store that was restored since: it is looked for."""
_STEP_SECONDS: Final = 45.0
"""A step gives up before the lease of its claim runs out. discord.py tries again for 16 s, and
waits 30 s for a rate limit that a cancelled request has left taken."""
_CLOSING_SECONDS: Final = 5.0
_AT_ONCE: Final = 4


class Posting:
    """Finds the posts that are due and carries them to the board."""

    def __init__(self, store: Store, weekly: Weekly, now: Clock) -> None:
        self.weekly = weekly
        self._store = store
        self._now = now
        self._holder = secrets.token_hex(8)
        self._board: Board | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._checked_all = False
        self._closed = False

    @property
    def board(self) -> Board:
        """Where posts go. Raises `RuntimeError` before the bot is in Discord."""
        if self._board is None:
            raise RuntimeError("no board is there yet")
        return self._board

    def attach(self, board: Board) -> None:
        """Begin to post."""
        self._board = board

    async def tick(self, now: datetime) -> list[asyncio.Task[None]]:
        """Claim what is due, and begin to post it; return the tasks at work."""
        if self._board is None or self._closed:
            return []
        await self._arrange(now)
        for claim_id in await self._store.posts.waiting(now):
            if claim_id not in self._tasks and not self._closed:
                task = asyncio.create_task(self._post(claim_id))
                self._tasks[claim_id] = task
                task.add_done_callback(lambda _, claim_id=claim_id: self._tasks.pop(claim_id))
        return list(self._tasks.values())

    async def close(self) -> None:
        """Begin nothing more; finish what is being sent, hand back what takes too long."""
        self._closed = True
        tasks = list(self._tasks.values())
        if not tasks:
            return
        _, unfinished = await asyncio.wait(tasks, timeout=_CLOSING_SECONDS)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def _arrange(self, now: datetime) -> None:
        """Write down every post that is due by now, and those that were missed for a day."""
        everything = not self._checked_all
        for schedule in await self._store.schedules.to_check(now, everything=everything):
            since = max(schedule.since, now - _LOOKED_BACK)
            by_now = list(instants(schedule.slot, since, now))
            due = [instant for instant in by_now if instant >= now - DAY]
            missed = [instant for instant in by_now if instant < now - DAY]
            for instant in await self._store.posts.arrange(schedule, due, missed, now):
                if instant in missed:
                    log.warning("post skipped: missed by more than a day, due at %s", instant)
            await self._store.schedules.checked(schedule, now, next_instant(schedule.slot, now))
        self._checked_all = True

    async def _post(self, claim_id: str) -> None:
        async with self._turns:
            try:
                claim = await self._store.posts.take(claim_id, self._holder, self._now())
                if claim is not None:
                    await self._try(claim)
            except Exception:
                # The claim is free again after its lease.
                log.exception("posting failed")

    async def _try(self, claim: Claim) -> None:
        try:
            await self._carry(claim)
        except asyncio.CancelledError:
            await self._store.posts.hand_back(claim.claim_id, self._holder)
            raise
        except (Unreachable, TimeoutError, MemberError) as failure:
            log.warning("post put off: %s", type(failure).__name__)
            await self._put_off(claim)
        except Exception:
            log.exception("posting failed")
            await self._put_off(claim)

    async def _carry(self, claim: Claim) -> None:
        """Bring a claim to its end, or raise what makes it wait."""
        schedule = await self._store.schedules.get(claim.schedule_id)
        if schedule is None or schedule.paused:
            await self._settle(claim, Status.SKIPPED)
            return
        try:
            await self._deliver(claim, schedule)
        except Lost:
            # An earlier sending may have arrived before the channel was lost.
            sent = claim.sent_at is not None
            await self._settle(claim, Status.UNCERTAIN if sent else Status.REFUSED)
            await self._store.schedules.pause(schedule.schedule_id)
            await self._tell(schedule, Note.CHANNEL)
        except Refused:
            # Rendering keeps to Discord's limits: this is a fault of ours, the same every time.
            log.exception("Discord finds fault with a post")
            await self._settle(claim, Status.REFUSED)
        except NothingToSay as empty:
            await self._settle(claim, Status.EMPTY)
            await self._tell(schedule, empty.note)

    async def _deliver(self, claim: Claim, schedule: Schedule) -> None:
        place = await _step(self.board.open(claim.channel_id))
        end = await self._find_end(claim, place)
        if end is None:
            if claim.content is None and not await self._prepare(claim, place):
                return
            sent = await self._send(claim, place)
            if sent is None:
                return
            end = Status.POSTED, sent
        status, message_id = end
        await self._settle(claim, status, message_id)
        if status is Status.UNCERTAIN:
            await self._tell(schedule, Note.UNCERTAIN)
        elif status is Status.POSTED:
            await self._store.schedules.tell(schedule.schedule_id, None)

    async def _find_end(self, claim: Claim, place: Place) -> tuple[Status, int | None] | None:
        """Return how a post has ended already, or None where it is still to be sent."""
        now = self._now()
        sent, over = claim.sent_at is not None, now > claim.instant + DAY
        if place.may_look and (sent or now > claim.instant + _LATE):
            after = claim.anchor if claim.anchor is not None else claim.instant - DAY
            try:
                found = await _step(self.board.find(place, claim.claim_id, after))
            except Overgrown:
                return (Status.UNCERTAIN, None) if sent else None
            if found is not None:
                return Status.POSTED, found
        elif sent:
            return Status.UNCERTAIN, None
        if over:
            log.warning("post skipped: it could not be sent within its day")
            return Status.SKIPPED, None
        return None

    async def _prepare(self, claim: Claim, place: Place) -> bool:
        """Decide what the post says, once; False where the claim was lost meanwhile."""
        draft = await _step(
            self.weekly.compose(
                place.guild_id, self._now(), lambda ids: self.board.names(place.guild_id, ids)
            )
        )
        return await self._store.posts.prepare(
            claim.claim_id, self._holder, self._now(), draft.content, draft.parts
        )

    async def _send(self, claim: Claim, place: Place) -> int | None:
        """Send a post and return its message's id; None where the claim was lost meanwhile."""
        post = await _step(self._read(claim.claim_id, place))
        if not post.corners and not post.group and not post.loved:
            raise NothingToSay(Note.NOTHING)
        anchor = None
        if place.may_look and claim.anchor is None:
            anchor = await _step(self.board.newest(place))
        begun = self._now()
        held = await self._store.posts.sending(claim.claim_id, self._holder, begun, anchor)
        if not held:
            return None

        def may_send() -> bool:
            # Whoever was stopped in between, as a machine that sleeps, may hold it no longer.
            return self._now() - begun < timedelta(seconds=_STEP_SECONDS)

        # Tries within these seconds are one to Discord, by the nonce; later ones look first.
        return await _step(self.board.send(place, post, may_send))

    async def _read(self, claim_id: str, place: Place) -> WeeklyPost:
        """Return what was written down for a post, without those who left since."""
        kept = await self._store.posts.get(claim_id)
        parts = await self._store.posts.parts(claim_id)
        featured = [part.member_id for part in parts if part.place is not None]
        names = await self.board.names(place.guild_id, featured)
        content = kept.content if kept and kept.content else PostContent()
        return await self.weekly.show(claim_id, content, parts, names)

    async def _settle(self, claim: Claim, status: Status, message_id: int | None = None) -> None:
        settled = await self._store.posts.settle(
            claim.claim_id, self._holder, status, self._now(), message_id
        )
        if settled:
            log.info("post %s after %d tries", status.value, claim.tries + 1)

    async def _put_off(self, claim: Claim) -> None:
        pause = min(timedelta(minutes=2 ** min(claim.tries, 6)), LONGEST_PAUSE)
        await self._store.posts.postpone(claim.claim_id, self._holder, self._now() + pause)

    async def _tell(self, schedule: Schedule, note: Note) -> None:
        """Tell the schedule's keeper something they were not told last."""
        if not await self._store.schedules.tell(schedule.schedule_id, note):
            return
        keeper = await self._store.schedules.keeper(schedule.schedule_id)
        await self.board.tell(schedule.guild_id, schedule.channel_id, keeper, note)


async def _step(work: Coroutine[Any, Any, T]) -> T:
    async with asyncio.timeout(_STEP_SECONDS):
        return await work
