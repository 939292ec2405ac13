"""Bots in processes of their own, to be killed and started again."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PATIENCE = 60.0
"""Seconds in which a bot has to be in Discord, or its process has to be gone."""


class Nursery:
    """Starts bots within a fraction of a second; see `tests.faults.nursery`."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._born: asyncio.Queue[int] = asyncio.Queue()
        self._heard: defaultdict[tuple[str, int], asyncio.Event] = defaultdict(asyncio.Event)
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        root = Path(__file__).parents[2]
        command = (sys.executable, "-m", "tests.faults.nursery")
        # A library's threads would not live on in a forked child.
        alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, cwd=root, env={**os.environ, **alone}
        )
        self._listening = asyncio.create_task(self._listen(self._process))
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._listening is not None
        self._process.stdin.close()
        await self._process.wait()
        await self._listening

    async def bear(self, orders: Path, log: Path) -> int:
        """Start a bot and wait until it is in Discord; return its process's id."""
        assert self._process is not None
        assert self._process.stdin is not None
        async with asyncio.timeout(PATIENCE):
            async with self._turn:
                self._process.stdin.write(json.dumps([str(orders), str(log)]).encode() + b"\n")
                pid = await self._born.get()
            ends = [self._heard[what, pid].wait() for what in ("ready", "dead")]
            waiting = [asyncio.create_task(end) for end in ends]
            try:
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in waiting:
                    task.cancel()
        if self._heard["dead", pid].is_set():
            raise RuntimeError(f"the bot did not start; see {log}")
        return pid

    async def kill(self, pid: int) -> None:
        """Kill a bot: nothing of it runs any more when this returns."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        async with asyncio.timeout(PATIENCE):
            await self._heard["dead", pid].wait()
        for what in ("ready", "dead"):
            # The id may be another process's one day.
            self._heard.pop((what, pid), None)

    async def _listen(self, process: Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            what, pid = line.split()
            if what == b"born":
                self._born.put_nowait(int(pid))
            else:
                self._heard[what.decode(), int(pid)].set()


@dataclass
class Bot:
    """One bot, started again whenever it was killed."""

    nursery: Nursery
    orders: Path
    log: Path
    pid: int | None = None

    async def start(self) -> None:
        """Start it and wait until it is in Discord."""
        self.pid = await self.nursery.bear(self.orders, self.log)

    async def kill(self) -> None:
        """Kill it by SIGKILL, unless it is dead."""
        if self.pid is not None:
            pid, self.pid = self.pid, None
            await self.nursery.kill(pid)
