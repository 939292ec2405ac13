"""Who comes first where the processors are few: whoever answers, then learning and reading."""

import os
import sys
import threading
from contextlib import suppress
from typing import Final

_THREAD: Final = 10
_PROCESS: Final = 19
"""Steps back, of 19. A thread that computes may hold the interpreter and still needs its turns."""


def processors() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def let_thread_wait() -> None:
    """Let the calling thread step back for all others; to be called when a pool starts it.

    On two processors the loop would else wait its turn behind each training. Only Linux ranks
    threads; elsewhere nothing changes.
    """
    if sys.platform == "linux":
        _step_back(threading.get_native_id(), _THREAD)


def let_process_wait(pid: int) -> None:
    """Let a child process step back for everything else."""
    _step_back(pid, _PROCESS)


def _step_back(pid: int, steps: int) -> None:
    # A process may have ended already.
    with suppress(OSError):
        behind = max(steps, os.getpriority(os.PRIO_PROCESS, pid))
        os.setpriority(os.PRIO_PROCESS, pid, behind)
