"""What the stand-in Discord refuses in messages and command syncs, and where it says so."""

from typing import Any

import discord
import pytest

from bot.sandbox.client import Visitor
from bot.sandbox.discord import DiscordStandIn
from tests.e2e.discord_stand_in.conftest import Clock
from tests.e2e.discord_stand_in.rest_api import Api
from tests.e2e.discord_stand_in.small_bot import running

V2 = 1 << 15


def text(content: str = "words") -> dict[str, Any]:
    return {"type": 10, "content": content}


def button(custom_id: str = "id", **more: object) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "Press", "custom_id": custom_id, **more}


def row(*components: object) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def select(count: int, **more: object) -> dict[str, Any]:
    options = [{"label": f"{n}", "value": f"{n}"} for n in range(count)]
    return {"type": 3, "custom_id": "id", "options": options, **more}


def picture(url: str = "https://example.org/a.png") -> dict[str, Any]:
    return {"media": {"url": url}}


def places(errors: Any) -> set[str]:
    """Return the places of Discord's nested errors as dotted paths."""
    if "_errors" in errors:
        return {""}
    return {f"{name}.{rest}".rstrip(".") for name in errors for rest in places(errors[name])}


LINK = {"type": 2, "style": 5, "label": "Open"}
THUMBNAIL = {"type": 11, **picture()}


@pytest.mark.parametrize(
    ("components", "place"),
    [
        ([text() for _ in range(41)], "components"),
        ([{"type": 17, "components": [text() for _ in range(40)]}], "components"),
        ([text("x" * 2001), text("x" * 2000)], "components"),
        ([text("x" * 4001)], "components.0.content"),
        ([text("")], "components.0.content"),
        ([row(button("a"), button("a"))], "components.0.components.1.custom_id"),
        ([row(button("x" * 101))], "components.0.components.0.custom_id"),
        ([row(button(label="x" * 81))], "components.0.components.0.label"),
        ([row(button(label=None))], "components.0.components.0.label"),
        ([row(*(button(str(n)) for n in range(6)))], "components.0.components"),
        ([row()], "components.0.components"),
        ([row(LINK)], "components.0.components.0.url"),
        ([row({**LINK, "url": "nowhere"})], "components.0.components.0.url"),
        (
            [row({**LINK, "url": "https://a.org", "custom_id": "a"})],
            "components.0.components.0.custom_id",
        ),
        ([row(button(url="https://a.org"))], "components.0.components.0.url"),
        ([row(select(0))], "components.0.components.0.options"),
        ([row(select(26))], "components.0.components.0.options"),
        ([row(select(2, max_values=3))], "components.0.components.0.max_values"),
        ([row(select(2, min_values=2))], "components.0.components.0.min_values"),
        ([row(select(2), button())], "components.0.components.0.type"),
        ([button()], "components.0.type"),
        ([{"type": 9, "components": [text()]}], "components.0.accessory"),
        (
            [{"type": 9, "components": [text()] * 4, "accessory": THUMBNAIL}],
            "components.0.components",
        ),
        ([{"type": 9, "components": [], "accessory": THUMBNAIL}], "components.0.components"),
        ([{"type": 12, "items": []}], "components.0.items"),
        ([{"type": 12, "items": [picture()] * 11}], "components.0.items"),
        ([{"type": 12, "items": [picture("attachment://gone.png")]}], "components"),
        ([{"type": 13, "file": {"url": "https://a.org/a"}}], "components.0.file.url"),
        (
            [{"type": 17, "components": [{"type": 17, "components": []}]}],
            "components.0.components.0.type",
        ),
        ([{**text(), "id": 7}, {**text(), "id": 7}], "components.1.id"),
    ],
)
async def test_a_bad_layout_is_refused_where_it_is_bad(
    api: Api, components: list[Any], place: str
) -> None:
    status, answer = await api.post(flags=V2, components=components)
    assert (status, answer["code"], answer["message"]) == (400, 50035, "Invalid Form Body")
    assert place in places(answer["errors"])


async def test_the_largest_layout_is_taken(api: Api) -> None:
    box = {"type": 17, "components": [text("x" * 100) for _ in range(39)]}
    status, message = await api.post(flags=V2, components=[box])
    assert status == 200
    assert len(message["components"][0]["components"]) == 39


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"content": ""}, 50006),
        ({"flags": V2, "components": []}, 50006),
        ({"content": "x" * 2001}, 50035),
        ({"flags": V2, "components": [text()], "content": "also"}, 50035),
        ({"flags": V2, "components": [text()], "embeds": [{"title": "also"}]}, 50035),
        ({"components": [text()]}, 50035),
        ({"content": "x", "embeds": [{"title": "x"}] * 11}, 50035),
        ({"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]}, 50035),
        ({"content": "x", "nonce": "x" * 26}, 50035),
    ],
)
async def test_a_bad_message_is_refused(api: Api, body: dict[str, object], code: int) -> None:
    status, answer = await api.post(**body)
    assert (status, answer["code"]) == (400, code)


async def test_the_layout_flag_cannot_be_taken_back(api: Api, stand_in: DiscordStandIn) -> None:
    _, message = await api.post(flags=V2, components=[text()])
    path = f"/channels/{stand_in.channel.id}/messages/{message['id']}"
    for body in ({"flags": 0}, {"content": "words"}):
        status, answer = await api.call("PATCH", path, body)
        assert (status, answer["code"]) == (400, 50035)
    status, answer = await api.call("PATCH", path, {"components": [text("new words")]})
    assert (status, answer["components"][0]["content"]) == (200, "new words")


def option(name: str = "count", **more: object) -> dict[str, Any]:
    return {"type": 4, "name": name, "description": "How many", **more}


def slash(name: str = "go", **more: object) -> dict[str, Any]:
    return {"name": name, "description": "Go", **more}


@pytest.mark.parametrize(
    ("commands", "place"),
    [
        ([slash("Go")], "0.name"),
        ([slash("go go")], "0.name"),
        ([slash("x" * 33)], "0.name"),
        ([slash(description="")], "0.description"),
        ([slash(description="x" * 101)], "0.description"),
        ([slash(), slash()], "1.name"),
        ([slash(options=[option(str(n)) for n in range(26)])], "0.options"),
        ([slash(options=[option("a"), option("b", required=True)])], "0.options.1.required"),
        ([slash(options=[option(), option()])], "0.options.1.name"),
        ([slash(options=[option(description="x" * 101)])], "0.options.0.description"),
        (
            [slash(options=[option(choices=[{"name": "1", "value": 1}] * 26)])],
            "0.options.0.choices",
        ),
        (
            [slash(options=[option(autocomplete=True, choices=[{"name": "1", "value": 1}])])],
            "0.options.0.autocomplete",
        ),
        ([slash(options=[option(min_value=3, max_value=2)])], "0.options.0.min_value"),
        ([slash(options=[option(), {**option("sub"), "type": 1}])], "0.options"),
        ([slash(type=2)], "0.description"),
        ([slash(name_localizations={"de": "Los gehts"})], "0.name_localizations.de"),
        ([slash(f"go{n}") for n in range(101)], ""),
    ],
)
async def test_a_bad_sync_is_refused(api: Api, commands: list[Any], place: str) -> None:
    status, answer = await api.sync(*commands)
    assert (status, answer["code"]) == (400, 50035)
    assert place in places(answer["errors"])


async def test_a_sync_keeps_the_ids_of_known_commands(api: Api) -> None:
    _, first = await api.sync(slash(), slash("stay"))
    status, second = await api.sync(slash("stay", options=[option(autocomplete=True)]))
    assert status == 200
    assert [command["id"] for command in second] == [first[1]["id"]]


async def test_discord_py_words_a_failed_sync(stand_in: DiscordStandIn) -> None:
    async with running(stand_in) as bot:
        with pytest.raises(
            discord.HTTPException, match=r"0.description: Must be between 1 and 100"
        ):
            await bot.http.bulk_upsert_global_commands(
                stand_in.application_id, [slash(description="")]
            )  # pyright: ignore[reportArgumentType]


async def test_a_nonce_is_forgotten_after_minutes(api: Api, ana: Visitor, clock: Clock) -> None:
    async def post() -> str:
        return (await api.post(content="hi", nonce="n", enforce_nonce=True))[1]["id"]

    first = await post()
    clock.seconds += 170
    assert await post() == first
    clock.seconds += 20
    assert await post() != first


@pytest.mark.parametrize(
    "body",
    [
        {"content": 7},
        {"flags": "loud"},
        {"embeds": ["words"]},
        {"components": {}},
        {"allowed_mentions": []},
        {"flags": V2, "components": ["words"]},
        {"flags": V2, "components": [{"type": 9, "components": "words", "accessory": 3}]},
        {"flags": V2, "components": [{"type": 11}]},
    ],
)
async def test_a_malformed_body_is_refused(api: Api, body: dict[str, object]) -> None:
    status, answer = await api.post(**body)
    assert (status, answer["code"]) == (400, 50035)
