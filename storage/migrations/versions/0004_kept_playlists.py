"""Playlists kept with fresh songs every week, and the claims on their refreshes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Go to this version."""
    op.add_column(
        "playlist_intents",
        sa.Column("weekly", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "keeps",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("playlist_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("checked_at", sa.BigInteger(), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.member_id"],
            name="fk_keeps_member_id_members",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["member_id", "playlist_id"],
            ["playlists.member_id", "playlists.playlist_id"],
            name="fk_keeps_member_id_playlist_id_playlists",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "playlist_id", name="pk_keeps"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "refreshes",
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("playlist_id", sa.String(), nullable=False),
        sa.Column("instant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.BigInteger(), nullable=True),
        sa.Column("songs", sa.JSON(), nullable=True),
        sa.Column("prepared_at", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id", "playlist_id"],
            ["keeps.member_id", "keeps.playlist_id"],
            name="fk_refreshes_member_id_playlist_id_keeps",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "playlist_id", "instant", name="pk_refreshes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_refreshes_outcome", "refreshes", ["outcome"])
