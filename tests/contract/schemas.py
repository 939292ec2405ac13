"""The schemas of one description: what a JSON value breaks of one of them, or has beyond it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from json import dumps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend

from tests.contract.problems import Where

Schema = dict[str, Any]
Json = TypeVar("Json")
Keyword = Callable[[Any, Any, Any, Any], Iterator[Any]]
CHOICES: dict[str, Keyword] = {
    name: Draft202012Validator.VALIDATORS[name] for name in ("oneOf", "anyOf")
}
SHOWN = 160
"""Characters of a message; some quote the whole value."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What one part of a schema says of objects and arrays, and of which values."""

    kinds: frozenset[str]
    """The JSON types it is for; none for all."""
    among: tuple[Any, ...]
    """The values it is for; none for all."""
    only: tuple[tuple[str, tuple[Any, ...]], ...]
    """Values that a field must have, if it is there, for the part to apply."""
    properties: Schema = field(default_factory=dict)
    rest: Any = None
    """The schema of fields that are not named; None where nothing is said of them."""
    items: Schema | None = None

    def fits(self, value: Any) -> bool:
        """Tell whether the part speaks of a value."""
        if self.kinds and self.kinds.isdisjoint(_kinds(value)):
            return False
        if self.among and value not in self.among:
            return False
        if not isinstance(value, dict):
            return True
        return all(value[name] in allowed for name, allowed in self.only if name in value)


class Schemas:
    """Every schema of a description that is written in the words of JSON Schema 2020-12."""

    def __init__(self, document: Schema) -> None:
        self._document = document
        chosen = {name: self._choose(usual) for name, usual in CHOICES.items()}
        self._validator: Any = extend(Draft202012Validator, {"$ref": self._follow, **chosen})
        self._shapes: dict[int, tuple[Shape, ...]] = {}
        self._sound: set[tuple[str, str]] = set()
        """Objects that keep a schema, by its name and their text."""
        self._named: set[tuple[int | str, ...]] = set()
        """Items of lists that have nothing beyond their schemas, by these and their text."""
        self.resolve = cache(self._resolve)

    def broken(self, schema: Schema, value: Any) -> Iterator[tuple[Where, str, Any]]:
        """Yield where a value breaks a schema, in what, and what stands there."""
        checker: Any = self._validator(schema, format_checker=FORMATS)
        for error in checker.iter_errors(value):
            deepest: ValidationError = best_match(iter((error,))) or error
            where = tuple(deepest.absolute_path)
            yield where, _shortened(deepest.message), deepest.instance

    def beyond(self, schema: Schema, value: Any) -> Iterator[tuple[Where, str, Any]]:
        """Yield the fields of a value that no fitting part of its schema names.

        Descriptions leave their objects open; this is stricter, so that a misspelt field shows.
        """
        yield from self._beyond((schema,), value, ())

    def _beyond(
        self, schemas: tuple[Schema, ...], value: Any, where: Where
    ) -> Iterator[tuple[Where, str, Any]]:
        if not isinstance(value, dict | list):
            return
        shapes = [s for schema in schemas for s in self._shapes_of(schema) if s.fits(value)]
        if isinstance(value, list):
            inside = tuple(shape.items for shape in shapes if shape.items is not None)
            for place, item in enumerate(value):
                known = (*map(id, inside), dumps(item))
                if known not in self._named:
                    found = list(self._beyond(inside, item, (*where, place)))
                    yield from found
                    if not found:
                        self._named.add(known)
            return
        described = [shape for shape in shapes if shape.properties or shape.rest is not None]
        for name, part in value.items():
            inside = tuple(s.properties[name] for s in described if name in s.properties)
            if not inside:
                inside = tuple(s.rest for s in described if s.rest is not None)
            if described and not inside:
                yield (*where, name), f"'{name}'", part
            yield from self._beyond(inside, part, (*where, name))

    def _shapes_of(self, schema: Any) -> tuple[Shape, ...]:
        if not isinstance(schema, dict):
            return ()
        known = self._shapes.get(id(schema))
        if known is None:
            known = self._shapes[id(schema)] = tuple(self._parts(schema))
        return known

    def _parts(self, schema: Schema) -> Iterator[Shape]:
        if "$ref" in schema:
            yield from self._shapes_of(self.resolve(schema["$ref"]))
            return
        for part in schema.get("allOf", ()):
            yield from self._shapes_of(part)
        for part in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
            yield from self._shapes_of(part)
        kinds = schema.get("type", ())
        properties: Schema = schema.get("properties", {})
        rest = schema.get("additionalProperties")
        only = ((name, _allowed(self._final(one))) for name, one in properties.items())
        yield Shape(
            frozenset({kinds} if isinstance(kinds, str) else kinds),
            _allowed(schema),
            tuple((name, allowed) for name, allowed in only if allowed),
            properties,
            {} if rest is True else rest,
            schema.get("items"),
        )

    def _final(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self.resolve(schema["$ref"])
        return schema

    def _follow(self, validator: Any, reference: str, value: Any, _: Any) -> Iterator[Any]:
        # Every reference is a local one, and the same track or user comes again and again: what
        # was sound once is not looked at twice.
        known = (reference, dumps(value)) if isinstance(value, dict) else None
        if known in self._sound:
            return
        errors = list(validator.descend(value, self.resolve(reference)))
        if errors:
            yield from errors
        elif known is not None:
            self._sound.add(known)

    def _choose(self, usual: Keyword) -> Keyword:
        """Look at those alternatives alone that a value can be.

        Where that is one, its faults are told instead of "none of them fits", and the dozens of
        components that a layout can have need not all be tried.
        """

        def choose(validator: Any, alternatives: Any, value: Any, schema: Any) -> Iterator[Any]:
            possible = [one for one in alternatives if self._can_be(one, value)]
            if len(possible) == 1:
                yield from validator.descend(value, possible[0])
            else:
                yield from usual(validator, possible or alternatives, value, schema)

        return choose

    def _can_be(self, schema: Schema, value: Any) -> bool:
        schema = self._final(schema)
        return (
            # The last shape of a schema is its own.
            self._shapes_of(schema)[-1].fits(value)
            and all(self._can_be(part, value) for part in schema.get("allOf", ()))
            and all(
                any(self._can_be(part, value) for part in schema[name])
                for name in CHOICES
                if name in schema
            )
        )

    def _resolve(self, reference: str) -> Schema:
        found: Any = self._document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        return found


def _allowed(schema: Schema) -> tuple[Any, ...]:
    if "const" in schema:
        return (schema["const"],)
    return tuple(schema.get("enum", ()))


KINDS = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}


def _kinds(value: Any) -> frozenset[str]:
    """Return the JSON types a value is of."""
    if type(value) is int:
        return frozenset({"integer", "number"})
    return frozenset({KINDS.get(type(value), "number")})


def _shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN // 2]} … {text[-SHOWN // 2 :]}"


FORMATS = FormatChecker(formats=())
"""The formats that are held; those not named here say nothing that a wrong value could break."""


@FORMATS.checks("date-time", raises=ValueError)
def _is_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@FORMATS.checks("uri")
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


@FORMATS.checks("int32")
def _is_int32(value: object) -> bool:
    return not isinstance(value, int) or -(2**31) <= value < 2**31


@FORMATS.checks("int64")
def _is_int64(value: object) -> bool:
    return not isinstance(value, int) or -(2**63) <= value < 2**63


@FORMATS.checks("snowflake")
def _is_snowflake(value: object) -> bool:
    return not isinstance(value, str) or (value.isdecimal() and int(value) < 2**64)
