"""The commands and buttons: how each is made ready, done, and done again once all works."""

from abc import ABC, abstractmethod
from enum import Enum, auto
from typing import ClassVar

from bot.sandbox.spotify.faults import quota_exceeded
from tests.faults.bench import LEARNED, WITHIN, Bench, Guest, Kept
from tests.faults.columns import TOKEN, Effect, SpotifyFault
from tests.faults.seen import GOOD, Seen, plain

_FAILED = ("That did not work", "Reading stopped")


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


_OUTCOMES = {
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
                return frozenset({Seen.DONE if passes else _OUTCOMES[effect]})
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


class LinkOffer(Row):
    name = "/link"
    done = "Open Spotify's page below and agree"
    answers = frozenset({"answer"})

    async def prepare(self, bench: Bench) -> Guest:
        bench.standing = bench.standing or bench.newcomer()
        return bench.standing

    async def act(self, bench: Bench, guest: Guest) -> str:
        return (await guest.visitor.run("link")).text


class _Login(Row):
    """Nothing is linked before; all of it is, or nothing, after."""

    learning = False

    async def prepare(self, bench: Bench) -> Guest:
        return await self.ready(bench, bench.newcomer())

    async def ready(self, bench: Bench, guest: Guest) -> Guest:
        """Bring a member before the confirmation."""
        await bench.offer(guest)
        return guest

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        # Every sentence here says to run /link again, for a login serves once.
        return await self.act(bench, await self.ready(bench, guest))

    def lost(self, before: Kept, after: Kept, seen: Seen, *, revoked: bool) -> list[str]:
        linked = after.account is not None
        return [] if linked is (seen in GOOD) else ["a link without consent or the other way round"]


class CallbackToken(_Login):
    name = "/link, page: tokens"
    done = "Go back to Discord"
    needs = Needs.LOGIN_TOKEN
    target = TOKEN
    answers = frozenset()

    async def act(self, bench: Bench, guest: Guest) -> str:
        return await bench.confirm(guest)


class CallbackAccount(CallbackToken):
    name = "/link, page: account"
    needs = Needs.LOGIN_READS
    target = "/v1/me/"
    exchanges = True


class Paste(_Login):
    name = "/link, pasted address"
    told = frozenset({Seen.FAULT, Seen.DONE})  # the message of /link may take some of the failures
    done = "Linked to Spotify as"
    needs = Needs.LOGIN_TOKEN
    target = TOKEN

    async def ready(self, bench: Bench, guest: Guest) -> Guest:
        await bench.offer(guest)
        guest.reply = await guest.visitor.press(guest.shown, "Paste the address")
        return guest

    async def act(self, bench: Bench, guest: Guest) -> str:
        done = await guest.visitor.submit(guest.shown, address=guest.address)
        return (await done.settled(WITHIN)).text


class Reading(Row):
    """From the consent to "try /recommend", for somebody new."""

    name = "/link, first reading"
    done = "Now try /recommend"
    needs = Needs.READS
    target = "/v1/me/tracks"
    exchanges = True
    answers = frozenset({"edit"})
    told = frozenset({Seen.DONE})
    held_at_spotify = True

    async def prepare(self, bench: Bench) -> Guest:
        guest = bench.newcomer()
        await bench.offer(guest)
        return guest

    async def act(self, bench: Bench, guest: Guest) -> str:
        page = await bench.confirm(guest)
        assert "Go back to Discord" in page, page
        return (await guest.shown.until(_is_over, WITHIN)).text

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        """Nothing of a failed reading is left; /recommend makes up for it."""
        if seen is Seen.EXPIRED:
            await bench.offer(guest)
            return await self.act(bench, guest)
        text = (await bench.recommend(guest)).text
        await bench.settle(guest)
        kept = await bench.kept(guest)
        assert kept.synced, "the failed reading was never made up for"
        assert kept.taste
        assert _SONG_TITLE in text, text
        return self.done

    def lost(self, before: Kept, after: Kept, seen: Seen, *, revoked: bool) -> list[str]:
        lost = [] if after.account is not None else ["link"]
        if not before.likes <= after.likes:
            lost.append("likes")
        return [*lost, *([] if after.taste or not before.taste else ["taste"])]


class ReadingAgain(Reading):
    """The same for a member who was linked before, at the end of the library."""

    name = "/link, reading anew"
    target = "/v1/playlists/"

    async def prepare(self, bench: Bench) -> Guest:
        guest = bench.newcomer()
        await bench.link(guest)
        await bench.offer(guest)
        return guest


class Recommend(Row):
    name = "/recommend"
    done = "For you"
    needs = Needs.COVERS
    target = "/v1/tracks/"

    async def prepare(self, bench: Bench) -> Guest:
        return await bench.linked()

    async def act(self, bench: Bench, guest: Guest) -> str:
        return (await bench.recommend(guest)).text


class RecommendExpired(Recommend):
    name = "/recommend, token over"
    needs = Needs.COVERS_TOKEN
    target = TOKEN

    async def prepare(self, bench: Bench) -> Guest:
        guest = await bench.linked()
        bench.stage.spotify.expire(guest.listener)
        return guest


class RecommendUnread(Row):
    """The reading after /link failed: the first list makes up for it."""

    name = "/recommend, nothing read yet"
    done = "For you"
    needs = Needs.READS
    target = "/v1/me/top"
    held_at_spotify = True

    async def prepare(self, bench: Bench) -> Guest:
        guest = bench.newcomer()
        await bench.offer(guest)
        SPOILT.strike(bench, "/v1/me/tracks", exchanges=False)
        await bench.confirm(guest)
        await guest.shown.until(_is_over, WITHIN)
        bench.calm()
        return guest

    async def act(self, bench: Bench, guest: Guest) -> str:
        return (await bench.recommend(guest)).text


class _UnderList(Row):
    """A button under a list of eight songs."""

    async def prepare(self, bench: Bench) -> Guest:
        guest = await bench.linked()
        guest.reply = await bench.recommend(guest, 8)
        return guest


class _Thumb(_UnderList):
    button: ClassVar[str]

    async def act(self, bench: Bench, guest: Guest) -> str:
        reply = await guest.visitor.press(guest.shown, self.button)
        return (await reply.settled(WITHIN)).text

    def lost(self, before: Kept, after: Kept, seen: Seen, *, revoked: bool) -> list[str]:
        lost = super().lost(before, after, seen, revoked=revoked)
        kept = len(after.ratings) == len(before.ratings) + 1
        return lost if kept or seen is not Seen.DONE else [*lost, "the rating"]


class Up(_Thumb):
    name, button, done = "👍", "👍", "counts as liked"


class Down(_Thumb):
    name, button, done = "👎", "👎", "will not come again"


class Why(_UnderList):
    name, done = "Why", "Your model has learned from"

    async def act(self, bench: Bench, guest: Guest) -> str:
        reply = await guest.visitor.press(guest.shown, "Why", nth=2)
        return (await reply.settled(WITHIN)).text.replace(_LINK, "")


class NextPage(_UnderList):
    name, done = "Next", "5–8 of 8"
    needs = Needs.COVERS
    target = "/v1/tracks/"

    async def act(self, bench: Bench, guest: Guest) -> str:
        reply = await guest.visitor.press(guest.shown, "Next")
        return (await reply.until(_is_turned, WITHIN)).text

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        if seen is Seen.RENEW:
            await bench.link(guest)
        guest.reply = await bench.recommend(guest, 8)
        return await self.act(bench, guest)


class Unlink(Row):
    name, done = "/unlink", "are deleted"

    async def prepare(self, bench: Bench) -> Guest:
        guest = await bench.linked()
        shown = await bench.recommend(guest, 1)
        await (await guest.visitor.press(shown, "👍")).settled(WITHIN)
        await bench.settle(guest)
        return guest

    async def act(self, bench: Bench, guest: Guest) -> str:
        return (await (await guest.visitor.run("unlink")).settled(WITHIN)).text

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        await bench.link(guest)
        return await self.act(bench, guest)

    def lost(self, before: Kept, after: Kept, seen: Seen, *, revoked: bool) -> list[str]:
        lost = [] if after.ratings == before.ratings else ["ratings"]
        if after.account is not None and seen is Seen.DONE:
            lost.append("the promise: the link is still there")
        if after.likes != after.ratings and seen is Seen.DONE:
            lost.append("the promise: likes from Spotify are still there")
        return lost


SPOILT = SpotifyFault("", lambda _: quota_exceeded(), Effect.QUOTA)
"""How a reading is made to fail before a row begins."""
_SONG_TITLE = "open.spotify.com/track/"
_LINK = "https://open.spotify.com/track/"


def _is_over(text: str) -> bool:
    return LEARNED in text or any(words in text for words in _FAILED)


def _is_turned(text: str) -> bool:
    return NextPage.done in text or "on my side" in plain(text)


ROWS: tuple[Row, ...] = (
    LinkOffer(),
    CallbackToken(),
    CallbackAccount(),
    Paste(),
    Reading(),
    ReadingAgain(),
    Recommend(),
    RecommendExpired(),
    RecommendUnread(),
    Up(),
    Down(),
    Why(),
    NextPage(),
    Unlink(),
)
