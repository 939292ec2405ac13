"""What is settled for a server."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "servers",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String()),
        sa.Column("clean", sa.Boolean(), nullable=False),
        sa.Column("adventure", sa.String()),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name="pk_servers"),
    )
