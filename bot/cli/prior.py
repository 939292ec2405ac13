"""`cratemate prior`: learn from other people's lists which tracks and artists go together."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any

from bot.cli.progress import ProgressLine
from storage.catalogue import CatalogueError
from storage.priors import PriorError, StoredPrior

# What learns takes its time to import, and every other command would wait for it.

_FOLDER = Path("data/prior")
_LISTS = Path("data/lists")


def add_parser(subcommands: Any) -> None:
    """Register the subcommand and what it can do."""
    parser = subcommands.add_parser(
        "prior", help="learn from other people's lists", description=__doc__
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    train = actions.add_parser(
        "train",
        help="learn a prior from lists of tracks",
        description="Learn which tracks and artists stand together in lists, and how far to trust "
        "that. The same lists give the same prior.",
    )
    train.add_argument(
        "--lists",
        type=Path,
        required=True,
        action="append",
        metavar="FILE",
        help="Parquet or CSV with list_id or playlist_id, and track_id or title and artist; may "
        "be given several times",
    )
    train.add_argument("--catalogue", type=Path, required=True, metavar="DIR")
    train.add_argument("--into", type=Path, default=_FOLDER, metavar="DIR", help=f"({_FOLDER})")
    train.add_argument("--seed", type=int, default=0, metavar="N", help="starts all chance (0)")
    train.set_defaults(run=run_train)
    fetch = actions.add_parser(
        "fetch",
        help="download lists whose licence allows learning from them",
        description="Show the licence of known lists, download them, and check them. A download "
        "that broke off is gone on with.",
    )
    fetch.add_argument("name", metavar="NAME", help="such as tidytuesday")
    fetch.add_argument(
        "--from",
        dest="source",
        metavar="ADDRESS#sha256=DIGITS",
        help="where they are and their checksum (else CRATEMATE_LISTS)",
    )
    fetch.add_argument("--into", type=Path, default=_LISTS, metavar="DIR", help=f"({_LISTS})")
    fetch.set_defaults(run=run_fetch)
    info = actions.add_parser("info", help="describe the prior in use")
    info.add_argument("--prior", type=Path, default=_FOLDER, metavar="DIR", help=f"({_FOLDER})")
    info.set_defaults(run=run_info)


def run_train(arguments: argparse.Namespace) -> int:
    """Learn a prior; 2 and one sentence on standard error where that cannot be done."""
    from bot.services.catalogue import load_snapshot
    from bot.services.prior_training import ListsError, train

    try:
        snapshot = load_snapshot(arguments.catalogue)
        with ProgressLine(sys.stderr) as line:
            stored = train(
                arguments.lists,
                snapshot.catalogue,
                snapshot.tracks,
                arguments.into,
                seed=arguments.seed,
                progress=line.show,
            )
    except (ListsError, PriorError, CatalogueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(_describe(stored))
    return 0


def run_fetch(arguments: argparse.Namespace) -> int:
    """Download known lists; 2 and one sentence on standard error where that cannot be done."""
    from bot.services.fetching import FetchError, fetch
    from bot.services.list_sources import find, locate
    from bot.settings import Settings

    try:
        known = find(arguments.name)
        source = locate(known, arguments.source, Settings().lists)
        print(known.licence)
        into = arguments.into / known.file
        with ProgressLine(sys.stderr) as line:
            asyncio.run(fetch(source, into, progress=line.show))
    except FetchError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{into} is there and is what it should be.")
    print(f"Next: cratemate prior train --lists {into} --catalogue DIR")
    return 0


def run_info(arguments: argparse.Namespace) -> int:
    """Describe the prior in use."""
    try:
        print(_describe(StoredPrior.open(arguments.prior)))
    except PriorError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _describe(stored: StoredPrior) -> str:
    facts = stored.facts
    lines = [
        f"Prior {stored.version} over catalogue {stored.catalogue}",
        f"{facts['lists']:,} lists, {facts['entries']:,} entries: {facts['tracks']:,} tracks of "
        f"the catalogue by {facts['artists']:,} artists, {facts['outside']:,} outside it",
        f"Ranker of {facts['rounds']:,} trees, learned from {facts['lessons']:,} lessons",
    ]
    if facts["refused"]:
        lines.append(f"{facts['refused']:,} entries name no list or no track and were left out")
    if facts.get("spared"):
        lines.append(f"{facts['spared']:,} more lists were left out: these say as much")
    return "\n".join(lines)
