from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.services.weighing import LASTING, MOST_PLAYED, SOURCES, fade, level, newest, weigh
from storage.like import Like, Source

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def like(source: Source = Source.SAVED, **parts: Any) -> Like:
    return Like("a" * 22, source, "Song", ("Artist",), **parts)


@pytest.mark.parametrize("source", SOURCES)
def test_a_like_of_which_no_more_is_known_weighs_what_its_source_does(source: Source) -> None:
    assert weigh(like(source), None) == weigh(like(source), NOW) == SOURCES[source]


def test_more_plays_say_more_but_not_without_end() -> None:
    weights = [weigh(like(plays=plays), None) for plays in (0, 1, 2, 10, 100, 10_000_000)]
    assert weights[0] == weights[1] == 1
    assert weights[1:] == sorted(set(weights[1:]))
    assert weights[-1] == MOST_PLAYED


def test_time_counts_as_whole_plays_of_the_song() -> None:
    ten = weigh(like(plays=10), None)
    assert weigh(like(played_ms=10 * 180_000, duration_ms=180_000), None) == pytest.approx(ten)
    # Ten plays of a few seconds each: the count speaks, the time does not take it back.
    assert weigh(like(plays=10, played_ms=30_000, duration_ms=180_000), None) == ten


def test_skips_take_away_by_their_share() -> None:
    half = weigh(like(plays=5, skips=5), None) / weigh(like(plays=5), None)
    most = weigh(like(plays=1, skips=50), None)
    assert half == pytest.approx(0.6)
    assert 0 < most < 0.25
    assert weigh(like(skips=3), None) > 0


def test_older_likes_say_less_and_never_less_than_what_lasts() -> None:
    ages = [0, 30, 365, 730, 3_650, 36_500]
    weights = [weigh(like(liked_at=NOW - timedelta(days=age)), NOW) for age in ages]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 1
    assert weights[2] == pytest.approx((1 + LASTING) / 2)
    assert weights[-1] == pytest.approx(LASTING, abs=1e-6)


def test_ages_are_counted_from_the_newest_like() -> None:
    likes = [like(), like(liked_at=NOW), like(liked_at=NOW - timedelta(days=9))]
    assert newest(likes) == NOW
    assert newest([like()]) is None
    # A clock that ran ahead makes no like heavier than a new one.
    assert weigh(like(liked_at=NOW + timedelta(days=9)), NOW) == 1


def test_weights_are_levelled_to_those_that_the_shared_ranker_knows() -> None:
    weights = [weigh(like(Source.PLAYLIST, plays=plays), None) for plays in (1, 10, 100)]
    levelled = level(weights)
    assert sum(levelled) == pytest.approx(3)
    assert levelled[2] / levelled[0] == pytest.approx(weights[2] / weights[0])
    assert level([]) == []


def test_what_fades_is_halved_by_the_half_life() -> None:
    assert fade(0) == 1
    assert fade(100, half_life=100, lasting=0) == pytest.approx(0.5)
    assert fade(200, half_life=100, lasting=0.5) == pytest.approx(0.625)
