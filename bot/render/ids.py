"""The custom ids of persistent buttons and of forms: written by rendering, read by `bot.commands`.

They outlive the process, so their shapes are a promise: add new ones, do not change old ones.
"""

_TRACK = r"(?P<track>[A-Za-z0-9:._-]{1,64})"
_LIST = r"(?P<list>[A-Za-z0-9_-]{6,32})"
_CLAIM = r"(?P<claim>[a-z0-9]{7,25})"

UP = rf"crate:up:{_TRACK}"
DOWN = rf"crate:down:{_TRACK}"
KNOWN = rf"crate:known:{_TRACK}"
WHY = rf"crate:why:{_LIST}:(?P<position>[0-9]{{1,3}})"
PAGE = rf"crate:page:{_LIST}:(?P<first>[0-9]{{1,3}})"
MORE = rf"crate:more:{_LIST}"
CHOOSING = r"crate:choosing:(?P<first>first|[0-9]{1,4})"
VERDICT = r"crate:verdict:(?P<verdict>liked|disliked):(?P<first>[0-9]{1,4})"
REREAD = r"crate:reread"
FIRST = "first"
"""Where a `CHOOSING` button stands that offers the choice anew, beside its message."""
PASTE = r"crate:paste"
SAVE = rf"crate:save:{_LIST}"
JOIN = rf"crate:join:{_CLAIM}"
TAKE = rf"crate:take:{_CLAIM}"
ALLOW = r"crate:allow"
EXPORT = r"crate:export"
DELETE = r"crate:delete"
FORGET = r"crate:forget"
POLICY = r"crate:policy"

PASTED = "crate:pasted"
EMAIL = "crate:email"
"""What forms are sent as."""


def up(track_id: str) -> str:
    """Return the id of a thumbs-up button."""
    return f"crate:up:{track_id}"


def down(track_id: str) -> str:
    """Return the id of a thumbs-down button."""
    return f"crate:down:{track_id}"


def known(track_id: str) -> str:
    """Return the id of a button that says that a song is known."""
    return f"crate:known:{track_id}"


def why(list_id: str, position: int) -> str:
    """Return the id of a Why button for one song of a kept list."""
    return f"crate:why:{list_id}:{position}"


def page(list_id: str, first: int) -> str:
    """Return the id of a button that turns a list to the page starting at `first`."""
    return f"crate:page:{list_id}:{first}"


def more(list_id: str) -> str:
    """Return the id of the select that asks for songs like one of a list."""
    return f"crate:more:{list_id}"


def choosing(first: int | None = None) -> str:
    """Return the id of a button that shows playlists from `first` on; of the offer without one."""
    return f"crate:choosing:{FIRST if first is None else first}"


def verdict(verdict: str, first: int) -> str:
    """Return the id of the menu of the playlists from `first` on that have a verdict."""
    return f"crate:verdict:{verdict}:{first}"


def reread() -> str:
    """Return the id of the button that reads the library as the playlists count now."""
    return "crate:reread"


def paste() -> str:
    """Return the id of the button that opens the modal for a pasted address."""
    return "crate:paste"


def save(list_id: str) -> str:
    """Return the id of a button that saves a kept list as a playlist."""
    return f"crate:save:{list_id}"


def join(claim_id: str) -> str:
    """Return the id of a button, under one post, that lets its presser take part."""
    return f"crate:join:{claim_id}"


def take(claim_id: str) -> str:
    """Return the id of a button that saves the list of one post as a playlist."""
    return f"crate:take:{claim_id}"


def allow() -> str:
    """Return the id of the button that opens the form for an e-mail."""
    return "crate:allow"


def export() -> str:
    """Return the id of the button that hands out everything kept of whoever presses it."""
    return "crate:export"


def delete() -> str:
    """Return the id of the button that asks whether everything shall be deleted."""
    return "crate:delete"


def policy() -> str:
    """Return the id of the button that shows the privacy policy."""
    return "crate:policy"


def forget() -> str:
    """Return the id of the button that deletes everything of whoever presses it."""
    return "crate:forget"
