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
from models.diversity import Balance, Pool, balance, describe, genre_shares
from models.places import Scale
from models.profiles import Indices
from models.recipe import ArtistCap, Candidates, OneVersion, WithoutSongs, follow
from models.splits import shares_artist
from models.tracks import Floats, Tracks
from storage.likes import NOT_LIKED, Like
from storage.lists import ListItem

_USUAL: Final = Balance()
_SCALES: Final[dict[str, Scale]] = {}

SIZE: Final = 1_000
"""Songs a training leaves to choose from."""


def pool_size(count: int) -> int:
    """Return from how many of the best songs a list of so many is balanced."""
    return max(60, 5 * count)


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
        people=stored.get("people", 0),
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
    by: Balance = _USUAL,
) -> list[Candidate]:
    """Return `count` songs of a shortlist, balanced among the best that the recipe lets stay, fewer
    if it must.

    Thumbs pressed since the training count: every liked or disliked song is heard.
    """
    rows = snapshot.catalogue.resolve(candidate.track_id for candidate in shortlist)
    served = [candidate for candidate in shortlist if candidate.track_id in rows]
    places = np.array([rows[candidate.track_id] for candidate in served], dtype=np.int64)
    heard = {like.song for like in likes if like.song is not None}
    recipe = (WithoutSongs(heard), WithoutSongs(shown), OneVersion(), ArtistCap())
    kept = follow(recipe, Candidates.of(snapshot.tracks, places), pool_size(count))
    best = [served[int(place)] for place in kept]
    chosen = balance(*_weigh(snapshot, best, places[kept], likes), count, by)
    return [best[int(place)] for place in chosen]


def _weigh(
    snapshot: Snapshot, best: Sequence[Candidate], rows: Indices, likes: Sequence[Like]
) -> tuple[Pool, Floats]:
    """Return what a list is balanced from, and the genre shares of the likes."""
    tracks = snapshot.tracks
    liked = {like.track_id for like in likes if like.source not in NOT_LIKED}
    theirs = np.array(sorted(snapshot.catalogue.resolve(liked).values()), dtype=np.int64)
    pool = Pool(
        np.array([candidate.score for candidate in best], dtype=np.float32),
        describe(tracks, rows, _scale_of(tracks)),
        genre_shares(tracks, rows),
        shares_artist(tracks, rows, theirs),
    )
    return pool, genre_shares(tracks, theirs).sum(axis=0)


def _scale_of(tracks: Tracks) -> Scale:
    """Return the scale of a catalogue; that of the one in use is kept."""
    found = _SCALES.get(tracks.version)
    if found is None:
        found = Scale.of(tracks)
        _SCALES.clear()
        _SCALES[tracks.version] = found
    return found
