"""The mark in a playlist's description, by which the bot knows its own playlists."""

import re
import secrets

_MARK = re.compile(r"cratemate-[0-9a-f]{16}")


def new_mark() -> str:
    """Return a random mark; Spotify keeps its letters as they are."""
    return f"cratemate-{secrets.token_hex(8)}"


def find_mark(description: str) -> str | None:
    """Return the mark in a playlist's description, or None where the bot did not make it.

    It tells the bot's playlists also when their ids were never stored, or were deleted.
    """
    found = _MARK.search(description)
    return found.group() if found else None
