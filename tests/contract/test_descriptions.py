"""The descriptions are read whole, and their schemas are sound in the dialect they are held in."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.contract.description import Description
from tests.contract.discord_description import EVENTS
from tests.contract.ledger import Ledger
from tests.contract.problems import Api


@pytest.fixture(params=list(Api))
def description(request: pytest.FixtureRequest, ledger: Ledger) -> Description:
    return ledger.discord if request.param is Api.DISCORD else ledger.spotify


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def test_every_schema_is_sound(description: Description) -> None:
    schemas = description.document["components"]["schemas"]
    assert len(schemas) > 50
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere(description: Description) -> None:
    found = set(references(description.document))
    if description.api is Api.DISCORD:
        found |= set(references(dict(EVENTS)))
    assert len(found) > 50
    for reference in found:
        assert description.schemas.resolve(reference)


def test_nothing_of_the_older_dialect_is_left(ledger: Ledger) -> None:
    profile = ledger.spotify.named("PublicUserObject")["properties"]["display_name"]
    assert profile["type"] == ["string", "null"]


def test_a_discriminator_has_nothing_to_add(ledger: Ledger) -> None:
    """Both kinds of a playlist's row allow one value of `type` each, by which they are told."""
    row = ledger.spotify.named("PlaylistTrackObject")["properties"]["item"]
    assert row["discriminator"] == {"propertyName": "type"}
    assert "track" not in ledger.spotify.document["components"]["schemas"]
    for kind, names in ({"type": "track"}, 0), ({"type": "episode"}, 17):
        broken = list(ledger.spotify.schemas.broken(row, kind))
        # An episode's fields are required: it is judged as an episode, not as a track.
        assert len(broken) >= names
        assert bool(broken) is bool(names)
