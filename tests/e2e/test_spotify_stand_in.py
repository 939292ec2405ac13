"""The stand-in keeps the rules of Development Mode, or its tests would prove nothing."""

import base64
import struct
import zlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot.sandbox.spotify import SpotifyStandIn, make_id
from bot.sandbox.spotify.faults import failing
from tests.e2e.spotify_world import REDIRECT, World, make_listener, make_tracks, open_world

ADA, BOB = make_listener("Ada", 120), make_listener("Bob")
SONGS = make_tracks("Song", 30)


async def ask(
    world: World, token: str | None, method: str, path: str, **how: Any
) -> tuple[int, Any]:
    """Send a request without spotipy; return status and JSON, None where there is none."""
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    headers.update(how.pop("headers", {}))
    address = world.spotify.api_url + path
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, address, headers=headers, **how) as answer,
    ):
        text = await answer.text()
        is_json = answer.content_type == "application/json" and text
        return answer.status, await answer.json() if is_json else None


@pytest.mark.parametrize(
    "path",
    [
        "audio-features?ids=1",
        "audio-features/1",
        "audio-analysis/1",
        "recommendations?seed_tracks=1",
        "artists/1/related-artists",
        "artists/1/top-tracks",
        "browse/new-releases",
        "browse/categories/1/playlists",
        "tracks?ids=1",
        "tracks/?ids=1",
        "albums?ids=1",
        "artists?ids=1",
        "users/somebody",
        "users/somebody/playlists",
        f"playlists/{make_id('Ada', 'new')}/tracks",
        "me/tracks/contains?ids=1",
        "made/up",
    ],
)
async def test_dead_endpoints_are_dead(path: str) -> None:
    async with open_world(ADA) as world:
        status, body = await ask(world, await world.token(ADA), "GET", path)
        assert status in {403, 404}
        assert body["error"]["status"] == status


async def test_old_ways_to_write_are_dead() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        for method, path in (
            ("POST", "users/userx/playlists"),
            ("PUT", "me/tracks?ids=1"),
            ("POST", f"playlists/{make_id('Ada', 'new')}/tracks"),
        ):
            assert (await ask(world, token, method, path, json={}))[0] in {403, 404}


async def test_removed_fields_are_absent() -> None:
    async with open_world(ADA, catalogue=SONGS) as world:
        token = await world.token(ADA)
        _, me = await ask(world, token, "GET", "me")
        _, track = await ask(world, token, "GET", f"tracks/{SONGS[0].track_id}")

        assert me["account_id"] != me["id"]
        assert not {"email", "country", "product", "followers"} & me.keys()
        assert not {"popularity", "available_markets", "linked_from"} & track.keys()
        assert not {"genres", "popularity", "followers"} & track["artists"][0].keys()
        assert track["external_ids"] == {"isrc": SONGS[0].isrc}


async def test_pages_keep_their_limits() -> None:
    async with open_world(ADA, catalogue=SONGS) as world:
        token = await world.token(ADA)
        for path in ("me/tracks?limit=51", "me/tracks?limit=0", "search?q=a&type=track&limit=11"):
            assert (await ask(world, token, "GET", path))[0] == 400
        for path in ("me/tracks?offset=-1", "search?type=track&q=", "me/top/tracks?time_range=x"):
            assert (await ask(world, token, "GET", path))[0] == 400
        _, first = await ask(world, token, "GET", "me/tracks?limit=50")
        _, last = await ask(world, token, "GET", "me/tracks?limit=50&offset=100")

        assert (len(first["items"]), first["total"], first["previous"]) == (50, 144, None)
        assert first["next"] == f"{world.spotify.api_url}me/tracks?offset=50&limit=50"
        assert (len(last["items"]), last["next"]) == (44, None)


async def test_rows_are_odd_where_they_were_told_to_be() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        _, page = await ask(world, token, "GET", "me/tracks?limit=50")
        rows = page["items"]

        assert any(row is None for row in rows)
        assert any(row is not None and row["track"] is None for row in rows)
        tracks = [row["track"] for row in rows if row and row["track"]]
        assert {track["type"] for track in tracks} == {"track", "episode"}
        assert any(track["uri"].startswith("spotify:local:") for track in tracks)


async def test_a_token_is_needed_and_good_for_an_hour() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        assert (await ask(world, None, "GET", "me"))[0] == 401
        assert (await ask(world, "made-up", "GET", "me"))[0] == 401
        assert (await ask(world, token, "GET", "me"))[0] == 200
        world.clock.advance(minutes=61)
        status, body = await ask(world, token, "GET", "me")
        assert (status, body["error"]["message"]) == (401, "The access token expired")


async def test_a_scope_that_was_not_granted_is_missing() -> None:
    async with open_world(ADA) as world:
        attempt = world.login.begin()
        url = attempt.url.replace("user-library-read+", "")
        code = parse_qs(urlsplit(await world.spotify.consent(url, ADA)).query)["code"][0]
        tokens = await world.login.exchange(code, attempt.verifier, attempt.challenge)
        status, body = await ask(world, tokens.access_token, "GET", "me/tracks")
        assert (status, body["error"]["message"]) == (403, "Insufficient client scope")


async def test_at_most_five_members_are_allow_listed() -> None:
    with pytest.raises(ValueError, match="at most 5"):
        SpotifyStandIn([make_listener(f"L{number}", 5) for number in range(6)])


@pytest.mark.parametrize(
    ("uri", "allowed"),
    [
        ("https://bot.example/spotify/callback", True),
        ("http://127.0.0.1:8888/cb", True),
        ("http://[::1]:8888/cb", True),
        ("http://localhost:8888/cb", False),
        ("http://bot.example/cb", False),
        ("cratemate:/cb", False),
    ],
)
async def test_redirects_are_https_or_a_loopback_address(uri: str, allowed: bool) -> None:
    spotify = SpotifyStandIn([ADA])
    if allowed:
        spotify.register(uri)
    else:
        with pytest.raises(ValueError, match="HTTPS"):
            spotify.register(uri)


@pytest.mark.parametrize(
    ("changed", "to", "told"),
    [
        ("client_id", "other", "Invalid client"),
        ("redirect_uri", "http://localhost:8888/cb", "Insecure redirect URI"),
        ("redirect_uri", "https://elsewhere.example/cb", "Invalid redirect URI"),
    ],
)
async def test_a_wrong_app_is_told_so_and_sent_nowhere(changed: str, to: str, told: str) -> None:
    async with open_world(ADA) as world:
        url = urlsplit(world.login.begin().url)
        query = {name: value[0] for name, value in parse_qs(url.query).items()} | {changed: to}
        address = f"{world.spotify.accounts_url}/authorize"
        async with (
            aiohttp.ClientSession() as browser,
            browser.get(address, params=query, allow_redirects=False) as page,
        ):
            assert page.status == 400
            assert told in await page.text()


async def test_the_consent_page_names_app_scopes_and_accounts() -> None:
    async with (
        open_world(ADA, BOB) as world,
        aiohttp.ClientSession() as browser,
        browser.get(world.login.begin().url) as page,
    ):
        text = await page.text()
        assert all(word in text for word in ("Cratemate", "See the songs you saved", "Ada", "Bob"))


async def test_declining_sends_back_an_error_and_the_state() -> None:
    async with open_world(ADA) as world:
        attempt = world.login.begin()
        address = await world.spotify.consent(attempt.url, ADA, allow=False)
        assert address.startswith(f"{REDIRECT}?")
        assert parse_qs(urlsplit(address).query) == {
            "error": ["access_denied"],
            "state": [attempt.state],
        }


@pytest.mark.parametrize("cut_out", ["code_challenge=", "response_type=", "scope="])
async def test_a_request_without_pkce_is_refused(cut_out: str) -> None:
    async with open_world(ADA) as world:
        url = world.login.begin().url.replace(cut_out, f"{cut_out}no-such-thing+")
        url = url.replace("code_challenge=no-such-thing+", "other=")
        address = await world.spotify.consent(url, ADA)
        assert "error" in parse_qs(urlsplit(address).query)


async def test_items_have_their_limits() -> None:
    async with open_world(ADA, BOB, catalogue=SONGS) as world:
        token = await world.token(ADA)
        mine, bobs = (f"playlists/{make_id(name, 'new')}/items" for name in ("Ada", "Bob"))
        uris = [f"spotify:track:{SONGS[0].track_id}"]
        assert (await ask(world, token, "POST", mine, json=uris * 101))[0] == 400
        assert (await ask(world, token, "POST", mine, json=[]))[0] == 400
        assert (await ask(world, token, "POST", mine, json=["spotify:local:a:b:c:1"]))[0] == 400
        assert (await ask(world, token, "POST", mine, data=b"{"))[0] == 400
        assert (await ask(world, token, "POST", bobs, json=uris))[0] == 403
        assert (await ask(world, token, "GET", bobs))[0] == 403
        status, body = await ask(world, token, "POST", mine, json={"uris": uris})
        assert (status, body.keys()) == (201, {"snapshot_id"})


async def test_items_are_replaced_as_a_whole() -> None:
    async with open_world(ADA, BOB, catalogue=SONGS) as world:
        token = await world.token(ADA)
        mine, bobs = (f"playlists/{make_id(name, 'new')}/items" for name in ("Ada", "Bob"))
        rows = world.spotify.playlists_of(ADA)[0].rows
        before = list(rows)
        uris = [f"spotify:track:{song.track_id}" for song in SONGS]
        refused: list[object] = [
            {"uris": uris[:1] * 101},
            {"uris": [*uris, "spotify:track:unknown"]},
            {"uris": uris[0]},
            {"range_start": 0},
            uris,
        ]
        for body in refused:
            assert (await ask(world, token, "PUT", mine, json=body))[0] == 400
        assert (await ask(world, token, "PUT", mine, data=b"{"))[0] == 400
        assert (await ask(world, token, "PUT", bobs, json={"uris": uris}))[0] == 403
        assert rows == before

        for _ in range(2):
            status, body = await ask(world, token, "PUT", mine, json={"uris": uris})
            assert (status, body.keys()) == (200, {"snapshot_id"})
            assert rows == list(SONGS)
        assert (await ask(world, token, "PUT", f"{mine}?uris={uris[3]}"))[0] == 200
        assert rows == [SONGS[3]]
        assert (await ask(world, token, "PUT", mine, json={"uris": []}))[0] == 200
        assert rows == []


@pytest.mark.parametrize(
    ("picture", "kind", "status"),
    [
        (base64.b64encode(b"\xff\xd8\xff" + bytes(1000)), "image/jpeg", 202),
        (base64.b64encode(b"\xff\xd8\xff" + bytes(200_000)), "image/jpeg", 413),
        (base64.b64encode(b"\x89PNG"), "image/jpeg", 400),
        (b"\xff\xd8\xff", "image/jpeg", 400),
        (base64.b64encode(b"\xff\xd8\xff"), "image/png", 400),
    ],
)
async def test_covers_are_small_base64_jpegs(picture: bytes, kind: str, status: int) -> None:
    async with open_world(ADA) as world:
        path = f"playlists/{make_id('Ada', 'new')}/images"
        headers = {"Content-Type": kind}
        token = await world.token(ADA)
        assert (await ask(world, token, "PUT", path, data=picture, headers=headers))[0] == status


async def test_album_covers_are_served_and_differ() -> None:
    async with open_world(ADA, catalogue=SONGS) as world, aiohttp.ClientSession() as session:
        token = await world.token(ADA)
        pictures: set[bytes] = set()
        for song in SONGS[:3]:
            _, track = await ask(world, token, "GET", f"tracks/{song.track_id}")
            image = track["album"]["images"][1]
            async with session.get(image["url"]) as answer:
                picture = await answer.read()
            assert answer.content_type == "image/png"
            width, height = struct.unpack(">II", picture[16:24])
            assert (width, height) == (image["width"], image["height"]) == (300, 300)
            data = picture.split(b"IDAT", 1)[1]
            assert len(zlib.decompressobj().decompress(data)) == 300 * 301
            pictures.add(picture)
        assert len(pictures) == 3


async def test_faults_bite_as_often_as_planned_and_where_planned() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        world.spotify.faults.add(failing(502), "/me/tracks", method="GET", times=2)
        paths = ["me", "me/tracks", "me/tracks", "me/tracks"]
        statuses = [(await ask(world, token, "GET", path))[0] for path in paths]
        assert statuses == [200, 502, 502, 200]


async def test_what_passes_is_recorded_without_the_token() -> None:
    async with open_world(ADA) as world:
        token = await world.token(ADA)
        await ask(world, token, "GET", "me/tracks?limit=2")
        (exchange,) = world.spotify.exchanges

        assert (exchange.method, exchange.path) == ("GET", "/me/tracks")
        assert exchange.query == {"limit": "2"}
        assert (exchange.status, exchange.answer_headers["content-type"]) == (
            200,
            "application/json",
        )
        assert b'"items"' in exchange.answer
        assert token not in repr(exchange)
