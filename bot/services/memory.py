"""Giving memory back to the system."""

import ctypes
import sys


def give_memory_back() -> bool:
    """Let go of free memory that the C library holds on to; return whether there was some.

    Under load a process would else keep for good what it needed at its busiest: freed pieces lie
    between others that stay, and glibc looks for whole free pages only when asked. It takes
    milliseconds. Does nothing where the C library is another.
    """
    if sys.platform != "linux":
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(ctypes.c_size_t(0)))
