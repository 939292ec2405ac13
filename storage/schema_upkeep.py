"""The tables of what the bot does by itself: what it keeps fresh, asks for, and has done when."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table

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

sounds = Table(
    "sounds",
    metadata,
    Column("track_id", String, primary_key=True),
    Column("provider", String, nullable=False),
    Column("audio", JSON),
    Column("told_at", Moment, nullable=False),
)

chores = Table(
    "chores",
    metadata,
    Column("name", String, primary_key=True),
    Column("taken_at", Moment, nullable=False),
)
