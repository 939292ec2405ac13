"""What a benchmark ran on, and what memory it holds."""

import os
import re
from pathlib import Path

_KILOBYTES = re.compile(r"(\w+):\s+(\d+) kB")


def memory_mb(name: str) -> float:
    """Return a figure of this process in megabytes, such as `VmRSS`; 0 where there is none."""
    return _read(Path("/proc/self/status")).get(name, 0) / 1_024


def forget_peak() -> None:
    """Let `VmHWM` begin anew."""
    Path("/proc/self/clear_refs").write_text("5")


def processor_seconds(pid: int) -> float:
    """Return what processor time a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def describe() -> str:
    """Return the machine by its cores and memory."""
    cores = len(os.sched_getaffinity(0))
    gigabytes = _read(Path("/proc/meminfo")).get("MemTotal", 0) / 1_024**2
    return f"{cores} cores, {gigabytes:.0f} GB"


def load() -> float:
    """Return how many processes wanted a core over the last minute."""
    return os.getloadavg()[0]


def _read(file: Path) -> dict[str, int]:
    return {name: int(size) for name, size in _KILOBYTES.findall(file.read_text())}
