"""A line of progress for people; silent where nobody watches."""

import time
from types import TracebackType
from typing import Self, TextIO

_CELLS = 30
_EVERY_SECONDS = 0.1


class ProgressLine:
    """Draws a bar over itself on a terminal, and nothing on anything else."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._watched = out.isatty()
        self._drawn_at = 0.0
        self._width = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._width:
            self._out.write(f"\r{' ' * self._width}\r")
            self._out.flush()

    def show(self, doing: str, share: float) -> None:
        """Show what is being done and how much of it is done, 0-1."""
        now = time.monotonic()
        if not self._watched or (share < 1 and now - self._drawn_at < _EVERY_SECONDS):
            return
        self._drawn_at = now
        cells = round(_CELLS * min(max(share, 0.0), 1.0))
        line = f"{'█' * cells}{'░' * (_CELLS - cells)} {share:4.0%} {doing}"
        self._out.write(f"\r{line.ljust(self._width)}")
        self._out.flush()
        self._width = len(line)
