"""When kept playlists get their fresh songs."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.services.refresh_times import REST, next_refresh

WEEK = timedelta(days=7)
SINCE = datetime(2026, 3, 4, 15, 20, tzinfo=UTC)

instants = st.datetimes(datetime(2024, 1, 1), datetime(2034, 1, 1)).map(
    lambda instant: instant.replace(tzinfo=UTC)
)


@given(st.integers(1, 2**63), st.text(min_size=1), instants, st.timedeltas(-WEEK, 500 * WEEK))
def test_it_comes_every_week_on_the_day_it_was_kept(
    member: int, playlist: str, since: datetime, later: timedelta
) -> None:
    after = since + later
    instant = next_refresh(member, playlist, since, after)
    assert instant > max(after, since + REST)
    assert instant - max(after, since + REST) <= WEEK
    assert instant.weekday() == since.weekday()
    assert instant.tzinfo is UTC
    assert next_refresh(member, playlist, since, instant) == instant + WEEK
    assert next_refresh(member, playlist, since, instant - timedelta(microseconds=1)) == instant


def test_the_first_comes_about_a_week_later() -> None:
    for member in range(200):
        first = next_refresh(member, "p", SINCE, SINCE)
        assert timedelta(days=6) < first - SINCE < timedelta(days=8)


def test_members_and_playlists_are_spread_over_the_hours() -> None:
    hours = Counter(next_refresh(member, "p", SINCE, SINCE).hour for member in range(2_400))
    assert set(hours) == set(range(24))
    assert min(hours.values()) > 50
    assert max(hours.values()) < 160
    assert len({next_refresh(1, str(playlist), SINCE, SINCE) for playlist in range(20)}) > 15
