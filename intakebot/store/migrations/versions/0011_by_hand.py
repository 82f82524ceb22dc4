"""Filed mail that can be made a ticket, tickets that wait by hand, and through what somebody acted."""

import sqlalchemy as sa
from alembic import op

from intakebot.store.tables import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "filed",
        sa.Column("received_id", _ID, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("sender", "subject", "reason")),
        sa.Column("wanted_by", sa.Text(), nullable=True),
        sa.Column("wanted_at", Moment(), nullable=True),
        sa.Column("wanted_through", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("received_id", name=op.f("pk_filed")),
        sa.ForeignKeyConstraint(["received_id"], ["received.id"], name=op.f("fk_filed_received_id")),
    )
    op.execute(
        "INSERT INTO filed (received_id, sender, subject, reason) SELECT id, coalesce(mail_from, ''), '', reason"
        " FROM received WHERE state = 'filed' AND channel IN ('smtp', 'lmtp', 'imap')"
    )
    op.add_column("ticket", sa.Column("put_off_for", sa.Text(), nullable=True))
    op.add_column("ticket", sa.Column("put_off_until", Moment(), nullable=True))
    for table in ("event", "audit"):
        op.add_column(table, sa.Column("through", sa.Text(), nullable=False, server_default=""))
