"""Members who wait for a place on Spotify's user list, and whether a link's end was told."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0004"


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "allow_list",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.member_id"],
            name="fk_allow_list_member_id_members",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", name="pk_allow_list"),
        sqlite_with_rowid=False,
    )
    op.add_column("links", sa.Column("notice", sa.String(), nullable=True))
