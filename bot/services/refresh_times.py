"""When a kept playlist gets its fresh songs. Pure."""

from datetime import UTC, datetime, timedelta
from typing import Final

from bot.services.calendar import next_instant, spread
from storage.schedules import Slot

REST: Final = timedelta(days=3)
"""The songs that a playlist is kept with stay in it for at least so long."""


def next_refresh(member_id: int, playlist_id: str, since: datetime, after: datetime) -> datetime:
    """Return the first instant after `after` at which a playlist kept `since` is refreshed.

    It comes every week on the day of the week on which it was kept, at a minute of the day, in
    UTC, that is always the same for the same member and playlist: all playlists together are
    spread over the hours.
    """
    minute = spread(f"{member_id} {playlist_id}", timedelta(days=1)) // timedelta(minutes=1)
    slot = Slot(since.astimezone(UTC).weekday(), minute, "UTC")
    return next_instant(slot, max(after, since + REST))
