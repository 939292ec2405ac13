"""The gateway lets go of the bot in the middle of things; members do not notice.

Each single event in the middle of each command is a column of `tests.faults.matrix`.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.spotify.faults import held
from tests.faults.bench import LEARNED, WITHIN, Bench, open_bench
from tests.faults.columns import GATEWAY, GatewayFault

COMMANDS = "/applications/"


@pytest.fixture
async def bench(tmp_path: Path, catalogue: Path, songs: CatalogueSongs) -> AsyncIterator[Bench]:
    async with open_bench(tmp_path, catalogue, songs, learning=True) as bench:
        yield bench
        assert bench.unhandled == []


each_fault = pytest.mark.parametrize("fault", GATEWAY, ids=lambda fault: fault.name)


@each_fault
async def test_a_reading_goes_on_and_its_message_is_kept_up_to_date(
    bench: Bench, fault: GatewayFault
) -> None:
    guest = bench.newcomer()
    await bench.offer(guest)
    faults = bench.stage.spotify.faults
    for path in ("/v1/me/tracks", "/v1/me/playlists"):
        faults.add(held(bench.released), path)
    await bench.confirm(guest)
    await asyncio.wait_for(faults.bitten.wait(), WITHIN)
    await fault.strike(bench)
    bench.released.set()
    reply = await guest.shown.until(LEARNED, WITHIN)
    assert len(reply.messages) == 1


@each_fault
async def test_buttons_of_before_work_after(bench: Bench, fault: GatewayFault) -> None:
    guest = await bench.linked()
    shown = await bench.recommend(guest, 5)
    await fault.strike(bench)
    for label, words in (("👍", "counts as liked"), ("Why", "learned from")):
        pressed = await guest.visitor.press(shown, label)
        assert words in (await pressed.settled(WITHIN)).text
    turned = await guest.visitor.press(shown, "Next")
    await turned.until("5–5 of 5", WITHIN)


@pytest.mark.parametrize("code", [1006, 1001, 4000, 4009])
async def test_what_is_asked_while_the_bot_is_away_is_answered_when_it_is_back(
    bench: Bench, code: int
) -> None:
    guest = await bench.linked()
    gateway = bench.stage.discord.gateway
    await gateway.drop(code)
    await gateway.until_disconnected()
    assert (await bench.recommend(guest, 3)).text.count("[👍]") == 3
    assert gateway.resumed + gateway.identified >= 2


async def test_members_are_served_side_by_side_through_a_storm(bench: Bench) -> None:
    guests = [bench.newcomer() for _ in range(3)]
    for guest in guests:
        await bench.offer(guest)
    reading = asyncio.gather(*(bench.confirm(guest) for guest in guests))
    for fault in (*GATEWAY, *GATEWAY):
        await fault.strike(bench)
    await reading
    for guest in guests:
        await guest.shown.until(LEARNED, WITHIN)
    replies = await asyncio.gather(*(bench.recommend(guest, 2) for guest in guests))
    assert [reply.text.count("[👍]") for reply in replies] == [2, 2, 2]


async def test_a_new_session_registers_nothing_again_and_leaves_no_task(bench: Bench) -> None:
    guest = await bench.linked()
    await bench.recommend(guest, 1)

    def registered() -> int:
        sent = bench.stage.discord.exchanges
        return sum(e.method == "PUT" and e.path.startswith(COMMANDS) for e in sent)

    before, tasks = registered(), bench.tasks()
    for fault in GATEWAY:
        await fault.strike(bench)
    await bench.recommend(guest, 1)
    assert before == registered() == 1
    assert await bench.leaked(tasks) == []
