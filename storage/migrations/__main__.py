"""Draft the next version: `python -m storage.migrations "what it changes"`."""

import argparse

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from storage.migrations import configure, upgrade


def draft(message: str) -> None:
    """Write the next version into the package, to be read and completed by its author."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection)
        config = configure(connection)
        number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
    engine.dispose()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("message", help="what the version changes, in a few words")
    draft(parser.parse_args().message)
