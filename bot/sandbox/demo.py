"""The demo: made-up songs, three members of different tastes, and the real bot among them."""

import asyncio
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from bot.sandbox.client import Visitor
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.songs import make_catalogue
from bot.sandbox.spotify.listeners import Listener
from bot.sandbox.stage import Stage
from bot.sandbox.tour import Guest, Tour

_TASTES = (
    ("ana", "Ana", ("techno", "house", "trance")),
    ("ben", "Ben", ("folk", "country", "blues")),
    ("cleo", "Cleo", ("hip-hop", "r-n-b", "soul")),
)


async def give_demo(catalogue: Path | None, *, stay: bool) -> int:
    """Set the stage, walk the tour, and stay up until stopped where asked to."""
    with tempfile.TemporaryDirectory(prefix="cratemate-demo-") as name:
        folder = Path(name)
        if catalogue is None:
            begun = time.monotonic()
            catalogue = folder / "catalogue"
            await asyncio.to_thread(make_catalogue, catalogue)
            seconds = time.monotonic() - begun
            print(f"A catalogue of 20,000 made-up songs is built ({seconds:.1f} s).")
        songs = CatalogueSongs(catalogue)
        listeners = [
            make_listener(songs, name, genres, seed=seed)
            for seed, (_, name, genres) in enumerate(_TASTES)
        ]
        async with Stage(folder, catalogue, listeners, songs) as stage:
            return await _play(stage, listeners, stay=stay)


async def _play(stage: Stage, listeners: list[Listener], *, stay: bool) -> int:
    await stage.start()
    print(
        f"Discord stands in at {stage.discord.base_url}, Spotify at {stage.spotify.accounts_url}."
    )
    guests = [
        Guest(Visitor(stage.discord, stage.discord.join(user, name)), listener, ", ".join(genres))
        for (user, name, genres), listener in zip(_TASTES, listeners, strict=True)
    ]
    begun = time.monotonic()
    try:
        await Tour(stage, guests, print).walk()
    except Exception as error:
        print(f"\n✗ The tour failed: {type(error).__name__}: {error}")
        return 1
    print(f"\n✓ The tour is over ({time.monotonic() - begun:.1f} s).")
    if stay:
        print("The bot stays up. Press Ctrl+C to end.")
        await _until_stopped()
    return 0


async def _until_stopped() -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await stop.wait()
