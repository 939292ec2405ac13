"""The page Spotify sends members back to, attacked and misused."""

import asyncio
import base64
import hashlib
import html
import re
import sqlite3
from collections.abc import AsyncIterator, Mapping
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import aiohttp
import pytest
from yarl import URL

from bot.sandbox.client import Reply
from bot.web.limits import CAPACITY, REFUSED_COSTS
from tests.e2e.conftest import LEARNED, PATIENCE, Scene
from tests.e2e.test_disk_faults import let_write

PATH = "/spotify/callback"
STRICT = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
HOSTILE = {
    "nothing": "",
    "no code": "state={state}",
    "no state": "code={code}",
    "unknown state": "code={code}&state=" + "x" * 43,
    "state twice": "code={code}&state={state}&state={state}",
    "code twice": "code={code}&code={code}&state={state}",
    "huge state": "code={code}&state=" + "x" * 4_000,
    "huge code": "state={state}&code=" + "x" * 4_000,
    "control characters": "code={code}&state=%00%0d%0a{state}",
    "header injection": "state={state}&code=a%0d%0aSet-Cookie:%20a=b",
    "no UTF-8": "code=%ff%fe&state={state}",
    "half a surrogate": "code=%ed%a0%80&state={state}",
    "HTML": "code=%3Cscript%3Ealert(1)%3C/script%3E&state=%22%3E%3Cb%3E",
    "many parameters": "code={code}&state={state}&" + "&".join(f"p{n}=1" for n in range(100)),
    "odd error": "error=%3Cb%3E&state={state}",
}


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def come_back(scene: Scene, *, allow: bool = True) -> tuple[Reply, str, dict[str, str]]:
    """Run /link and consent; return the reply, the address and its parameters."""
    reply = await scene.ana.run("link")
    address = await scene.stage.consent(reply.links["Open Spotify"], scene.listener, allow=allow)
    query = parse_qs(urlsplit(address).query)
    return reply, address, {name: values[0] for name, values in query.items()}


async def is_linked(scene: Scene) -> bool:
    return await scene.store.links.get(scene.ana.user.id) is not None


def assert_strict(answer: aiohttp.ClientResponse) -> None:
    for name, value in STRICT.items():
        assert answer.headers[name] == value, name
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Server"] == "Cratemate"
    assert "Set-Cookie" not in answer.headers


def assert_clean(text: str) -> None:
    for word in ("Traceback", "aiohttp", "Python", ".py", "<script", "Exception"):
        assert word not in text


async def test_the_page_names_the_discord_account_and_a_get_changes_nothing(
    scene: Scene, browser: aiohttp.ClientSession
) -> None:
    reply, address, sent = await come_back(scene)
    for _ in range(3):
        async with browser.get(address) as answer:
            text = html.unescape(await answer.text())
            assert answer.status == 200
            assert_strict(answer)
            assert "\u2068ana\u2069" in text
            assert sent["code"] in text
    async with browser.head(address) as answer:
        assert (answer.status, await answer.read()) == (200, b"")
        assert_strict(answer)
    assert not await is_linked(scene)
    assert scene.stage.spotify.token_requests == {}
    async with browser.post(scene.web + PATH, data=sent) as answer:
        assert answer.status == 200
        assert_strict(answer)
    assert await is_linked(scene)
    await reply.until(LEARNED, PATIENCE)


async def test_the_style_is_the_one_the_policy_allows(
    scene: Scene, browser: aiohttp.ClientSession
) -> None:
    async with browser.get(scene.web + PATH) as answer:
        style = re.search(r"<style>(.*?)</style>", await answer.text(), re.DOTALL)
        assert style is not None
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]


async def test_declining_at_spotify_links_nothing_and_can_be_reconsidered(
    scene: Scene, browser: aiohttp.ClientSession
) -> None:
    reply, address, _ = await come_back(scene, allow=False)
    async with browser.get(address) as answer:
        assert answer.status == 200
        assert "You declined" in await answer.text()
    assert not await is_linked(scene)
    pasted = await scene.paste(reply, address)
    assert "You declined on Spotify's page" in pasted.text
    assert "Run `/link`" in pasted.text
    assert scene.stage.spotify.token_requests == {}


@pytest.mark.parametrize(
    ("error", "told"),
    [("server_error", "does not answer properly"), ("invalid_scope", "refused the request")],
)
async def test_other_errors_from_spotify_are_not_called_declining(
    scene: Scene, browser: aiohttp.ClientSession, error: str, told: str
) -> None:
    _, _, sent = await come_back(scene)
    query = urlencode({"error": error, "state": sent["state"]})
    async with browser.get(f"{scene.web}{PATH}?{query}") as answer:
        assert told in await answer.text()


async def test_a_state_serves_once(scene: Scene, browser: aiohttp.ClientSession) -> None:
    _, address, sent = await come_back(scene)
    ben = scene.join("Ben")
    offer = await ben.run("link")
    async with browser.post(scene.web + PATH, data=sent) as first:
        assert first.status == 200
    async with browser.post(scene.web + PATH, data=sent) as second:
        assert second.status == 410
        assert "no longer good" in await second.text()
    async with browser.get(address) as third:
        assert third.status == 410
    assert "no longer good" in (await scene.paste(offer, address, ben)).text
    assert scene.stage.spotify.token_requests == {"authorization_code": 1}


async def test_of_two_posts_at_once_one_links(scene: Scene, browser: aiohttp.ClientSession) -> None:
    _, _, sent = await come_back(scene)

    async def post() -> int:
        async with browser.post(scene.web + PATH, data=sent) as answer:
            return answer.status

    assert sorted(await asyncio.gather(*(post() for _ in range(5)))) == [200, 410, 410, 410, 410]
    assert scene.stage.spotify.token_requests == {"authorization_code": 1}


async def test_a_state_dies_after_ten_minutes(scene: Scene, browser: aiohttp.ClientSession) -> None:
    reply, address, sent = await come_back(scene)
    scene.clock.forward(minutes=9, seconds=59)
    async with browser.get(address) as answer:
        assert answer.status == 200
    scene.clock.forward(seconds=1)
    async with browser.get(address) as answer:
        assert answer.status == 410
        assert "older than ten minutes" in await answer.text()
    async with browser.post(scene.web + PATH, data=sent) as answer:
        assert answer.status == 410
    assert "no longer good" in (await scene.paste(reply, address)).text
    assert not await is_linked(scene)


async def test_a_code_of_one_login_never_serves_another(
    scene: Scene, browser: aiohttp.ClientSession
) -> None:
    _, _, first = await come_back(scene)
    _, _, second = await come_back(scene)
    mixed = {"state": first["state"], "code": second["code"]}
    async with browser.post(scene.web + PATH, data=mixed) as answer:
        assert answer.status == 410
    assert not await is_linked(scene)


async def test_another_members_address_cannot_be_pasted(scene: Scene) -> None:
    ben = scene.join("Ben")
    _, address, _ = await come_back(scene)
    offer = await ben.run("link")
    refused = await scene.paste(offer, address, ben)
    assert "belongs to another member" in refused.text
    assert await scene.store.links.get(ben.user.id) is None
    # Ben's attempt has not used Ana's login up.
    assert (await scene.stage.confirm(address))[0] == 200
    assert await is_linked(scene)


@pytest.mark.parametrize(
    "pasted",
    [
        "hello",
        "http://[",
        "http://127.0.0.1:1/spotify/callback?code=abc&state=" + "x" * 43,
        "https://evil.example/spotify/callback?code=abc&state=" + "x" * 43,
        "{address}?code=&state=" + "x" * 43,
        "{address}?code=abc",
        "{address}",
    ],
)
async def test_an_unreadable_address_is_told_with_what_it_should_be(
    scene: Scene, pasted: str
) -> None:
    offer = await scene.ana.run("link")
    ours = scene.services.linking.redirect_uri
    reply = await scene.paste(offer, pasted.format(address=ours))
    assert "That is not the address" in reply.text
    assert f"starts with {ours}" in reply.text


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_parameters_get_a_clean_page_and_leave_the_login_alone(
    scene: Scene, browser: aiohttp.ClientSession, name: str
) -> None:
    _, address, sent = await come_back(scene)
    query = HOSTILE[name].format(**{key: quote(value) for key, value in sent.items()})
    for method in ("GET", "POST"):
        form = query if method == "POST" else None
        url = scene.web + PATH if form is not None else f"{scene.web}{PATH}?{query}"
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        async with browser.request(method, _raw(url), data=form, headers=headers) as answer:
            assert answer.status in {400, 410, 415}, await answer.text()
            assert_strict(answer)
            assert_clean(await answer.text())
    assert not await is_linked(scene)
    assert scene.stage.spotify.token_requests == {}
    async with browser.get(address) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    ],
)
async def test_a_form_of_another_site_is_refused_and_uses_nothing_up(
    scene: Scene, browser: aiohttp.ClientSession, headers: Mapping[str, str]
) -> None:
    _, _, sent = await come_back(scene)
    async with browser.post(scene.web + PATH, data=sent, headers=headers) as answer:
        assert answer.status == 403
        assert "was not sent from this bot" in html.unescape(await answer.text())
        assert_strict(answer)
    assert not await is_linked(scene)
    own = {"Origin": scene.web, "Sec-Fetch-Site": "same-origin"}
    async with browser.post(scene.web + PATH, data=sent, headers=own) as answer:
        assert answer.status == 200


async def test_a_name_with_markup_is_shown_and_never_obeyed(
    scene: Scene, browser: aiohttp.ClientSession
) -> None:
    url = await scene.services.linking.begin(77, '<img src=x onerror=alert(1)>"\u202ekcatta**`')
    address = await scene.stage.consent(url, scene.listener)
    async with browser.get(address) as answer:
        text = await answer.text()
    assert "<img" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/admin/../../etc/passwd", 404),
        ("POST", "/healthz", 405),
        ("PUT", PATH, 405),
        ("DELETE", PATH, 405),
        ("OPTIONS", PATH, 405),
    ],
)
async def test_wrong_paths_and_methods_get_a_clean_page(
    scene: Scene, browser: aiohttp.ClientSession, method: str, path: str, status: int
) -> None:
    async with browser.request(method, _raw(scene.web + path)) as answer:
        assert answer.status == status
        assert answer.content_type == "text/html"
        assert_strict(answer)
        assert_clean(await answer.text())
        assert ("Allow" in answer.headers) == (status == 405)


async def test_an_oversized_body_gets_a_clean_page(
    scene: Scene, browser: aiohttp.ClientSession
) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = b"state=" + b"x" * 17_000
    async with browser.post(scene.web + PATH, data=body, headers=headers) as answer:
        assert answer.status == 413
        assert "more than this page takes" in await answer.text()
        assert_strict(answer)


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "text/plain"])
async def test_anything_but_a_form_is_refused(
    scene: Scene, browser: aiohttp.ClientSession, kind: str
) -> None:
    async with browser.post(scene.web + PATH, data=b"{}", headers={"Content-Type": kind}) as answer:
        assert answer.status == 415
        assert_strict(answer)


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GARBAGE\r\n\r\n",
        b"GET /spotify/callback HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
        b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"POST /spotify/callback HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
    ],
)
async def test_what_is_no_http_gets_a_clean_page_too(scene: Scene, request_bytes: bytes) -> None:
    port = urlsplit(scene.web).port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request_bytes)
    async with asyncio.timeout(PATIENCE):
        answer = (await reader.read()).decode()
    writer.close()
    assert answer.split(" ")[1] == "400"
    assert "Content-Security-Policy: default-src 'none'" in answer
    assert "Server: Cratemate" in answer
    assert "GARBAGE" not in answer
    assert_clean(answer.partition("\r\n\r\n")[2])


async def test_a_fault_of_ours_shows_no_stack(
    scene: Scene, browser: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    _, address, _ = await come_back(scene)
    with sqlite3.connect(scene.stage.settings.database) as other:
        other.execute("UPDATE logins SET verifier = x'00'")
    async with browser.get(address) as answer:
        assert answer.status == 500
        assert "Something went wrong on my side" in await answer.text()
        assert_strict(answer)
        assert_clean(await answer.text())
    assert "fault on a page" in caplog.text


async def test_a_store_out_of_reach_is_named_on_the_page(scene: Scene) -> None:
    _, address, _ = await come_back(scene)
    await let_write(scene, allowed=False)
    status, page = await scene.stage.confirm(address)
    assert status == 503
    assert "I cannot use my store at the moment" in page
    await let_write(scene, allowed=True)
    assert (await scene.stage.confirm(address))[0] == 200


async def test_guessing_is_slowed_down_and_says_for_how_long(
    scene: Scene, browser: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else a request comes free again while a busy machine sends the guesses.
    monkeypatch.setattr("bot.web.limits.PER_SECOND", 0.01)
    guess = f"{scene.web}{PATH}?code=a&state={'x' * 43}"
    for _ in range(CAPACITY // REFUSED_COSTS):
        async with browser.get(guess) as answer:
            assert answer.status == 410
    for method in ("GET", "POST"):
        async with browser.request(method, guess) as answer:
            assert answer.status == 429
            assert int(answer.headers["Retry-After"]) >= 1
            assert "Too many requests" in await answer.text()
            assert_strict(answer)
    async with browser.get(f"{scene.web}/healthz") as answer:
        assert answer.status == 200


def _raw(url: str) -> URL:
    """Keep an address as it is: the client would tidy it up."""
    return URL(url, encoded=True)
