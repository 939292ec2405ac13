"""The demo: songs, members of different tastes, and the real bot among them.

`serve_page` lets a visitor play in the browser; `take_tour` plays by itself and prints what is
seen.
"""

import asyncio
import signal
import socket
import tempfile
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.sandbox.client import Visitor
from bot.sandbox.discord.state import EVERYONE, Member, Permission
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.page.clock import ShiftedClock
from bot.sandbox.page.server import Page
from bot.sandbox.songs import make_catalogue
from bot.sandbox.spotify.listeners import Listener
from bot.sandbox.stage import Stage
from bot.sandbox.tour import Guest, Tour

_TASTES = (
    ("ana", "Ana", ("techno", "house", "trance")),
    ("ben", "Ben", ("folk", "country", "blues")),
    ("cleo", "Cleo", ("hip-hop", "r-n-b", "soul")),
)
_MANAGER = "ana"
"""Who may set up weekly posts."""


@dataclass(frozen=True, slots=True)
class _Scene:
    stage: Stage
    clock: ShiftedClock
    members: tuple[Member, ...]
    listeners: tuple[Listener, ...]


async def serve_page(catalogue: Path | None, port: int) -> int:
    """Serve the page until stopped."""
    async with _scene(catalogue, port) as scene:
        accounts = {
            member.id: listener
            for member, listener in zip(scene.members, scene.listeners, strict=True)
        }
        page = Page(scene.stage, scene.clock, accounts)
        scene.stage.discord.serve_also(page.add_routes)
        async with scene.stage as stage:
            await stage.start()
            print(f"\n  Open {stage.discord.base_url}/ in a browser. Press Ctrl+C to end.\n")
            await _until_stopped()
    return 0


async def take_tour(catalogue: Path | None) -> int:
    """Walk the tour; 1 where it shows something wrong."""
    async with _scene(catalogue, 0) as scene, scene.stage as stage:
        await stage.start()
        print(
            f"Discord stands in at {stage.discord.base_url}, "
            f"Spotify at {stage.spotify.accounts_url}."
        )
        guests = [
            Guest(Visitor(stage.discord, member), listener, ", ".join(genres))
            for member, listener, (_, _, genres) in zip(
                scene.members, scene.listeners, _TASTES, strict=True
            )
        ]
        begun = time.monotonic()
        try:
            await Tour(stage, guests, print).walk()
        except Exception as error:
            print(f"\n✗ The tour failed: {type(error).__name__}: {error}")
            return 1
        print(f"\n✓ The tour is over ({time.monotonic() - begun:.1f} s).")
    return 0


@asynccontextmanager
async def _scene(catalogue: Path | None, port: int) -> AsyncGenerator[_Scene]:
    """Set the stage in a folder of its own; songs are made up unless there is a catalogue."""
    with tempfile.TemporaryDirectory(prefix="cratemate-demo-") as name:
        folder = Path(name)
        if catalogue is None:
            begun = time.monotonic()
            catalogue = folder / "catalogue"
            await asyncio.to_thread(make_catalogue, catalogue)
            seconds = time.monotonic() - begun
            print(f"A catalogue of 20,000 made-up songs is built ({seconds:.1f} s).")
        songs = CatalogueSongs(catalogue)
        listeners = tuple(
            make_listener(songs, name, _sung(songs, genres, seed), seed=seed)
            for seed, (_, name, genres) in enumerate(_TASTES)
        )
        clock = ShiftedClock()
        stage = Stage(folder, catalogue, listeners, songs, now=clock, port=_free(port))
        members = tuple(_join(stage, user, name) for user, name, _ in _TASTES)
        yield _Scene(stage, clock, members, listeners)


def _sung(songs: CatalogueSongs, genres: Sequence[str], place: int) -> Sequence[str]:
    """Return those genres that the songs have, or where they have none, others of their own."""
    names = songs.catalogue.genre_names
    known = [genre for genre in genres if genre in names]
    if known or not names:
        return known
    counts = np.bincount(songs.catalogue.arrays.genre_ids, minlength=len(names))
    common = [names[int(number)] for number in np.argsort(-counts, kind="stable")]
    return common[place :: len(_TASTES)][: len(genres)]


def _join(stage: Stage, username: str, name: str) -> Member:
    manages = Permission.MANAGE_GUILD if username == _MANAGER else 0
    return stage.discord.join(username, name, permissions=EVERYONE | manages)


def _free(port: int) -> int:
    """Return the port, or 0 for any free one where it is taken."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port


async def _until_stopped() -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await stop.wait()
