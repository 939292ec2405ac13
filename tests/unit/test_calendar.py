"""When a weekly slot comes next: every zone there is, over a decade."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.services.calendar import instants, next_instant, spread
from storage.schedules import Slot

ZONES = sorted(available_timezones() - {"localtime"})
START, END = datetime(2015, 1, 1, tzinfo=UTC), datetime(2025, 12, 31, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)

slots = st.builds(Slot, st.integers(0, 6), st.integers(0, 1439), st.sampled_from(ZONES))
moments = st.datetimes(START.replace(tzinfo=None), END.replace(tzinfo=None), timezones=st.just(UTC))


def local(slot: Slot, instant: datetime) -> datetime:
    return instant.astimezone(ZoneInfo(slot.zone))


def clock_readings(slot: Slot, day: date) -> list[datetime]:
    """The instants at which clocks of the zone show the slot's time on a day: none, one or two.

    Found by looking at every quarter of an hour of offset there could be, not by asking for it.
    """
    wanted = datetime.combine(day, datetime.min.time()) + timedelta(minutes=slot.minute)
    zone = ZoneInfo(slot.zone)
    found = []
    for second in range(-16 * 3600, 16 * 3600, 60):
        instant = (wanted + timedelta(seconds=second)).replace(tzinfo=UTC)
        if instant.astimezone(zone).replace(tzinfo=None) == wanted:
            found.append(instant)
    return found


@given(slots, moments)
@settings(max_examples=400)
@example(Slot(6, 2 * 60 + 30, "Europe/Berlin"), datetime(2021, 3, 27, tzinfo=UTC))
@example(Slot(6, 2 * 60 + 30, "Europe/Berlin"), datetime(2021, 10, 30, tzinfo=UTC))
@example(Slot(6, 2 * 60, "Australia/Lord_Howe"), datetime(2022, 4, 2, tzinfo=UTC))
@example(Slot(4, 10 * 60, "Pacific/Apia"), datetime(2011, 12, 28, tzinfo=UTC))
@example(Slot(3, 0, "Asia/Tehran"), datetime(2022, 9, 20, tzinfo=UTC))
@example(Slot(0, 0, "Asia/Pyongyang"), datetime(2018, 5, 1, tzinfo=UTC))
def test_it_is_what_the_clocks_of_the_place_show(slot: Slot, after: datetime) -> None:
    instant = next_instant(slot, after)
    assert instant.tzinfo is UTC
    assert after < instant <= after + WEEK + DAY
    shown = local(slot, instant).replace(tzinfo=None)
    if shown.weekday() == slot.weekday and shown.hour * 60 + shown.minute == slot.minute:
        # The first of the one or two readings of that day.
        assert instant == clock_readings(slot, shown.date())[0]
        return
    # The clocks skip the time: it is shown late by exactly what they skip.
    day = next(
        shown.date() - back * DAY
        for back in range(3)
        if (shown.date() - back * DAY).weekday() == slot.weekday
    )
    assert clock_readings(slot, day) == []
    wanted = datetime.combine(day, datetime.min.time()) + timedelta(minutes=slot.minute)
    before = local(slot, instant - DAY).utcoffset()
    after_it = local(slot, instant).utcoffset()
    assert before is not None
    assert after_it is not None
    assert shown - wanted == after_it - before > timedelta()


@given(slots, moments, st.floats(0, 1))
@settings(max_examples=300)
def test_nothing_lies_between(slot: Slot, after: datetime, part: float) -> None:
    instant = next_instant(slot, after)
    between = after + (instant - after) * part
    if between < instant:
        assert next_instant(slot, between) == instant
    assert next_instant(slot, instant) > instant


@given(slots, moments)
@settings(max_examples=200)
def test_a_week_lies_between_two(slot: Slot, after: datetime) -> None:
    first = next_instant(slot, after)
    second = next_instant(slot, first)
    # Whole days were skipped by zones that changed sides of the date line.
    assert WEEK - DAY <= second - first <= WEEK + DAY


def by_rules() -> Iterator[str]:
    """One zone of each set of rules: many names mean the same."""
    seen: set[tuple[object, ...]] = set()
    for name in ZONES:
        zone = ZoneInfo(name)
        moments = (START + timedelta(days=days, hours=3) for days in range(0, 4018, 6))
        rules = tuple(moment.astimezone(zone).utcoffset() for moment in moments)
        if rules not in seen:
            seen.add(rules)
            yield name


@pytest.mark.parametrize("minute", [0, 2 * 60 + 30])
def test_every_week_of_a_decade_comes_once_in_every_zone(minute: int) -> None:
    """Sundays at midnight and half past two are when most clocks are changed."""
    for zone in by_rules():
        slot = Slot(6, minute, zone)
        found = list(instants(slot, START, END))
        days = [local(slot, instant).date() for instant in found]
        assert len(set(days)) == len(days), zone
        assert all(
            timedelta(days=6) <= later - earlier <= timedelta(days=8)
            for earlier, later in pairwise(days)
        ), zone
        assert len(found) in {573, 574}, zone


def test_a_leap_day_is_a_day_of_the_week() -> None:
    slot = Slot(weekday=3, minute=12 * 60, zone="Europe/London")
    assert next_instant(slot, datetime(2024, 2, 26, tzinfo=UTC)) == datetime(
        2024, 2, 29, 12, tzinfo=UTC
    )


def test_a_skipped_time_moves_forward_and_a_doubled_one_comes_first() -> None:
    slot = Slot(weekday=6, minute=2 * 60 + 30, zone="Europe/Berlin")
    spring = next_instant(slot, datetime(2021, 3, 27, tzinfo=UTC))
    assert local(slot, spring).strftime("%d %H:%M") == "28 03:30"
    autumn = next_instant(slot, datetime(2021, 10, 30, tzinfo=UTC))
    assert autumn == datetime(2021, 10, 31, 0, 30, tzinfo=UTC)
    assert next_instant(slot, autumn) == datetime(2021, 11, 7, 1, 30, tzinfo=UTC)


def test_rules_that_changed_are_followed() -> None:
    """Turkey stayed on summer time in 2016."""
    slot = Slot(weekday=0, minute=9 * 60, zone="Europe/Istanbul")
    assert next_instant(slot, datetime(2015, 11, 20, tzinfo=UTC)).hour == 7
    assert next_instant(slot, datetime(2016, 11, 20, tzinfo=UTC)).hour == 6


def test_a_day_that_a_zone_skipped_moves_to_the_next() -> None:
    slot = Slot(weekday=4, minute=10 * 60, zone="Pacific/Apia")
    instant = next_instant(slot, datetime(2011, 12, 28, tzinfo=UTC))
    assert local(slot, instant).isoformat() == "2011-12-31T10:00:00+14:00"
    assert next_instant(slot, instant) > instant + timedelta(days=5)


@given(st.text(), st.timedeltas(timedelta(), timedelta(days=7)))
def test_a_delay_lies_within_its_bounds(key: str, within: timedelta) -> None:
    assert timedelta() <= spread(key, within) <= within
    assert spread(key, within) == spread(key, within)


def test_delays_are_spread() -> None:
    delays = sorted(spread(str(number), timedelta(hours=6)) for number in range(600))
    hours = [sum(delay // timedelta(hours=1) == hour for delay in delays) for hour in range(6)]
    assert min(hours) > 60
