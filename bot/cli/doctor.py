"""`cratemate doctor`: what is set, what is missing or wrong, and how to mend it."""

import argparse
from typing import Any


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser("doctor", help="check every setting and say the mend")
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Print every check; exit with 1 where something is missing or wrong."""
    from bot.checks import check_settings, read_settings

    settings, checks = read_settings()
    if settings is not None:
        checks = check_settings(settings)
    for check in checks:
        print(f"✓ {check.what}" if check.ok else f"✗ {check.what}\n  → {check.mend}")
    faults = sum(not check.ok for check in checks)
    print("\nEverything is in order." if not faults else f"\n{faults} to mend.")
    return 1 if faults else 0
