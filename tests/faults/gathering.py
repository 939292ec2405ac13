"""/sync, /start, /import and /taste: where likes come from, and what they look like."""

from dataclasses import replace
from typing import ClassVar

from bot.sandbox.discord.state import Upload
from storage.like import Source
from tests.faults.bench import LEARNED, WITHIN, Bench, Guest, Kept
from tests.faults.rows import Needs, Row
from tests.faults.seen import Seen, plain
from tests.unit import import_files as files

_ENDED = ("Now try /recommend", "That did not work", "on my side")


class Sync(Row):
    """From the command to the end of the reading."""

    name = "/sync"
    done = "Now try /recommend"
    needs = Needs.READS
    target = "/v1/me/top"
    goes_on = True
    told = frozenset({Seen.FAULT, Seen.DONE})

    async def prepare(self, bench: Bench) -> Guest:
        return await bench.linked()

    async def act(self, bench: Bench, guest: Guest) -> str:
        # A library is read again after ten minutes.
        bench.clock.forward(minutes=11)
        reply = await guest.visitor.run("sync")
        return (await reply.until(_is_over, WITHIN)).text


class Import(Row):
    """A file with a song of the catalogue and one that nobody has heard of."""

    name = "/import"
    done = "Now try /recommend"
    goes_on = True
    told = frozenset({Seen.FAULT, Seen.DONE})

    def __init__(self) -> None:
        self._number = 0

    async def prepare(self, bench: Bench) -> Guest:
        return await bench.linked()

    async def act(self, bench: Bench, guest: Guest) -> str:
        self._number += 1
        songs = [
            files.Song(bench.some_song(), f"Known {self._number}", "Somebody", ""),
            files.Song("", f"Unheard {self._number}", "Nobody", ""),
        ]
        upload = Upload("mine.csv", files.exportify(songs).encode())
        reply = await guest.visitor.run("import", file=upload)
        text = (await reply.until(_is_over, WITHIN)).text
        await bench.settle(guest)
        return text


def _is_over(text: str) -> bool:
    return any(words in plain(text) for words in _ENDED) or LEARNED in text


class Start(Row):
    """Picks take the place of earlier ones."""

    name, done = "/start", "For you"
    needs = Needs.COVERS
    target = "/v1/tracks/"

    async def prepare(self, bench: Bench) -> Guest:
        return await bench.linked()

    async def act(self, bench: Bench, guest: Guest) -> str:
        reply = await guest.visitor.run("start", pick1=bench.some_song())
        return (await reply.settled(WITHIN)).text

    def lost(self, before: Kept, after: Kept, seen: Seen, *, revoked: bool) -> list[str]:
        others = frozenset(like for like in before.likes if like[1] is not Source.PICK)
        return super().lost(replace(before, likes=others), after, seen, revoked=revoked)


class _Taste(Row):
    command: ClassVar[str]

    async def prepare(self, bench: Bench) -> Guest:
        return await bench.linked()

    async def act(self, bench: Bench, guest: Guest) -> str:
        return (await (await guest.visitor.run(self.command)).settled(WITHIN)).text


class TasteCard(_Taste):
    name, command, done = "/taste card", "taste card", "Your taste"


class TasteMap(_Taste):
    name, command, done = "/taste map", "taste map", "Your taste as a map"


class TasteReport(_Taste):
    name, command, done = "/taste report", "taste report", "How well I know your taste"
