"""Playlists through restarts, until they are finished or given up, and under random failures."""

import asyncio
import random
from dataclasses import replace

import pytest

from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.spotify.faults import Fault, cut, expired, failing, garbled, held, limited, slow
from storage.links import LinkState
from storage.playlists import UNFINISHED, Status
from tests.e2e.conftest import PATIENCE, Scene
from tests.e2e.playlist_world import (
    DONE,
    FILLING,
    MAKING,
    PICTURE,
    Member,
    begin_long,
    eventually,
    fail_chunk,
    row_ids,
)

pytestmark = pytest.mark.stage(learning=False)


@pytest.fixture
async def member(scene: Scene, songs: CatalogueSongs) -> Member:
    member = Member(scene, songs)
    await member.learn()
    await member.link()
    return member


@pytest.mark.parametrize("late", [False, True], ids=["acted", "acts later"])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", MAKING), ("POST", FILLING), ("PUT", PICTURE)]
)
async def test_a_restart_in_the_middle_is_made_up_for(
    member: Member, method: str, path: str, late: bool
) -> None:
    release, scene = asyncio.Event(), member.scene
    member.faults.add(held(release, after=not late), path, method=method)
    member.faults.bitten.clear()
    await scene.ana.run("playlist create", count=5)
    await asyncio.wait_for(member.faults.bitten.wait(), PATIENCE)
    # The answer comes when nobody waits for it any more.
    await scene.services.playlists.close()
    release.set()
    await scene.stage.restart()
    await member.resume()
    await member.settle()
    await member.hold_exactly_one(5)
    assert [intent.status for intent in await member.intents()] == [Status.DONE]
    assert scene.asked("/me/playlists", "POST") == 1

    page = await scene.recommend(1)
    await page.until("Finished since you last asked")
    assert f"5 songs are {DONE}" in page.text
    assert "Finished since" not in (await scene.recommend(1)).text


async def test_a_start_takes_up_what_is_unfinished_by_itself(member: Member) -> None:
    member.faults.add(cut(after=True), MAKING, method="POST")
    member.faults.add(failing(503), MAKING, method="GET", times=4)
    await (await member.create(count=5)).until("not known yet")
    member.scene.clock.forward(minutes=3)
    await member.scene.stage.restart()
    await eventually(lambda: member.made()[0].cover is not None)
    await member.resume()
    await member.hold_exactly_one(5)


# Giving up


@pytest.mark.parametrize(
    ("path", "sentence"),
    [(MAKING, "I could not make **"), (FILLING, "holds 0 of its 5 songs, and stays as it is")],
)
async def test_what_cannot_be_finished_is_given_up_in_the_end_and_said(
    member: Member, path: str, sentence: str
) -> None:
    member.faults.add(failing(500), path, method="POST", times=1_000)
    reply = await member.create(count=5)
    await reply.until("not known yet" if path == MAKING else "0 of its 5 songs")
    for _ in range(40):
        member.scene.clock.forward(hours=2)
        await member.resume()
    await (await member.scene.recommend(1)).until(sentence)
    asked = member.scene.asked("/", "POST")
    await member.resume()
    assert member.scene.asked("/", "POST") == asked
    assert asked <= 35
    assert [intent.status for intent in await member.intents()] == [Status.GIVEN_UP]


async def test_what_nobody_can_finish_is_given_up_after_days(member: Member) -> None:
    fail_chunk(member, 2, cut())
    reply = await begin_long(member)
    await reply.until("100 of its 250 songs")
    await (await member.scene.ana.run("unlink")).settled()
    member.scene.clock.forward(days=4)
    await member.resume()
    await member.scene.learned()
    page = await member.scene.recommend(1)
    await page.until("it holds 100 of its 250 songs, and stays as it is")


# Anything


@pytest.mark.stage(learning=False, timeout=2.0)
@pytest.mark.parametrize("seed", range(6))
async def test_random_failures_end_in_one_playlist_with_exactly_its_songs(
    member: Member, seed: int
) -> None:
    chance = random.Random(seed)
    page = await member.scene.recommend(2)
    ids = await member.widen(page, chance.choice([3, 100, 230]))
    for _ in range(chance.randint(2, 9)):
        method, path = chance.choice(
            [("POST", MAKING), ("GET", MAKING), ("POST", FILLING), ("GET", FILLING), ("PUT", "")]
        )
        if chance.random() < 0.3:
            member.faults.add(Fault(), path, method=method)
        member.faults.add(any_fault(chance), path, method=method, times=chance.randint(1, 3))
    for turn in range(20):
        if turn in {0, 8} or chance.random() < 0.2:
            await member.save(page)
        if chance.random() < 0.2:
            await member.scene.stage.restart()
        if turn > 6:
            member.faults.clear()
            await link_again(member)
        member.scene.clock.forward(minutes=chance.choice([0, 1, 3, 90]))
        await member.resume()
        intents = await member.intents()
        if not any(intent.status in UNFINISHED for intent in intents):
            break
    assert [intent.status for intent in await member.intents()] == [Status.DONE]
    assert row_ids(await member.hold_exactly_one(len(ids))) == ids


async def link_again(member: Member) -> None:
    """Do what the bot asks for when Spotify has rejected even a fresh token."""
    link = await member.scene.store.links.get(member.id)
    if link is None or link.state is not LinkState.LINKED:
        await member.link()


def any_fault(chance: random.Random) -> Fault:
    after = chance.random() < 0.5
    return chance.choice(
        [
            limited(chance.choice([None, 1, 3_600])),
            replace(failing(500), after=after),
            replace(failing(502), after=after),
            replace(garbled(502), after=after),
            cut(after=after),
            slow(60, after=after),
            expired(),
        ]
    )
