"""How often one address may ask the callback page: a leaking bucket each, in bounded memory."""

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

CAPACITY = 240
"""Requests an address may make at once; a link takes two."""
PER_SECOND = 4.0
"""Requests that come free again each second."""
REFUSED_COSTS = 12
"""What a refused request costs: twenty guesses at once, then one in three seconds."""
MOST_ADDRESSES = 4_096


class Limiter:
    """Counts by the address of the peer.

    Behind a reverse proxy that is the proxy's, for everybody together: therefore a link that goes
    well costs little, and what guesses and scanners do costs much. No header is trusted for the
    address, since whoever sends it can write what they like.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Return the seconds until this address may ask again, 0 where it may now."""
        return max(0.0, (1 - self._level(_key(address))) / PER_SECOND)

    def charge(self, address: str, cost: float) -> None:
        """Count a request of this address."""
        key = _key(address)
        # Below nothing it does not go: whoever stops is let in again soon.
        level = max(0.0, self._level(key) - cost)
        self._buckets[key] = level, self._monotonic()
        self._buckets.move_to_end(key)
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)

    def __len__(self) -> int:
        return len(self._buckets)

    def _level(self, key: str) -> float:
        level, at = self._buckets.get(key, (float(CAPACITY), 0.0))
        return min(float(CAPACITY), level + (self._monotonic() - at) * PER_SECOND)


def _key(address: str) -> str:
    """Return what is counted together: an IPv4 address, or the network an IPv6 address is in."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        # Anybody with IPv6 owns 2^64 addresses of one network.
        return str(mapped) if mapped else parsed.exploded[:19]
    return str(parsed)
