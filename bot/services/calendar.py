"""Times of the week by the clocks of a place: when a slot comes next, in UTC. Pure."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.schedules import Slot

_DAY = timedelta(days=1)


def next_instant(slot: Slot, after: datetime) -> datetime:
    """Return the first instant after `after` (with a zone) at which a slot comes, in UTC.

    A local time that clocks skip is moved forward by what they skip; of one that comes twice only
    the first counts. Raises `ZoneInfoNotFoundError` for a zone nobody knows.
    """
    zone = ZoneInfo(slot.zone)
    # Two days before: a zone that skipped a whole day is as far ahead of its own dates.
    first = after.astimezone(zone).date() - 2 * _DAY
    day = first + timedelta(days=(slot.weekday - first.weekday()) % 7)
    while (instant := _instant(zone, day, slot.minute)) <= after:
        day += 7 * _DAY
    return instant


def instants(slot: Slot, after: datetime, until: datetime) -> Iterator[datetime]:
    """Yield every instant of a slot later than `after` and not later than `until`, in order."""
    instant = next_instant(slot, after)
    while instant <= until:
        yield instant
        instant = next_instant(slot, instant)


def spread(key: str, within: timedelta) -> timedelta:
    """Return a delay from nothing to `within`, always the same for the same key.

    Work that is due for many at one moment is spread by it.
    """
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return within * (int.from_bytes(digest) / 2**64)


def _instant(zone: ZoneInfo, day: date, minute: int) -> datetime:
    # Of a doubled time `fold=0` is the first; a skipped one is read by the clocks before the gap,
    # and so comes as much later as they skip.
    local = datetime.combine(day, time(minute // 60, minute % 60), zone)
    return local.astimezone(UTC)
