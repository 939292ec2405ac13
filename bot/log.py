"""Logs: one line an event, with the id of its interaction; never a token or a name."""

import logging
import secrets
from contextvars import ContextVar

_interaction: ContextVar[str] = ContextVar("interaction", default="-")

# At DEBUG libraries print what they pass on: discord.py whole messages, aiosqlite whole rows,
# spotipy tokens. So only our own loggers go below INFO, and these say little even then.
OURS = ("bot", "models", "storage")
QUIET = {
    "spotipy": logging.WARNING,
    "urllib3": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "aiohttp.access": logging.CRITICAL,
    # It quotes what it could not read, with the address it came from; `bot.web` counts it.
    "aiohttp.server": logging.CRITICAL,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    # It warns at every start that there is no voice, which a bot without voice knows.
    "discord.client": logging.ERROR,
}


class _WithInteraction(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.interaction = _interaction.get()
        return True


def set_up(level: str) -> None:
    """Send all logs to standard error in one shape."""
    handler = logging.StreamHandler()
    handler.addFilter(_WithInteraction())
    handler.setFormatter(
        logging.Formatter(
            "%(asctime)s level=%(levelname)s logger=%(name)s"
            " interaction=%(interaction)s %(message)s"
        )
    )
    chosen = logging.getLevelNamesMapping()[level]
    logging.basicConfig(level=max(chosen, logging.INFO), handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(chosen)
    for name, lowest in QUIET.items():
        logging.getLogger(name).setLevel(max(lowest, chosen))


def begin_interaction() -> str:
    """Give the current task a fresh id that its log lines and error replies carry."""
    identifier = secrets.token_hex(4)
    _interaction.set(identifier)
    return identifier


def interaction_id() -> str:
    """Return the id of the current task's interaction."""
    return _interaction.get()
