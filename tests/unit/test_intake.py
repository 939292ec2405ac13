"""Steps of an intake as followers see them, in orders that real time seldom brings."""

import asyncio
from collections.abc import AsyncIterator

from bot.results.linking import Progress, Stage
from bot.services.intake import Steps

READING = [Progress(Stage.READING, part="saved", done=done) for done in range(5)]
READY = Progress(Stage.READY, known=3)
WITHIN = 60.0
"""Seconds that only what hangs takes, also where the machine has much else to do."""


async def collect(steps: AsyncIterator[Progress]) -> list[Progress]:
    async with asyncio.timeout(WITHIN):
        return [step async for step in steps]


async def test_a_follower_sees_what_comes_after_it_began() -> None:
    steps = Steps()
    steps.publish(READING[0])
    following = asyncio.create_task(collect(steps.follow()))
    await asyncio.sleep(0)
    steps.publish(READING[1])
    await asyncio.sleep(0)
    steps.publish(READY)
    assert await following == [READING[1], READY]


async def test_what_comes_before_the_first_look_is_not_missed() -> None:
    """Following begins with the call, not with the first wait."""
    steps = Steps()
    following = steps.follow()
    steps.publish(READY)
    assert await collect(following) == [READY]


async def test_a_slow_follower_misses_steps_but_never_the_last() -> None:
    steps = Steps()
    seen: list[Progress] = []

    async def follow() -> None:
        async for step in steps.follow():
            seen.append(step)
            if step is READING[0]:
                # Both arrive while this follower is busy with the first.
                steps.publish(READING[1])
                steps.publish(READY)

    following = asyncio.create_task(follow())
    await asyncio.sleep(0)
    steps.publish(READING[0])
    async with asyncio.timeout(WITHIN):
        await following
    assert seen == [READING[0], READY]


async def test_a_new_reading_in_the_place_of_an_old_one_does_not_end_the_following() -> None:
    """Giving up and starting anew happen at once: only the new beginning is seen."""
    steps = Steps()
    following = asyncio.create_task(collect(steps.follow()))
    await asyncio.sleep(0)
    steps.publish(Progress(Stage.FAILED))
    steps.publish(Progress(Stage.LINKED, name="Ana"))
    await asyncio.sleep(0)
    steps.publish(READY)
    assert await following == [Progress(Stage.LINKED, name="Ana"), READY]


async def test_any_number_may_follow() -> None:
    steps = Steps()
    following = [asyncio.create_task(collect(steps.follow())) for _ in range(20)]
    await asyncio.sleep(0)
    steps.publish(READY)
    assert await asyncio.gather(*following) == [[READY]] * 20


async def test_with_learning_off_the_link_is_the_end() -> None:
    steps = Steps()
    following = steps.follow()
    linked = Progress(Stage.LINKED, name="Ana", learning=False)
    steps.publish(linked)
    assert await collect(following) == [linked]
