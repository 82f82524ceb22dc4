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
