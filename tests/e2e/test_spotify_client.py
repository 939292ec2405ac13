"""The client through real spotipy over loopback: everything it reads and writes."""

import asyncio
import json

import pytest

from bot.errors import (
    NotAllowListed,
    SpotifyDown,
    SpotifyRefused,
)
from bot.sandbox.spotify import Listener, StandInPlaylist, make_id, sprinkle
from bot.sandbox.spotify.faults import (
    Fault,
    garbled,
)
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


async def test_an_id_that_cannot_be_one_is_refused() -> None:
    async with open_world(ADA) as world:
        with pytest.raises(SpotifyRefused) as caught:
            await world.client.add_items("token", "no/id", ["1"])
        assert caught.value.values == {"status": 400}
        assert not world.spotify.exchanges


async def test_a_creation_without_a_readable_answer_is_doubtful() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.spotify.faults.add(garbled(201), "/me/playlists", method="POST")
        with pytest.raises(SpotifyDown):
            await world.client.create_playlist(token, "Once", "")


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
