"""/link from its first answer to the last like that is read, and /unlink."""

from bot.sandbox.spotify.faults import quota_exceeded
from tests.faults.bench import LEARNED, WITHIN, Bench, Guest, Kept
from tests.faults.columns import TOKEN, Effect, SpotifyFault
from tests.faults.rows import Needs, Row
from tests.faults.seen import GOOD, SONG, Seen


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
        assert SONG in text, text
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


class Unlink(Row):
    name, done = "/unlink", "are deleted"

    async def prepare(self, bench: Bench) -> Guest:
        guest = await bench.linked()
        shown = await bench.recommend(guest, 1)
        await (await guest.visitor.press(shown, "👍")).settled(WITHIN)
        return guest

    async def act(self, bench: Bench, guest: Guest) -> str:
        return (await (await guest.visitor.run("unlink")).settled(WITHIN)).text

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        # Not to the end of the reading: /unlink stops it.
        await bench.offer(guest)
        await bench.confirm(guest)
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


def _is_over(text: str) -> bool:
    return LEARNED in text or "That did not work" in text
