"""Tables of the members' store, and which of them speak of a member.

A member's id is never a rowid (`INTEGER PRIMARY KEY`): SQLite keeps deleted rowids as dividers in
the inner pages of a table, and a deleted member has to leave no byte behind.
"""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.columns import Moment, member_column, metadata, sealed_column
from storage.schema_servers import servers
from storage.schema_upkeep import chores, sounds, upkeep

meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("generation", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("likes_version", BigInteger, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    member_column(primary_key=True),
    Column("account_id", String, nullable=False, unique=True),
    Column("display_name", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    sealed_column("access_token"),
    sealed_column("refresh_token"),
    Column("expires_at", Moment, nullable=False),
    Column("consented_at", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("synced_at", Moment),
    Column("told", Boolean, nullable=False),
    Column("notice", String),
    sqlite_with_rowid=False,
)

allow_list = Table(
    "allow_list",
    metadata,
    member_column(primary_key=True),
    sealed_column("email", exported=True),
    Column("asked_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

logins = Table(
    "logins",
    metadata,
    Column("state_hash", LargeBinary, primary_key=True),
    member_column(),
    Column("member_name", Text, nullable=False),
    sealed_column("verifier"),
    Column("challenge", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "member_id"),
)

likes = Table(
    "likes",
    metadata,
    member_column(primary_key=True),
    Column("track_id", String, primary_key=True),
    Column("source", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("artists", JSON, nullable=False),
    Column("isrc", String),
    Column("duration_ms", Integer),
    Column("liked_at", Moment),
    Column("plays", Integer),
    Column("played_ms", BigInteger),
    Column("skips", Integer),
    Column("song", BigInteger),
    Column("explicit", Boolean),
    sqlite_with_rowid=False,
)

tastes = Table(
    "tastes",
    metadata,
    member_column(primary_key=True),
    Column("catalogue", String, nullable=False),
    Column("features", String, nullable=False),
    Column("likes", Integer, nullable=False),
    Column("trained_at", Moment, nullable=False),
    Column("metrics", JSON, nullable=False),
    Column("model", LargeBinary, nullable=False),
    Column("items", LargeBinary, nullable=False),
    Column("digest", LargeBinary),
    Column("likes_version", BigInteger, nullable=False, server_default="0"),
)

OF_A_SHELF = text('instr(items, \'"kind": "shelf"\') > 0')
"""Lists with a song of a server's shelf; whoever looks for one has to name this condition, by which
few lists are indexed."""

lists = Table(
    "lists",
    metadata,
    Column("list_id", String, primary_key=True),
    member_column(),
    Column("kind", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("items", JSON, nullable=False),
    Index(None, "member_id"),
    Index("ix_lists_shelf", "created_at", sqlite_where=OF_A_SHELF),
)

shown = Table(
    "shown",
    metadata,
    member_column(primary_key=True),
    Column("song", BigInteger, primary_key=True, autoincrement=False),
    Column("shown_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

playlists = Table(
    "playlists",
    metadata,
    member_column(primary_key=True),
    Column("playlist_id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

playlist_intents = Table(
    "playlist_intents",
    metadata,
    member_column(primary_key=True),
    Column("mark", String, primary_key=True),
    Column("account_id", String, nullable=False),
    Column("origin", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("songs", JSON, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("status", String, nullable=False),
    Column("playlist_id", String),
    Column("added", Integer, nullable=False),
    Column("cover", Boolean, nullable=False),
    Column("sent_at", Moment),
    Column("due_at", Moment),
    Column("tries", Integer, nullable=False),
    Column("told", Boolean, nullable=False),
    Column("weekly", Boolean, nullable=False, server_default=false()),
    Column("clean", Boolean, nullable=False, server_default=false()),
    sqlite_with_rowid=False,
)

keeps = Table(
    "keeps",
    metadata,
    member_column(primary_key=True),
    Column("playlist_id", String, primary_key=True),
    Column("account_id", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("since", Moment, nullable=False),
    Column("trouble", String),
    Column("told", Boolean, nullable=False),
    Column("checked_at", Moment),
    Column("next_at", Moment),
    Column("clean", Boolean, nullable=False, server_default=false()),
    ForeignKeyConstraint(
        ["member_id", "playlist_id"],
        ["playlists.member_id", "playlists.playlist_id"],
        ondelete="CASCADE",
    ),
    sqlite_with_rowid=False,
)

refreshes = Table(
    "refreshes",
    metadata,
    Column("member_id", BigInteger, primary_key=True, autoincrement=False),
    Column("playlist_id", String, primary_key=True),
    Column("instant", Moment, primary_key=True, autoincrement=False),
    Column("outcome", String, nullable=False),
    Column("holder", String),
    Column("leased_until", Moment),
    Column("tries", Integer, nullable=False),
    Column("retry_at", Moment),
    Column("songs", JSON),
    Column("prepared_at", Moment),
    Column("sent_at", Moment),
    Column("finished_at", Moment),
    ForeignKeyConstraint(
        ["member_id", "playlist_id"],
        ["keeps.member_id", "keeps.playlist_id"],
        ondelete="CASCADE",
    ),
    Index(None, "outcome"),
    sqlite_with_rowid=False,
)

participants = Table(
    "participants",
    metadata,
    member_column(primary_key=True),
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("joined_at", Moment, nullable=False),
    Column("featured_at", Moment),
    sqlite_with_rowid=False,
)

schedules = Table(
    "schedules",
    metadata,
    Column("schedule_id", String, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False, unique=True),
    Column("weekday", Integer, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("zone", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("told", String),
    Column("checked_at", Moment),
    Column("next_at", Moment),
    Index(None, "guild_id"),
)

schedule_keepers = Table(
    "schedule_keepers",
    metadata,
    member_column(primary_key=True),
    Column(
        "schedule_id",
        String,
        ForeignKey("schedules.schedule_id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    sqlite_with_rowid=False,
)

posts = Table(
    "posts",
    metadata,
    Column("claim_id", String, primary_key=True),
    Column("schedule_id", String, nullable=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("instant", Moment, nullable=False),
    Column("status", String, nullable=False),
    Column("holder", String),
    Column("leased_until", Moment),
    Column("tries", Integer, nullable=False),
    Column("retry_at", Moment),
    Column("content", JSON),
    Column("anchor", BigInteger),
    Column("sent_at", Moment),
    Column("message_id", BigInteger),
    Column("finished_at", Moment),
    UniqueConstraint("schedule_id", "instant"),
    Index(None, "status"),
)

post_parts = Table(
    "post_parts",
    metadata,
    member_column(primary_key=True),
    Column(
        "claim_id",
        String,
        ForeignKey("posts.claim_id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    Column("place", Integer),
    Column("fit", Float),
    Column("picks", JSON, nullable=False),
    sqlite_with_rowid=False,
)

verdicts = Table(
    "verdicts",
    metadata,
    member_column(primary_key=True),
    Column("playlist_id", String, primary_key=True),
    Column("verdict", String, nullable=False),
    sqlite_with_rowid=False,
)

MEMBER_TABLES: tuple[Table, ...] = (
    links,
    allow_list,
    logins,
    likes,
    verdicts,
    tastes,
    upkeep,
    lists,
    shown,
    refreshes,
    keeps,
    playlists,
    playlist_intents,
    participants,
    schedule_keepers,
    post_parts,
    members,
)
"""Tables exported and deleted with a member, by their column `member_id`; `members` comes last,
since the others point at it."""

IMPERSONAL_TABLES: tuple[Table, ...] = (
    meta,
    counters,
    schedules,
    posts,
    chores,
    sounds,
    servers,
)
"""Tables that speak of no member."""


def find_undeclared(tables: MetaData = metadata) -> list[str]:
    """Name every table, with its fault, that deletion and export could overlook.

    A table has to stand in `MEMBER_TABLES` or in `IMPERSONAL_TABLES`; the former needs a column
    `member_id`, the latter may neither have one nor point at `members`.
    """
    personal = {table.name for table in MEMBER_TABLES}
    impersonal = {table.name for table in IMPERSONAL_TABLES}
    faults: list[str] = []
    for table in tables.sorted_tables:
        speaks = "member_id" in table.c or any(
            key.target_fullname.startswith("members.") for key in table.foreign_keys
        )
        if table.name not in personal | impersonal:
            faults.append(f"{table.name} stands in neither list")
        elif table.name in impersonal and speaks:
            faults.append(f"{table.name} is called impersonal but points at a member")
        elif table.name in personal and "member_id" not in table.c:
            faults.append(f"{table.name} has no column member_id")
    return faults


def sealed_columns() -> list[Column[Any]]:
    """Return every column that holds what the vault sealed."""
    return [
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if column.info.get("sealed")
    ]
