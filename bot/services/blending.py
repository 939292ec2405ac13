"""One list out of several members' shortlists; work for a thread."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace

import numpy as np

from bot.results.songs import GROUP, NamedReason
from bot.services.catalogue import Snapshot
from bot.services.shortlist import Candidate, unpack
from models.group import choose_together
from models.recipe import ArtistCap, Candidates, OneVersion, WithoutSongs, follow
from storage.lists import ListItem


def blend(
    snapshot: Snapshot, packed: Sequence[bytes], without: Collection[int], count: int
) -> tuple[tuple[ListItem, ...], list[float]]:
    """Choose up to `count` songs from several shortlists; return them and how well they fit each
    owner.
    """
    places: dict[str, int] = {}
    candidates: list[Candidate] = []
    shortlists = [unpack(one) for one in packed]
    known = snapshot.catalogue.resolve({one.track_id for each in shortlists for one in each})
    for candidate in (one for each in shortlists for one in each if one.track_id in known):
        if candidate.track_id not in places:
            places[candidate.track_id] = len(candidates)
            candidates.append(candidate)
    worth = np.zeros((len(packed), len(candidates)))
    for owner, shortlist in enumerate(shortlists):
        for one in shortlist:
            if one.track_id in places:
                worth[owner, places[one.track_id]] = one.probability
    order = np.argsort(-worth.mean(axis=0), kind="stable")
    in_order: list[int] = order.tolist()
    rows = np.array([known[candidates[place].track_id] for place in in_order], dtype=np.int64)
    rules = (WithoutSongs(without), OneVersion(), ArtistCap())
    free = order[follow(rules, Candidates.of(snapshot.tracks, rows), len(rows))]
    together = choose_together(worth[:, free], count)
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
