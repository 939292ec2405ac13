"""When Spotify fails: what is asked again, what is not, and what never happens in a log."""

import asyncio
import builtins
import logging
import webbrowser

import pytest

from bot.errors import (
    SpotifyDown,
    SpotifyLimited,
    SpotifyQuotaExceeded,
)
from bot.sandbox.spotify import make_id
from bot.sandbox.spotify.faults import (
    Fault,
    cut,
    expired,
    failing,
    garbled,
    limited,
    quota_exceeded,
    slow,
)
from bot.spotify.patience import TokenRejected
from tests.e2e.spotify_world import (
    PATIENCE,
    collect,
    items,
    make_listener,
    make_tracks,
    open_world,
)

ADA, BOB = make_listener("Ada"), make_listener("Bob")


@pytest.mark.parametrize("fault", [failing(500), failing(502), cut(), garbled(502), garbled(200)])
async def test_a_read_survives_a_passing_failure(fault: Fault) -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.spotify.faults.add(fault, "/me/tracks", times=2)
        assert len(items(await collect(world.client.saved_tracks(token)))) == 60
        assert len(world.waits) == 2


@pytest.mark.parametrize("fault", [failing(500), cut(), slow(60), garbled(200)])
async def test_a_lasting_failure_ends_in_spotify_down(fault: Fault) -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.give_up_after(0.2)
        world.spotify.faults.add(fault, "/v1/me", times=100)
        with pytest.raises(SpotifyDown):
            await world.client.me(token)


async def test_an_address_where_nobody_answers_is_spotify_down() -> None:
    async with open_world(ADA) as world, open_world(ADA) as gone:
        await gone.spotify.__aexit__(None, None, None)
        with pytest.raises(SpotifyDown):
            await gone.client.me(await world.token(ADA))


async def test_retry_after_is_obeyed_and_no_thread_sleeps() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.spotify.faults.add(limited(20), "/me/tracks")
        world.spotify.faults.add(limited(None), "/me/tracks")
        assert len(items(await collect(world.client.saved_tracks(token)))) == 60
        assert world.waits[0] == 20


async def test_six_hours_of_retry_after_are_told_at_once() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.spotify.faults.add(limited(21_600), "/me/tracks")
        with pytest.raises(SpotifyLimited) as caught:
            await collect(world.client.saved_tracks(token))
        assert caught.value.values == {"seconds": 21_600, "minutes": 360}
        assert world.requests("GET", "/me/tracks") == 1


async def test_a_used_up_quota_stops() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.spotify.faults.add(quota_exceeded(), "/me/tracks", times=9)
        with pytest.raises(SpotifyQuotaExceeded):
            await collect(world.client.saved_tracks(token))
        assert world.requests("GET", "/me/tracks") == 1


@pytest.mark.parametrize(
    "fault", [failing(500), failing(503), cut(after=True), slow(60, after=True)]
)
async def test_a_write_is_never_repeated(fault: Fault) -> None:
    songs = make_tracks("Song", 3)
    async with open_world(ADA, catalogue=songs) as world:
        token = await world.token(ADA)
        world.give_up_after(1.0)
        playlist_id = make_id("Ada", "new")
        before = len(world.spotify.playlists_of(ADA)[0].rows)
        world.spotify.faults.add(fault, "/v1/me/playlists", method="POST")
        world.spotify.faults.add(fault, "/items", method="POST")
        with pytest.raises(SpotifyDown):
            await world.client.create_playlist(token, "Once", "")
        with pytest.raises(SpotifyDown):
            await world.client.add_items(token, playlist_id, [song.track_id for song in songs])

        names = [playlist.name for playlist in world.spotify.playlists_of(ADA)]
        rows = {p.playlist_id: len(p.rows) for p in world.spotify.playlists_of(ADA)}
        done = 1 if fault.after else 0
        assert names.count("Once") == done
        assert rows[playlist_id] == before + 3 * done


async def test_a_chunk_that_fails_tells_how_far_it_came() -> None:
    songs = make_tracks("Song", 250)
    async with open_world(ADA, catalogue=songs) as world:
        token = await world.token(ADA)
        heard: list[int] = []

        def on_added(count: int) -> None:
            heard.append(count)
            if count == 200:
                world.spotify.faults.add(failing(500), "/items")

        with pytest.raises(SpotifyDown):
            await world.client.add_items(
                token, make_id("Ada", "new"), [song.track_id for song in songs], on_added
            )
        assert heard == [100, 200]


async def test_an_expired_token_is_told_apart() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.spotify.faults.add(expired(), "/me/tracks")
        with pytest.raises(TokenRejected):
            await collect(world.client.saved_tracks(token))


async def test_nothing_ever_asks_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise AssertionError("a person was asked")

    monkeypatch.setattr(builtins, "input", refuse)
    monkeypatch.setattr(webbrowser, "open", refuse)
    async with open_world(ADA) as world:
        # A token without the scope, and no token at all: spotipy's own answer is a browser.
        with pytest.raises(TokenRejected):
            await world.client.me("")
        with pytest.raises(TokenRejected):
            await world.client.me("made-up")


async def test_spotipys_cache_file_is_never_made(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("empty")
    monkeypatch.chdir(folder)
    async with open_world(ADA, BOB) as world:
        await world.client.me(await world.token(ADA))
        await world.client.me(await world.token(BOB))
    assert list(folder.iterdir()) == []


async def test_no_log_record_holds_a_token_or_what_was_asked(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with open_world(ADA) as world:
        attempt = world.login.begin()
        tokens = await world.link(ADA)
        renewed = await world.login.refresh(tokens.refresh_token)
        world.spotify.faults.add(failing(500), "/search", times=9)
        world.spotify.faults.add(cut(), "/me/tracks", times=1)
        with pytest.raises(SpotifyDown):
            await world.client.search(renewed.access_token, "guilty pleasure")
        await collect(world.client.saved_tracks(renewed.access_token))
        with pytest.raises(TokenRejected):
            await world.client.me("SECRET")

    text = "\n".join(
        f"{record.name} {record.getMessage()} {record.args} {record.exc_text}"
        for record in caplog.records
        if record.name not in {"asyncio", "aiohttp.access"}
    )
    assert "spotify search: status 500" in text
    for secret in (
        tokens.access_token,
        tokens.refresh_token,
        renewed.access_token,
        renewed.refresh_token,
        attempt.verifier,
        attempt.state,
        "SECRET",
        "guilty",
        "Ada song",
    ):
        assert secret not in text


async def test_connections_are_kept_open_between_calls() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.spotify.connections.clear()
        for _ in range(20):
            await world.client.me(token)
        assert 1 <= len(world.spotify.connections) <= 4


async def test_closing_waits_for_no_longer_than_the_timeouts() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.give_up_after(0.5)
        world.spotify.faults.add(slow(60), "/v1/me", times=9)
        calls = [asyncio.create_task(world.client.me(token)) for _ in range(9)]
        await asyncio.wait_for(world.spotify.faults.bitten.wait(), PATIENCE)
        for call in calls:
            call.cancel()
        await asyncio.wait_for(world.client.close(), PATIENCE)
        await asyncio.wait(calls, timeout=PATIENCE)
        assert all(call.cancelled() for call in calls)
