"""/playlist create and Save as playlist: whatever fails, one playlist with its songs in the end."""

from typing import ClassVar

from bot.sandbox.spotify.listeners import Playlist
from tests.faults.bench import WITHIN, Bench, Guest
from tests.faults.rows import Needs, Row
from tests.faults.seen import GOOD, Seen

_SONGS = 2
_ON_THE_WAY = ("thinking", "Making **", "Filling **", "Drawing its cover")


class Create(Row):
    """A playlist of fresh songs; each cell's has a name of its own."""

    name = "/playlist create: making"
    done = "2 songs are in your private playlist"
    needs = Needs.MAKING
    target = "/v1/me/playlists"
    goes_on = True
    told: ClassVar[frozenset[Seen]] = frozenset({Seen.FAULT, Seen.DONE})

    def __init__(self) -> None:
        self._number = 0

    @property
    def _title(self) -> str:
        return f"Mix {self._number}"

    async def prepare(self, bench: Bench) -> Guest:
        self._number += 1
        return await bench.linked()

    async def act(self, bench: Bench, guest: Guest) -> str:
        reply = await guest.visitor.run("playlist create", count=_SONGS, name=self._title)
        return (await reply.until(is_over, WITHIN)).text

    async def again(self, bench: Bench, guest: Guest, seen: Seen) -> str:
        # What may still take effect at Spotify is waited for: two minutes by the clock.
        bench.clock.forward(minutes=3)
        text = await super().again(bench, guest, seen)
        made = self._made(bench, guest)
        most = 1 if seen not in {*GOOD, Seen.FAULT} else self.most
        assert 1 <= len(made) <= most, f"{len(made)} playlists"
        for playlist in made:
            ids = {getattr(row, "track_id", None) for row in playlist.rows}
            assert len(ids) == len(playlist.rows) == _SONGS, f"{len(playlist.rows)} rows"
        return text

    most: ClassVar[int] = 2
    """Playlists after asking twice; a list is saved once however often it is asked for."""

    def _made(self, bench: Bench, guest: Guest) -> list[Playlist]:
        playlists = bench.stage.spotify.playlists_of(guest.listener)
        return [playlist for playlist in playlists if playlist.name == self._title]


class Filling(Create):
    name = "/playlist create: filling"
    needs = Needs.FILLING
    target = "/items"


class Picture(Create):
    name = "/playlist create: cover"
    needs = Needs.PICTURE
    target = "/images"


class Save(Create):
    name = "Save as playlist"
    done = "in your"
    most = 1

    async def prepare(self, bench: Bench) -> Guest:
        guest = await super().prepare(bench)
        self._list = await bench.recommend(guest, _SONGS)
        self._before = set(map(id, bench.stage.spotify.playlists_of(guest.listener)))
        return guest

    async def act(self, bench: Bench, guest: Guest) -> str:
        reply = await guest.visitor.press(self._list, "Save as playlist")
        return (await reply.until(is_over, WITHIN)).text

    def _made(self, bench: Bench, guest: Guest) -> list[Playlist]:
        playlists = bench.stage.spotify.playlists_of(guest.listener)
        return [playlist for playlist in playlists if id(playlist) not in self._before]


def is_over(text: str) -> bool:
    """Whether a message about a playlist says its last."""
    return not any(words in text for words in _ON_THE_WAY)
