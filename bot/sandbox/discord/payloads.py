"""The JSON that travels: its type, its bytes, its times."""

import json
from datetime import UTC, datetime
from typing import Any, TypeGuard

Json = dict[str, Any]


def encode(value: object) -> bytes:
    """Return JSON as bytes, without blanks."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def is_object(value: object) -> TypeGuard[Json]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a JSON value is a list."""
    return isinstance(value, list)


def part(shape: Json, name: str) -> Json:
    """Return an object inside another one; an empty one where there is none."""
    return shape.get(name) or {}


def parts(shape: Json, name: str) -> list[Json]:
    """Return the objects listed inside another one; none where the field is missing or null."""
    return shape.get(name) or []


def moment(seconds: float) -> str:
    """Return a time since 1970 in ISO 8601, as Discord writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
