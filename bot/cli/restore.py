"""`cratemate restore`: puts a copy in the place of the members' store."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser(
        "restore",
        help="put a copy in the place of the members' store",
        description="Look through a copy, open it with CRATEMATE_KEY, and put it in the place of "
        "the store, which is kept beside it. Stop the bot first: while it runs this refuses.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="what `cratemate backup` wrote")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Restore; 1 and one sentence on standard error where that cannot be done."""
    from bot.checks import read_settings
    from bot.cli.doctor import show
    from storage.copying import restore_store
    from storage.errors import StoreError

    settings, faults = read_settings()
    if settings is None:
        show(faults)
        return 1
    store, copy = settings.database, arguments.file
    if not copy.is_file():
        print(f"✗ There is no file {copy}.", file=sys.stderr)
        return 1
    aside = store.with_name(f"{store.name}.replaced-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    try:
        replaced = restore_store(copy, store, settings.keys, aside)
    except (StoreError, OSError) as error:
        print(f"✗ {error}\n  Nothing was changed.", file=sys.stderr)
        return 1
    print(f"{store} is now what {copy} holds.")
    if replaced:
        print(f"The store it replaced is kept as {aside}: delete it when you no longer need it.")
    print(
        "What happened after the copy was made is not in it: members who unlinked or deleted their "
        "data since are in it again. Tell them, or let them do it once more."
    )
    return 0
