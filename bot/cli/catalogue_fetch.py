"""`cratemate catalogue fetch`: a public table by name, downloaded, checked and added."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.cli.progress import ProgressLine


def add_fetch(actions: Any) -> None:
    """Register the action."""
    fetch = actions.add_parser(
        "fetch",
        help="download a public table by name and add it",
        description="Show the licence of a known table (tidytuesday, 114k), download it where you "
        "agree, check it, and add it to the catalogue. A download that broke off is gone on with.",
    )
    fetch.add_argument("name", metavar="NAME", help="tidytuesday or 114k")
    fetch.add_argument(
        "--into", type=Path, metavar="DIR", help="the catalogue (the one of CRATEMATE_CATALOGUE)"
    )
    fetch.add_argument(
        "--tables",
        type=Path,
        metavar="DIR",
        help="for the download (`tables` beside the catalogue)",
    )
    fetch.add_argument("--yes", action="store_true", help="agree to the licence without a question")
    fetch.set_defaults(run=run_fetch)


def run_fetch(arguments: argparse.Namespace) -> int:
    """Fetch and add; 2 and one sentence on standard error where that cannot be done."""
    from bot.settings import Settings

    settings = Settings()
    agree: Callable[[], bool] = (lambda: True) if arguments.yes else _ask
    into: Path = arguments.into or settings.catalogue
    tables = arguments.tables or into.parent / "tables"
    return fetch_and_add(arguments.name, settings.tables, tables, into, agree=agree)


def fetch_and_add(
    name: str,
    settings: tuple[str, ...],
    tables: Path,
    catalogue: Path,
    *,
    agree: Callable[[], bool],
) -> int:
    """Show a table's licence and, where `agree` says so, fetch it and add it to a catalogue."""
    from bot.cli.catalogue import describe_report
    from bot.services.catalogue_fetching import fetch_table, find, remember
    from bot.services.fetching import FetchError
    from storage.catalogue import CatalogueError
    from storage.catalogue_building import add_tables

    try:
        table = find(name, settings)
        print(f"{table.licence}\nFrom: {table.source.address}")
        if not agree():
            print("Nothing was downloaded.")
            return 1
        with ProgressLine(sys.stderr) as line:
            fetched = asyncio.run(fetch_table(table, tables, progress=line.show))
        with ProgressLine(sys.stderr) as line:
            report = add_tables([fetched.file], catalogue, replace=False, progress=line.show)
        if not fetched.checked:
            remember(table, fetched)
    except (FetchError, CatalogueError) as error:
        print(error, file=sys.stderr)
        return 2
    if fetched.checked:
        print(f"{fetched.file} is what it should be (SHA-256 {fetched.sha256}).")
    else:
        print(
            f"Nobody states a checksum of this table: {fetched.sha256} is kept, and later "
            "downloads have to match it."
        )
    print(describe_report(report))
    return 0


def _ask() -> bool:
    print("Download it under this licence? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
