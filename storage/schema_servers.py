"""The table of what those who manage a server have settled for it."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, String, Table

from storage.columns import metadata

servers = Table(
    "servers",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String),
    Column("clean", Boolean, nullable=False),
    Column("adventure", String),
    Column("channels", JSON, nullable=False),
)
