"""`cratemate allow-list`: who still needs a place on the user list of your Spotify app."""

import argparse
import asyncio
import sys
from functools import partial
from typing import Any


def add_parser(subcommands: Any) -> None:
    """Register the subcommand and what it can do."""
    parser = subcommands.add_parser(
        "allow-list",
        help="show who needs a place on the user list of your Spotify app",
        description="List the e-mails that members gave for a place on the user list of your "
        "Spotify app (dashboard, User Management; it has room for five). Works while the bot runs.",
    )
    parser.set_defaults(run=run_list)
    actions = parser.add_subparsers(metavar="ACTION")
    done = actions.add_parser("done", help="forget an e-mail that you have dealt with")
    done.add_argument("email", metavar="EMAIL", help="as listed; `all` for all of them")
    done.set_defaults(run=run_done)


def run_list(_: argparse.Namespace) -> int:
    """Print who waits, the longest first."""
    return _with_store(_show)


def run_done(arguments: argparse.Namespace) -> int:
    """Forget one e-mail or all; 1 where there is none such."""
    return _with_store(partial(_forget, email=arguments.email))


def _with_store(work: Any) -> int:
    from bot.checks import read_settings
    from bot.cli.doctor import show
    from storage.errors import StoreError

    settings, faults = read_settings()
    if settings is None:
        show(faults)
        return 1
    try:
        return asyncio.run(_run(settings, work))
    except StoreError as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1


async def _run(settings: Any, work: Any) -> int:
    from storage.store import Store

    store = await Store.open(settings.database, settings.keys)
    try:
        return await work(store)
    finally:
        await store.close()


async def _show(store: Any) -> int:
    waiting = await store.allow_list.waiting()
    for one in waiting:
        # The id finds the member in Discord, who does not hear from the bot that they are in.
        print(f"{one.email}   Discord id {one.member_id}   since {one.asked_at:%Y-%m-%d}")
    if not waiting:
        print("Nobody waits for a place.")
        return 0
    print(
        "\nEnter them at https://developer.spotify.com/dashboard under User Management, tell the "
        "members,\nthen: cratemate allow-list done EMAIL (or all)"
    )
    return 0


async def _forget(store: Any, *, email: str) -> int:
    wanted = email.casefold()
    found = [
        one for one in await store.allow_list.waiting() if wanted in {"all", one.email.casefold()}
    ]
    for one in found:
        await store.allow_list.remove(one.member_id)
    if not found:
        print("Nobody waits with this e-mail.", file=sys.stderr)
        return 1
    print(f"Forgotten: {len(found)}.")
    return 0
