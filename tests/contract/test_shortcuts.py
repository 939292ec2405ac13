"""The short cuts of the check change no verdict: jsonschema alone says the same."""

import asyncio
import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.contract.description import Description
from tests.contract.ledger import Ledger
from tests.contract.recorded import record_discord, record_spotify
from tests.contract.schemas import FORMATS

WRONG = (None, 7, "text", [], {}, True)
MOST = 160
"""Spoilt values of each kind; jsonschema alone needs 10 ms for one."""


def spoilt(value: Any) -> Iterator[Any]:
    """Yield copies with one place each taken away or made something else."""
    for way in places(value):
        *steps, last = way
        for wrong in (..., *WRONG):
            changed = deepcopy(value)
            inner = changed
            for step in steps:
                inner = inner[step]
            if wrong is ...:
                del inner[last]
            else:
                inner[last] = wrong
            yield changed


def places(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    named = value.items() if isinstance(value, dict) else enumerate(value)
    for step, part in named:
        yield (*way, step)
        if isinstance(part, dict | list):
            yield from places(part, (*way, step))


def plain(description: Description, schema: str) -> Draft202012Validator:
    whole = Resource.from_contents(description.document, default_specification=DRAFT202012)
    reference = {"$ref": f"urn:api#/components/schemas/{schema}"}
    registry = Registry().with_resource("urn:api", whole)
    return Draft202012Validator(reference, registry=registry, format_checker=FORMATS)


@pytest.mark.parametrize(
    ("schema", "operation", "side"),
    [
        ("MessageResponse", "POST /channels/{channel}/messages", "answer"),
        ("MessageCreateRequest", "POST /channels/{channel}/messages", "body"),
        ("PagingPlaylistTrackObject", "GET /playlists/{id}/items", "answer"),
        ("PagingSavedTrackObject", "GET /me/tracks", "answer"),
    ],
)
def test_no_verdict_differs(judge: Ledger, schema: str, operation: str, side: str) -> None:
    of_spotify = schema.startswith("Paging")
    description = judge.spotify if of_spotify else judge.discord
    recorded = asyncio.run(record_spotify() if of_spotify else record_discord())
    value = json.loads(getattr(recorded[operation], side))
    if of_spotify:
        value["items"] = value["items"][:1]
    alone = plain(description, schema)
    ours = description.named(schema)
    changed = list(spoilt(value))
    verdicts: set[bool] = set()
    for one in [value, *changed[:: max(1, len(changed) // MOST)]]:
        verdict = alone.is_valid(one)
        assert (not list(description.schemas.broken(ours, one))) is verdict, one
        verdicts.add(verdict)
    assert verdicts == {True, False}
