"""How often an address may ask, by a clock moved by hand."""

from hypothesis import given
from hypothesis import strategies as st

from bot.web.limits import CAPACITY, MOST_ADDRESSES, PER_SECOND, Limiter


class HandTime:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_an_address_may_ask_until_its_bucket_is_empty_and_again_later() -> None:
    time = HandTime()
    limiter = Limiter(time)
    for _ in range(CAPACITY):
        assert limiter.wait("192.0.2.1") == 0
        limiter.charge("192.0.2.1", 1)
    wait = limiter.wait("192.0.2.1")
    assert 0 < wait <= 1 / PER_SECOND
    time.now += wait
    assert limiter.wait("192.0.2.1") == 0


def test_nobody_pays_for_another_address() -> None:
    limiter = Limiter(HandTime())
    limiter.charge("192.0.2.1", CAPACITY)
    assert limiter.wait("192.0.2.1") > 0
    assert limiter.wait("192.0.2.2") == 0


def test_one_network_of_ipv6_counts_as_one_address() -> None:
    limiter = Limiter(HandTime())
    limiter.charge("2001:db8:1:2::1", CAPACITY)
    assert limiter.wait("2001:db8:1:2:ffff::9") > 0
    assert limiter.wait("2001:db8:1:3::1") == 0
    limiter.charge("::ffff:192.0.2.1", CAPACITY)
    assert limiter.wait("192.0.2.1") > 0


def test_memory_is_bounded_and_the_busy_are_remembered() -> None:
    time = HandTime()
    limiter = Limiter(time)
    for number in range(3 * MOST_ADDRESSES):
        limiter.charge(f"198.51.{number // 256}.{number % 256}", 1)
        limiter.charge("192.0.2.1", CAPACITY)
    assert len(limiter) == MOST_ADDRESSES
    assert limiter.wait("192.0.2.1") > 0


@given(st.lists(st.tuples(st.floats(0, 60), st.integers(1, 20)), max_size=60))
def test_nobody_waits_longer_than_for_one_request_and_nobody_gets_more(
    events: list[tuple[float, int]],
) -> None:
    time = HandTime()
    limiter = Limiter(time)
    spent = 0
    for pause, cost in events:
        time.now += pause
        if limiter.wait("a") == 0:
            limiter.charge("a", cost)
            spent += 1
        assert limiter.wait("a") <= 1 / PER_SECOND + 1e-9
    assert spent <= CAPACITY + (time.now - 100) * PER_SECOND + 1
