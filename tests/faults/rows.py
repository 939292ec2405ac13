"""What every row of the matrix has: getting ready, acting, acting again, and what is expected."""

from abc import ABC, abstractmethod
from enum import Enum, auto
from typing import ClassVar

from tests.faults.bench import Bench, Guest, Kept
from tests.faults.columns import Effect, SpotifyFault
from tests.faults.seen import Seen


class Needs(Enum):
    """What an action needs of Spotify."""

    NOTHING = auto()
    READS = auto()
    """It ends without them; Spotify is asked again where it fails."""
    LOGIN_TOKEN = auto()
    """A code may be sent once only."""
    LOGIN_READS = auto()
    COVERS = auto()
    """It would like to have them."""
    COVERS_TOKEN = auto()
    """It would like to renew the access token; that may be tried once only."""
    MAKING = auto()
    """A playlist, which must not be made twice."""
    FILLING = auto()
    """Songs in it, which must not be added twice."""
    PICTURE = auto()
    """It would like to give it a cover; that may be tried once only."""


OUTCOMES = {
    Effect.DOWN: Seen.DOWN,
    Effect.LIMITED: Seen.LIMITED,
    Effect.QUOTA: Seen.QUOTA,
    Effect.EXPIRED: Seen.EXPIRED,
    Effect.UNLISTED: Seen.UNLISTED,
}


class Row(ABC):
    """One command or button."""

    name: ClassVar[str]
    done: ClassVar[str]
    """Words of the answer that was asked for."""
    needs: ClassVar[Needs] = Needs.NOTHING
    target: ClassVar[str] = "/"
    """Part of the paths at Spotify that fail."""
    answers: ClassVar[frozenset[str]] = frozenset({"answer", "edit"})
    """What it sends to Discord; nothing where it is a page in the browser."""
    told: ClassVar[frozenset[Seen]] = frozenset({Seen.FAULT})
    """What may be seen where discord.py gives up on an answer."""
    held_at_spotify: ClassVar[bool] = False
    """Whether its middle is a request to Spotify and not the first answer."""

    exchanges: ClassVar[bool] = False
    """Whether it turns a code into tokens before it meets the fault."""
    goes_on: ClassVar[bool] = False
    """Whether a message is kept up to date beyond the answer, until the work is done."""
    learning: ClassVar[bool] = True
    """Whether the bot reads libraries; off where a reading would only take time."""

    @abstractmethod
    async def prepare(self, bench: Bench) -> Guest:
        """Bring a member to where they can do it."""

    @abstractmethod
    async def act(self, bench: Bench, guest: Guest) -> str:
        """Do it, and return what the member saw in the end."""

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        """Do what the sentence advised, then the same again, now that nothing fails."""
        if seen in {Seen.EXPIRED, Seen.RENEW}:
            await bench.link(guest)
        return await self.act(bench, guest)

    def lost(self, before: Kept, after: Kept, seen: Seen, *, revoked: bool) -> list[str]:
        """Return what should be kept and is not."""
        lost: list[str] = []
        if not before.likes <= after.likes:
            lost.append("likes")
        if before.account != after.account:
            lost.append("link")
        if before.state is not after.state and not revoked:
            lost.append("tokens")
        if before.taste and not after.taste:
            lost.append("taste")
        return lost

    def expected(self, fault: SpotifyFault) -> frozenset[Seen]:
        """Return what a member may see when Spotify fails so; nothing where it cannot."""
        effect, passes = fault.effect, fault.effect is Effect.PASSES
        sure = passes and fault.acts_never
        match self.needs:
            case Needs.NOTHING:
                return frozenset({Seen.DONE})
            case Needs.READS:
                return frozenset({Seen.DONE if passes else OUTCOMES[effect]})
            case Needs.LOGIN_READS | Needs.LOGIN_TOKEN if effect is Effect.QUOTA:
                return frozenset({Seen.QUOTA})
            case Needs.LOGIN_READS:
                unlisted = effect is Effect.UNLISTED
                login = Seen.UNLISTED if unlisted else Seen.DONE if passes else Seen.NOT_YET
                return frozenset({login})
            case Needs.LOGIN_TOKEN if effect is Effect.UNLISTED:
                return frozenset()
            case Needs.LOGIN_TOKEN if effect is Effect.EXPIRED:
                return frozenset({Seen.STALE})
            case Needs.LOGIN_TOKEN:
                return frozenset({Seen.DONE if sure else Seen.NOT_YET})
            case Needs.COVERS_TOKEN if effect is Effect.UNLISTED:
                return frozenset()
            case Needs.COVERS_TOKEN if passes and not sure:
                # The first song's cover is lost; the others' renewal comes after the fault.
                return frozenset({Seen.SOME})
            case Needs.COVERS | Needs.COVERS_TOKEN if effect is Effect.EXPIRED:
                return frozenset({Seen.RENEW})
            case Needs.COVERS | Needs.COVERS_TOKEN:
                return frozenset({Seen.DONE if passes else Seen.BARE})
            case Needs.MAKING if effect is Effect.DOWN or (passes and not sure):
                return frozenset({Seen.UNCERTAIN})
            case Needs.MAKING:
                return frozenset({Seen.DONE if passes else OUTCOMES[effect]})
            case Needs.FILLING if effect in {Effect.EXPIRED, Effect.UNLISTED}:
                return frozenset({OUTCOMES[effect]})
            case Needs.FILLING:
                return frozenset({Seen.DONE if sure else Seen.PARTLY})
            case Needs.PICTURE if fault.sounds_well:
                # An upload is answered without a word, so nobody can know.
                return frozenset({Seen.DONE})
            case Needs.PICTURE:
                return frozenset({Seen.DONE if sure else Seen.PLAIN})
