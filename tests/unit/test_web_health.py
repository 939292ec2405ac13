"""The loop's lag, by a clock moved by hand."""

from bot.web.health import LoopLag


class HandTime:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_loop_in_time_has_no_lag() -> None:
    time = HandTime()
    lag = LoopLag(time)
    for _ in range(3):
        time.now += 0.5
        lag.beat()
    assert lag.seconds() < 0.001


def test_a_late_beat_shows_until_one_is_in_time() -> None:
    time = HandTime()
    lag = LoopLag(time)
    time.now += 7.5
    lag.beat()
    assert lag.seconds() == 7.0
    time.now += 0.5
    lag.beat()
    assert lag.seconds() < 0.001


def test_a_beat_that_does_not_come_shows_before_it_comes() -> None:
    time = HandTime()
    lag = LoopLag(time)
    time.now += 6.5
    assert lag.seconds() == 6.0
