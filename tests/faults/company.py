"""What members of a server do together, and what its managers settle."""

from typing import ClassVar

from bot.sandbox.client import Reply
from tests.faults.bench import WITHIN, Bench, Guest
from tests.faults.rows import Row
from tests.faults.seen import SONG, Seen

_ANSWER = frozenset({"answer"})


class _Together(Row):
    """A command about two members who take part."""

    async def prepare(self, bench: Bench) -> Guest:
        return await bench.together()

    async def act(self, bench: Bench, guest: Guest) -> str:
        assert bench.companion is not None
        reply = await self.ask(guest, bench.companion)
        return (await reply.settled(WITHIN)).text.replace(SONG, "")

    async def ask(self, guest: Guest, other: Guest) -> Reply:
        raise NotImplementedError


class Compare(_Together):
    name, done = "/compare", "match"

    async def ask(self, guest: Guest, other: Guest) -> Reply:
        return await guest.visitor.run("compare", member=other.visitor.user)


class Blend(_Together):
    name, done = "/blend", "How well it fits"

    async def ask(self, guest: Guest, other: Guest) -> Reply:
        return await guest.visitor.run("blend", member=other.visitor.user, count=1)


class CompareMenu(_Together):
    name, done = "Compare our tastes (menu)", "match"

    async def ask(self, guest: Guest, other: Guest) -> Reply:
        return await guest.visitor.use_on_member("Compare our tastes", other.visitor.user)


class BlendMenu(_Together):
    name, done = "Blend with me (menu)", "How well it fits"

    async def ask(self, guest: Guest, other: Guest) -> Reply:
        return await guest.visitor.use_on_member("Blend with me", other.visitor.user)


class _Simple(Row):
    """A command that is answered at once, without options."""

    command: ClassVar[str]
    answers = _ANSWER

    async def prepare(self, bench: Bench) -> Guest:
        return await bench.linked()

    async def act(self, bench: Bench, guest: Guest) -> str:
        reply = await guest.visitor.run(self.command)
        return (await reply.settled(WITHIN)).text.replace(SONG, "")


class Join(_Simple):
    name, command, done = "/weekly join", "weekly join", "ou take part"


class Leave(_Simple):
    name, command, done = "/weekly leave", "weekly leave", "You take part no longer"

    async def prepare(self, bench: Bench) -> Guest:
        return await bench.together()

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        return await self.act(bench, await bench.together())


class Help(_Simple):
    name, command, done = "/help", "help", "What I can do"


class _Managed(_Simple):
    """A command of who manages the server."""

    async def prepare(self, bench: Bench) -> Guest:
        return bench.manager()


class SettingsShow(_Managed):
    name, command, done = "/settings show", "settings show", "What holds for this server"


class SettingsSet(_Managed):
    name, done = "/settings set", "What holds for this server"

    async def act(self, bench: Bench, guest: Guest) -> str:
        reply = await guest.visitor.run("settings set", adventure="bold")
        return (await reply.settled(WITHIN)).text


class SettingsChannels(_Managed):
    name, command, done = "/settings channels", "settings channels", "What holds for this server"


class _Scheduled(_Managed):
    """A command about a weekly post that is set."""

    async def prepare(self, bench: Bench) -> Guest:
        await bench.together()
        guest = bench.manager()
        await _plan(bench, guest)
        return guest


class ScheduleSet(_Scheduled):
    name, done = "/schedule set", "The weekly post comes in"
    answers = frozenset({"answer", "edit"})

    async def act(self, bench: Bench, guest: Guest) -> str:
        return await _plan(bench, guest)


class SchedulePreview(_Scheduled):
    name, command, done = "/schedule preview", "schedule preview", "This week's songs"
    answers = frozenset({"answer", "edit"})


class ScheduleList(_Scheduled):
    name, command, done = "/schedule list", "schedule list", "Weekly posts"


class SchedulePause(_Scheduled):
    name, command, done = "/schedule pause", "schedule pause", "paused"


class ScheduleResume(_Scheduled):
    name, command, done = "/schedule resume", "schedule resume", "The weekly post comes in"
    answers = frozenset({"answer", "edit"})


class ScheduleRemove(_Scheduled):
    name, command, done = "/schedule remove", "schedule remove", "Removed"

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        await _plan(bench, guest)
        return await self.act(bench, guest)


async def _plan(bench: Bench, guest: Guest) -> str:
    """Set the weekly post, in the place of the one there is."""
    channel = bench.stage.discord.channel
    options = {"channel": channel, "day": 0, "time": "9:00", "zone": "Europe/Berlin"}
    reply = await guest.visitor.run("schedule set", **options)
    return (await reply.settled(WITHIN)).text
