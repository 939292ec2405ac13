"""The table of what the bot tries by itself to keep members' tastes fresh."""

from sqlalchemy import Boolean, Column, Integer, String, Table

from storage.columns import Moment, member_column, metadata

upkeep = Table(
    "upkeep",
    metadata,
    member_column(primary_key=True),
    Column("work", String, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("tried_at", Moment, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("limited", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
