"""What passed over the REST API, kept for whoever wants to hold it against a description."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of a multipart request, without its content."""

    field: str
    filename: str
    content_type: str | None
    size: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer; the value of Authorization is left out."""

    method: str
    path: str
    """The path below `/api/v10`, without the query."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    """The JSON body; of a multipart request its `payload_json`."""
    files: tuple[SentFile, ...]
    status: int
    """0 where the connection was cut."""
    answer_headers: Mapping[str, str]
    answer: bytes


SECRET_HEADERS = frozenset({"authorization"})


def open_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers by lower-case name, the secret ones with `…` for their value."""
    return {
        name.lower(): "…" if name.lower() in SECRET_HEADERS else value
        for name, value in headers.items()
    }
