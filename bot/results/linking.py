"""Where a member's link to Spotify stands."""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import MemberError
from bot.tellable import tellable


class Stage(StrEnum):
    """Where a member's link stands between consent and the first list."""

    LINKED = "linked"
    READING = "reading"
    TRAINING = "training"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of reading likes and learning from them."""

    stage: Stage
    name: str = ""
    """The account's name, where it has just been linked."""
    part: str = ""
    """Which part of the library is being read: saved, top, recent or playlist."""
    done: int = 0
    total: int = 0
    likes: int = 0
    place: int = 0
    """Members before this one in the queue."""
    percent: int = 0
    known: int = 0
    """Songs of the member that the catalogue holds."""
    unmatched: int = 0
    """Likes the catalogue does not hold."""
    error: Exception | None = None
    """Why it failed; a `MemberError` has a sentence of its own."""
    reference: str = ""
    """The id that the log gives to the work that failed."""
    learning: bool = True
    """False where the operator has switched learning from Spotify off."""

    @property
    def final(self) -> bool:
        """Whether nothing follows."""
        return self.stage in {Stage.READY, Stage.FAILED} or not self.learning

    @property
    def mendable(self) -> MemberError | None:
        """The error as one a member can understand, if it is one."""
        return None if self.error is None else tellable(self.error)


@dataclass(frozen=True, slots=True)
class Unlinked:
    """What /unlink did."""

    removed: int
    """Tracks that came from Spotify."""
    kept: int
    """Tracks that stay: rated, picked or imported."""
    playlists: int
    """Playlists that get no fresh songs any more."""
