"""What else carried a song, found by scoring it without one like after the other.

The reason in the list is read off the score when it is made; this takes longer, so it is done for
the one song that somebody asks about. Work for a thread.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.results.songs import NamedReason
from bot.services.catalogue import Snapshot
from bot.services.ranking import Learners, match_likes, name_reasons
from models.causes import find_causes
from models.explain import ReasonKind
from storage.like import Like
from storage.tastes import Taste


def with_second(
    learners: Learners,
    snapshot: Snapshot,
    likes: Sequence[Like],
    taste: Taste | None,
    track_id: str,
    reason: NamedReason,
) -> NamedReason:
    """Return the reason with the strongest contribution of another kind, where there is one.

    Reasons that are not read off a member's own score, and a taste of other features, stay.
    """
    rows = list(snapshot.catalogue.resolve([track_id]).values())
    if taste is None or taste.features != snapshot.features or not rows:
        return reason
    if reason.kind not in set(ReasonKind):
        return reason
    matched = match_likes(snapshot.catalogue, likes).likes
    (causes,) = find_causes(
        learners.of(snapshot), matched, taste.model, np.array(rows, dtype=np.int64)
    )
    others = [one for one in causes if one.kind.value != reason.kind]
    if not others:
        return reason
    return replace(reason, also=name_reasons(snapshot.catalogue, others[:1])[0])
