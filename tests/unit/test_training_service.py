"""The queue of trainings on a real store and a real catalogue; only the executor is held back."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.errors import LinkRemoved, NothingLiked, QueueFull
from bot.sandbox.songs import library, make_catalogue
from bot.services import training as module
from bot.services.catalogue import CatalogueService
from bot.services.clock import utc_now
from bot.services.training import Training
from storage.like import Like, Source
from storage.store import Store

WITHIN = 60.0
"""Seconds that only what hangs takes, also where the machine has much else to do."""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> CatalogueService:
    folder = tmp_path_factory.mktemp("catalogue")
    make_catalogue(folder, count=2_000)
    return CatalogueService(folder)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(tmp_path / "store.sqlite", [Fernet.generate_key().decode()])
    yield store
    await store.close()


class Gate(ThreadPoolExecutor):
    """One thread that does nothing until the gate opens."""

    def __init__(self) -> None:
        super().__init__(1)
        self.open = Event()
        self.arrived = asyncio.Event()
        super().submit(self.open.wait)

    def submit(self, *work: Any, **options: Any) -> Any:
        self.arrived.set()
        return super().submit(*work, **options)


@pytest.fixture
async def gate() -> AsyncIterator[Gate]:
    with Gate() as gate:
        yield gate
        gate.open.set()


@asynccontextmanager
async def at_work(
    store: Store, catalogue: CatalogueService, executor: ThreadPoolExecutor
) -> AsyncGenerator[Training]:
    training = Training(store, catalogue, executor, utc_now)
    try:
        yield training
    finally:
        if isinstance(executor, Gate):
            executor.open.set()
        await training.close()


async def give_likes(
    store: Store, catalogue: CatalogueService, member_id: int, count: int = 12, *, skip: int = 0
) -> None:
    member = await store.members.ensure(member_id)
    songs = library(catalogue.current().catalogue, ["techno", "house"], skip + count, seed=1)
    likes = [
        Like(song.track_id, Source.SAVED, song.title, song.artists, song=song.song)
        for song in songs[skip:]
    ]
    await store.likes.add(member_id, member.generation, likes)


async def test_requests_coalesce_and_the_newest_wins(
    store: Store, catalogue: CatalogueService, gate: Gate
) -> None:
    await give_likes(store, catalogue, 1)
    async with at_work(store, catalogue, gate) as training:
        first = training.request(1)
        await asyncio.wait_for(gate.arrived.wait(), WITHIN)
        second = training.request(1)
        assert second is not first
        assert training.request(1) is second
        await give_likes(store, catalogue, 1, 5, skip=12)
        gate.open.set()
        async with asyncio.timeout(WITHIN):
            await first.finished()
            newest = await second.finished()
        taste = await store.tastes.get(1)
    assert newest.known == 17
    assert taste is not None
    assert taste.likes == 17


async def test_the_place_in_the_queue_counts_down(
    store: Store, catalogue: CatalogueService, gate: Gate
) -> None:
    for member_id in (1, 2, 3):
        await give_likes(store, catalogue, member_id)
    async with at_work(store, catalogue, gate) as training:
        jobs = [training.request(member_id) for member_id in (1, 2, 3)]
        await asyncio.wait_for(gate.arrived.wait(), WITHIN)
        assert [training.place(job) for job in jobs] == [0, 1, 2]
        gate.open.set()
        async with asyncio.timeout(WITHIN):
            await jobs[0].finished()
            assert training.place(jobs[2]) <= 1
            await jobs[2].finished()


async def test_the_queue_is_bounded_and_a_refresh_gives_way(
    store: Store, catalogue: CatalogueService, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 3)
    await give_likes(store, catalogue, 1)
    async with at_work(store, catalogue, gate) as training:
        training.request(1)
        await asyncio.wait_for(gate.arrived.wait(), WITHIN)
        for member_id in (2, 3, 4):
            training.request(member_id)
        with pytest.raises(QueueFull):
            training.request(5)
        training.refresh(5)
        assert training.job(5) is None
        assert training.request(3) is training.job(3)


async def test_cancelling_stops_what_runs_and_drops_what_waits(
    store: Store, catalogue: CatalogueService, gate: Gate
) -> None:
    await give_likes(store, catalogue, 1)
    await give_likes(store, catalogue, 2)
    async with at_work(store, catalogue, gate) as training:
        runs, waits = training.request(1), training.request(2)
        await asyncio.wait_for(gate.arrived.wait(), WITHIN)
        training.cancel(1)
        training.cancel(2)
        gate.open.set()
        for job in (runs, waits):
            with pytest.raises(LinkRemoved):
                await asyncio.wait_for(job.finished(), WITHIN)
    assert await store.tastes.get(1) is None
    assert await store.tastes.get(2) is None


async def test_a_result_of_an_older_generation_is_dropped(
    store: Store, catalogue: CatalogueService, gate: Gate
) -> None:
    await give_likes(store, catalogue, 1)
    async with at_work(store, catalogue, gate) as training:
        job = training.request(1)
        await asyncio.wait_for(gate.arrived.wait(), WITHIN)
        await store.members.advance(1)
        gate.open.set()
        with pytest.raises(LinkRemoved):
            await asyncio.wait_for(job.finished(), WITHIN)
    assert await store.tastes.get(1) is None


async def test_a_deleted_member_is_not_brought_back(
    store: Store, catalogue: CatalogueService, gate: Gate
) -> None:
    await give_likes(store, catalogue, 1)
    await give_likes(store, catalogue, 2)
    async with at_work(store, catalogue, gate) as training:
        training.request(1)
        job = training.request(2)
        await asyncio.wait_for(gate.arrived.wait(), WITHIN)
        await store.members.forget(2)
        gate.open.set()
        with pytest.raises(LinkRemoved):
            await asyncio.wait_for(job.finished(), WITHIN)
    assert await store.members.get(2) is None


async def test_a_crash_touches_nobody_else(store: Store, catalogue: CatalogueService) -> None:
    class Unlucky(ThreadPoolExecutor):
        left = 1

        def submit(self, *work: Any, **options: Any) -> Any:
            if self.left:
                self.left -= 1
                return super().submit(self._crash)
            return super().submit(*work, **options)

        def _crash(self) -> None:
            raise MemoryError("the machine is full")

    await give_likes(store, catalogue, 1)
    await give_likes(store, catalogue, 2)
    with Unlucky(1) as executor:
        async with at_work(store, catalogue, executor) as training:
            crashed, other = training.request(1), training.request(2)
            async with asyncio.timeout(WITHIN):
                with pytest.raises(MemoryError):
                    await crashed.finished()
                assert (await other.finished()).known == 12
                assert (await training.request(1).finished()).known == 12


async def test_nothing_liked_is_said_so(store: Store, catalogue: CatalogueService) -> None:
    await store.members.ensure(1)
    with ThreadPoolExecutor(1) as executor:
        async with at_work(store, catalogue, executor) as training:
            with pytest.raises(NothingLiked):
                await asyncio.wait_for(training.request(1).finished(), WITHIN)


async def test_closing_under_load_ends_everything(
    store: Store, catalogue: CatalogueService
) -> None:
    for member_id in range(1, 21):
        await give_likes(store, catalogue, member_id)
    with ThreadPoolExecutor(2) as executor:
        training = Training(store, catalogue, executor, utc_now, workers=2)
        jobs = [training.request(member_id) for member_id in range(1, 21)]
        await asyncio.wait_for(training.close(), WITHIN)
    assert all(job.done.done() for job in jobs)
    names = {task.get_name() for task in asyncio.all_tasks()} - {asyncio.current_task().get_name()}  # type: ignore[union-attr]
    assert not [name for name in names if "training" in name]
