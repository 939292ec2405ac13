"""Every command against every fault: one helpful sentence or success, and nothing lost or left.

`python -m tests.faults.matrix` prints what is tried here as a table.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import make_catalogue
from bot.services.training import Training
from tests.faults import lists
from tests.faults.bench import Bench, Guest
from tests.faults.columns import DISCORD, GATEWAY, SPOTIFY
from tests.faults.matrix import (
    FAULTS,
    MORE,
    ROWS,
    SONGS,
    Fault,
    applies,
    complaints,
    play_row,
    table,
)
from tests.faults.rows import Needs, Row
from tests.faults.seen import Seen, says_what_next

LASTING_CUT = next(fault for fault in SPOTIFY if fault.name == "cut")
UNCONCERNED: tuple[Fault, ...] = (LASTING_CUT, *DISCORD, *GATEWAY)
"""Where Spotify is not asked, all its faults are one."""


@pytest.fixture(scope="module")
def few_songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    make_catalogue(folder, count=SONGS)
    return folder


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
async def test_a_command_under_every_fault(row: Row, tmp_path: Path, few_songs: Path) -> None:
    faults = UNCONCERNED if row.needs is Needs.NOTHING else FAULTS
    cells = await play_row(row, tmp_path, few_songs, CatalogueSongs(few_songs), faults)
    assert complaints(cells) == []
    assert [cell.fault for cell in cells] != []
    assert {cell.fault for cell in cells} == {f.name for f in faults if applies(row, f)}


def named(*names: str) -> list[Fault]:
    return [fault for fault in FAULTS if fault.name in names]


BRIEFLY = named("cut", "answer: cut, but taken", "edit: 500 five times", "INVALID_SESSION")
"""One fault of each kind; the whole matrix is for the command."""
SOME = ("/sync", "/playlist choose: menu", "/playlist list", "/privacy: delete", "/blend", "Known")


@pytest.mark.parametrize("row", [row for row in MORE if row.name in SOME], ids=lambda row: row.name)
async def test_more_commands_under_some_faults(row: Row, tmp_path: Path, few_songs: Path) -> None:
    cells = await play_row(row, tmp_path, few_songs, CatalogueSongs(few_songs), BRIEFLY)
    assert complaints(cells) == []
    assert len(cells) == len(BRIEFLY)


async def test_an_import_whose_last_words_are_lost_says_so(tmp_path: Path, few_songs: Path) -> None:
    faults = named("edit: 500 five times")
    (row,) = (row for row in MORE if row.name == "/import")
    cells = await play_row(row, tmp_path, few_songs, CatalogueSongs(few_songs), faults)
    assert complaints(cells) == []


def test_every_command_is_in_the_matrix(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["commands", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    names = {f"/{name}" for name in _paths(listed["commands"])}
    names |= {f"{name} (menu)" for name in listed["menus"]}
    rows = [row.name for row in (*ROWS, *MORE)]
    assert len(names) > 30
    assert [name for name in names if not any(_about(row, name) for row in rows)] == []


def _paths(commands: dict[str, Any], group: str = "") -> list[str]:
    """Return the names of all commands, those of groups behind their group's."""
    names: list[str] = []
    for name, one in commands.items():
        inner = one.get("commands")
        names += _paths(inner, f"{group}{name} ") if inner else [f"{group}{name}"]
    return names


def _about(row: str, name: str) -> bool:
    return row == name or row.startswith((f"{name},", f"{name}:"))


class Forgetful(lists.Why):
    """A command that loses what the member likes."""

    async def act(self, bench: Bench, guest: Guest) -> str:
        seen = await super().act(bench, guest)
        likes = await bench.services.store.likes.of(guest.id)
        await bench.services.store.likes.remove(guest.id, {like.source for like in likes})
        return seen


class Littering(lists.Why):
    """A command that leaves a task behind."""

    litter: asyncio.Task[None] | None = None

    async def act(self, bench: Bench, guest: Guest) -> str:
        type(self).litter = asyncio.create_task(Training._run(bench.services.training))
        return await super().act(bench, guest)


class Curt(lists.Why):
    """A command that says something else than what was asked for, and no next step."""

    async def act(self, bench: Bench, guest: Guest) -> str:
        await super().act(bench, guest)
        return "Error."


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (Forgetful(), "lost: likes"),
        (Littering(), "left behind: Training._run"),
        (Curt(), "no next step"),
        (Curt(), "afterwards: Error."),
    ],
)
async def test_the_matrix_tells_of_what_goes_wrong(
    row: Row, wrong: str, tmp_path: Path, few_songs: Path
) -> None:
    [cell] = await play_row(row, tmp_path, few_songs, CatalogueSongs(few_songs), [LASTING_CUT])
    if Littering.litter is not None:
        Littering.litter.cancel()
    assert wrong in cell.wrong
    assert "cut" in complaints([cell])[0]
    assert table([cell], [LASTING_CUT], markdown=True).endswith("! |")


def test_a_sentence_without_a_next_step_is_known() -> None:
    assert says_what_next("Run `/link` to renew it.")
    assert not says_what_next("Spotify does not answer properly at the moment.")
    assert Seen.ODD not in {seen for row in ROWS for f in SPOTIFY for seen in row.expected(f)}
