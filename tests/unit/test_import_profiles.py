"""Profiles at ListenBrainz and Last.fm, asked of stand-ins on loopback."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.imports.errors import LastfmOff, ProfileSilent, ProfileUnknown
from bot.imports.gathering import gather
from bot.imports.listens import Places, Profiles
from bot.imports.unpacking import read_upload

KEY = "a-key-that-must-not-show"


class StandIn:
    """Both services at once."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.refuse: list[web.Response] = []
        self.songs = 130

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/1/feedback/user/{name}/get-feedback", self.loved)
        app.router.add_get("/1/stats/user/{name}/recordings", self.played)
        app.router.add_get("/2.0/", self.lastfm)
        return app

    def _page(self, request: web.Request) -> range:
        self.asked.append(request.path_qs)
        offset, count = int(request.query["offset"]), int(request.query["count"])
        return range(offset, min(offset + count, self.songs))

    async def loved(self, request: web.Request) -> web.Response:
        if self.refuse:
            return self.refuse.pop(0)
        if request.match_info["name"] != "ana":
            return web.json_response({"code": 404, "error": "Cannot find user"}, status=404)
        rows = [
            {
                "created": 1_700_000_000 + number,
                "score": 1,
                "track_metadata": {"track_name": f"Song {number}", "artist_name": "Loved"},
            }
            for number in self._page(request)
        ]
        return web.json_response({"feedback": rows, "total_count": self.songs})

    async def played(self, request: web.Request) -> web.Response:
        rows = [
            {"track_name": f"Song {number}", "artist_name": "Played", "listen_count": 40 - number}
            for number in self._page(request)[:40]
        ]
        return web.json_response({"payload": {"recordings": rows}})

    async def lastfm(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        if request.query["user"] != "ana":
            return web.json_response({"error": 6, "message": "User not found"}, status=404)
        kind = request.query["method"].removeprefix("user.get")
        row = {"name": "One", "artist": {"name": kind}, "playcount": "12"}
        if kind == "lovedtracks":
            row = {"name": "One", "artist": {"name": kind}, "date": {"uts": "1700000000"}}
        return web.json_response({kind: {"track": [row], "@attr": {"total": "1"}}})


@pytest.fixture
def stand_in() -> StandIn:
    return StandIn()


@pytest.fixture
async def profiles(stand_in: StandIn) -> AsyncIterator[Profiles]:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async with TestServer(stand_in.app(), host="127.0.0.1") as server:
        root = str(server.make_url("/")).rstrip("/")
        yield Profiles(Places(root, f"{root}/2.0/", KEY), sleep)
    assert all(seconds <= 30 for seconds in waits)


def entries(profile: dict[str, Any]) -> dict[tuple[str, str], int | None]:
    found = gather(read_upload(json.dumps(profile).encode()).entries).entries
    return {(entry.title, entry.artists[0]): entry.plays for entry in found}


async def test_import_from_listenbrainz_reads_all_pages(profiles: Profiles) -> None:
    found = entries(await profiles.listenbrainz("ana"))
    assert sum(artist == "Loved" for _, artist in found) == 130
    # The last of the played ones was heard but once.
    assert sum(artist == "Played" for _, artist in found) == 39
    assert found["Song 0", "Played"] == 40


async def test_import_from_lastfm_tells_loved_from_played(profiles: Profiles) -> None:
    found = entries(await profiles.lastfm("ana"))
    assert found == {("One", "lovedtracks"): None, ("One", "toptracks"): 12}


async def test_import_from_a_name_nobody_has(profiles: Profiles) -> None:
    with pytest.raises(ProfileUnknown):
        await profiles.listenbrainz("../../admin?x=")
    with pytest.raises(ProfileUnknown):
        await profiles.lastfm("nobody")


async def test_import_waits_as_it_is_told_and_gives_up_on_long_waits(
    profiles: Profiles, stand_in: StandIn
) -> None:
    stand_in.refuse = [
        web.Response(status=429, headers={"Retry-After": "3"}),
        web.Response(status=503),
    ]
    assert entries(await profiles.listenbrainz("ana"))
    stand_in.refuse = [web.Response(status=429, headers={"Retry-After": "900"})]
    with pytest.raises(ProfileSilent) as caught:
        await profiles.listenbrainz("ana")
    assert caught.value.values == {"service": "ListenBrainz"}


async def test_import_from_a_service_that_is_gone() -> None:
    async def sleep(seconds: float) -> None:
        return

    nowhere = Profiles(Places("http://127.0.0.1:9", "http://127.0.0.1:9/", KEY), sleep)
    with pytest.raises(ProfileSilent) as caught:
        await nowhere.lastfm("ana")
    assert KEY not in repr(caught.value.__dict__)
    assert caught.value.__cause__ is None


async def test_import_from_lastfm_needs_the_owners_key(profiles: Profiles) -> None:
    with pytest.raises(LastfmOff):
        await Profiles(Places("http://127.0.0.1:9", "http://127.0.0.1:9/")).lastfm("ana")
