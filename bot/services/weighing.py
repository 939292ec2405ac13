"""How much one like says of a member's taste: by where it comes from, how it is played, and when.

No public list says how often its songs are played or skipped, so these numbers are not learned;
they are kept small enough that no like says more than about twice, or less than a twentieth, of
what its source does.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from math import log2
from typing import Final

from storage.like import Like, Source

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

HALF_LIFE_DAYS: Final = 365.0
"""The part of a like that fades is halved every year."""
LASTING: Final = 0.25
"""The part that never fades. `tests.bench.recency` holds both against others, over members whose
taste stays, moves or grows."""
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
    return fade((latest - like.liked_at).total_seconds() / 86_400)


def level(weights: Collection[float]) -> list[float]:
    """Return weights whose mean is 1, in the same proportions.

    What all members share was learned from likes that weigh 1. Were all of somebody's lighter, say
    all from playlists, they would be taken for fewer likes than they are.
    """
    whole = sum(weights)
    return [weight * len(weights) / whole for weight in weights]


def fade(days: float, half_life: float = HALF_LIFE_DAYS, lasting: float = LASTING) -> float:
    """Return what is left of a like so many days older than the newest one."""
    return lasting + (1 - lasting) * 0.5 ** (max(days, 0.0) / half_life)
