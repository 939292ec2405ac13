"""The demo's tour: members link, get songs and press buttons; every reply as readable text."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.client import Reply, Visitor
from bot.sandbox.spotify.listeners import Listener, StandInTrack
from bot.sandbox.stage import Stage

Show = Callable[[str], None]

LEARNED = "try `/recommend`"
_LINK_PATIENCE = 45.0
"""Seconds for reading and training on a slow machine; a fast one needs two."""


class TourFailed(Exception):
    """Something a visitor would have noticed."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A demo member: somebody in Discord with an account at the stand-in Spotify."""

    visitor: Visitor
    listener: Listener
    taste: str


class Tour:
    """Walks guests through the bot, and fails where it shows them something wrong."""

    def __init__(self, stage: Stage, guests: list[Guest], show: Show) -> None:
        self._stage = stage
        self._guests = guests
        self._show = show

    async def walk(self) -> None:
        """Take the whole tour. Raises TourFailed, or what the client noticed."""
        first, *others = self._guests
        await self._link_by_page(first)
        await self._recommend(first)
        await self._find_similar(first)
        await self._make_playlists(first)
        for guest in others:
            await self._link_by_paste(guest)
            reply = await self._run(guest, "recommend", count=2)
            self._expect(reply.text.count("[👍]") == 2, "two songs", reply)
        await self._part(first)

    async def _link_by_page(self, guest: Guest) -> None:
        self._say(f"{_name(guest)} likes {guest.taste} and links Spotify by the callback page.")
        reply = await self._run(guest, "link")
        address = await self._stage.consent(reply.links["Open Spotify"], guest.listener)
        status, page = await self._stage.confirm(address)
        self._say(f"In the browser: {page}")
        self._expect(status == 200, "the page says that the account is linked", reply)
        await reply.until(LEARNED, _LINK_PATIENCE)
        self._reply(reply)

    async def _link_by_paste(self, guest: Guest) -> None:
        self._say(f"{_name(guest)} likes {guest.taste} and links by pasting the address.")
        reply = await self._run(guest, "link")
        address = await self._stage.consent(reply.links["Open Spotify"], guest.listener)
        form = await self._press(guest, reply, "Paste the address")
        done = await guest.visitor.submit(form, address=address)
        await done.until("Linked to Spotify", _LINK_PATIENCE)
        self._reply(done)
        await reply.until(LEARNED, _LINK_PATIENCE)
        self._reply(reply)

    async def _recommend(self, guest: Guest) -> None:
        reply = await self._run(guest, "recommend", count=6)
        self._expect(reply.text.count("[👍]") == 4, "four songs on the first page", reply)
        first_page = reply.text
        await self._press(guest, reply, "Next")
        await reply.until(lambda text: text != first_page)
        self._reply(reply)
        for label in ("👍", "👎", "Why"):
            answer = await self._press(guest, reply, label)
            await answer.settled()
            self._reply(answer)
        again = await self._run(guest, "recommend", count=4)
        repeated = set(_titles(first_page)) & set(_titles(again.text))
        self._expect(not repeated, "songs that were not shown before", again)

    async def _find_similar(self, guest: Guest) -> None:
        loved = next(row for row in guest.listener.saved if isinstance(row, StandInTrack))
        typed = loved.title[:6].lower()
        self._show(f"\n▸ {_name(guest)} types  /similar song:{typed}  and is offered")
        choices = await guest.visitor.choices("similar", "song", typed)
        self._show("\n".join(f"  {choice.name}" for choice in choices[:4]))
        chosen = choices[0]
        self._show(f"\n▸ {_name(guest)} chooses  /similar song:{chosen.name} count:3")
        reply = await guest.visitor.run("similar", song=str(chosen.value), count=3)
        self._reply(await reply.settled())
        self._expect(reply.text.count("[👍]") == 3, "three similar songs", reply)
        saved = await self._press(guest, reply, "Save as playlist")
        self._reply(await saved.until("Open in Spotify", _LINK_PATIENCE))

    async def _make_playlists(self, guest: Guest) -> None:
        self._show(f"\n▸ {_name(guest)} types  /playlist create count:12 name:Crate of the week")
        reply = await guest.visitor.run("playlist create", count=12, name="Crate of the week")
        self._reply(await reply.until("Open in Spotify", _LINK_PATIENCE))
        made = self._stage.spotify.playlists_of(guest.listener)
        self._say("At Spotify there are now:")
        self._show("\n".join(f"  {playlist.name}: {len(playlist.rows)} songs" for playlist in made))
        whole = any(len(playlist.rows) == 12 for playlist in made)
        self._expect(whole, "a playlist of twelve songs", reply)

    async def _part(self, guest: Guest) -> None:
        reply = await self._run(guest, "unlink")
        self._expect("deleted" in reply.text, "the deletion is confirmed", reply)

    async def _run(self, guest: Guest, command: str, **options: int | str) -> Reply:
        typed = "".join(f" {name}:{value}" for name, value in options.items())
        self._show(f"\n▸ {_name(guest)} types  /{command}{typed}")
        reply = await guest.visitor.run(command, **options)
        await reply.settled()
        self._reply(reply)
        return reply

    async def _press(self, guest: Guest, reply: Reply, label: str) -> Reply:
        self._show(f"\n▸ {_name(guest)} presses  [{label}]")
        return await guest.visitor.press(reply, label)

    def _say(self, text: str) -> None:
        self._show(f"\n— {text}")

    def _reply(self, reply: Reply) -> None:
        self._show("\n".join(f"  {line}" for line in reply.text.splitlines()))

    def _expect(self, good: bool, what: str, reply: Reply) -> None:
        if not good:
            raise TourFailed(f"expected: {what}; seen:\n{reply.text}")


def _name(guest: Guest) -> str:
    return guest.visitor.user.display_name


def _titles(text: str) -> list[str]:
    return [line for line in text.splitlines() if "open.spotify.com/track/" in line]
