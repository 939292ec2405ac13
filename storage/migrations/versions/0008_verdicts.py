"""What members say of their playlists."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "verdicts",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("playlist_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.member_id"],
            name="fk_verdicts_member_id_members",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "playlist_id", name="pk_verdicts"),
        sqlite_with_rowid=False,
    )
