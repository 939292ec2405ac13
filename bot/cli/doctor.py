"""`cratemate doctor`: what is set, what is missing or wrong, and how to mend it."""

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.checks import Check


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
    faultless = show(checks)
    faults = sum(not check.ok for check in checks)
    print("\nEverything is in order." if faultless else f"\n{faults} to mend.")
    return 0 if faultless else 1


def show(checks: Iterable["Check"]) -> bool:
    """Print checks, each fault with its mend; tell whether there is none."""
    faultless = True
    for check in checks:
        print(f"✓ {check.what}" if check.ok else f"✗ {check.what}\n  → {check.mend}")
        faultless = faultless and check.ok
    return faultless
