"""Where the next page begins, and when there is none, whatever Spotify claims."""

from collections.abc import Mapping
from typing import Any

MOST_PAGES = 1_000
"""50,000 rows: more than anybody's library, less than forever."""


class Offsets:
    """Walks through a list by offsets.

    `next`, `total` and `limit` of an answer are hints, each of which has been seen wrong: the
    walk goes on while any of them promises more, and ends when a page brings nothing new.
    """

    def __init__(self) -> None:
        self.offset: int | None = 0
        """Where to read next; None at the end."""
        self._pages = 0
        self._empty = 0
        self._last: object = None

    def advance(self, answer: Mapping[str, Any], rows: int) -> None:
        """Move past a page of `rows` rows, null ones included."""
        start = self.offset or 0
        total, limit, items = answer.get("total"), answer.get("limit"), answer.get("items")
        # A page may hold fewer rows than its limit because Spotify filters after cutting.
        end = start + max(rows, limit if isinstance(limit, int) and limit <= 50 else 0)
        promised = bool(answer.get("next")) or (isinstance(total, int) and end < total)
        self._pages += 1
        self._empty = 0 if rows else self._empty + 1
        repeated = rows > 0 and items == self._last
        self._last = items
        stop = repeated or self._empty == 2 or self._pages == MOST_PAGES or end == start
        self.offset = end if promised and not stop else None


class Cursors:
    """Walks back through a history by the time before which to read, in milliseconds."""

    def __init__(self) -> None:
        self.before: int | None = None
        self.done = False
        self._pages = 0

    def advance(self, answer: Mapping[str, Any], rows: int) -> None:
        """Move past a page of `rows` rows."""
        cursors: object = answer.get("cursors")
        text: object = cursors.get("before") if isinstance(cursors, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        older = int(text) if isinstance(text, str) and text.isascii() and text.isdigit() else None
        stuck = older is None or (self.before is not None and older >= self.before)
        self._pages += 1
        self.done = rows == 0 or stuck or not answer.get("next") or self._pages == MOST_PAGES
        self.before = older
