"""A picture that a chart was drawn as."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture, and the same in words."""

    name: str
    """Of its file, without the ending."""
    title: str
    described: str
    """For who cannot see it."""
    png: bytes
