"""Whether songs are explicit, what keeps out those that are, and an index of shelves' songs."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Go to this version."""
    op.add_column("likes", sa.Column("explicit", sa.Boolean()))
    for table in ("playlist_intents", "keeps"):
        op.add_column(
            table, sa.Column("clean", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_index(
        "ix_lists_shelf",
        "lists",
        ["created_at"],
        sqlite_where=sa.text('instr(items, \'"kind": "shelf"\') > 0'),
    )
