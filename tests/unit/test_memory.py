"""Memory that is free goes back to the system."""

import os
import platform
from pathlib import Path

import pytest

from bot.services.memory import give_memory_back

_MB = 2**20


def resident() -> int:
    """Return the bytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be asked")
def test_what_was_freed_between_pieces_that_stay_is_given_back() -> None:
    # Too small for pages of their own, too large for Python's own pools.
    pieces = [bytes([1]) * 30_000 for _ in range(2_000)]
    stay = pieces[::20]
    del pieces
    before = resident()
    assert give_memory_back()
    assert before - resident() > 20 * _MB
    assert len(stay) == 100
