"""Stopping in order, also in the middle of a tick."""

import asyncio
import logging
from datetime import UTC, datetime

import pytest

from tests.e2e.conftest import PATIENCE, Scene


async def hold_tick(scene: Scene) -> tuple[asyncio.Event, list[bool]]:
    """Let the scheduler's next tick wait; return what lets it go on, and whether it then ended."""
    reached, gate = asyncio.Event(), asyncio.Event()
    housekeeping, store = scene.services.housekeeping, scene.store

    async def wait(_: object) -> None:
        reached.set()
        await gate.wait()

    ended: list[bool] = []

    async def end(_: object) -> None:
        ended.append(await store.members.get(1) is None)

    async with asyncio.timeout(PATIENCE):
        # The one at the start comes first; a second one beside it is left out.
        while housekeeping._ticking is None or not housekeeping._ticking.done():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    # One more turn for the scheduler to hear of its end.
    await asyncio.sleep(0.01)
    housekeeping._work |= {"held": wait, "after": end}
    for job in housekeeping._scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC))
    await asyncio.wait_for(reached.wait(), PATIENCE)
    return gate, ended


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [line.getMessage() for line in caplog.records if line.levelno >= logging.WARNING]


async def test_a_tick_under_way_ends_before_the_store_closes(
    scene: Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.housekeeping._GRACE", PATIENCE)
    gate, ended = await hold_tick(scene)
    housekeeping = scene.services.housekeeping
    stopping = asyncio.create_task(scene.stage.stop())
    while not housekeeping._closed:  # noqa: ASYNC110 - closing is told to nobody
        await asyncio.sleep(0.01)
    gate.set()
    await asyncio.wait_for(stopping, PATIENCE)
    assert ended == [True]
    assert errors(caplog) == []


async def test_a_tick_that_hangs_is_given_up_quietly(
    scene: Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.housekeeping._GRACE", 0.05)
    _, ended = await hold_tick(scene)
    await asyncio.wait_for(scene.stage.stop(), PATIENCE)
    assert errors(caplog) == []
    assert ended == []
