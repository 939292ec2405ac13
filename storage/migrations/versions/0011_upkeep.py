"""What is tried to keep tastes fresh, and which likes a taste was learned of."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "upkeep",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("work", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("limited", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.member_id"],
            name="fk_upkeep_member_id_members",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "work", name="pk_upkeep"),
        sqlite_with_rowid=False,
    )
    for table in ("members", "tastes"):
        op.add_column(
            table, sa.Column("likes_version", sa.BigInteger(), server_default="0", nullable=False)
        )
