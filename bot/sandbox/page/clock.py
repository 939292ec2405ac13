"""A clock that a visitor can put forward."""

from datetime import datetime, timedelta

from bot.services.clock import utc_now


class ShiftedClock:
    """The time of day, and the days that were skipped."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def __call__(self) -> datetime:
        """Return the time it is for the bot and both stand-ins."""
        return utc_now() + self.shift
