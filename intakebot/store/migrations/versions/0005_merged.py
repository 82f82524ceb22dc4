"""Tickets that are one matter with another."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    into = sa.ForeignKey("ticket.id", name=op.f("fk_ticket_merged_into_id"))
    op.add_column("ticket", sa.Column("merged_into_id", _ID, into, nullable=True), inline_references=True)
    merged = sa.text("merged_into_id IS NOT NULL")
    op.create_index(
        op.f("ix_ticket_merged_into_id"), "ticket", ["merged_into_id"], sqlite_where=merged, postgresql_where=merged
    )
