"""The command line: one file a subcommand, each with `add_parser` and a `run` that returns the
exit code.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

_SUBCOMMANDS = (
    "setup",
    "run",
    "demo",
    "doctor",
    "commands",
    "allow-list",
    "backup",
    "restore",
    "catalogue",
    "prior",
    "rank",
    "ranker",
    "similar",
    "evaluate",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand."""
    parser = argparse.ArgumentParser(
        prog="cratemate",
        description="A self-hosted Discord bot that learns each member's taste in music.",
    )
    subcommands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in _SUBCOMMANDS:
        import_module(f"bot.cli.{name.replace('-', '_')}").add_parser(subcommands)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
