"""`cratemate setup`: asks, explains, checks and writes the file of settings."""

import argparse
import sys
from pathlib import Path
from typing import Any

_FILE = Path(".env")


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser(
        "setup",
        help="ask for every setting that is needed and write .env",
        description="Ask for what the bot needs, explain it, check it and write it down. What is "
        "there already is offered and kept; each answer is written at once, so that you can stop "
        "at any time (Ctrl+C) and go on later. Where standard input is no terminal, each line of "
        "it is one answer, and an empty one keeps what is offered.",
    )
    parser.add_argument(
        "--file", type=Path, default=_FILE, metavar="FILE", help=f"the file to write ({_FILE})"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask for everything; 0 where the bot can start with it, 1 where something is left to do."""
    from bot.checks import check_settings, read_settings
    from bot.cli.asking import Asker, Stopped
    from bot.cli.doctor import show
    from bot.cli.setup_steps import Setup
    from bot.services.env_file import EnvFile

    settings, faults = read_settings(arguments.file)
    if settings is None:
        show(faults)
        print(f"\nMend that in {arguments.file} or in the environment first.")
        return 1
    asker = Asker(sys.stdin, sys.stdout)
    setup = Setup(asker, EnvFile(arguments.file))
    try:
        setup.ask_all()
    except (Stopped, KeyboardInterrupt):
        kept = f"Your answers so far are in {arguments.file}; run `cratemate setup` again to go on."
        print(f"\nStopped. {kept if arguments.file.exists() else 'Nothing was written.'}")
        return 1
    except OSError as error:
        print(f"✗ {arguments.file} cannot be written: {error.strerror or error}", file=sys.stderr)
        return 1
    asker.say("\nChecking all of it:")
    faultless = show(check_settings(setup.settings()))
    asker.say(setup.farewell(faultless=faultless))
    return 0 if faultless else 1
