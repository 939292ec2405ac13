"""Time zones and times of day, as people type them."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import Foreign, TimeUnreadable, ZoneUnknown

_TIME: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2})|h)?\s*(?:(?P<half>[ap])\.?\s*m\.?)?",
    re.IGNORECASE,
)
_COMMON: Final = (
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Madrid",
    "Europe/Paris",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/Mexico_City",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
)
"""Offered before anything is typed."""
_NO_PLACES: Final = frozenset({"Factory", "localtime", "posixrules"})


@cache
def zones() -> dict[str, str]:
    """Return every IANA zone by its folded name; the first call reads a folder, for a thread."""
    return {_fold(name): name for name in sorted(available_timezones() - _NO_PLACES)}


def find_zones(typed: str, most: int = 25) -> list[str]:
    """Return the zones whose name holds what was typed, names of cities that begin so first."""
    wanted = _fold(typed)
    if not wanted:
        return list(_COMMON[:most])
    found = [(name, zone) for name, zone in zones().items() if wanted in name]

    def order(entry: tuple[str, str]) -> tuple[bool, bool, bool, str]:
        name, zone = entry
        city = name.rpartition("/")[2]
        return (
            city != wanted and name != wanted,
            not city.startswith(wanted),
            "/" not in zone or zone.startswith("Etc/"),
            name,
        )

    return [zone for _, zone in sorted(found, key=order)[:most]]


def read_zone(typed: str) -> str:
    """Return the zone that is meant: an IANA name, or the one city called so.

    Raises `ZoneUnknown`.
    """
    wanted = _fold(typed)
    if wanted in zones():
        return zones()[wanted]
    cities = set(_cities_called(wanted))
    if len(cities) == 1:
        return cities.pop()
    raise ZoneUnknown(text=Foreign(typed))


def read_time(typed: str) -> int:
    """Return the minute of the day of a time like 18:30, 6:30 pm or 18h.

    Raises `TimeUnreadable`.
    """
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        raise TimeUnreadable(text=Foreign(typed))
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise TimeUnreadable(text=Foreign(typed))
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        raise TimeUnreadable(text=Foreign(typed))
    return hour * 60 + minute


def shown_now(zone: str, now: datetime) -> str:
    """Return a zone with what its clocks show now, at most 100 characters."""
    return f"{zone} · {now.astimezone(ZoneInfo(zone)):%H:%M}"[:100]


def _cities_called(wanted: str) -> Iterator[str]:
    for name, zone in zones().items():
        if "/" in name and name.rpartition("/")[2] == wanted:
            yield zone


def _fold(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()
