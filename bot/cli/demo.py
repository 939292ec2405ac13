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
        "--real",
        action="store_true",
        help="use the real songs of the catalogue of CRATEMATE_CATALOGUE instead of made-up ones",
    )
    parser.add_argument("--catalogue", type=Path, metavar="DIR", help="use the songs of this one")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve the page, or take the tour; exit with 1 and the reason where it fails."""
    from bot import log as logs
    from bot.sandbox.demo import serve_page, take_tour
    from bot.settings import Settings
    from storage.catalogue import CatalogueError

    logs.set_up("WARNING")
    catalogue = options.catalogue
    if options.real and catalogue is None:
        catalogue = Settings().catalogue
    try:
        if options.tour:
            return asyncio.run(take_tour(catalogue))
        return asyncio.run(serve_page(catalogue, options.port))
    except CatalogueError as error:
        print(f"✗ {error}", file=sys.stderr)
        if options.real:
            print("`cratemate catalogue fetch tidytuesday` brings real songs.", file=sys.stderr)
        return 1
