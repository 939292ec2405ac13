"""What passed over the wire, and in what it departs from a description."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

Where = tuple[str | int, ...]
"""A place in a JSON value: names and indices from its root."""


class Exchange(Protocol):
    """One request and its answer, as both stand-ins record them."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def query(self) -> Mapping[str, str]: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> bytes: ...
    @property
    def status(self) -> int: ...
    @property
    def answer_headers(self) -> Mapping[str, str]: ...
    @property
    def answer(self) -> bytes: ...


class Api(StrEnum):
    """Whose description it is."""

    DISCORD = "discord"
    SPOTIFY = "spotify"


class Side(StrEnum):
    """What was held against the description."""

    REQUEST = "request"
    ANSWER = "answer"
    EVENT = "event"


class Rule(StrEnum):
    """What of the description was not kept."""

    PATH = "the path is not described"
    QUERY = "query"
    AUTHORISATION = "authorisation"
    STATUS = "the status is not described"
    MEDIA = "media type"
    BODY = "body"
    SCHEMA = "schema"
    FIELD = "a field is not described"


@dataclass(frozen=True, slots=True)
class Problem:
    """One departure from a description."""

    api: Api
    method: str
    path: str
    """As it was sent; of an event its name."""
    template: str | None
    """The described path that fits, None where there is none."""
    status: int
    """Of the answer; 0 where there was none, and of an event."""
    side: Side
    rule: Rule
    what: str
    where: Where = ()
    value: Any = None
    """What stands at that place."""
    body: Any = None
    """The JSON around it, from its root."""
    tried: bool = False
    """Whether a test sent the request to try the stand-in: the bot did not."""

    def __str__(self) -> str:
        place = "/".join(str(step) for step in self.where)
        at = f" at {place}" if place else ""
        kept = f"{self.api} {self.method} {self.path}"
        answered = f" -> {self.status}" if self.side is not Side.EVENT else ""
        return f"{kept}{answered}, {self.side}{at}: {self.rule}: {self.what}"
