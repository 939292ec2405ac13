"""What members own: kept playlists, what counts as liked, and what is kept about them."""

from typing import ClassVar

from tests.faults import lists, playlists
from tests.faults.bench import WITHIN, Bench, Guest, Kept
from tests.faults.rows import Needs, Row
from tests.faults.seen import Seen


class Keep(playlists.Create):
    name = "/playlist keep"
    done = "2 songs are in your private playlist"

    async def act(self, bench: Bench, guest: Guest) -> str:
        # Members keep five at most.
        for keep in await bench.services.store.keeps.of(guest.id):
            await bench.services.store.keeps.stop(guest.id, keep.playlist_id)
        reply = await guest.visitor.run("playlist keep", count=2, name=self._title)
        return (await reply.until(playlists.is_over, WITHIN)).text


class _Playlists(Row):
    """A command about a member's playlists."""

    command: ClassVar[str]

    async def prepare(self, bench: Bench) -> Guest:
        guest = await bench.linked()
        if not await bench.services.store.keeps.of(guest.id):
            reply = await guest.visitor.run("playlist keep", count=1, name="Kept")
            await reply.until("every week", WITHIN)
        return guest

    async def act(self, bench: Bench, guest: Guest) -> str:
        return (await (await guest.visitor.run(self.command)).settled(WITHIN)).text


class PlaylistList(_Playlists):
    """Shown in any case, with a sentence where Spotify cannot be asked."""

    name, command, done = "/playlist list", "playlist list", "Playlists I made for you"
    needs = Needs.READS
    target = "/v1/me/playlists"


class PlaylistStop(_Playlists):
    name, command, done = "/playlist stop", "playlist stop", "gets no fresh songs any more"

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        return await self.act(bench, await self.prepare(bench))


class PlaylistChoose(_Playlists):
    name, command, done = "/playlist choose", "playlist choose", "Your playlists"
    needs = Needs.READS
    target = "/v1/me/playlists"


class Verdict(PlaylistChoose):
    """A choice in one of its menus."""

    name = "/playlist choose: menu"

    async def prepare(self, bench: Bench) -> Guest:
        guest = await super().prepare(bench)
        guest.reply = await (await guest.visitor.run(self.command)).settled(WITHIN)
        return guest

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        if seen is Seen.EXPIRED:
            await bench.link(guest)
        return await self.act(bench, await self.prepare(bench))

    async def act(self, bench: Bench, guest: Guest) -> str:
        own = guest.listener.playlists[0].name
        reply = await guest.visitor.select(guest.shown, "These count as disliked", own)
        return (await reply.settled(WITHIN)).text


class Known(lists.Why):
    name, done = "Known", "will not come again"

    async def act(self, bench: Bench, guest: Guest) -> str:
        reply = await guest.visitor.press(guest.shown, "Known")
        return (await reply.settled(WITHIN)).text


class Privacy(Row):
    name, done = "/privacy", "What I keep about you"

    async def prepare(self, bench: Bench) -> Guest:
        return await bench.linked()

    async def act(self, bench: Bench, guest: Guest) -> str:
        guest.reply = await (await guest.visitor.run("privacy")).settled(WITHIN)
        return guest.reply.text


class Export(Privacy):
    name, done = "/privacy: export", "Everything I keep about you"

    async def prepare(self, bench: Bench) -> Guest:
        guest = await super().prepare(bench)
        guest.reply = await (await guest.visitor.run("privacy")).settled(WITHIN)
        return guest

    async def act(self, bench: Bench, guest: Guest) -> str:
        return (await (await guest.visitor.press(guest.shown, "Export")).settled(WITHIN)).text


class Forget(Row):
    """Everything is deleted, or nothing."""

    name, done = "/privacy: delete", "Everything is deleted"

    async def prepare(self, bench: Bench) -> Guest:
        guest = bench.newcomer()
        await (await guest.visitor.run("start", pick1=bench.some_song())).settled(WITHIN)
        await self._ask(guest)
        return guest

    async def _ask(self, guest: Guest) -> None:
        shown = await (await guest.visitor.run("privacy")).settled(WITHIN)
        guest.reply = await (await guest.visitor.press(shown, "Delete everything")).settled(WITHIN)

    async def act(self, bench: Bench, guest: Guest) -> str:
        reply = await guest.visitor.press(guest.shown, "Yes, delete everything")
        return (await reply.settled(WITHIN)).text

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        return await self.act(bench, await self.prepare(bench))

    def lost(self, before: Kept, after: Kept, seen: Seen, *, revoked: bool) -> list[str]:
        whole = after in {before, Kept(frozenset(), None, None, synced=False, taste=False)}
        gone = not after.likes and not after.taste
        return [] if whole and (gone or seen is not Seen.DONE) else ["half of a deletion"]
