"""`cratemate backup`: a copy of the members' store, also while the bot runs."""

import argparse
import sqlite3
import sys
from pathlib import Path
from typing import Any


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser(
        "backup",
        help="copy the members' store, also while the bot runs",
        description="Write a whole copy of the members' store to a file. What members delete later "
        "stays in it, so let copies expire. It is worth nothing without CRATEMATE_KEY.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Copy; 1 and one sentence on standard error where that cannot be done."""
    from bot.checks import read_settings
    from bot.cli.doctor import show
    from storage.copying import copy_store

    settings, faults = read_settings()
    if settings is None:
        show(faults)
        return 1
    store, into = settings.database, arguments.file
    if not store.exists():
        print(f"✗ There is no store {store} to copy.", file=sys.stderr)
        return 1
    if into.exists():
        print(f"✗ {into} is there already: name another file.", file=sys.stderr)
        return 1
    try:
        copy_store(store, into)
    except (OSError, sqlite3.Error) as error:
        print(f"✗ No copy could be made: {error}.", file=sys.stderr)
        return 1
    megabytes = into.stat().st_size / 1e6
    print(f"{into} is a whole copy of {store} ({megabytes:,.1f} MB); keep CRATEMATE_KEY apart.")
    return 0
