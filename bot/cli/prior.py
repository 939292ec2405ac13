"""`cratemate prior`: learn from other people's lists which tracks and artists go together."""

import argparse
import sys
from pathlib import Path
from typing import Any

from bot.cli.progress import ProgressLine
from storage.catalogue import CatalogueError
from storage.priors import PriorError, StoredPrior

# What learns takes its time to import, and every other command would wait for it.

_FOLDER = Path("data/prior")


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
    return "\n".join(lines)
