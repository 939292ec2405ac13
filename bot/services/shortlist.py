"""A member's shortlist between training and serving: packed, unpacked, and chosen from.

It keeps Spotify ids and song keys, never row numbers, so that it outlives the catalogue it was
made from. Everything here is work for a thread.
"""

import json
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from bot.results.songs import NamedReason
from bot.services.catalogue import Snapshot
from models.recipe import ArtistCap, Candidates, OneVersion, WithoutSongs, follow
from storage.likes import Like
from storage.lists import ListItem

SIZE: Final = 1_000
"""Songs a training leaves to choose from."""


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


def named_reason(stored: dict[str, Any]) -> NamedReason:
    """Return a reason from its stored form."""
    return NamedReason(
        kind=stored["kind"],
        artist=stored["artist"],
        songs=tuple(stored["songs"]),
        genre=stored["genre"],
        year=stored["year"],
        seeds=tuple(stored.get("seeds", ())),
        measures=tuple(stored.get("measures", ())),
    )


def pack(candidates: Iterable[Candidate]) -> bytes:
    """Return a shortlist as compressed JSON."""
    return zlib.compress(json.dumps([asdict(entry) for entry in candidates]).encode(), level=1)


def unpack(packed: bytes) -> list[Candidate]:
    """Return a shortlist from compressed JSON."""
    entries = json.loads(zlib.decompress(packed))
    return [
        Candidate(
            track_id=entry["track_id"],
            song=entry["song"],
            score=entry["score"],
            probability=entry["probability"],
            reason=named_reason(entry["reason"]),
        )
        for entry in entries
    ]


def choose(
    snapshot: Snapshot,
    shortlist: Sequence[Candidate],
    likes: Sequence[Like],
    shown: Collection[int],
    count: int,
) -> list[Candidate]:
    """Return the best `count` songs of a shortlist that the recipe lets stay, fewer if it must.

    Thumbs pressed since the training count: every liked or disliked song is heard.
    """
    rows = snapshot.catalogue.resolve(candidate.track_id for candidate in shortlist)
    served = [candidate for candidate in shortlist if candidate.track_id in rows]
    places = np.array([rows[candidate.track_id] for candidate in served], dtype=np.int64)
    heard = {like.song for like in likes if like.song is not None}
    recipe = (WithoutSongs(heard), WithoutSongs(shown), OneVersion(), ArtistCap())
    chosen = follow(recipe, Candidates.of(snapshot.tracks, places), count)
    return [served[place] for place in chosen]
