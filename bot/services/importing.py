"""Likes from a file: read apart from the bot, kept all or not at all, learned from."""

import asyncio
import json
import logging
import signal
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from bot.errors import Foreign, TooFewLikes
from bot.imports.download import check_size, download
from bot.imports.errors import (
    ImportBroken,
    ImportGone,
    ImportRunning,
    ImportTooHeavy,
    ProfileEmpty,
    refusal,
)
from bot.imports.listens import Profiles
from bot.imports.reader import unpack_like
from bot.results.importing import Imported, Searching, Unmatched
from bot.services.precedence import let_process_wait
from bot.services.training import Training
from storage.errors import Superseded
from storage.like import Like, Source
from storage.store import Store

log = logging.getLogger(__name__)

AT_ONCE: Final = 2
"""Files read at the same time; a large one takes some hundred megabytes."""
MOST_SECONDS: Final = 120
"""Of a processor's time for one file."""
_STOPPED: Final = (-signal.SIGXCPU, -signal.SIGKILL)
"""How a reading ends that took too long, or too much of the machine's memory."""
_LONGEST_LINE: Final = 2**20
_NOWHERE: Final = "nowhere"

Steps = AsyncGenerator[Searching | Imported]
"""How far an import is, its counts, and its counts again once they are learned from."""


@dataclass(slots=True)
class Reading:
    """What was read from one upload."""

    likes: list[Like] = field(default_factory=list[Like])
    unmatched: list[Unmatched] = field(default_factory=list[Unmatched])
    total: int = 0
    outcome: dict[str, Any] = field(default_factory=dict[str, Any])

    def imported(self) -> Imported:
        """Return the counts."""
        found = self.outcome["found"]
        return Imported(
            formats=tuple(self.outcome["formats"]),
            rows=self.outcome["rows"],
            tracks=self.outcome["tracks"],
            by_id=found.get("id", 0),
            by_isrc=found.get("isrc", 0),
            by_name=found.get("name", 0),
            unmatched=self.unmatched,
            seldom=self.outcome["seldom"],
            over=self.outcome["over"],
            reasons=self.outcome["reasons"],
            refused=[(place, reason) for place, reason in self.outcome["refused"]],
        )


class Importing:
    """At most one import a member."""

    def __init__(
        self,
        store: Store,
        training: Training,
        catalogue: Path,
        profiles: Profiles,
        seconds: int = MOST_SECONDS,
    ) -> None:
        self._store = store
        self._profiles = profiles
        self._training = training
        self._catalogue = catalogue
        self._seconds = seconds
        self._members: set[int] = set()
        self._room = asyncio.Semaphore(AT_ONCE)

    def fetch(self, member_id: int, url: str, size: int) -> Steps:
        """Take an attachment of a stated size in bytes; raises as `take` and `download` do.

        `ImportTooLarge` is raised before anything is fetched.
        """
        check_size(size)
        return self._take(member_id, lambda: download(url))

    def take(self, member_id: int, data: bytes) -> Steps:
        """Read a file and keep its likes; yield how far it is, then the counts.

        Raises the errors of `bot.imports.errors`; `ImportGone` where the member was deleted
        meanwhile. Nothing is changed before all of it is read.
        """

        async def at_hand() -> bytes:
            return data

        return self._take(member_id, at_hand)

    def listenbrainz(self, member_id: int, name: str) -> Steps:
        """Ask ListenBrainz for a profile and take it like a file; raises as `Profiles` does too."""
        return self._take(
            member_id, lambda: _write("ListenBrainz", name, self._profiles.listenbrainz(name))
        )

    def lastfm(self, member_id: int, name: str) -> Steps:
        """Ask Last.fm in the same way."""
        return self._take(member_id, lambda: _write("Last.fm", name, self._profiles.lastfm(name)))

    async def _take(self, member_id: int, get: Callable[[], Awaitable[bytes]]) -> Steps:
        with self._alone(member_id):
            yield Searching()
            # Before anything comes: what was deleted meanwhile must not come back.
            known = await self._store.members.get(member_id)
            data = await get()
            async with self._room:
                reading = Reading()
                async for step in self._read(data, reading):
                    yield step
            member = known or await self._store.members.ensure(member_id)
            imported = await self._keep(member_id, member.generation, reading)
        yield imported
        if imported.new:
            yield replace(imported, learned=await self._learn(member_id))

    @contextmanager
    def _alone(self, member_id: int) -> Generator[None]:
        """Hold a member's only place; raises `ImportRunning` where it is taken."""
        if member_id in self._members:
            raise ImportRunning
        self._members.add(member_id)
        try:
            yield
        finally:
            self._members.discard(member_id)

    async def _read(self, data: bytes, into: Reading) -> AsyncIterator[Searching]:
        """Read an upload in a process of its own; yield how far that is."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.imports.reader",
            str(self._catalogue),
            str(self._seconds),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LONGEST_LINE,
        )
        let_process_wait(process.pid)
        sending = asyncio.create_task(_send(process, data))
        try:
            async for step in _collect(process, into):
                yield step
            await sending
            await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
            sending.cancel()
        if not into.outcome:
            log.warning("an import could not be read: exit=%s", process.returncode)
            raise ImportTooHeavy if process.returncode in _STOPPED else ImportBroken

    async def _keep(self, member_id: int, generation: int, reading: Reading) -> Imported:
        earlier = {
            like.track_id: like
            for like in await self._store.likes.of(member_id)
            if like.source is Source.IMPORT
        }
        merged = [_merge(earlier.get(like.track_id), like) for like in reading.likes]
        news = [like for like in merged if earlier.get(like.track_id) != like]
        try:
            if news:
                await self._store.likes.add(member_id, generation, news)
        except Superseded:
            raise ImportGone from None
        return replace(reading.imported(), new=len(news))

    async def _learn(self, member_id: int) -> int:
        try:
            return (await self._training.request(member_id).finished()).known
        except TooFewLikes:
            return 0


async def _write(service: str, name: str, asked: Awaitable[dict[str, Any]]) -> bytes:
    """Return a profile as the reading process takes it; raises `ProfileEmpty`."""
    profile = await asked
    if not profile["listens"]:
        raise ProfileEmpty(service=service, name=Foreign(name))
    return json.dumps(profile).encode()


async def _send(process: asyncio.subprocess.Process, data: bytes) -> None:
    if process.stdin is None:
        return
    try:
        process.stdin.write(data)
        await process.stdin.drain()
        process.stdin.close()
    except (BrokenPipeError, ConnectionResetError):
        # It refused the file before it had read all of it; the answer says why.
        return


async def _collect(process: asyncio.subprocess.Process, into: Reading) -> AsyncIterator[Searching]:
    if process.stdout is None:
        return
    async for line in process.stdout:
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise refusal(answer["error"], answer["values"])
        into.total = answer.get("total", into.total)
        for packed in answer.get("likes", ()):
            found = packed.pop("found")
            like = unpack_like(packed)
            into.likes.append(like)
            if found == _NOWHERE:
                into.unmatched.append(Unmatched(like.title, like.artists))
        if "formats" in answer:
            into.outcome = answer
        yield Searching(len(into.likes), into.total)


def _merge(earlier: Like | None, like: Like) -> Like:
    """Return what two files tell of a track: the more of each, so that the same file adds nothing.

    Two parts of one history are not added up: nobody can tell them from the same part twice.
    """
    if earlier is None:
        return like
    return replace(
        earlier,
        title=earlier.title or like.title,
        artists=earlier.artists or like.artists,
        isrc=earlier.isrc or like.isrc,
        duration_ms=earlier.duration_ms or like.duration_ms,
        liked_at=max(filter(None, (earlier.liked_at, like.liked_at)), default=None),
        plays=_most(earlier.plays, like.plays),
        played_ms=_most(earlier.played_ms, like.played_ms),
        skips=_most(earlier.skips, like.skips),
        song=like.song,
    )


def _most(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else max(one, other)
