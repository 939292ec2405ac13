"""What members do while the bot is killed; each notes what the bot has told them, once it has."""

import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from bot.sandbox.client import Reply
from bot.sandbox.discord.components import walk
from bot.sandbox.discord.state import Upload
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import library
from bot.sandbox.spotify.server import SpotifyStandIn
from storage.catalogue import CatalogueTrack
from storage.like import Source
from tests.faults.kill_scene import Person
from tests.faults.tally import Declined, Tally
from tests.unit import import_files as files

PATIENCE = 60.0
GENRES = ("techno", "house", "folk", "country", "jazz", "soul", "rock", "punk")

Act = Callable[[Person], Coroutine[None, None, None]]


@dataclass
class Acts:
    """All a member may do."""

    songs: CatalogueSongs
    spotify: SpotifyStandIn
    chance: random.Random
    tally: Tally = field(default_factory=Tally)
    made: int = 0
    """Playlists asked for."""

    def choose(self, person: Person) -> Act:
        """Return something that makes sense for a member as things stand."""
        if person.listener is not None and not person.linked and self.chance.random() < 0.6:
            return self.link
        acts: list[Act] = [self.bring, self.bring, self.start]
        if person.learned or person.likes:
            acts += [self.rate, self.delete, self.delete]
        if person.linked:
            acts += [self.save] * 5 + [self.link, self.unlink]
        return self.chance.choice(acts)

    async def link(self, person: Person) -> None:
        """Link Spotify by pasting the address; reading and training follow."""
        assert person.listener is not None
        person.unlinked = person.forgotten = False
        with self.tally.counting("link"):
            offer = await (await person.visitor.run("link")).settled(PATIENCE)
            if "Open Spotify" not in offer.links:
                raise Declined(offer.text)
            address = await self.spotify.consent(offer.links["Open Spotify"], person.listener)
            form = await person.visitor.press(offer, "Paste the address")
            done = await person.visitor.submit(form, address=address)
            await done.until("Linked to Spotify", PATIENCE)
            person.linked = True
        await self._train(person, offer, "try `/recommend`")

    async def bring(self, person: Person) -> None:
        """Import a file."""
        person.forgotten = False
        found = self._songs(self.chance.randint(5, 40))
        rows = [files.Song(t.track_id, t.title, t.artists[0], t.isrc or "") for t in found]
        make = self.chance.choice((files.account, files.exportify, files.extended))
        data = make(rows)
        upload = Upload("mine.bin", data if isinstance(data, bytes) else data.encode())
        with self.tally.counting("import"):
            reply = await person.visitor.run("import", file=upload)
            await reply.until("different songs that count", PATIENCE)
            person.likes |= {(Source.IMPORT.value, track.track_id) for track in found}
        if "nothing has changed" not in reply.text:
            await self._train(person, reply, "Now try `/recommend`")

    async def _train(self, person: Person, reply: Reply, end: str) -> None:
        with self.tally.counting("training"):
            await reply.until(end, PATIENCE)
            person.learned = True

    async def start(self, person: Person) -> None:
        """Pick five songs, which take the place of earlier picks."""
        person.forgotten = False
        person.doubt_sources(Source.PICK.value)
        found = self._songs(5)
        picks = {f"pick{place}": t.track_id for place, t in enumerate(found, start=1)}
        with self.tally.counting("picks"):
            reply = await (await person.visitor.run("start", **picks)).settled(PATIENCE)
            if "[Why]" not in reply.text:
                raise Declined(reply.text)
            person.likes |= {(Source.PICK.value, track.track_id) for track in found}
            person.learned = True

    async def rate(self, person: Person) -> None:
        """Ask for songs and give one of them a thumb."""
        person.forgotten = False
        with self.tally.counting("thumb"):
            reply = await (await person.visitor.run("recommend", count=2)).settled(PATIENCE)
            label, source = self.chance.choice((("👍", Source.UP), ("👎", Source.DOWN)))
            track_id = _first_song(reply)
            if track_id is None:
                raise Declined(reply.text)
            rated = (Source.UP.value, track_id), (Source.DOWN.value, track_id)
            person.likes.difference_update(rated)
            await (await person.visitor.press(reply, label)).settled(PATIENCE)
            person.likes.add((source.value, track_id))

    async def save(self, person: Person) -> None:
        """Have a playlist made."""
        person.forgotten = False
        self.made += 1
        name, count = f"Crate {self.made}", self.chance.randint(3, 12)
        with self.tally.counting("playlist"):
            reply = await person.visitor.run("playlist create", name=name, count=count)
            await reply.until("in your private playlist", PATIENCE)
            if "Only " not in reply.text:
                person.playlists[name] = count
                person.recorded.add(name)

    async def unlink(self, person: Person) -> None:
        """Part from Spotify; picks, thumbs and imports stay."""
        person.linked = person.learned = False
        with self.tally.counting("unlink"):
            reply = await (await person.visitor.run("unlink")).settled(PATIENCE)
            if "Unlinked" not in reply.text:
                raise Declined(reply.text)
            person.unlinked = True

    async def delete(self, person: Person) -> None:
        """Have everything deleted."""
        with self.tally.counting("deletion"):
            shown = await (await person.visitor.run("privacy")).settled(PATIENCE)
            if "Delete everything" not in shown.buttons:
                raise Declined(shown.text)
            pressed = await person.visitor.press(shown, "Delete everything")
            question = await pressed.settled(PATIENCE)
            person.doubt_everything()
            answer = await person.visitor.press(question, "Yes, delete everything")
            gone = "Everything is deleted"
            await question.until(lambda text: gone in text + answer.text, PATIENCE)
            person.forgotten = True

    def _songs(self, count: int) -> list[CatalogueTrack]:
        genres = self.chance.sample(GENRES, 2)
        return library(self.songs.catalogue, genres, count, self.chance.randrange(10**6))


def _first_song(reply: Reply) -> str | None:
    ids = (str(part.get("custom_id", "")) for m in reply.messages for part in walk(m.components))
    return next((text.rpartition(":")[2] for text in ids if text.startswith("crate:up:")), None)
