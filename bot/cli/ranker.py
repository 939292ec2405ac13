"""`cratemate ranker`: make the shared ranker that ships in the package."""

import argparse
import sys
from pathlib import Path
from typing import Any

from bot.cli.progress import ProgressLine
from storage.catalogue import CatalogueError

# What learns takes its time to import, and every other command would wait for it.


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser(
        "ranker",
        help="make the ranker that all members share",
        description="The shared ranker serves members with few likes, and is what each member's "
        "own classifier begins with.",
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    train = actions.add_parser(
        "train",
        help="learn it from lists of tracks",
        description="Learn the shared ranker from the train part of a file's lists; the parts "
        "that `cratemate evaluate` tunes and judges on teach nothing.",
    )
    train.add_argument(
        "--lists",
        type=Path,
        required=True,
        metavar="FILE",
        help="Parquet or CSV with list_id or playlist_id, and track_id",
    )
    train.add_argument("--catalogue", type=Path, required=True, metavar="DIR")
    train.add_argument("--out", type=Path, required=True, metavar="FILE")
    train.set_defaults(run=run_train)


def run_train(arguments: argparse.Namespace) -> int:
    """Train and write the file; 2 and one sentence where that cannot be done."""
    from bot.services.evaluation_lists import ListsError
    from bot.services.ranker_making import make_ranker

    try:
        with ProgressLine(sys.stderr) as line:
            made = make_ranker(arguments.catalogue, arguments.lists, line.show)
        model = made.ranker.save()
        _write(arguments.out, model)
    except (ListsError, CatalogueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(
        f"{made.lessons:,} lessons of {made.lists:,} lists, {made.rows:,} tracks; probabilities "
        f"fitted on {made.calibrated:,} draws; {len(model):,} bytes written to {arguments.out}"
    )
    return 0


def _write(path: Path, model: bytes) -> None:
    """Put a file in its place whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(model)
    part.replace(path)
