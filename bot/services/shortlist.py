"""A member's shortlist between training and serving: packed, unpacked, and chosen from.

It keeps Spotify ids and song keys, never row numbers, so that it outlives the catalogue it was
made from. Everything here is work for a thread.
"""

import json
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from typing import Any, Final, NamedTuple, Self

import numpy as np

from bot.results.songs import NamedReason
from bot.services.catalogue import Snapshot
from models.diversity import Balance, Pool, balance, describe, genre_shares
from models.places import Scale
from models.profiles import Indices
from models.recipe import ArtistCap, Candidates, OneVersion, follow
from models.splits import shares_artist
from models.tracks import Floats, Tracks
from storage.like import NOT_LIKED, Like
from storage.lists import ListItem

_USUAL: Final = Balance()
_SCALES: Final[dict[str, Scale]] = {}

SIZE: Final = 1_000
"""Songs a training leaves to choose from."""
_STORED: Final = tuple(one.name for one in fields(NamedReason) if one.name != "also")
"""What is kept of a reason; a second one is looked for when somebody asks."""
_ENOUGH: Final = 3
"""So many times the songs that a list is balanced from are looked at first."""


def pool_size(count: int) -> int:
    """Return from how many of the best songs a list of so many is balanced."""
    return max(60, 5 * count)


class Candidate(NamedTuple):
    """One song of a shortlist."""

    track_id: str
    song: int
    score: float
    probability: float
    why: str
    """Its reason as JSON: of a thousand songs few are shown, and only theirs are read."""

    @classmethod
    def of(
        cls, track_id: str, song: int, score: float, probability: float, reason: NamedReason
    ) -> Self:
        """Return a song with its reason."""
        why = {name: getattr(reason, name) for name in _STORED}
        return cls(track_id, song, score, probability, json.dumps(why))

    @property
    def reason(self) -> NamedReason:
        """Why it is on the list."""
        return named_reason(json.loads(self.why))

    def as_item(self) -> ListItem:
        """Return the form that a kept list has."""
        return ListItem(
            track_id=self.track_id,
            song=self.song,
            score=self.score,
            probability=self.probability,
            reason=json.loads(self.why),
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
    """Return a shortlist as compressed JSON, column by column: every list reads it."""
    columns = list(zip(*candidates, strict=True))
    return zlib.compress(json.dumps(columns).encode(), level=1)


def unpack(packed: bytes) -> list[Candidate]:
    """Return a shortlist from compressed JSON."""
    stored = json.loads(zlib.decompress(packed))
    if stored and isinstance(stored[0], dict):
        # As shortlists were kept before, song by song.
        return [Candidate(why=json.dumps(song.pop("reason")), **song) for song in stored]
    return [Candidate(*song) for song in zip(*stored, strict=True)]


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
    out = {like.song for like in likes}.union(shown)
    fresh = [candidate for candidate in shortlist if candidate.song not in out]
    size = pool_size(count)
    # Looking up a thousand songs would take longer than all the rest, and few have to go.
    best, rows = _best(snapshot, fresh[: _ENOUGH * size], size)
    if len(best) < size:
        best, rows = _best(snapshot, fresh, size)
    chosen = balance(*_weigh(snapshot, best, rows, likes), count, by)
    return [best[int(place)] for place in chosen]


def _best(
    snapshot: Snapshot, fresh: Sequence[Candidate], size: int
) -> tuple[list[Candidate], Indices]:
    """Return the best songs that the recipe lets stay, at most `size`, and their rows."""
    rows = snapshot.catalogue.resolve(candidate.track_id for candidate in fresh)
    served = [candidate for candidate in fresh if candidate.track_id in rows]
    places = np.array([rows[candidate.track_id] for candidate in served], dtype=np.int64)
    kept = follow((OneVersion(), ArtistCap()), Candidates.of(snapshot.tracks, places), size)
    return [served[int(place)] for place in kept], places[kept]


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
