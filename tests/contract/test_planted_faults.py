"""The check is tried with faults of every kind, each planted in a real exchange."""

import asyncio
import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.sandbox.discord.record import SentFile
from tests.contract.deviations import explain
from tests.contract.ledger import Ledger
from tests.contract.problems import Api, Rule, Side
from tests.contract.recorded import (
    LAYOUT,
    Exchange,
    Recorded,
    record_discord,
    record_spotify,
    with_answer,
    with_body,
    with_query,
)

Spoil = Callable[[Any], Exchange]
ITEMS = "POST /playlists/{id}/items"
REPLACED = "PUT /playlists/{id}/items"
MESSAGE = "POST /channels/{channel}/messages"
SYNC = "PUT /applications/{bot}/commands"


@pytest.fixture(scope="module")
def spotify() -> Recorded:
    return asyncio.run(record_spotify())


@pytest.fixture(scope="module")
def discord() -> Recorded:
    return asyncio.run(record_discord())


def without_header(exchange: Any, name: str) -> Exchange:
    left = {key: value for key, value in exchange.headers.items() if key != name}
    return replace(exchange, headers=left)


SPOTIFY_FAULTS: list[tuple[str, Spoil, Side, Rule]] = [
    # Requests
    ("GET /me/tracks", lambda e: replace(e, path="/me/likes"), Side.REQUEST, Rule.PATH),
    ("GET /me/tracks", lambda e: replace(e, method="PATCH"), Side.REQUEST, Rule.PATH),
    ("GET /me/tracks", lambda e: with_query(e, page="2"), Side.REQUEST, Rule.QUERY),
    ("GET /me/tracks", lambda e: with_query(e, limit="51"), Side.REQUEST, Rule.QUERY),
    ("GET /me/tracks", lambda e: with_query(e, offset="first"), Side.REQUEST, Rule.QUERY),
    ("GET /search", lambda e: replace(e, query={"q": "a"}), Side.REQUEST, Rule.QUERY),
    ("GET /search", lambda e: with_query(e, type="track,song"), Side.REQUEST, Rule.QUERY),
    (
        "GET /me/tracks",
        lambda e: without_header(e, "authorization"),
        Side.REQUEST,
        Rule.AUTHORISATION,
    ),
    ("GET /me/tracks", lambda e: replace(e, body=b"{}"), Side.REQUEST, Rule.BODY),
    ("POST /me/playlists", lambda e: with_body(e, "name", ...), Side.REQUEST, Rule.SCHEMA),
    ("POST /me/playlists", lambda e: with_body(e, "public", "no"), Side.REQUEST, Rule.SCHEMA),
    ("POST /me/playlists", lambda e: replace(e, body=b"{"), Side.REQUEST, Rule.BODY),
    (
        "POST /me/playlists",
        lambda e: replace(e, headers={**e.headers, "content-type": "text/json"}),
        Side.REQUEST,
        Rule.MEDIA,
    ),
    ("PUT /playlists/{id}/images", lambda e: replace(e, body=b""), Side.REQUEST, Rule.BODY),
    ("PUT /playlists/{id}/images", lambda e: replace(e, body=b"\xff\xd8"), Side.REQUEST, Rule.BODY),
    (
        "PUT /playlists/{id}/images",
        lambda e: replace(e, body=base64.b64encode(b"\x89PNG")),
        Side.REQUEST,
        Rule.BODY,
    ),
    (
        "PUT /playlists/{id}/images",
        lambda e: replace(e, body=base64.b64encode(b"\xff\xd8\xff" + bytes(200_000))),
        Side.REQUEST,
        Rule.BODY,
    ),
    (REPLACED, lambda e: with_body(e, "uris", "spotify:track:a"), Side.REQUEST, Rule.SCHEMA),
    (REPLACED, lambda e: with_body(e, "uris/0", 7), Side.REQUEST, Rule.SCHEMA),
    # Requests that look like a deviation
    (REPLACED, lambda e: replace(e, body=b'["spotify:track:a"]'), Side.REQUEST, Rule.SCHEMA),
    (ITEMS, lambda e: replace(e, body=b"[]"), Side.REQUEST, Rule.SCHEMA),
    (ITEMS, lambda e: replace(e, body=b'["spotify:local:a"]'), Side.REQUEST, Rule.SCHEMA),
    (ITEMS, lambda e: replace(e, body=b'"spotify:track:a"'), Side.REQUEST, Rule.SCHEMA),
    ("GET /me/tracks", lambda e: replace(e, path="/me/tracks/"), Side.REQUEST, Rule.PATH),
    # Answers
    (REPLACED, lambda e: replace(e, status=201), Side.ANSWER, Rule.STATUS),
    (REPLACED, lambda e: with_answer(e, "snapshot_id", 7), Side.ANSWER, Rule.SCHEMA),
    ("GET /me/tracks", lambda e: replace(e, status=204), Side.ANSWER, Rule.STATUS),
    ("GET /me/tracks", lambda e: replace(e, status=404), Side.ANSWER, Rule.STATUS),
    ("GET /me/tracks", lambda e: replace(e, answer=b"{"), Side.ANSWER, Rule.BODY),
    (
        "GET /me/tracks",
        lambda e: replace(e, answer_headers={"content-type": "text/html"}),
        Side.ANSWER,
        Rule.MEDIA,
    ),
    ("PUT /me/library", lambda e: replace(e, answer=b"{}"), Side.ANSWER, Rule.BODY),
    ("GET /me/tracks", lambda e: with_answer(e, "next", ...), Side.ANSWER, Rule.SCHEMA),
    ("GET /me/tracks", lambda e: with_answer(e, "total", "9"), Side.ANSWER, Rule.SCHEMA),
    ("GET /me/tracks", lambda e: with_answer(e, "totals", 9), Side.ANSWER, Rule.FIELD),
    (
        "GET /me/tracks",
        lambda e: with_answer(e, "items/0/added_at", "now"),
        Side.ANSWER,
        Rule.SCHEMA,
    ),
    ("GET /me/tracks", lambda e: with_answer(e, "items/0/track", 7), Side.ANSWER, Rule.SCHEMA),
    ("GET /me/tracks", lambda e: with_answer(e, "items/0/song", {}), Side.ANSWER, Rule.FIELD),
    (
        "GET /me/tracks",
        lambda e: with_answer(e, "items/0/track/id", None),
        Side.ANSWER,
        Rule.SCHEMA,
    ),
    (
        "GET /me/tracks",
        lambda e: with_answer(e, "items/0/track/album/release_date", ...),
        Side.ANSWER,
        Rule.SCHEMA,
    ),
    (
        "GET /playlists/{id}/items",
        lambda e: with_answer(e, "items/0/item/duration_ms", "long"),
        Side.ANSWER,
        Rule.SCHEMA,
    ),
    (
        "GET /playlists/{id}/items",
        lambda e: with_answer(e, "items/0/item/length_ms", 1),
        Side.ANSWER,
        Rule.FIELD,
    ),
    (
        "GET /me/player/recently-played",
        lambda e: with_answer(e, "next", 7),
        Side.ANSWER,
        Rule.SCHEMA,
    ),
]


@pytest.mark.parametrize("place", range(len(SPOTIFY_FAULTS)))
def test_a_fault_on_the_way_to_spotify_is_noticed(
    place: int, spotify: Recorded, judge: Ledger
) -> None:
    operation, spoil, side, rule = SPOTIFY_FAULTS[place]
    exchange = spotify[operation]
    assert judge.hold(Api.SPOTIFY, exchange) == []
    problems = judge.hold(Api.SPOTIFY, spoil(exchange))
    assert [(problem.side, problem.rule) for problem in problems][:1] == [(side, rule)]
    assert judge.unexplained == len(problems)


DISCORD_FAULTS: list[tuple[str, Spoil, Side, Rule]] = [
    ("GET /users/@me", lambda e: replace(e, path="/users/@you/x"), Side.REQUEST, Rule.PATH),
    ("GET /users/@me", lambda e: with_query(e, full="1"), Side.REQUEST, Rule.QUERY),
    (
        "GET /users/@me",
        lambda e: without_header(e, "authorization"),
        Side.REQUEST,
        Rule.AUTHORISATION,
    ),
    (
        "GET /channels/{channel}/messages",
        lambda e: replace(e, path="/channels/music/messages"),
        Side.REQUEST,
        Rule.QUERY,
    ),
    (
        "GET /channels/{channel}/messages",
        lambda e: with_query(e, limit="101"),
        Side.REQUEST,
        Rule.QUERY,
    ),
    (SYNC, lambda e: with_body(e, "0/name", ...), Side.REQUEST, Rule.SCHEMA),
    (SYNC, lambda e: with_body(e, "0/title", "Taste"), Side.REQUEST, Rule.FIELD),
    (SYNC, lambda e: with_body(e, "0/nsfw", True), Side.REQUEST, Rule.FIELD),
    (MESSAGE, lambda e: with_body(e, "flags", "many"), Side.REQUEST, Rule.SCHEMA),
    (MESSAGE, lambda e: with_body(e, "txt", "words"), Side.REQUEST, Rule.FIELD),
    (MESSAGE, lambda e: with_body(e, "components/0/components", []), Side.REQUEST, Rule.SCHEMA),
    (
        MESSAGE,
        lambda e: with_body(e, "components/0/components/0/contents", "words"),
        Side.REQUEST,
        Rule.FIELD,
    ),
    (MESSAGE, lambda e: with_body(e, "components", [LAYOUT] * 41), Side.REQUEST, Rule.SCHEMA),
    (
        MESSAGE,
        lambda e: replace(
            e,
            headers={**e.headers, "content-type": "multipart/form-data; boundary=x"},
            files=(SentFile("files[10]", "a", None, 1),),
        ),
        Side.REQUEST,
        Rule.BODY,
    ),
    (
        MESSAGE,
        lambda e: with_body(e, "attachments", [{"id": "x", "filename": "a"}]),
        Side.REQUEST,
        Rule.SCHEMA,
    ),
    (MESSAGE, lambda e: replace(e, status=202), Side.ANSWER, Rule.STATUS),
    (MESSAGE, lambda e: with_answer(e, "author", ...), Side.ANSWER, Rule.SCHEMA),
    (MESSAGE, lambda e: with_answer(e, "author/bot", "yes"), Side.ANSWER, Rule.SCHEMA),
    (MESSAGE, lambda e: with_answer(e, "author/name", "x"), Side.ANSWER, Rule.FIELD),
    (MESSAGE, lambda e: with_answer(e, "timestamp", "now"), Side.ANSWER, Rule.SCHEMA),
    (
        MESSAGE,
        lambda e: with_answer(e, "components/0/components/0/content", ...),
        Side.ANSWER,
        Rule.SCHEMA,
    ),
    (
        "GET /channels/{channel}/messages/1",
        lambda e: with_answer(e, "code", ...),
        Side.ANSWER,
        Rule.SCHEMA,
    ),
    (
        "GET /users/@me",
        lambda e: replace(e, answer_headers={"content-type": "text/plain"}),
        Side.ANSWER,
        Rule.MEDIA,
    ),
]


@pytest.mark.parametrize("place", range(len(DISCORD_FAULTS)))
def test_a_fault_on_the_way_to_discord_is_noticed(
    place: int, discord: Recorded, judge: Ledger
) -> None:
    operation, spoil, side, rule = DISCORD_FAULTS[place]
    exchange = discord[operation]
    assert judge.hold(Api.DISCORD, exchange) == []
    problems = judge.hold(Api.DISCORD, spoil(exchange))
    assert [(problem.side, problem.rule) for problem in problems][:1] == [(side, rule)]


def test_one_fault_explained_does_not_hide_another(discord: Recorded, judge: Ledger) -> None:
    files = [{"id": 0, "filename": "a.png", "name": "b"}]
    spoilt = with_body(discord[MESSAGE], "attachments", files)
    everything = judge.discord.problems(spoilt)
    assert len(everything) == 2
    assert [explain(problem) is None for problem in everything].count(True) == 1
    assert [problem.where for problem in judge.hold(Api.DISCORD, spoilt)] == [
        ("attachments", 0, "name")
    ]


def test_only_a_test_may_be_refused_for_a_malformed_request(
    discord: Recorded, judge: Ledger
) -> None:
    refused = replace(
        with_body(discord[MESSAGE], "flags", "many"),
        status=400,
        answer=b'{"code":50035,"message":"Invalid Form Body"}',
    )
    assert judge.hold(Api.DISCORD, refused, tried=True) == []
    assert [problem.where for problem in judge.hold(Api.DISCORD, refused)] == [("flags",)]


def test_a_problem_says_where_and_what(spotify: Recorded, judge: Ledger) -> None:
    spoilt = with_answer(spotify["GET /me/tracks"], "items/0/track/name", 7)
    (problem,) = judge.hold(Api.SPOTIFY, spoilt)
    assert str(problem) == (
        "spotify GET /me/tracks -> 200, answer at items/0/track/name: "
        "schema: 7 is not of type 'string'"
    )
