"""One list out of several members' shortlists; work for a thread."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from bot.results.songs import GROUP, NamedReason
from bot.services.catalogue import Snapshot
from bot.services.shortlist import Candidate, unpack
from models.group import Doubles, choose_together
from models.profiles import Indices
from models.recipe import ArtistCap, Candidates, OneVersion, WithoutSongs, follow
from storage.lists import ListItem


@dataclass(frozen=True, slots=True)
class Listener:
    """One of the members whom a list is for."""

    items: bytes
    """Their packed shortlist."""
    away: frozenset[int]
    """Songs that are not new to them."""


def blend(
    snapshot: Snapshot, listeners: Sequence[Listener], without: Collection[int], count: int
) -> tuple[tuple[ListItem, ...], list[float]]:
    """Choose up to `count` songs, new to all and none of those in `without`, and say how well they
    fit each.

    That is what the list is worth to a member by their own probabilities, as a share of the best
    one under the same rules for them alone. A song beyond their shortlist counts as worth nothing.
    """
    rows, candidates, worth = _gather(snapshot, listeners)
    own = np.zeros((len(listeners), count))
    for owner, listener in enumerate(listeners):
        best = _allowed(snapshot, rows, worth[owner], listener.away.union(without))[:count]
        own[owner, : len(best)] = worth[owner, best]
    shares = worth / np.maximum(own.sum(axis=1, keepdims=True), 1e-12)
    away = frozenset[int]().union(without, *(listener.away for listener in listeners))
    free = _allowed(snapshot, rows, shares.mean(axis=0), away)
    together = choose_together(worth[:, free], count, own=own)
    chosen: list[int] = free[together.places].tolist()
    reason = asdict(NamedReason(GROUP))
    items = [
        replace(
            candidates[place].as_item(),
            score=float(worth[:, place].mean()),
            probability=None,
            reason=reason,
        )
        for place in chosen
    ]
    return tuple(items), together.fits.tolist()


def _gather(
    snapshot: Snapshot, listeners: Sequence[Listener]
) -> tuple[Indices, list[Candidate], Doubles]:
    """Return the rows (n,) of all shortlists, their candidates, and (m, n) what each is worth."""
    shortlists = [unpack(listener.items) for listener in listeners]
    known = snapshot.catalogue.resolve({one.track_id for each in shortlists for one in each})
    theirs = [
        {known[one.track_id]: one for one in each if one.track_id in known} for each in shortlists
    ]
    candidates = {row: one for each in theirs for row, one in each.items()}
    rows = sorted(candidates)
    worth = [[each[row].probability if row in each else 0.0 for row in rows] for each in theirs]
    table = np.array(worth, dtype=np.float64).reshape(len(theirs), len(rows))
    return np.array(rows, dtype=np.int64), [candidates[row] for row in rows], table


def _allowed(snapshot: Snapshot, rows: Indices, worth: Doubles, away: Collection[int]) -> Indices:
    """Return the places of what the rules let stay, best first."""
    order = np.argsort(-worth, kind="stable")
    rules = (WithoutSongs(away), OneVersion(), ArtistCap())
    return order[follow(rules, Candidates.of(snapshot.tracks, rows[order]), len(rows))]
