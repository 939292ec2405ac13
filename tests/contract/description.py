"""An OpenAPI description as a judge over recorded exchanges."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.contract.problems import Api, Exchange, Problem, Rule, Side, Where
from tests.contract.schemas import Schema, Schemas

ROOT = Path(__file__).parents[2]
FOLDER = (ROOT / os.environ.get("CRATEMATE_SPECS", "../shared/specs")).resolve()
"""Where the descriptions are."""
JSON = "application/json"
PORT = re.compile(rb"127\.0\.0\.1:[0-9]+")
"""Where a stand-in happens to listen; without it what it says twice is the same twice."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of a described path."""

    template: str
    about: Schema
    parameters: tuple[Schema, ...]
    values: dict[str, str]
    """The variable parts of the path that was asked."""


@dataclass(frozen=True, slots=True)
class Template:
    """A described path."""

    path: str
    pattern: re.Pattern[str]
    names: tuple[str, ...]


class Description:
    """The description of one API."""

    def __init__(self, api: Api, document: Schema) -> None:
        self.api = api
        self.document = document
        self.schemas = Schemas(document)
        paths = sorted(document["paths"], key=lambda path: path.count("{"))
        self._templates = [_compiled(path) for path in paths]

    def problems(self, exchange: Exchange, *, tried: bool = False) -> list[Problem]:
        """Return in what a request and its answer depart from the description.

        `tried` says that a test sent the request, and not the bot.
        """
        start = Problem(
            self.api,
            exchange.method,
            exchange.path,
            None,
            exchange.status,
            Side.REQUEST,
            Rule.PATH,
            "",
            tried=tried,
        )
        operation = self.operation(exchange.method, exchange.path)
        found: list[Problem] = []
        if operation is None and (bare := exchange.path.rstrip("/")) != exchange.path:
            operation = self.operation(exchange.method, bare)
            if operation is not None:
                found = [replace(start, template=operation.template, what="a slash at its end")]
        if operation is None:
            return [start]
        start = replace(start, template=operation.template)
        found += [replace(start, **one) for one in self._asked(exchange, operation)]
        if exchange.status:
            start = replace(start, side=Side.ANSWER)
            found += [replace(start, **one) for one in self._answered(exchange, operation)]
        return found

    def operation(self, method: str, path: str) -> Operation | None:
        """Return what is described of a request, None where nothing is."""
        for template in self._templates:
            match = template.pattern.fullmatch(path)
            about = self.document["paths"][template.path].get(method.lower()) if match else None
            if match and about is not None:
                shared = self.document["paths"][template.path].get("parameters", ())
                parameters = (self.resolved(one) for one in (*shared, *about.get("parameters", ())))
                values = dict(zip(template.names, match.groups(), strict=True))
                return Operation(template.path, about, tuple(parameters), values)
        return None

    def resolved(self, value: Schema) -> Schema:
        """Follow a reference, if it is one."""
        while "$ref" in value:
            value = self.schemas.resolve(value["$ref"])
        return value

    def named(self, name: str) -> Schema:
        """Return a schema by its name."""
        return self.document["components"]["schemas"][name]

    def held(self, schema: Schema, value: Any) -> Iterator[dict[str, Any]]:
        """Yield what is wrong with a JSON value, as fields of a problem."""
        for rule, found in (
            (Rule.SCHEMA, self.schemas.broken(schema, value)),
            (Rule.FIELD, self.schemas.beyond(schema, value)),
        ):
            for where, what, part in found:
                yield _fields(rule, what, where, part, value)

    def payload(
        self, exchange: Exchange, kind: str, content: Schema
    ) -> tuple[Schema, Any, list[str]]:
        """Return schema, JSON and what is wrong beyond it of a request with a body.

        Raises ValueError where the body cannot be read as its media type.
        """
        return content[kind]["schema"], json.loads(exchange.body), []

    def _asked(self, exchange: Exchange, operation: Operation) -> Iterator[dict[str, Any]]:
        yield from self._parameters(exchange, operation)
        security: Any = operation.about.get("security", ())
        if security and {} not in security and "authorization" not in exchange.headers:
            yield _fields(Rule.AUTHORISATION, "none is given")
        body: Schema = operation.about.get("requestBody", {})
        if not exchange.body:
            if body.get("required"):
                yield _fields(Rule.BODY, "it is required")
            return
        if not body:
            yield _fields(Rule.BODY, "none is described")
            return
        kind = _media(exchange.headers)
        if kind not in body["content"]:
            yield _fields(Rule.MEDIA, f"{kind or 'none'} is not described")
            return
        try:
            schema, value, wrong = self.payload(exchange, kind, body["content"])
        except ValueError as error:
            yield _fields(Rule.BODY, f"unreadable as {kind}: {error}")
            return
        yield from (_fields(Rule.BODY, one, (), value, value) for one in wrong)
        yield from self.held(schema, value)

    def _parameters(self, exchange: Exchange, operation: Operation) -> Iterator[dict[str, Any]]:
        given = {"path": operation.values, "query": exchange.query, "header": exchange.headers}
        described: set[str] = set()
        for parameter in operation.parameters:
            name, place = parameter["name"], parameter["in"]
            if place == "query":
                described.add(name)
            if name not in given[place]:
                if parameter.get("required"):
                    yield _fields(Rule.QUERY, f"'{name}' is required", (name,))
                continue
            value = self._typed(given[place][name], parameter["schema"])
            for _, what, part in self.schemas.broken(parameter["schema"], value):
                yield _fields(Rule.QUERY, f"'{name}': {what}", (name,), part)
        for name in exchange.query.keys() - described:
            yield _fields(Rule.QUERY, f"'{name}' is not described", (name,), exchange.query[name])

    def _typed(self, text: str, schema: Schema) -> Any:
        """Read a parameter's text as its schema's type, where it can be read so."""
        kind = self.resolved(schema).get("type")
        if kind == "array":
            return text.split(",")
        if kind == "boolean":
            return {"true": True, "false": False}.get(text, text)
        if kind in ("integer", "number") and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            return int(text) if "." not in text else float(text)
        return text

    def _answered(self, exchange: Exchange, operation: Operation) -> Iterator[dict[str, Any]]:
        answers: Any = operation.about["responses"]
        wanted = (str(exchange.status), f"{exchange.status // 100}XX", "default")
        status = next((one for one in wanted if one in answers), None)
        if status is None:
            yield _fields(Rule.STATUS, str(exchange.status), (), None, _read(exchange.answer))
            return
        content: Schema = self.resolved(answers[status]).get("content", {})
        if not content:
            if exchange.answer:
                yield _fields(Rule.BODY, "none is described")
            return
        kind = _media(exchange.answer_headers)
        if kind not in content:
            text = exchange.answer.decode(errors="replace")
            yield _fields(Rule.MEDIA, f"{kind or 'none'} is not described", (), text)
            return
        try:
            value = json.loads(PORT.sub(b"127.0.0.1", exchange.answer))
        except ValueError as error:
            yield _fields(Rule.BODY, f"unreadable as {kind}: {error}")
            return
        yield from self.held(content[kind]["schema"], value)


def missing(names: Iterable[str]) -> list[str]:
    """Return which of the descriptions' files are absent."""
    return [name for name in names if not (FOLDER / name).exists()]


def _compiled(path: str) -> Template:
    parts = re.split(r"\{([^}]+)\}", path)
    pattern = "([^/]+)".join(re.escape(part) for part in parts[::2])
    return Template(path, re.compile(pattern), tuple(parts[1::2]))


def _media(headers: Any) -> str:
    return headers.get("content-type", "").partition(";")[0].strip()


def _read(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _fields(
    rule: Rule, what: str, where: Where = (), value: Any = None, body: Any = None
) -> dict[str, Any]:
    return {"rule": rule, "what": what, "where": where, "value": value, "body": body}
