"""The community-corrected description of Spotify's Web API."""

import base64
from typing import Any

import yaml

from tests.contract.description import FOLDER, Description
from tests.contract.problems import Api, Exchange
from tests.contract.schemas import Schema

FILE = "spotify-openapi.yml"
JPEG = "image/jpeg"
COVER_BYTES = 256 * 1024


class SpotifyDescription(Description):
    """Spotify's OpenAPI description, its schemas put into the words of JSON Schema 2020-12."""

    def __init__(self) -> None:
        text = (FOLDER / FILE).read_text()
        document: Schema = yaml.load(text, yaml.CSafeLoader)
        super().__init__(Api.SPOTIFY, _modernised(document))

    def payload(
        self, exchange: Exchange, kind: str, content: Schema
    ) -> tuple[Schema, Any, list[str]]:
        """Return the schema of the JSON; a cover is held against what the description says of it.

        Its schema knows a text in base64 only; the words beside it: a JPEG of at most 256 KB.
        """
        if kind != JPEG:
            return super().payload(exchange, kind, content)
        picture = base64.b64decode(exchange.body, validate=True)
        wrong = [] if picture.startswith(b"\xff\xd8\xff") else ["no JPEG"]
        if len(exchange.body) > COVER_BYTES:
            wrong.append(f"{len(exchange.body)} bytes are more than 256 KB")
        return content[kind]["schema"], exchange.body.decode("ascii"), wrong


def _modernised(value: Any) -> Any:
    """Turn OpenAPI 3.0's `nullable` into a type.

    `discriminator` needs nothing: it names no schema of the description, but both branches of
    every `oneOf` that has one allow a single value of `type`, which decides as well.
    """
    if isinstance(value, list):
        return [_modernised(one) for one in value]
    if not isinstance(value, dict):
        return value
    new = {name: _modernised(part) for name, part in value.items()}
    if new.get("nullable") is True:
        new["type"] = [new["type"], "null"]
    return new
