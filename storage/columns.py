"""What the tables of the members' store are made of: instants, members' ids, sealed values."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKey,
    LargeBinary,
    MetaData,
    TypeDecorator,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An instant with its zone, kept as whole microseconds since 1970 in UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Refuse an instant without a zone with `ValueError`."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


def member_column(*, primary_key: bool = False) -> Column[int]:
    """Return the column by which a table belongs to a member."""
    return Column(
        "member_id",
        BigInteger,
        ForeignKey("members.member_id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


def sealed_column(name: str, *, exported: bool = False) -> Column[bytes]:
    """Return a column whose values only the vault can read.

    The export says that they are there; where `exported`, what they are.
    """
    return Column(name, LargeBinary, nullable=False, info={"sealed": True, "exported": exported})
