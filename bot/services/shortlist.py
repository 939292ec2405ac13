"""A member's shortlist between training and serving: packed, unpacked, and chosen from.

It keeps Spotify ids and song keys, never row numbers, so that it outlives the catalogue it was
made from. Everything here is work for a thread.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from bot.results import NamedReason
from storage.lists import ListItem

SIZE = 1_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """One song of a shortlist."""

    track_id: str
    song: int
    score: float
    probability: float
    reason: NamedReason

    def as_item(self) -> ListItem:
        """Return the form that a kept list has."""
        return ListItem(
            track_id=self.track_id,
            song=self.song,
            score=self.score,
            probability=self.probability,
            reason=asdict(self.reason),
        )


def named_reason(stored: dict[str, object]) -> NamedReason:
    """Return a reason from its stored form."""
    values = dict(stored)
    songs = values.pop("songs", ())
    return NamedReason(songs=tuple(songs), **values)  # type: ignore[arg-type]


def pack(candidates: Iterable[Candidate]) -> bytes:
    """Return a shortlist as compressed JSON."""
    return zlib.compress(json.dumps([asdict(entry) for entry in candidates]).encode())


def unpack(packed: bytes) -> list[Candidate]:
    """Return a shortlist from compressed JSON."""
    entries = json.loads(zlib.decompress(packed))
    return [Candidate(**{**entry, "reason": named_reason(entry["reason"])}) for entry in entries]
