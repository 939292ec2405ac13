"""Training members one after another, off the loop.

Requests of one member coalesce: while one waits, further ones join it; while one runs, the next
waits behind it and the newest wins. A member whose generation advances (unlinked, deleted) has
their running training stopped and its result refused by the store.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from threading import Event

from bot import log as logs
from bot.errors import CatalogueMissing, LinkRemoved, MemberError, NothingLiked, QueueFull
from bot.providers import Sound
from bot.services.catalogue import CatalogueService
from bot.services.clock import Clock
from bot.services.ranking import Fitted, Learners, fit
from bot.services.sounds import Sounds
from models.taste import Stopped
from storage.errors import Superseded, TasteDamaged
from storage.like import NOT_LIKED
from storage.store import Store
from storage.tastes import Taste

log = logging.getLogger(__name__)

MOST_WAITING = 500
"""Members that may wait; at the measured 500 a minute and thread the last waits about a minute."""


class Job:
    """One member's training, from the queue to the store."""

    def __init__(self, member_id: int) -> None:
        self.member_id = member_id
        self.interaction = logs.interaction_id()
        """The id that the log gives to what asked for it first."""
        self.stop = Event()
        self.percent = 0
        self.done: asyncio.Future[Fitted] = asyncio.get_running_loop().create_future()
        # A result nobody waits for is no "exception was never retrieved".
        self.done.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def finished(self) -> Fitted:
        """Wait for the end; raises what the training raised, `LinkRemoved` where it was dropped."""
        await asyncio.wait([self.done])
        if self.done.cancelled():
            raise LinkRemoved
        return self.done.result()

    def report(self, share: float) -> None:
        """Note how far the training is; called from its thread."""
        self.percent = min(99, int(share * 100))


class Training:
    """The queue of members to train, and the tasks that work it off."""

    def __init__(
        self,
        store: Store,
        catalogue: CatalogueService,
        executor: Executor,
        now: Clock,
        *,
        workers: int = 1,
        count: Callable[[str, float], None] = lambda result, seconds: None,
        sounds: Sounds | None = None,
    ) -> None:
        """`count` hears of each training how it ended and after how many seconds."""
        self._store = store
        self._catalogue = catalogue
        self._executor = executor
        self._now = now
        self._count = count
        self._sounds = sounds
        self.learners = Learners()
        """What members share of the catalogue in use; services that score borrow it."""
        self._waiting: OrderedDict[int, Job] = OrderedDict()
        self._running: dict[int, Job] = {}
        self._work = asyncio.Event()
        self._workers = [asyncio.create_task(self._run()) for _ in range(workers)]

    async def warm_up(self) -> None:
        """Load what the first training needs: libraries and what members share of a catalogue.

        Loading XGBoost holds the interpreter for a tenth of a second; better at the start, when
        nobody waits, than in the first member's training.
        """
        with suppress(CatalogueMissing):
            loop = asyncio.get_running_loop()
            snapshot = await loop.run_in_executor(self._executor, self._catalogue.current)
            await loop.run_in_executor(self._executor, self.learners.warm_up, snapshot)

    def request(self, member_id: int) -> Job:
        """Queue a member's training, or return the one that already waits.

        One that runs does not know the newest likes: a further one waits behind it. Raises
        `QueueFull` where too many members wait.
        """
        job = self._waiting.get(member_id)
        if job is None:
            if len(self._waiting) >= MOST_WAITING:
                raise QueueFull(waiting=MOST_WAITING)
            job = self._waiting[member_id] = Job(member_id)
            self._work.set()
        return job

    def refresh(self, member_id: int) -> None:
        """Queue a member's training where there is room; what they have serves until then."""
        try:
            self.request(member_id)
        except QueueFull:
            log.warning("queue is full: a model stays as it is")

    async def taste(self, member_id: int) -> Taste | None:
        """Return what was learned of a member, or None; what is damaged is learned anew first.

        Raises what a training raises where the damaged one cannot be learned anew.
        """
        try:
            return await self._store.tastes.get(member_id)
        except TasteDamaged:
            log.exception("a taste is learned anew")
        await self._store.tastes.drop(member_id)
        await self.request(member_id).finished()
        return await self._store.tastes.get(member_id)

    def job(self, member_id: int) -> Job | None:
        """Return the member's training that waits or runs, the newest first."""
        return self._waiting.get(member_id) or self._running.get(member_id)

    def waiting(self) -> int:
        """Return how many members wait."""
        return len(self._waiting)

    def place(self, job: Job) -> int:
        """How many members are before this job; 0 when it runs."""
        if job.member_id not in self._waiting:
            return 0
        return list(self._waiting).index(job.member_id) + len(self._running)

    def cancel(self, member_id: int) -> None:
        """Drop what waits for a member and stop what runs."""
        waiting = self._waiting.pop(member_id, None)
        if waiting is not None:
            waiting.done.cancel()
        running = self._running.get(member_id)
        if running is not None:
            running.stop.set()

    async def close(self) -> None:
        """Stop taking work, stop what runs, and wait for it."""
        for member_id in {*self._waiting, *self._running}:
            self.cancel(member_id)
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            job = self._next()
            if job is None:
                self._work.clear()
                await self._work.wait()
                continue
            self._running[job.member_id] = job
            try:
                await self._train(job)
            finally:
                del self._running[job.member_id]
                # Another request of the same member may have waited for this one.
                self._work.set()

    def _next(self) -> Job | None:
        for member_id, job in self._waiting.items():
            if member_id not in self._running:
                del self._waiting[member_id]
                return job
        return None

    async def _train(self, job: Job) -> None:
        logs.go_on_with(job.interaction)
        begun, result = time.monotonic(), "fault"
        try:
            fitted = await self._fit(job)
        except (Stopped, Superseded, asyncio.CancelledError) as end:
            job.done.cancel()
            result = "dropped"
            if isinstance(end, asyncio.CancelledError):
                job.stop.set()
                raise
        except MemberError as error:
            result = "refused"
            job.done.set_exception(error)
        except Exception as error:
            # One member's crash must not end the worker that serves all the others.
            log.exception("training failed")
            job.done.set_exception(error)
        else:
            result = "done"
            job.percent = 100
            job.done.set_result(fitted)
        finally:
            self._count(result, time.monotonic() - begun)

    async def _fit(self, job: Job) -> Fitted:
        member = await self._store.members.get(job.member_id)
        if member is None:
            raise Superseded("The member was deleted while the training waited.")
        likes = await self._store.likes.of(job.member_id)
        if not any(like.source not in NOT_LIKED for like in likes):
            raise NothingLiked
        snapshot = self._catalogue.current()
        sounds: Mapping[str, Sound] = {}
        if self._sounds is not None:
            sounds = await self._sounds.of(snapshot, likes)
        fitted = await self._in_thread(
            lambda: fit(
                self.learners,
                snapshot,
                likes,
                stop=job.stop.is_set,
                progress=job.report,
                sounds=sounds,
            )
        )
        taste = Taste(
            model=fitted.model,
            metrics=fitted.metrics,
            catalogue=snapshot.tracks.version,
            features=fitted.features,
            likes=fitted.known,
            trained_at=self._now(),
            items=fitted.items,
            # Read before the likes: what changed meanwhile is learned once more, never overlooked.
            likes_version=member.likes_version,
        )
        await self._store.tastes.save(job.member_id, member.generation, taste)
        return fitted

    async def _in_thread(self, work: Callable[[], Fitted]) -> Fitted:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)
