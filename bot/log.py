"""Logs: one line an event, with the id of its interaction; never a token or a name."""

import json
import logging
import secrets
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

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
_NAMING = "discord.app_commands.tree"
"""The one logger of discord.py that names a member, where an autocomplete fails."""


class _WithInteraction(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.interaction = _interaction.get()
        if record.name == _NAMING and isinstance(record.args, tuple) and len(record.args) == 3:
            # The command, then the server and the member: the first is all that is needed.
            record.msg, record.args = "autocomplete failed: %r", record.args[:1]
        return True


class _Lines(logging.Formatter):
    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s level=%(levelname)s logger=%(name)s"
            " interaction=%(interaction)s %(message)s"
        )


class _Objects(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "interaction": getattr(record, "interaction", "-"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up(level: str, shape: Literal["text", "json"] = "text") -> None:
    """Send all logs to standard error in one shape: lines of text, or a JSON object each."""
    handler = logging.StreamHandler()
    handler.addFilter(_WithInteraction())
    handler.setFormatter(_Objects() if shape == "json" else _Lines())
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


def go_on_with(identifier: str) -> None:
    """Let the current task's log lines carry the id of the interaction that asked for its work."""
    _interaction.set(identifier)


def interaction_id() -> str:
    """Return the id of the current task's interaction."""
    return _interaction.get()
