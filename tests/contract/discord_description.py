"""What passed over the stand-in Discord, held against Discord's published description."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bot.sandbox.discord import Exchange

ROOT = Path(__file__).parents[2]
DESCRIPTION = (
    ROOT / os.environ.get("CRATEMATE_SPECS", "../shared/specs") / "discord-openapi.json"
).resolve()

DEVIATIONS = {
    "cut": "a connection cut on demand has no answer",
    "5xx": "the description declares no 5xx; the stand-in gives them on demand",
    "refused": "a request that is refused as malformed may be malformed",
    "attachment ids": "discord.py numbers new attachments; the description wants the ids as text",
}
"""Why an exchange, or one side of it, is not held against the description."""


class DiscordDescription:
    """Discord's OpenAPI description, as a judge over recorded exchanges."""

    def __init__(self, path: Path = DESCRIPTION) -> None:
        self._document: Any = json.loads(path.read_text())
        resource = Resource.from_contents(self._document, default_specification=DRAFT202012)
        self._registry = Registry().with_resource("urn:discord", resource)
        self._templates = sorted(self._compiled(), key=lambda entry: entry[0].count("{"))
        self._validators: dict[str, Draft202012Validator] = {}
        self.checked: Counter[str] = Counter()
        """How many requests and answers were held against the description, and deviations."""

    def problems(self, exchange: Exchange) -> list[str]:
        """Return in what an exchange departs from the description; nothing if it does not."""
        found = self._operation(exchange)
        if found is None:
            return [f"{exchange.method} {exchange.path}: not described"]
        pointer, operation = found
        where = f"{exchange.method} {exchange.path} {exchange.status}"
        return [
            *self._request(exchange, pointer, operation, where),
            *self._answer(exchange, pointer, operation, where),
        ]

    def _request(
        self, exchange: Exchange, pointer: str, operation: Any, where: str
    ) -> Iterator[str]:
        if not exchange.body:
            return
        if 400 <= exchange.status < 500 and exchange.status != 429:
            self.checked["refused"] += 1
            return
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" not in content:
            yield f"{where}: takes no body"
            return
        self.checked["requests"] += 1
        schema = f"{pointer}/requestBody/content/application~1json/schema"
        body = self._with_text_ids(json.loads(exchange.body))
        yield from self._mismatch(schema, body, f"{where}: request")

    def _with_text_ids(self, body: Any) -> Any:
        holder = body.get("data", body) if isinstance(body, dict) else {}
        attachments = holder.get("attachments") if isinstance(holder, dict) else None
        for attachment in attachments or ():
            if isinstance(attachment.get("id"), int):
                attachment["id"] = str(attachment["id"])
                self.checked["attachment ids"] += 1
        return body

    def _answer(
        self, exchange: Exchange, pointer: str, operation: Any, where: str
    ) -> Iterator[str]:
        if exchange.status == 0:
            self.checked["cut"] += 1
            return
        if exchange.status >= 500:
            self.checked["5xx"] += 1
            return
        answers: Any = operation["responses"]
        status = next(
            (s for s in (str(exchange.status), f"{exchange.status // 100}XX") if s in answers), None
        )
        if status is None:
            yield f"{where}: this status is not described"
            return
        self.checked["answers"] += 1
        place = f"{pointer}/responses/{status}"
        answer = answers[status]
        if "$ref" in answer:
            place = str(answer["$ref"])
            answer = self._document["components"]["responses"][place.rpartition("/")[2]]
        if "content" not in answer:
            if exchange.answer:
                yield f"{where}: answers a body where none is described"
            return
        if exchange.answer_headers.get("content-type") != "application/json":
            yield f"{where}: answers {exchange.answer_headers.get('content-type')}"
        schema = f"{place}/content/application~1json/schema"
        yield from self._mismatch(schema, json.loads(exchange.answer), f"{where}: answer")

    def _mismatch(self, pointer: str, body: Any, where: str) -> Iterator[str]:
        validator = self._validators.get(pointer)
        if validator is None:
            schema = {"$ref": f"urn:discord{pointer}"}
            validator = Draft202012Validator(schema, registry=self._registry)
            self._validators[pointer] = validator
        error = best_match(validator.iter_errors(body))
        if error is not None:
            place = "/".join(str(step) for step in error.absolute_path)
            yield f"{where} at {place or 'its root'}: {error.message[:200]}"

    def _operation(self, exchange: Exchange) -> tuple[str, Any] | None:
        for template, pattern in self._templates:
            if pattern.fullmatch(exchange.path):
                operation = self._document["paths"][template].get(exchange.method.lower())
                if operation is not None:
                    escaped = template.replace("~", "~0").replace("/", "~1")
                    return f"#/paths/{escaped}/{exchange.method.lower()}", operation
        return None

    def _compiled(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        for template in self._document["paths"]:
            parts = re.split(r"\{[^}]+\}", template)
            yield template, re.compile("[^/]+".join(re.escape(part) for part in parts))
