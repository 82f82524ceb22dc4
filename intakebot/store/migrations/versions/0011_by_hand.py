"""Filed mail that can be made a ticket, tickets that wait by hand, and through what somebody acted."""

import sqlalchemy as sa
from alembic import op

from intakebot.store.tables import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CAME = sa.table("received", *map(sa.column, ("id", "mail_from", "reason", "state", "channel")))
_FILED = sa.table("filed", *map(sa.column, ("received_id", "sender", "subject", "reason")))


def upgrade() -> None:
    op.create_table(
        "filed",
        sa.Column("received_id", _ID, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("sender", "subject")),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("wanted_by", sa.Text(), nullable=True),
        sa.Column("wanted_at", Moment(), nullable=True),
        sa.Column("wanted_through", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("received_id", name=op.f("pk_filed")),
        sa.ForeignKeyConstraint(["received_id"], ["received.id"], name=op.f("fk_filed_received_id")),
    )
    as_json = sa.func.json_quote if op.get_bind().dialect.name == "sqlite" else sa.func.to_json
    known = sa.select(_CAME.c.id, sa.func.coalesce(_CAME.c.mail_from, ""), sa.literal(""), as_json(_CAME.c.reason))
    mail = (_CAME.c.state == "filed") & _CAME.c.channel.in_(("smtp", "lmtp", "imap"))
    op.execute(sa.insert(_FILED).from_select(_FILED.c.keys(), known.where(mail)))
    op.add_column("ticket", sa.Column("put_off_for", sa.Text(), nullable=True))
    op.add_column("ticket", sa.Column("put_off_until", Moment(), nullable=True))
    for table in ("event", "audit"):
        op.add_column(table, sa.Column("through", sa.Text(), nullable=False, server_default=""))
