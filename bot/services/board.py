"""Where posts go, as the services see it: a channel that may be lost, silent or full of others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.weekly import Note, WeeklyPost


class Lost(Exception):
    """The channel or the server is gone, or the bot may not write there: trying again is no use."""


class Unreachable(Exception):
    """Discord fails, limits or is silent: what was sent may have arrived or not."""


class Refused(Exception):
    """Discord finds fault with the message itself."""


class Overgrown(Exception):
    """Too much was written in the channel since to look through it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel that is there now."""

    channel_id: int
    guild_id: int
    locale: str
    """The server's language, as Discord names it."""
    may_look: bool
    """Whether the channel's history can be read; where not, Discord shows an empty one."""
    may_attach: bool


class Board(Protocol):
    """Every method raises `Lost` or `Unreachable`."""

    async def open(self, channel_id: int) -> Place:
        """Ask for a channel and for what may be done there now."""
        ...

    async def names(self, guild_id: int, member_ids: Sequence[int]) -> dict[int, str]:
        """Return the names of those who are still in the server."""
        ...

    async def newest(self, place: Place) -> int:
        """Return the id of the channel's newest message, 0 where there is none."""
        ...

    async def find(self, place: Place, claim_id: str, after: int | datetime) -> int | None:
        """Return the id of our message with this claim, later than a message or an instant.

        Raises `Overgrown`.
        """
        ...

    async def send(self, place: Place, post: WeeklyPost, may_send: Callable[[], bool]) -> int:
        """Post, with the claim's id as nonce; return the message's id. Raises `Refused`.

        `may_send` is asked right before; where it says no, `Unreachable` is raised.
        """
        ...

    async def tell(self, guild_id: int, channel_id: int, keeper: int | None, note: Note) -> None:
        """Tell whoever looks after a schedule; nothing is raised where nobody can be told."""
        ...
