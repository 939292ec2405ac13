"""Versions of the members' store and the way from one to the next, by Alembic.

`python -m storage.migrations "add guilds"` drafts the next version from the difference between
the newest version and `storage.schema`.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.errors import StoreTooNew, StoreUnusable

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic takes a quarter of a second to load: a store of the newest version does without.

FOLDER = Path(__file__).parent

_REVISION = re.compile(r"""^(down_)?revision\b[^=\n]*= ["'](\w+)["']""", re.MULTILINE)


def upgrade(connection: Connection) -> None:
    """Bring the store to the newest version inside the connection's open transaction.

    Foreign keys have to be off on this connection: a table that a version builds anew would
    otherwise take the rows that point at it along. They are checked at the end instead.
    """
    if _versions(connection) != newest():
        _upgrade(connection)
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        raise StoreUnusable(
            "The members' store holds rows of a member who is not there: restore a backup."
        )


def newest() -> set[str]:
    """Return the newest versions there are, which is one, as their files name them."""
    known, replaced = set[str](), set[str]()
    for file in (FOLDER / "versions").glob("*.py"):
        for down, revision in _REVISION.findall(file.read_text(encoding="utf-8")):
            (replaced if down else known).add(revision)
    return known - replaced


def _versions(connection: Connection) -> set[str]:
    if not inspect(connection).has_table("alembic_version"):
        return set()
    return set(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = configure(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    for revision in _versions(connection):
        if revision not in known:
            raise StoreTooNew(
                f"The members' store has version {revision}, which a newer Cratemate wrote:"
                " start that version, or restore a backup made by this one."
            )
    command.upgrade(config, "head")


def configure(connection: Connection) -> "Config":
    """Return Alembic's settings for this package and connection."""
    from alembic.config import Config

    config = Config()
    # Alembic's settings know % as a mark of interpolation.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
