"""`cratemate demo`: the bot among stand-ins on this machine, with a tour; no account needed."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser("demo", help="see it work, without any account")
    parser.add_argument("--tour", action="store_true", help="end after the tour")
    parser.add_argument(
        "--catalogue", type=Path, metavar="DIR", help="use these songs instead of made-up ones"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Take the tour; exit with 1 and the reason where it fails."""
    from bot import log as logs
    from bot.sandbox.demo import give_demo
    from storage.catalogue import CatalogueError

    logs.set_up("WARNING")
    try:
        return asyncio.run(give_demo(options.catalogue, stay=not options.tour))
    except CatalogueError as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
