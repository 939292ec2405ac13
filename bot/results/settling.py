"""What is settled in a server."""

from typing import Protocol


class Settled(Protocol):
    """A server's settings, as its managers read them."""

    @property
    def language(self) -> str | None:
        """What is posted in; None goes by the server's language at Discord."""
        ...

    @property
    def clean(self) -> bool:
        """Whether explicit songs are left out."""
        ...

    @property
    def adventure(self) -> str | None:
        """How far lists go from what a member knows unless they say."""
        ...

    @property
    def channels(self) -> tuple[int, ...]:
        """Where commands are taken; none means everywhere."""
        ...
