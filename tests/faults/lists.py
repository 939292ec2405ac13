"""/recommend, /similar, and the buttons under their songs."""

from typing import ClassVar

from tests.faults.bench import WITHIN, Bench, Guest, Kept
from tests.faults.columns import TOKEN
from tests.faults.rows import Needs, Row
from tests.faults.seen import SONG, Seen, plain


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


class Similar(Row):
    name = "/similar"
    done = "Similar to"
    needs = Needs.COVERS
    target = "/v1/tracks/"

    async def prepare(self, bench: Bench) -> Guest:
        return await bench.linked()

    async def act(self, bench: Bench, guest: Guest) -> str:
        reply = await guest.visitor.run("similar", song=bench.some_song(), count=3)
        return (await reply.settled(WITHIN)).text


class SimilarToMessage(Similar):
    name = "Similar songs (menu)"

    async def act(self, bench: Bench, guest: Guest) -> str:
        message = guest.visitor.say(f"listen: {SONG}{bench.some_song()}")
        reply = await guest.visitor.use_on_message("Similar songs", message)
        return (await reply.settled(WITHIN)).text


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
        return (await reply.settled(WITHIN)).text.replace(SONG, "")


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


def _is_turned(text: str) -> bool:
    return NextPage.done in text or "on my side" in plain(text)
