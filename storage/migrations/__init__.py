"""Versions of the members' store and the way from one to the next, by Alembic.

`python -m storage.migrations "add guilds"` drafts the next version from the difference between
the newest version and `storage.schema`.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.errors import StoreTooNew, StoreUnusable

FOLDER = Path(__file__).parent


def upgrade(connection: Connection) -> None:
    """Bring the store to the newest version inside the connection's open transaction.

    Foreign keys have to be off on this connection: a table that a version builds anew would
    otherwise take the rows that point at it along. They are checked at the end instead.
    """
    config = configure(connection)
    _refuse_newer(connection, ScriptDirectory.from_config(config))
    command.upgrade(config, "head")
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        raise StoreUnusable(
            "The members' store holds rows of a member who is not there: restore a backup."
        )


def configure(connection: Connection) -> Config:
    """Return Alembic's settings for this package and connection."""
    config = Config()
    # Alembic's settings know % as a mark of interpolation.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    for revision in MigrationContext.configure(connection).get_current_heads():
        if revision not in known:
            raise StoreTooNew(
                f"The members' store has version {revision}, which a newer Cratemate wrote:"
                " start that version, or restore a backup made by this one."
            )
