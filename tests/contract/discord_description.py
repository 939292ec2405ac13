"""Discord's published description, and what of the gateway's events it has schemas for."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.sandbox.discord.record import Exchange as DiscordExchange
from tests.contract.description import FOLDER, JSON, Description
from tests.contract.problems import Api, Exchange, Problem, Rule, Side
from tests.contract.schemas import Schema

FILE = "discord-openapi.json"
MULTIPART = "multipart/form-data"


def _named(*names: str) -> Schema:
    references: list[Schema] = [{"$ref": f"#/components/schemas/{name}"} for name in names]
    return references[0] if len(references) == 1 else {"oneOf": references}


def _outline(required: str = "", **properties: Schema) -> Schema:
    """An object of which only these fields are held."""
    names = required.split()
    shape: Schema = {"type": "object", "required": names, "properties": properties}
    return {**shape, "additionalProperties": True}


def _with(name: str, **more: Schema) -> Schema:
    return {"allOf": [_named(name), {"type": "object", "properties": more}]}


def _listed(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _keyed(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}


SNOWFLAKE = _named("SnowflakeType")
MESSAGE = _with("MessageResponse", guild_id=SNOWFLAKE)
CHANNEL = _named("GuildChannelResponse")
EVENTS: Mapping[str, Schema] = {
    "READY": _outline(
        "v user guilds session_id resume_gateway_url application",
        user=_named("UserPIIResponse"),
        resume_gateway_url={"type": "string", "format": "uri"},
        guilds=_listed(_outline("id unavailable", id=SNOWFLAKE)),
        application=_outline("id flags", id=SNOWFLAKE),
    ),
    "RESUMED": _outline(),
    "GUILD_CREATE": _outline(
        "id name channels members roles",
        id=SNOWFLAKE,
        channels=_listed(CHANNEL),
        members=_listed(_named("GuildMemberResponse")),
        roles=_listed(_named("GuildRoleResponse")),
        preferred_locale=_named("AvailableLocalesEnum"),
    ),
    "GUILD_DELETE": _outline("id", id=SNOWFLAKE),
    "CHANNEL_CREATE": CHANNEL,
    "CHANNEL_UPDATE": CHANNEL,
    "CHANNEL_DELETE": CHANNEL,
    "MESSAGE_CREATE": MESSAGE,
    "MESSAGE_UPDATE": MESSAGE,
    "MESSAGE_DELETE": _outline("id channel_id", id=SNOWFLAKE, channel_id=SNOWFLAKE),
    "INTERACTION_CREATE": _outline(
        "id application_id type token version channel context attachment_size_limit",
        id=SNOWFLAKE,
        application_id=SNOWFLAKE,
        type=_named("InteractionTypes"),
        channel=_named("GuildChannelResponse", "PrivateChannelResponse"),
        channel_id=SNOWFLAKE,
        guild_id=SNOWFLAKE,
        context=_named("InteractionContextType"),
        locale=_named("AvailableLocalesEnum"),
        guild_locale=_named("AvailableLocalesEnum"),
        user=_named("UserResponse"),
        member=_with("GuildMemberResponse", permissions={"type": "string"}),
        message=_named("MessageResponse"),
        entitlements=_listed(_named("EntitlementResponse")),
        data=_outline(
            resolved=_outline(
                users=_keyed(_named("UserResponse")),
                messages=_keyed(_named("MessageResponse")),
                attachments=_keyed(_named("AttachmentResponse")),
            )
        ),
    ),
}
"""What each event is held against: its outline, and the description's schemas inside it.

The description is one of the REST API. It has no schema for an event, and none for the `data` of
an interaction, which Discord only sends; the users, channels, members, roles and messages in them
are those of the REST API, and whatever the outline does not name is not held.
"""


class DiscordDescription(Description):
    """Discord's OpenAPI description; its schemas are JSON Schema 2020-12 as they stand."""

    def __init__(self) -> None:
        super().__init__(Api.DISCORD, json.loads((FOLDER / FILE).read_text()))

    def payload(
        self, exchange: Exchange, kind: str, content: Schema
    ) -> tuple[Schema, Any, list[str]]:
        """Return the schema of the JSON: of a multipart request that of its `payload_json`."""
        value = json.loads(exchange.body)
        if kind != MULTIPART or not isinstance(exchange, DiscordExchange):
            return content[kind]["schema"], value, []
        form = content[MULTIPART]["schema"]
        parts = (form, *form.get("allOf", ()))
        described = {name for part in parts for name in part.get("properties", ())}
        sent = [file.field for file in exchange.files]
        wrong = [f"the part {name} is not described" for name in sent if name not in described]
        return content[JSON]["schema"], value, wrong

    def event_problems(self, name: str, data: Any) -> list[Problem]:
        """Return in what an event of the gateway departs from what is held of it."""
        start = Problem(self.api, "EVENT", name, None, 0, Side.EVENT, Rule.PATH, "", body=data)
        if name not in EVENTS:
            return [start]
        return [replace(start, template=name, **one) for one in self.held(EVENTS[name], data)]
