"""From a fresh link to the first list: read the library, train, and tell how far it is."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator

from bot import log as logs
from bot.errors import LinkRemoved, MemberError
from bot.results.linking import Progress, Stage
from bot.services.library import Library
from bot.services.training import Job, Training
from storage.errors import Superseded
from storage.links import Link

log = logging.getLogger(__name__)

_POLL = 0.5
"""Seconds between looks at a training's progress, which a thread writes."""


class Steps:
    """The latest step of one member, for any number of followers; a slow one misses old steps."""

    def __init__(self) -> None:
        self.latest: Progress | None = None
        self._count = 0
        self._changed = asyncio.Event()

    def publish(self, step: Progress) -> None:
        """Make a step the latest and wake the followers."""
        self.latest = step
        self._count += 1
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def follow(self) -> AsyncIterator[Progress]:
        """Yield what is published after this call, up to a final step."""
        return self._since(self._count)

    async def _since(self, seen: int) -> AsyncIterator[Progress]:
        while True:
            while self._count == seen:
                await self._changed.wait()
            seen, step = self._count, self.latest
            if step is not None:
                yield step
                if step.final:
                    return


class Intake:
    """At most one reading a member; whoever wants to see how far it is follows it."""

    def __init__(self, library: Library, training: Training, *, learning: bool | None) -> None:
        self._library = library
        self._training = training
        self.learning = bool(learning)
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._steps: defaultdict[int, Steps] = defaultdict(Steps)

    def start(self, link: Link) -> None:
        """Begin reading for a member who has just linked; an older reading is given up."""
        self.cancel(link.member_id)
        linked = Progress(Stage.LINKED, name=link.display_name, learning=self.learning)
        self._steps[link.member_id].publish(linked)
        if self.learning:
            task = asyncio.create_task(self._take_in(link))
            self._tasks[link.member_id] = task
            task.add_done_callback(lambda done: self._forget(link.member_id, done))

    async def finish(self, link: Link) -> None:
        """Read a library whose reading failed or was cut off; raises what stands in the way."""
        steps = self._steps[link.member_id].follow()
        if link.member_id not in self._tasks:
            self.start(link)
        async for step in steps:
            if step.error is not None:
                raise step.error

    def refuse(self, member_id: int, error: MemberError) -> None:
        """Tell whoever follows a member that there will be no reading."""
        self._fail(member_id, error)

    def running(self, member_id: int) -> Progress | None:
        """Return how far a reading is, or None where none runs."""
        return self._steps[member_id].latest if member_id in self._tasks else None

    def failure(self, member_id: int) -> Exception | None:
        """Return what ended a member's last reading, or None where it ended well or still runs."""
        latest = self._steps[member_id].latest if member_id in self._steps else None
        return None if latest is None else latest.error

    @property
    def busy(self) -> bool:
        """Whether any reading runs."""
        return bool(self._tasks)

    def follow(self, member_id: int) -> AsyncIterator[Progress]:
        """Yield the member's steps from now on, up to a final one."""
        return self._steps[member_id].follow()

    def cancel(self, member_id: int) -> None:
        """Give up a member's reading."""
        task = self._tasks.pop(member_id, None)
        if task is not None:
            task.cancel()
            self._fail(member_id, LinkRemoved())

    async def close(self) -> None:
        """Give up every reading and wait for it."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _take_in(self, link: Link) -> None:
        steps = self._steps[link.member_id]
        try:
            likes = await self._library.read(link, steps.publish)
            await self._learn(link.member_id, likes)
        except Superseded:
            self._fail(link.member_id, LinkRemoved())
        except MemberError as error:
            self._fail(link.member_id, error)
        except Exception as error:
            log.exception("intake failed")
            self._fail(link.member_id, error)

    async def _learn(self, member_id: int, likes: int) -> None:
        job = self._training.request(member_id)
        while not job.done.done():
            self._steps[member_id].publish(self._training_step(job, likes))
            await asyncio.wait([job.done], timeout=_POLL)
        fitted = await job.finished()
        self._steps[member_id].publish(
            Progress(Stage.READY, likes=likes, known=fitted.known, unmatched=fitted.unmatched)
        )

    def _training_step(self, job: Job, likes: int) -> Progress:
        return Progress(
            Stage.TRAINING, likes=likes, place=self._training.place(job), percent=job.percent
        )

    def _fail(self, member_id: int, error: Exception) -> None:
        failed = Progress(Stage.FAILED, error=error, reference=logs.interaction_id())
        self._steps[member_id].publish(failed)

    def _forget(self, member_id: int, task: asyncio.Task[None]) -> None:
        if self._tasks.get(member_id) is task:
            del self._tasks[member_id]
