"""How much one like says of a member's taste: by where it comes from, how it is played, and when.

No public list says how often its songs are played or skipped, so these numbers are not learned;
they are kept small enough that no like says more than about twice, or less than a tenth, of what
its source does.
"""

from collections.abc import Iterable
from datetime import datetime
from math import log2
from typing import Final

from storage.likes import Like, Source

SOURCES: Final = {
    Source.UP: 2.0,
    Source.PICK: 1.5,
    Source.TOP: 1.5,
    Source.SAVED: 1.0,
    Source.IMPORT: 1.0,
    Source.PLAYLIST: 0.7,
    Source.RECENT: 0.5,
}
"""What a like says by where it comes from: an explicit choice most, one play least."""

HALF_LIFE_DAYS: Final = 730.0
"""The part of a like that fades is halved every two years."""
LASTING: Final = 0.5
"""The part that never fades: what people loved once they mostly still like."""
A_DOUBLING: Final = 0.15
"""What every doubling of the number of plays adds."""
MOST_PLAYED: Final = 2.0
SKIPPED: Final = 0.8
"""What a song loses of which every play was skipped."""
USUAL_MS: Final = 210_000


def newest(likes: Iterable[Like]) -> datetime | None:
    """Return when the member last liked something, as far as that is known.

    Ages are counted from there, not from today: an old export is no less a taste, and the same
    likes weigh the same whenever they are learned from.
    """
    return max((like.liked_at for like in likes if like.liked_at), default=None)


def weigh(like: Like, latest: datetime | None) -> float:
    """Return the weight of a like, above 0; 1 is a plain saved track."""
    return SOURCES[like.source] * _played(like) * _kept(like) * _age(like, latest)


def _played(like: Like) -> float:
    plays = float(like.plays or 0)
    if like.played_ms:
        plays = max(plays, like.played_ms / (like.duration_ms or USUAL_MS))
    return min(1 + A_DOUBLING * log2(max(plays, 1)), MOST_PLAYED)


def _kept(like: Like) -> float:
    skips = like.skips or 0
    return 1 - SKIPPED * skips / max((like.plays or 0) + skips, 1)


def _age(like: Like, latest: datetime | None) -> float:
    if latest is None or like.liked_at is None:
        return 1.0
    days = max((latest - like.liked_at).total_seconds() / 86_400, 0)
    return LASTING + (1 - LASTING) * 0.5 ** (days / HALF_LIFE_DAYS)
