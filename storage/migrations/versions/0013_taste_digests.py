"""What tells that the bytes of a model and a shortlist are still those that were kept."""

import sqlalchemy as sa
from alembic import op

from storage.tastes import digest_of

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Go to this version; what is there by now counts as sound."""
    op.add_column("tastes", sa.Column("digest", sa.LargeBinary()))
    connection = op.get_bind()
    members = connection.execute(sa.text("SELECT member_id FROM tastes")).scalars().all()
    for member_id in members:
        of = {"member": member_id}
        row = connection.execute(
            sa.text("SELECT model, items FROM tastes WHERE member_id = :member"), of
        ).one()
        connection.execute(
            sa.text("UPDATE tastes SET digest = :digest WHERE member_id = :member"),
            {"digest": digest_of(row.model, row.items), **of},
        )
