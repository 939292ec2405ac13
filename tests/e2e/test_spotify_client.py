"""The client through real spotipy over loopback: everything it reads and writes, every trap."""

import asyncio
import builtins
import json
import logging
import webbrowser

import pytest

from bot.errors import (
    NotAllowListed,
    SpotifyDown,
    SpotifyLimited,
    SpotifyQuotaExceeded,
    SpotifyRefused,
)
from bot.sandbox.spotify import Listener, StandInPlaylist, make_id, sprinkle
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
    collect,
    items,
    make_listener,
    make_tracks,
    open_world,
)

ADA, BOB = make_listener("Ada"), make_listener("Bob")
JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 100


async def test_two_thousand_likes_are_read_page_by_page() -> None:
    tracks = make_tracks("Cleo", 2000)
    cleo = Listener("cleo", "Cleo", saved=sprinkle(tracks))
    async with open_world(cleo) as world:
        pages = await collect(world.client.saved_tracks(await world.token(cleo)))

        assert [track.track_id for track in items(pages)] == [track.track_id for track in tracks]
        assert sum(page.skipped for page in pages) == 400
        assert {page.total for page in pages} == {2400}
        assert world.requests("GET", "/me/tracks") == len(pages) == 48


async def test_tracks_keep_what_spotify_says_of_them() -> None:
    async with open_world(ADA) as world:
        track = (await collect(world.client.saved_tracks(await world.token(ADA))))[0].items[0]

        wanted = make_tracks("Ada", 1)[0]
        assert (track.title, track.artists) == (wanted.title, wanted.artists)
        assert (track.isrc, track.duration_ms, track.album) == (wanted.isrc, 200_000, "Album 0")
        assert track.added_at is not None
        assert track.added_at < world.clock()
        assert track.cover_url is not None
        assert track.cover_url.endswith("/300.png")


async def test_top_tracks_of_three_ranges_come_once() -> None:
    async with open_world(ADA) as world:
        top = items(await collect(world.client.top_tracks(await world.token(ADA))))

        assert len({track.track_id for track in top}) == len(top) == 30
        ranges = [e.query["time_range"] for e in world.spotify.exchanges if "top" in e.path]
        assert ranges == ["short_term", "medium_term", "long_term"]


async def test_recent_tracks_are_the_last_fifty_plays() -> None:
    async with open_world(ADA) as world:
        recent = items(await collect(world.client.recent_tracks(await world.token(ADA))))

        assert len(recent) == 50
        times = [track.played_at for track in recent if track.played_at]
        assert times == sorted(times, reverse=True)


async def test_playlists_tell_which_are_the_members_own() -> None:
    async with open_world(ADA) as world:
        playlists = items(await collect(world.client.playlists(await world.token(ADA))))

        assert [(p.name, p.own) for p in playlists] == [
            ("Ada new", True),
            ("Ada old", True),
            ("Not mine", False),
        ]
        assert playlists[0].total == 66


@pytest.mark.parametrize(("name", "count"), [("new", 55), ("old", 15)])
async def test_rows_of_either_key_are_read(name: str, count: int) -> None:
    async with open_world(ADA) as world:
        pages = await collect(
            world.client.playlist_tracks(await world.token(ADA), make_id("Ada", name))
        )

        assert len(items(pages)) == count
        assert sum(page.skipped for page in pages) == count // 5


@pytest.mark.parametrize("playlist_id", [make_id("Ada", "foreign"), make_id("no", "such")])
async def test_a_playlist_that_is_not_the_members_is_closed(playlist_id: str) -> None:
    async with open_world(ADA) as world:
        pages = await collect(world.client.playlist_tracks(await world.token(ADA), playlist_id))

        assert [(page.closed, page.items) for page in pages] == [(True, ())]


async def test_collaborative_playlists_of_others_are_read() -> None:
    shared = StandInPlaylist(make_id("s"), "Ours", make_tracks("x", 3), "friend", True)
    dana = Listener("dana", "Dana", playlists=(shared,))
    async with open_world(dana) as world:
        token = await world.token(dana)
        assert len(items(await collect(world.client.playlist_tracks(token, make_id("s"))))) == 3


async def test_a_member_who_is_not_allow_listed_is_no_closed_playlist() -> None:
    eve = make_listener("Eve", allow_listed=False)
    async with open_world(eve) as world:
        token = await world.token(eve)
        for call in (
            world.client.me(token),
            collect(world.client.saved_tracks(token)),
            collect(world.client.playlist_tracks(token, make_id("Eve", "new"))),
        ):
            with pytest.raises(NotAllowListed) as caught:
                await call
            assert caught.value.values == {"cause": "unlisted"}


async def test_the_owners_lapsed_premium_is_named() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.spotify.lapse_premium()
        with pytest.raises(NotAllowListed) as caught:
            await world.client.me(token)
        assert caught.value.values == {"cause": "premium"}


async def test_one_track_and_search_come_from_the_catalogue() -> None:
    songs = make_tracks("Song", 40)
    async with open_world(ADA, catalogue=songs) as world:
        token = await world.token(ADA)
        track = await world.client.track(token, songs[3].track_id)
        found = await world.client.search(token, "artist 3", limit=50)

        assert track.title == songs[3].title
        assert track.cover_url is not None
        matching = [song.title for song in songs if "3" in f"{song.title} {song.artists[0]}"]
        assert len(matching) > 10
        assert [one.title for one in found] == matching[:10]


@pytest.mark.parametrize("track_id", ["0" * 22, "spotify:local:a:b:c:1", "../me", ""])
async def test_an_unknown_track_is_a_404(track_id: str) -> None:
    async with open_world(ADA) as world:
        with pytest.raises(SpotifyRefused) as caught:
            await world.client.track(await world.token(ADA), track_id)
        assert caught.value.values == {"status": 404}


async def test_a_playlist_is_created_private_filled_and_given_a_cover() -> None:
    songs = make_tracks("Song", 230)
    async with open_world(ADA, catalogue=songs) as world:
        token = await world.token(ADA)
        created = await world.client.create_playlist(token, "For you", "by a bot [mark]")
        heard: list[int] = []
        ids = [song.track_id for song in songs]
        added = await world.client.add_items(
            token, created.playlist_id, [*ids[:5], "spotify:local:a:b:c:1", *ids[5:]], heard.append
        )
        await world.client.upload_cover(token, created.playlist_id, JPEG)

        kept = world.spotify.playlists_of(ADA)[0]
        assert (created.own, created.description) == (True, "by a bot [mark]")
        assert (kept.name, kept.public, kept.cover) == ("For you", False, JPEG)
        assert kept.rows == list(songs)
        assert (added, heard) == (230, [100, 200, 230])
        read = items(await collect(world.client.playlist_tracks(token, created.playlist_id)))
        assert [track.track_id for track in read] == ids


@pytest.mark.parametrize("picture", [b"\x89PNG", b"\xff\xd8\xff" + bytes(200 * 1024)])
async def test_a_cover_that_spotify_would_refuse_is_not_sent(picture: bytes) -> None:
    async with open_world(ADA) as world:
        with pytest.raises(ValueError, match="JPEG"):
            await world.client.upload_cover("token", make_id("Ada", "new"), picture)
        assert not world.spotify.exchanges


async def test_tracks_are_saved_by_forty() -> None:
    songs = make_tracks("Song", 90)
    async with open_world(ADA, catalogue=songs) as world:
        token = await world.token(ADA)
        await world.client.save_tracks(token, [song.track_id for song in songs])

        saved = items(await collect(world.client.saved_tracks(token)))
        assert {song.track_id for song in songs} <= {track.track_id for track in saved}
        assert world.requests("PUT", "/me/library") == 3


async def test_members_never_get_each_others_data() -> None:
    async with open_world(ADA, BOB) as world:
        tokens = {"Ada": await world.token(ADA), "Bob": await world.token(BOB)}

        async def read(name: str) -> None:
            account = await world.client.me(tokens[name])
            pages = await collect(world.client.saved_tracks(tokens[name]))
            assert account.name == name
            assert all(track.title.startswith(f"{name} ") for track in items(pages))

        await asyncio.gather(*(read(name) for name in ("Ada", "Bob") * 12))


async def test_a_cookie_of_one_member_does_not_travel_with_another() -> None:
    async with open_world(ADA, BOB) as world:
        cookie = Fault(200, {"id": "x"}, {"Set-Cookie": "sp=ada; Path=/"})
        world.spotify.faults.add(cookie, "/me", times=8)
        for _ in range(8):
            await world.client.me(await world.token(ADA))
        for _ in range(8):
            await world.client.me(await world.token(BOB))
        assert not any("cookie" in exchange.headers for exchange in world.spotify.exchanges)


async def test_a_netrc_of_the_machine_does_not_replace_the_token(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine 127.0.0.1 login other password other\n")
    monkeypatch.setenv("NETRC", str(netrc))
    async with open_world(ADA) as world:
        assert (await world.client.me(await world.token(ADA))).name == "Ada"


@pytest.mark.parametrize("fault", [failing(500), failing(502), cut(), garbled(502), garbled(200)])
async def test_a_read_survives_a_passing_failure(fault: Fault) -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.spotify.faults.add(fault, "/me/tracks", times=2)
        assert len(items(await collect(world.client.saved_tracks(token)))) == 60
        assert len(world.waits) == 2


@pytest.mark.parametrize("fault", [failing(500), cut(), slow(60), garbled(200)])
async def test_a_lasting_failure_ends_in_spotify_down(fault: Fault) -> None:
    async with open_world(ADA, patience=0.2) as world:
        token = await world.token(ADA)
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
        assert caught.value.values == {"seconds": 21_600}
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
    async with open_world(ADA, catalogue=songs, patience=0.3) as world:
        token = await world.token(ADA)
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
        for _ in range(20):
            await world.client.me(token)
        assert 1 <= world.spotify.open_connections <= 5


async def test_closing_waits_for_no_longer_than_a_timeout() -> None:
    async with open_world(ADA, patience=0.5) as world:
        token = await world.token(ADA)
        world.spotify.faults.add(slow(60), "/v1/me", times=9)
        calls = [asyncio.create_task(world.client.me(token)) for _ in range(9)]
        await asyncio.wait_for(world.spotify.faults.bitten.wait(), 5)
        for call in calls:
            call.cancel()
        await asyncio.wait_for(world.client.close(), 5)
        await asyncio.wait(calls, timeout=5)
        assert all(call.cancelled() for call in calls)


async def test_requests_carry_what_the_description_asks_for() -> None:
    songs = make_tracks("Song", 2)
    async with open_world(ADA, catalogue=songs) as world:
        token = await world.token(ADA)
        created = await world.client.create_playlist(token, "One", "two")
        await world.client.upload_cover(token, created.playlist_id, JPEG)

        create, cover = list(world.spotify.exchanges)[-2:]
        assert json.loads(create.body) == {
            "name": "One",
            "public": False,
            "collaborative": False,
            "description": "two",
        }
        assert cover.headers["content-type"] == "image/jpeg"
        assert all(e.headers["authorization"] == "…" for e in (create, cover))
