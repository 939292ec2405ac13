"""Every command against every fault, and what the member saw.

`python -m tests.faults.matrix [--markdown] [--only TEXT]` plays the whole matrix on loopback and
prints it: one row a command, one column a fault. A cell is bad where the member saw anything but
one helpful sentence or success, where something of theirs was lost, where a task stayed behind,
or where the same command failed once the fault was gone. The last line is a count as JSON.
"""

import argparse
import asyncio
import gc
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.client import DidNotRespond, NotSeen
from bot.sandbox.discord.errors import ClientRefused
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import make_catalogue
from bot.sandbox.spotify.faults import held
from tests.faults import company, gathering, linking, lists, owning, playlists
from tests.faults.bench import WITHIN, Bench, Guest, open_bench
from tests.faults.columns import (
    CALLBACK,
    DISCORD,
    GATEWAY,
    SPOTIFY,
    DiscordFault,
    Effect,
    GatewayFault,
    SpotifyFault,
)
from tests.faults.rows import Needs, Row
from tests.faults.seen import GOOD, SILENCE, Seen, recognise, says_what_next, sentence

ROWS: tuple[Row, ...] = (
    linking.LinkOffer(),
    linking.CallbackToken(),
    linking.CallbackAccount(),
    linking.Paste(),
    linking.Reading(),
    linking.ReadingAgain(),
    lists.Recommend(),
    lists.RecommendExpired(),
    linking.RecommendUnread(),
    lists.Up(),
    lists.Down(),
    lists.Why(),
    lists.NextPage(),
    lists.Similar(),
    lists.SimilarToMessage(),
    playlists.Create(),
    playlists.Filling(),
    playlists.Picture(),
    playlists.Save(),
    linking.Unlink(),
)
"""What is entangled with Spotify or with its own earlier answers."""
MORE: tuple[Row, ...] = (
    gathering.Sync(),
    gathering.Start(),
    gathering.Import(),
    gathering.TasteCard(),
    gathering.TasteMap(),
    gathering.TasteReport(),
    owning.Keep(),
    owning.PlaylistChoose(),
    owning.Verdict(),
    owning.PlaylistList(),
    owning.PlaylistStop(),
    owning.Known(),
    owning.Privacy(),
    owning.Export(),
    owning.Forget(),
    company.Compare(),
    company.CompareMenu(),
    company.Blend(),
    company.BlendMenu(),
    company.Join(),
    company.Leave(),
    company.ScheduleSet(),
    company.SchedulePreview(),
    company.ScheduleList(),
    company.SchedulePause(),
    company.ScheduleResume(),
    company.ScheduleRemove(),
    company.SettingsShow(),
    company.SettingsSet(),
    company.SettingsChannels(),
    company.Help(),
)
"""Every other command, and some of the buttons."""
Fault = SpotifyFault | DiscordFault | GatewayFault
SONGS = 300
"""Enough to learn from; more would only take time."""
GROUPS: dict[str, tuple[Fault, ...]] = {
    "Spotify": SPOTIFY,
    "Discord": DISCORD,
    "Gateway": GATEWAY,
}
FAULTS: tuple[Fault, ...] = (*SPOTIFY, *DISCORD, *GATEWAY)


@dataclass(frozen=True, slots=True)
class Cell:
    """One command under one fault."""

    row: str
    fault: str
    seen: Seen
    text: str
    wrong: tuple[str, ...]
    """What must not have happened; empty where all is well."""


def applies(row: Row, fault: Fault) -> bool:
    """Whether a command can meet a fault at all."""
    if isinstance(fault, SpotifyFault):
        return bool(row.expected(fault))
    if isinstance(fault, DiscordFault):
        return fault.name.partition(":")[0] in row.answers
    return bool(row.answers)


async def play_row(
    row: Row, folder: Path, catalogue: Path, songs: CatalogueSongs, faults: Iterable[Fault] = FAULTS
) -> list[Cell]:
    """Play a row's cells on a stage of its own."""
    async with open_bench(folder, catalogue, songs, learning=row.learning) as bench:
        cells = [await _play(row, fault, bench) for fault in faults if applies(row, fault)]
        gc.collect()
        if bench.unhandled:
            last = cells[-1]
            cells[-1] = Cell(row.name, last.fault, last.seen, last.text, (*bench.unhandled,))
    return cells


async def _play(row: Row, fault: Fault, bench: Bench) -> Cell:
    guest = await row.prepare(bench)
    before, tasks, errors = await bench.kept(guest), bench.tasks(), len(bench.logged.texts)
    text, wrong = await _struck(row, fault, bench, guest)
    bench.calm()
    seen = recognise(text, row.done)
    if seen not in _expected(row, fault):
        wrong.append(f"saw {seen.value!r}")
    if seen not in GOOD and not says_what_next(text):
        wrong.append("no next step")
    if seen is not Seen.FAULT:
        wrong += [f"logged {logged!r}" for logged in bench.logged.texts[errors:]]
    revoked = isinstance(fault, SpotifyFault) and fault.effect is Effect.EXPIRED
    kept = await bench.kept(guest)
    wrong += [f"lost: {what}" for what in row.lost(before, kept, seen, revoked=revoked)]
    if not row.goes_on:
        wrong += [f"left behind: {name}" for name in await bench.leaked(tasks)]
    wrong += await _afterwards(row, bench, guest, seen)
    if row.goes_on:
        wrong += [f"left behind: {name}" for name in await bench.leaked(tasks)]
    return Cell(row.name, fault.name, seen, text, tuple(wrong))


async def _struck(row: Row, fault: Fault, bench: Bench, guest: Guest) -> tuple[str, list[str]]:
    """Act while a fault waits; return what was seen and what went wrong with the test itself."""
    if isinstance(fault, GatewayFault):
        return await _interrupted(row, fault, bench, guest)
    if isinstance(fault, DiscordFault):
        met = fault.strike(bench)
        text = await _act(row, bench, guest)
        return text, [] if met() else ["the fault was never met"]
    asked = len(bench.stage.spotify.exchanges)
    fault.strike(bench, row.target, exchanges=row.exchanges)
    text = await _act(row, bench, guest)
    if row.needs is not Needs.NOTHING:
        met = bench.stage.spotify.faults.bitten.is_set()
        return text, [] if met else ["the fault was never met"]
    quiet = len(bench.stage.spotify.exchanges) == asked
    return text, [] if quiet else ["Spotify was asked for nothing"]


async def _interrupted(
    row: Row, fault: GatewayFault, bench: Bench, guest: Guest
) -> tuple[str, list[str]]:
    """Act, and lose the session while the first answer, or Spotify's, is under way."""
    if row.held_at_spotify:
        hold = SpotifyFault("", lambda b: held(b.released), Effect.PASSES, times=1)
        hold.strike(bench, row.target, exchanges=False)
        reached = bench.stage.spotify.faults.bitten
        release = bench.released.set
    else:
        gate = bench.stage.discord.faults.hold(*CALLBACK)
        reached, release = gate.reached, gate.open
    acting = asyncio.create_task(_act(row, bench, guest))
    await asyncio.wait_for(reached.wait(), WITHIN)
    await fault.strike(bench)
    release()
    return await acting, []


async def _act(row: Row, bench: Bench, guest: Guest) -> str:
    try:
        return await row.act(bench, guest)
    except (DidNotRespond, NotSeen) as silence:
        return f"{SILENCE}{silence}"


async def _afterwards(row: Row, bench: Bench, guest: Guest, seen: Seen) -> list[str]:
    """Do the same again, now that nothing fails."""
    try:
        text = await row.again(bench, guest, seen)
    except (AssertionError, ClientRefused, DidNotRespond, NotSeen) as failure:
        return [f"afterwards: {failure}"]
    again = recognise(text, row.done)
    return [] if again in GOOD else [f"afterwards: {sentence(text)}"]


def _expected(row: Row, fault: Fault) -> frozenset[Seen]:
    if isinstance(fault, SpotifyFault):
        return row.expected(fault)
    if isinstance(fault, DiscordFault) and fault.told:
        return row.told
    return frozenset({Seen.DONE})


def table(cells: Sequence[Cell], faults: Sequence[Fault], *, markdown: bool) -> str:
    """Return a table of what was seen; `–` where a command cannot meet a fault."""
    seen = {(cell.row, cell.fault): cell for cell in cells}
    rows = list(dict.fromkeys(cell.row for cell in cells))
    head = ["", *(fault.name for fault in faults)]
    body = [[row, *(_short(seen.get((row, fault.name))) for fault in faults)] for row in rows]
    if markdown:
        lines = [head, ["---"] * len(head), *body]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)
    widths = [max(len(line[at]) for line in (head, *body)) for at in range(len(head))]
    return "\n".join(
        "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip()
        for line in (head, *body)
    )


def sentences(cells: Iterable[Cell]) -> str:
    """Return each short name with the texts that members read."""
    texts: dict[Seen, dict[str, None]] = {}
    for cell in cells:
        if cell.seen not in GOOD:
            texts.setdefault(cell.seen, {})[sentence(cell.text)] = None
    return "\n".join(f"- {seen.value}: {text}" for seen in texts for text in texts[seen])


def complaints(cells: Iterable[Cell]) -> list[str]:
    """Return what is wrong, one line a bad cell."""
    return [f"{cell.row} × {cell.fault}: {'; '.join(cell.wrong)}" for cell in cells if cell.wrong]


def _short(cell: Cell | None) -> str:
    if cell is None:
        return "–"
    return f"{cell.seen.value} !" if cell.wrong else cell.seen.value


async def _play_all(folder: Path, only: str) -> list[Cell]:
    catalogue = folder / "catalogue"
    make_catalogue(catalogue, count=SONGS)
    songs = CatalogueSongs(catalogue)
    cells: list[Cell] = []
    for number, row in enumerate((*ROWS, *MORE)):
        if only in row.name:
            print(f"playing {row.name} …", file=sys.stderr)
            own = folder / f"row{number}"
            own.mkdir()
            cells += await play_row(row, own, catalogue, songs)
    return cells


def main() -> int:
    """Play and print the matrix; return 1 where a cell is bad."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--markdown", action="store_true", help="print tables in Markdown")
    parser.add_argument("--only", default="", help="only commands whose name holds this")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cells = asyncio.run(_play_all(Path(folder), options.only))
    for name, faults in GROUPS.items():
        print(f"## {name}\n\n{table(cells, faults, markdown=options.markdown)}\n")
    print(f"## What members read\n\n{sentences(cells)}\n")
    bad = complaints(cells)
    if bad:
        print("## Wrong\n\n" + "\n".join(f"- {line}" for line in bad) + "\n")
    print(
        json.dumps({"commands": len({c.row for c in cells}), "cells": len(cells), "bad": len(bad)})
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
