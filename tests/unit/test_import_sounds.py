"""The sound of songs that no table holds: asked of a stand-in for ReccoBeats on loopback."""

from collections.abc import AsyncIterator

import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.providers.reccobeats import A_CALL, ReccoBeats
from models.stand_ins import stand_ins
from models.tracks import AUDIO

KNOWN = "known0000000000000{:05d}"


class StandIn:
    """Knows the tracks whose number is even, and answers in another order."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.refuse: list[web.Response] = []

    async def features(self, request: web.Request) -> web.Response:
        if self.refuse:
            return self.refuse.pop(0)
        asked = request.query["ids"].split(",")
        self.calls.append(asked)
        rows = [
            {
                "id": f"recco-{track_id}",
                "href": f"https://open.spotify.com/track/{track_id}",
                "energy": int(track_id[-5:]) / 100,
                "valence": 0.5,
                "tempo": True,
            }
            for track_id in reversed(asked)
            if int(track_id[-5:]) % 2 == 0
        ]
        return web.json_response({"content": rows})


@pytest.fixture
def stand_in() -> StandIn:
    return StandIn()


@pytest.fixture
async def provider(stand_in: StandIn) -> AsyncIterator[ReccoBeats]:
    async def sleep(seconds: float) -> None:
        assert seconds <= 20

    app = web.Application()
    app.router.add_get("/v1/audio-features", stand_in.features)
    async with TestServer(app, host="127.0.0.1") as server:
        yield ReccoBeats(str(server.make_url("/")), sleep)


def ids(count: int) -> list[str]:
    return [KNOWN.format(number) for number in range(count)]


async def test_import_sounds_are_told_by_link_and_not_by_place(
    provider: ReccoBeats, stand_in: StandIn
) -> None:
    told = await provider.sounds(ids(90))
    assert [len(call) for call in stand_in.calls] == [A_CALL, A_CALL, 10]
    assert len(told) == 90
    assert told[KNOWN.format(7)] is None
    sound = told[KNOWN.format(84)]
    assert sound is not None
    assert sound[AUDIO.index("energy")] == pytest.approx(0.84)
    assert sound[AUDIO.index("tempo")] is None
    assert sound[AUDIO.index("loudness")] is None


async def test_import_sounds_wait_as_told_and_leave_the_rest_for_later(
    provider: ReccoBeats, stand_in: StandIn
) -> None:
    stand_in.refuse = [web.Response(status=429, headers={"Retry-After": "2"})]
    assert len(await provider.sounds(ids(3))) == 3
    stand_in.refuse = [web.Response(status=429, headers={"Retry-After": "600"})]
    assert await provider.sounds(ids(3)) == {}
    stand_in.refuse = [web.Response(text="no JSON") for _ in range(3)]
    assert await provider.sounds(ids(3)) == {}


def test_import_sounds_find_the_song_that_sounds_most_alike() -> None:
    rng = np.random.default_rng(0)
    audio = rng.normal(size=(500, len(AUDIO))).astype(np.float32)
    wanted = audio[[17, 403]] + np.float32(0.001)
    wanted[1, AUDIO.index("tempo")] = np.nan
    assert stand_ins(audio, wanted).tolist() == [17, 403]
    unknown = np.full((1, len(AUDIO)), np.nan, dtype=np.float32)
    assert stand_ins(audio, unknown).tolist() == [-1]
