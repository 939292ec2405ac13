"""`cratemate demo`: the bot among stand-ins on this machine, with a page; no account needed."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any

PORT = 8484


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser("demo", help="see it work, without any account")
    parser.add_argument(
        "--tour", action="store_true", help="print a tour as text instead, and end after it"
    )
    parser.add_argument(
        "--port", type=int, default=PORT, help=f"of the page ({PORT}; a free one where it is taken)"
    )
    parser.add_argument(
        "--catalogue", type=Path, metavar="DIR", help="use these songs instead of made-up ones"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve the page, or take the tour; exit with 1 and the reason where it fails."""
    from bot import log as logs
    from bot.sandbox.demo import serve_page, take_tour
    from storage.catalogue import CatalogueError

    logs.set_up("WARNING")
    try:
        if options.tour:
            return asyncio.run(take_tour(options.catalogue))
        return asyncio.run(serve_page(options.catalogue, options.port))
    except CatalogueError as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
