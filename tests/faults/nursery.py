"""Bots by fork: a run that kills hundreds of bots loads their code once.

`python -m tests.faults.nursery` has imported all that a bot needs and begun none of it: no loop, no
thread, no open file. For each line on its standard input, `[ORDERS, LOG]` as JSON, it forks a child
that is the real bot (`tests.faults.weekly_bot`), a process of its own to be killed; it prints
`born PID`, the child `ready PID`, and it again `dead PID`. Where its input ends, so does every bot.
"""

import asyncio
import json
import logging
import os
import signal
import sys
from importlib import import_module
from pathlib import Path

from tests.faults.weekly_bot import serve

_NEEDED = (
    "aiosqlite",
    "alembic.command",
    "alembic.autogenerate",
    "discord.ext.commands",
    "PIL.JpegImagePlugin",
    "sklearn.decomposition",
    "spotipy",
    "sqlalchemy.dialects.sqlite.aiosqlite",
    "threadpoolctl",
    "xgboost",
)
"""What a bot imports only when it is first needed, and all of them need."""


def main() -> None:
    """Fork a bot for each line until there are no more lines."""
    for name in _NEEDED:
        import_module(name)
    living: set[int] = set()

    def reap(*_: object) -> None:
        for pid in tuple(living):
            if os.waitpid(pid, os.WNOHANG)[0]:
                living.discard(pid)
                _say("dead", pid)

    signal.signal(signal.SIGCHLD, reap)
    for line in sys.stdin:
        orders, log = json.loads(line)
        # Nobody dies unnoticed between being born and being counted.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = os.fork()
        if not pid:
            _live(Path(orders), Path(log))
        living.add(pid)
        _say("born", pid)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for pid in living:
        os.kill(pid, signal.SIGKILL)


def _live(orders: Path, log: Path) -> None:
    """Be a bot, and nothing else afterwards."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), 2)
        asyncio.run(serve(json.loads(orders.read_text()), lambda _: _say("ready", os.getpid())))
    except BaseException:
        logging.exception("the bot ended")
    finally:
        os._exit(1)


def _say(what: str, pid: int) -> None:
    """Print a line in one write, so that lines of several processes stay whole."""
    os.write(1, f"{what} {pid}\n".encode())


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(process)d %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    main()
